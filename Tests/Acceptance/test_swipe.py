"""§6.1 A swiped card becomes a ticket in the right queue."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from parts.desk import is_problem
from parts.hospital import crowd, event, order, registered


def test_a_card_gets_a_ticket_with_all_a_patient_wants_to_know(hall):
    """§6.1 The ticket has label, masked name, queue, people ahead, wait, advice and a page."""
    hall.ticket("6200000002")
    answer = hall.swipe("6200000001")
    assert answer.status_code == 201, answer.text
    told = answer.json()
    ticket = told["ticket"]
    assert told["result"] == "issued"
    assert ticket["label"] == "A002"
    assert ticket["queue"] == {"id": "A", "name": "门诊", "nameEn": "Outpatient"}
    assert ticket["maskedName"] == "单*明"
    assert ticket["ahead"] == 1
    assert 0 <= ticket["estimate"]["medianSeconds"] <= ticket["estimate"]["likelySeconds"]
    assert ticket["class"] == "normal" and ticket["state"] == "waiting"
    assert ticket["issuedAt"].endswith("+08:00")
    assert ticket["prepare"][0]["zh"] and ticket["prepare"][0]["en"]
    assert ticket["page"] == f"/t/{ticket['id']}" and len(ticket["id"]) >= 20
    assert ticket.get("window") is None
    assert "单晓明" not in answer.text


@pytest.mark.parametrize("card, queue, kind, label", [
    ("6200000001", "A", "normal", "A001"),
    ("6200000003", "C", "normal", "C001"),
    ("6200000006", "A", "priority", "A001"),
    ("6200000008", "E", "emergency", "E001"),
    ("6200000009", "G", "normal", "G001"),
], ids=["outpatient", "child", "elderly", "emergency", "tolerance"])
def test_every_patient_is_sent_to_the_right_queue(shared_hall, card, queue, kind, label):
    """§6.1 Queue and class follow from order, age and urgency."""
    ticket = shared_hall.ticket(card)
    assert (ticket["queue"]["id"], ticket["class"]) == (queue, kind)
    assert ticket["label"].startswith(queue)
    waiting = shared_hall.desk("triage").get(
        f"/api/v1/tickets?queue={queue}&state=waiting").json()["tickets"]
    assert ticket["id"] in [row["id"] for row in waiting]


def test_the_second_swipe_shows_the_same_ticket(hall):
    """§6.1 A patient who swipes again keeps number and place."""
    first = hall.ticket("6200000001")
    hall.ticket("6200000002")
    again = hall.swipe("6200000001")
    assert again.status_code == 200
    assert again.json()["result"] == "open"
    assert again.json()["ticket"]["id"] == first["id"]
    assert again.json()["ticket"]["label"] == first["label"]
    assert again.json()["ticket"]["ahead"] == 0
    assert len(hall.all_tickets()) == 2


def test_an_unknown_card_is_told_so(hall):
    is_problem(hall.swipe("9999999999"), 404, "unknown-card")
    assert hall.all_tickets() == []


def test_a_patient_without_orders_is_told_so(hall):
    hall.tell(registered("N1", "高远", "7000000001"))
    is_problem(hall.swipe("7000000001"), 404, "no-orders")


def test_an_unpaid_order_sends_the_patient_to_the_cashier_and_payment_opens_the_way(hall):
    hall.tell(registered("N1", "高远", "7000000001"), order("NL1", "N1", kind="order.placed"))
    is_problem(hall.swipe("7000000001"), 402, "unpaid-orders")
    hall.tell(order("NL1", "N1"))
    assert hall.ticket("7000000001")["label"] == "A001"


def test_a_cancelled_order_takes_its_ticket_out_of_the_line(hall):
    ticket = hall.ticket("6200000001")
    hall.tell(event("order.cancelled", {"order": "L1", "patient": "P1"}))
    assert [t["state"] for t in hall.all_tickets() if t["id"] == ticket["id"]] == ["cancelled"]
    is_problem(hall.swipe("6200000001"), 404, "no-orders")


def test_an_event_told_twice_counts_once(hall):
    events = [registered("N1", "高远", "7000000001"), order("NL1", "N1")]
    assert hall.tell(*events) == {"accepted": 2, "repeated": 0}
    assert hall.tell(*events) == {"accepted": 0, "repeated": 2}
    assert len(hall.desk("triage").get("/api/v1/tickets").json()["tickets"]) == 0
    assert hall.ticket("7000000001")["label"] == "A001"


def test_one_bad_line_refuses_the_whole_parcel(hall):
    good = registered("N1", "高远", "7000000001")
    bad = {**order("NL1", "N1"), "type": "order.eaten"}
    lines = "\n".join(json.dumps(e, ensure_ascii=False) for e in [good, bad])
    answer = hall.desk("his").http.post("/api/v1/events", content=lines.encode())
    assert "2" in is_problem(answer, 400, "bad-request")["detail"]
    is_problem(hall.swipe("7000000001"), 404, "unknown-card")


def test_an_id_card_number_works_as_a_card(hall):
    hall.tell(
        registered("N1", "高远", documents=[
            {"type": "resident", "number": "11010519491231002X"}]),
        order("NL1", "N1"))
    assert hall.ticket("11010519491231002x")["maskedName"] == "高*"


def test_a_missed_ticket_comes_back_with_a_swipe(hall):
    """§6.1 Who missed the call swipes and is back in line with the old number."""
    ticket = hall.ticket("6200000001")
    hall.window("1", "next")
    hall.window("1", "miss")
    back = hall.swipe("6200000001")
    assert back.status_code == 200
    assert back.json()["result"] == "returned"
    assert back.json()["ticket"]["label"] == ticket["label"]
    assert back.json()["ticket"]["state"] == "waiting"


def test_a_repeated_key_gets_the_first_answer(hall):
    first = hall.swipe("6200000001", key="press-1")
    again = hall.swipe("6200000001", key="press-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["ticket"]["id"] == first.json()["ticket"]["id"]
    assert len(hall.all_tickets()) == 1


def test_a_retried_swipe_prints_one_ticket(hall):
    """§6.1 a kiosk that asks again because the answer was lost gets no second paper"""
    first = hall.swipe("6200000002", key="press-2")
    again = hall.swipe("6200000002", key="press-2")
    assert [first.status_code, again.status_code] == [201, 201]
    assert again.json()["print"]["state"] == "printed"
    assert len(list((hall.folder / "tickets").glob("*.pdf"))) == 1


def test_the_same_key_calls_one_patient(hall):
    for card in hall.demo["cards"][:3]:
        hall.ticket(card)
    first = hall.window("1", "next", key="call-1").json()
    hall.window("1", "arrive")
    again = hall.window("1", "next", key="call-1")
    assert again.status_code == 200
    assert again.json()["ticket"]["id"] == first["ticket"]["id"]
    states = sorted(t["state"] for t in hall.all_tickets())
    assert states == ["drawing", "waiting", "waiting"]


def test_sixteen_swipes_of_one_card_at_once_make_one_ticket(hall):
    """§6.1 However often a card is swiped at the same instant, it has one number."""
    for card in hall.demo["cards"][:5]:
        with ThreadPoolExecutor(16) as kiosks:
            answers = list(kiosks.map(hall.swipe, [card] * 16))
        assert sorted(a.status_code for a in answers) == [200] * 15 + [201]
        assert len({a.json()["ticket"]["id"] for a in answers}) == 1
    assert len(hall.all_tickets()) == 5


def test_numbers_are_unique_and_without_gaps_however_many_swipe_at_once(hall):
    """§6.1 Sixteen kiosks at once: every patient another number."""
    events, cards = crowd(160)
    hall.tell(*events)
    with ThreadPoolExecutor(16) as kiosks:
        answers = list(kiosks.map(hall.swipe, cards))
    assert {a.status_code for a in answers} == {201}
    labels = sorted(a.json()["ticket"]["label"] for a in answers)
    assert labels == [f"A{n:03d}" for n in range(1, 161)]


def test_the_patients_phone_follows_the_ticket_without_a_token(hall):
    ticket = hall.ticket("6200000001")
    phone = hall.stranger()
    place = phone.get(f"/api/v1/places/{ticket['id']}")
    assert place.status_code == 200
    assert place.json()["label"] == "A001" and place.json()["ahead"] == 0
    assert "单" not in place.text
    unchanged = phone.get(
        f"/api/v1/places/{ticket['id']}", **{"If-None-Match": place.headers["etag"]})
    assert unchanged.status_code == 304
    hall.window("3", "next")
    called = phone.get(f"/api/v1/places/{ticket['id']}").json()
    assert called["state"] == "called"
    assert called["window"] == {"id": "3", "name": "3号窗口"}
    assert phone.get("/api/v1/places/nosuchticketnosuchticket99").status_code == 404
