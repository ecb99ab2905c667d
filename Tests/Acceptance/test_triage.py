"""§6.3 The triage desk builds, maintains and views the queues."""

import pytest

from parts.desk import is_problem


@pytest.fixture
def triage(hall):
    return hall.desk("triage")


def act(triage, ticket, verb, body=None):
    return triage.post(f"/api/v1/tickets/{ticket['id']}/{verb}", body)


def view(triage):
    return triage.get("/api/v1/triage?hall=draw").json()


def queue(triage, id):
    return next(queue for queue in view(triage)["queues"] if queue["id"] == id)


def test_the_queues_at_a_glance(hall, triage):
    """§6.3 Every queue with its people in order, every window, printers, readers and voice."""
    for card in hall.demo["cards"][:9]:
        hall.ticket(card)
    hall.window("1", "next")
    picture = view(triage)
    assert (picture["hall"]["id"], picture["hall"]["name"]) == ("draw", "采血大厅")
    queues = {q["id"]: q for q in picture["queues"]}
    assert {id: q["waiting"] for id, q in queues.items()} == {"A": 6, "E": 0, "C": 1, "G": 1}
    first, second = queues["A"]["tickets"][:2]
    assert (first["label"], first["class"]) == ("A005", "priority")
    assert (second["label"], second["name"]) == ("A001", "单晓明")
    assert queues["A"]["longestWaitSeconds"] >= 0
    assert picture["windows"][0]["ticket"]["label"] == "E001"
    assert picture["printers"][0]["name"] == "front"
    assert picture["printers"][0]["state"] == "ready"
    assert picture["voice"]["state"] == "silent"


@pytest.mark.parametrize("text", ["单晓", "6200000001", "A001", "a001", "P1"])
def test_a_patient_is_found_by_name_card_label_or_number(hall, triage, text):
    """§6.3 The desk finds whoever stands before it."""
    first = hall.ticket("6200000001")
    hall.ticket("6200000003")
    found = triage.http.get("/api/v1/tickets", params={"hall": "draw", "text": text}).json()
    assert [t["id"] for t in found["tickets"]] == [first["id"]]


def test_search_by_queue_and_state_and_bounds(hall, triage):
    for card in hall.demo["cards"][:4]:
        hall.ticket(card)
    hall.window("1", "next")
    get = lambda **query: triage.http.get("/api/v1/tickets", params=query).json()
    assert get(queue="C")["total"] == 1
    assert get(state="called")["total"] == 1
    assert get(queue="A", state="waiting")["total"] == 2
    limited = get(limit=1)
    assert (len(limited["tickets"]), limited["total"]) == (1, 4)
    is_problem(triage.get("/api/v1/tickets?state=asleep"), 400, "bad-request")
    is_problem(triage.get("/api/v1/tickets?hall=nowhere"), 404, "unknown-hall")


def test_a_patient_is_added_by_card_by_number_and_by_name(hall, triage):
    """§6.3 By hand: with a card, by patient number, or nameless in an emergency."""
    by_card = triage.post("/api/v1/tickets", {"hall": "draw", "card": "6200000001"})
    assert by_card.status_code == 201, by_card.text
    assert by_card.json()["ticket"]["label"] == "A001"
    by_number = triage.post("/api/v1/tickets", {"hall": "draw", "patient": "P2"})
    assert by_number.json()["ticket"]["name"] == "仇丽华"
    nameless = triage.post("/api/v1/tickets", {
        "hall": "draw", "name": "无名氏", "queue": "E", "class": "emergency", "kiosk": "K1"})
    assert nameless.status_code == 201, nameless.text
    told = nameless.json()
    assert (told["ticket"]["label"], told["ticket"]["class"]) == ("E001", "emergency")
    assert told["print"]["state"] in ["queued", "printed"]
    assert hall.window("1", "next").json()["ticket"]["name"] == "无名氏"


def test_adding_who_is_there_shows_the_ticket_they_have(hall, triage):
    ticket = hall.ticket("6200000001")
    again = triage.post("/api/v1/tickets", {"hall": "draw", "card": "6200000001"})
    assert again.status_code == 200
    assert again.json()["ticket"]["id"] == ticket["id"]


def test_what_cannot_be_added_is_refused(hall, triage):
    add = lambda **form: triage.post("/api/v1/tickets", {"hall": "draw", **form})
    is_problem(add(), 400, "bad-request")
    is_problem(add(name="无名氏", queue="Z"), 404, "unknown-queue")
    is_problem(add(name="无名氏", **{"class": "royal"}), 400, "bad-request")
    is_problem(add(name="名" * 200), 400, "bad-request")
    is_problem(add(name="a\x07b"), 400, "bad-request")
    is_problem(add(card="9999999999"), 404, "unknown-card")
    assert hall.all_tickets() == []


def test_a_ticket_is_moved_to_another_queue_and_keeps_its_number(hall, triage):
    """§6.3 Transfer to a queue; the paper in the patient's hand stays true."""
    ticket = hall.ticket("6200000001")
    moved = act(triage, ticket, "move", {"queue": "C"}).json()["ticket"]
    assert (moved["queue"]["id"], moved["label"]) == ("C", "A001")
    assert [t["id"] for t in queue(triage, "C")["tickets"]] == [ticket["id"]]
    assert queue(triage, "A")["waiting"] == 0
    is_problem(act(triage, ticket, "move", {"queue": "Z"}), 404, "unknown-queue")
    is_problem(act(triage, ticket, "move", {"window": "99"}), 404, "unknown-window")


def test_a_ticket_moved_to_a_window_is_called_only_there(hall, triage):
    ticket = hall.ticket("6200000001")
    hall.ticket("6200000002")
    moved = act(triage, ticket, "move", {"window": "3"}).json()["ticket"]
    assert moved["pinned"] == "3"
    assert hall.window("1", "next").json()["ticket"]["label"] == "A002"
    refused = hall.window("2", "call", {"ticket": ticket["id"]})
    assert refused.status_code == 409 and refused.json()["label"] == "A001", refused.text
    assert hall.window("3", "next").json()["ticket"]["id"] == ticket["id"]


def test_the_class_is_changed(hall, triage):
    """§6.3 §6.4b Made an emergency, a ticket heads the whole hall."""
    hall.ticket("6200000001")
    second = hall.ticket("6200000002")
    changed = act(triage, second, "class", {"class": "emergency"}).json()["ticket"]
    assert changed["class"] == "emergency"
    assert hall.window("1").json()["waiting"][0]["id"] == second["id"]
    is_problem(act(triage, second, "class", {"class": "royal"}), 400, "bad-request")


def test_a_missed_ticket_is_returned(hall, triage):
    ticket = hall.ticket("6200000001")
    hall.window("1", "next")
    hall.window("1", "miss")
    missed = queue(triage, "A")["tickets"]
    assert [(t["state"], t["lost"]) for t in missed] == [("missed", True)]
    assert act(triage, ticket, "return").json()["ticket"]["state"] == "waiting"
    is_problem(act(triage, {"id": "nosuch"}, "return"), 404, "unknown-ticket")


def test_a_ticket_is_cancelled_with_a_reason(hall, triage):
    """§6.3 Who has left is taken out; the patient may come again."""
    ticket = hall.ticket("6200000001")
    cancelled = act(triage, ticket, "cancel", {"reason": "患者离开"}).json()["ticket"]
    assert cancelled["state"] == "cancelled"
    assert hall.window("1", "next").json().get("ticket") is None
    assert hall.ticket("6200000001")["label"] == "A002"
    is_problem(act(triage, ticket, "cancel", {"reason": "字" * 100}), 400, "bad-request")


def test_a_ticket_is_printed_again(hall, triage):
    """§6.3 Reprint is one press; the page says that it is a reprint."""
    ticket = hall.ticket("6200000001")
    answer = triage.post(f"/api/v1/tickets/{ticket['id']}/reprint", {"kiosk": "K1"})
    assert answer.json()["print"]["state"] == "printed", answer.text
    assert len(list((hall.folder / "tickets").glob("*.pdf"))) == 2
    is_problem(triage.post("/api/v1/tickets/nosuch/reprint", {}), 404, "unknown-ticket")


def test_the_desk_is_live(hall, triage):
    """§6.3 Whatever happens anywhere in the hall is on the desk at once."""
    stream = triage.watch("/api/v1/triage/stream?hall=draw")
    waiting = lambda value: {q["id"]: q["waiting"] for q in value["queues"]}
    stream.wait("the picture now", lambda name, v: name == "change" and waiting(v)["A"] == 0)
    hall.ticket("6200000001")
    stream.wait("a ticket", lambda name, v: name == "change" and waiting(v)["A"] == 1, within=5)
    hall.window("2", "next")
    stream.wait("a call", lambda name, v: name == "change" and (
        v["windows"][1].get("ticket") or {}).get("label") == "A001", within=5)


def test_the_desk_may_ask_only_for_what_is_new(hall, triage):
    tag = triage.get("/api/v1/triage?hall=draw").headers["etag"]
    assert triage.get("/api/v1/triage?hall=draw", **{"If-None-Match": tag}).status_code == 304
    hall.ticket("6200000001")
    fresh = triage.get("/api/v1/triage?hall=draw&wait=10", **{"If-None-Match": tag})
    assert fresh.status_code == 200 and fresh.headers["etag"] != tag
