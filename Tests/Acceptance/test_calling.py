"""§6.4a A phlebotomist calls the next patient; §6.4b emergencies first, automatic and manual."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from parts.desk import is_problem
from parts.hospital import crowd


def fill(hall, *numbers):
    """Tickets for these of the forty patients, in this order."""
    return [hall.ticket(f"62000000{number:02d}") for number in numbers]


def test_next_calls_the_first_in_line(hall):
    """§6.4a One press calls the one who has waited longest and tells who it is."""
    first, second = fill(hall, 1, 2)
    answer = hall.window("3", "next")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["ticket"]["id"] == first["id"]
    assert told["ticket"]["name"] == "单晓明"
    assert told["ticket"]["state"] == "called" and told["ticket"]["window"] == "3"
    assert told["attempt"] == 1
    assert told["window"]["state"] == "open"
    assert [s["tube"] for s in told["ticket"]["specimens"]] == ["purple", "yellow"]
    state = hall.window("3").json()
    assert state["ticket"]["label"] == first["label"]
    assert [t["id"] for t in state["waiting"]] == [second["id"]]
    assert state["waitingCount"] == 1


def test_a_patient_comes_and_is_drawn(hall):
    """§6.4a Called, arrived, finished: the ticket is done and its order drawn."""
    (ticket,) = fill(hall, 1)
    hall.window("1", "next")
    assert hall.window("1", "arrive").json()["ticket"]["state"] == "drawing"
    assert hall.window("1", "finish").json()["ticket"]["state"] == "done"
    assert hall.window("1").json().get("ticket") is None
    assert [t["state"] for t in hall.all_tickets()] == ["done"]
    is_problem(hall.swipe("6200000001"), 404, "no-orders")
    assert hall.stranger().get(f"/api/v1/places/{ticket['id']}").json()["state"] == "done"


def test_next_after_a_draw_finishes_it(hall):
    first, second = fill(hall, 1, 2)
    hall.window("1", "next")
    hall.window("1", "arrive")
    assert hall.window("1", "next").json()["ticket"]["id"] == second["id"]
    states = {t["id"]: t["state"] for t in hall.all_tickets()}
    assert states == {first["id"]: "done", second["id"]: "called"}


def test_nobody_waits(hall):
    answer = hall.window("1", "next")
    assert (answer.status_code, answer.content) == (204, b"")
    fill(hall, 1)
    hall.window("1", "next")
    hall.window("1", "arrive")
    assert hall.window("1", "next").status_code == 204, "the one just drawn is not called again"
    assert [t["state"] for t in hall.all_tickets()] == ["done"]


def test_three_calls_then_only_missed(hall):
    fill(hall, 1)
    assert hall.window("1", "next").json()["attempt"] == 1
    assert hall.window("1", "recall").json()["attempt"] == 2
    assert hall.window("1", "recall").json()["attempt"] == 3
    is_problem(hall.window("1", "recall"), 409, "no-more-calls")
    assert hall.window("1", "miss").json()["ticket"]["state"] == "missed"
    state = hall.window("1").json()
    assert [t["label"] for t in state["missed"]] == ["A001"]
    assert state["missed"][0]["lost"] is True
    assert state["callsAtMost"] == 3


def test_a_returned_patient_comes_after_three_others(hall):
    fill(hall, 1, 2, 4, 5, 7, 10)
    assert hall.window("1", "next").json()["ticket"]["label"] == "A001"
    hall.window("1", "miss")
    assert hall.swipe("6200000001").json()["result"] == "returned"
    called = []
    for _ in range(5):
        called.append(hall.window("1", "next").json()["ticket"]["label"])
        hall.window("1", "arrive")
    assert called == ["A002", "A003", "A004", "A001", "A005"]


def test_an_emergency_is_called_first_in_automatic_mode(hall):
    """§6.4b Last to come and first to be called, in the emergency class."""
    fill(hall, 1, 6, 2)
    (emergency,) = fill(hall, 8)
    state = hall.window("2").json()
    assert state["window"]["mode"] == "automatic"
    assert state["waiting"][0]["id"] == emergency["id"]
    assert state["waiting"][0]["class"] == "emergency"
    told = hall.window("2", "next").json()["ticket"]
    assert (told["id"], told["class"]) == (emergency["id"], "emergency")


def test_in_manual_mode_the_emergency_is_on_top_and_any_may_be_picked(hall):
    """§6.4b Manual mode: next is refused, the emergency heads the list, the hand decides."""
    first, second = fill(hall, 1, 2)
    (emergency,) = fill(hall, 8)
    assert hall.window("2", "mode", {"mode": "manual"}).json()["window"]["mode"] == "manual"
    is_problem(hall.window("2", "next"), 409, "manual-mode")
    assert [t["id"] for t in hall.window("2").json()["waiting"]] == [
        emergency["id"], first["id"], second["id"]]
    picked = hall.window("2", "call", {"ticket": second["id"]})
    assert picked.status_code == 200, picked.text
    assert picked.json()["ticket"]["id"] == second["id"]
    hall.window("2", "arrive")
    hall.window("2", "mode", {"mode": "automatic"})
    assert hall.window("2", "next").json()["ticket"]["id"] == emergency["id"]


def test_an_emergency_that_comes_later_overtakes_at_every_window(hall):
    """§6.4b A patient made an emergency at the desk goes to the top at once."""
    fill(hall, 1, 2)
    (third,) = fill(hall, 4)
    hall.desk("triage").post(f"/api/v1/tickets/{third['id']}/class", {"class": "emergency"})
    assert hall.window("4", "next").json()["ticket"]["id"] == third["id"]


def test_priority_and_normal_alternate_and_nobody_is_passed_over_for_ever(hall):
    fill(hall, 1, 2, 4, 6, 16, 26, 36)
    order = []
    for _ in range(7):
        order.append(hall.window("1", "next").json()["ticket"]["class"])
        hall.window("1", "arrive")
    assert order[:6] == ["priority", "priority", "normal"] * 2


def test_a_step_can_be_taken_back(hall):
    (first, second) = fill(hall, 1, 2)
    hall.window("1", "next")
    hall.window("1", "miss")
    undo = hall.window("1").json()["undo"]
    assert (undo["what"], undo["label"]) == ("missed", "A001")
    assert undo["until"].endswith("+08:00")
    assert hall.window("1", "undo").json()["ticket"]["state"] == "called"
    assert hall.window("1", "undo").json()["ticket"]["state"] == "waiting"
    assert hall.window("1", "next").json()["ticket"]["id"] == first["id"]


def test_a_finished_draw_taken_back_opens_its_order_again(hall):
    fill(hall, 1)
    for verb in ["next", "arrive", "finish"]:
        hall.window("1", verb)
    assert hall.window("1", "undo").json()["ticket"]["state"] == "drawing"
    hall.window("1", "finish")
    is_problem(hall.swipe("6200000001"), 404, "no-orders")


def test_windows_open_pause_and_close(hall):
    fill(hall, 1)
    assert hall.window("1").json()["window"]["state"] == "closed"
    assert hall.window("1", "open").json()["window"]["state"] == "open"
    paused = hall.window("1", "pause", {"reason": "换班"}).json()["window"]
    assert (paused["state"], paused["pauseReason"]) == ("paused", "换班")
    board = hall.board()
    assert [w["state"] for w in board["windows"]] == ["paused"] + ["closed"] * 3
    assert hall.window("1", "next").json()["window"]["state"] == "open"


def test_a_closing_window_hands_its_call_back_to_the_head_of_the_line(hall):
    first, second = fill(hall, 1, 2)
    hall.window("1", "next")
    assert hall.window("1", "close").json()["window"]["state"] == "closed"
    assert hall.window("2", "next").json()["ticket"]["id"] == first["id"]


@pytest.mark.parametrize("verb, status, kind", [
    ("recall", 409, "nobody-called"), ("arrive", 409, "nobody-called"),
    ("finish", 409, "nobody-called"), ("miss", 409, "nobody-called"),
    ("undo", 409, "nothing-to-undo"),
])
def test_what_makes_no_sense_is_refused_by_name(shared_hall, verb, status, kind):
    is_problem(shared_hall.window("4", verb), status, kind)


def test_what_another_window_has_called_stays_there(hall):
    first, second = fill(hall, 1, 2)
    hall.window("1", "next")
    refused = is_problem(
        hall.window("2", "call", {"ticket": first["id"]}), 409, "called-elsewhere")
    assert refused["label"] == "A001"
    is_problem(hall.window("2", "call", {"ticket": "nosuch"}), 404, "unknown-ticket")
    # The double press of "next" is over once the patient is picked from the list.
    is_problem(hall.window("1", "call", {"ticket": second["id"]}), 409, "window-busy")


def test_two_quick_presses_call_one_patient(hall):
    """§6.4a Pressed twice quickly, the window calls one patient, and both presses say whom."""
    fill(hall, 1, 2, 4, 5)
    gate = threading.Barrier(2)

    def press(_):
        gate.wait()
        return hall.window("1", "next")

    with ThreadPoolExecutor(2) as hands:
        answers = list(hands.map(press, range(2)))
    assert [a.status_code for a in answers] == [200, 200]
    assert len({a.json()["ticket"]["id"] for a in answers}) == 1
    assert [t["state"] for t in hall.all_tickets()].count("called") == 1


def test_windows_that_race_never_share_a_patient(hall):
    """§6.4a Four windows, each pressed from three hands: every ticket is called once."""
    events, cards = crowd(60)
    hall.tell(*events)
    with ThreadPoolExecutor(16) as kiosks:
        assert {a.status_code for a in kiosks.map(hall.swipe, cards)} == {201}
    calls, guard = [], threading.Lock()

    def work(window):
        """Calls, draws and calls again until nobody waits."""
        while True:
            answer = hall.window(window, "next")
            if answer.status_code == 204:
                return
            if answer.status_code == 200:
                with guard:
                    calls.append((answer.json()["ticket"]["id"], window))
            hall.window(window, "arrive")

    with ThreadPoolExecutor(12) as hands:
        list(hands.map(work, [str(n % 4 + 1) for n in range(12)]))
    windows = {}
    for ticket, window in calls:
        assert windows.setdefault(ticket, window) == window, "two windows called one patient"
    assert len(windows) == 60
    states = [t["state"] for t in hall.all_tickets()]
    assert set(states) <= {"done", "drawing"} and len(states) == 60


def test_a_tolerance_test_rests_between_its_draws(hall):
    """The first draw plants the next, an hour later; the patient keeps the number."""
    (ticket,) = fill(hall, 9)
    told = hall.window("1", "next").json()["ticket"]
    assert told["id"] == ticket["id"] and told["redraws"] == [60, 120]
    hall.window("1", "arrive")
    rests = hall.window("1", "finish").json()["ticket"]
    assert (rests["state"], rests["label"]) == ("resting", "G001")
    due, since = (datetime.fromisoformat(rests[key]) for key in ["dueAt", "since"])
    assert timedelta(minutes=59) < due - since <= timedelta(minutes=60)
    hall_ = hall.desk("triage").get("/api/v1/triage?hall=draw").json()
    tolerance = next(queue for queue in hall_["queues"] if queue["id"] == "G")
    assert [t["state"] for t in tolerance["tickets"]] == ["resting"]
    assert hall.window("1", "next").status_code == 204


def test_the_window_hears_of_new_patients_at_once(hall):
    stream = hall.desk("window", "1").watch("/api/v1/windows/1/stream")
    stream.wait("the picture now", lambda name, v: name == "change" and v["waitingCount"] == 0)
    ticket = hall.ticket("6200000001")
    stream.wait("the new ticket", lambda name, v: name == "change"
                and [t["id"] for t in v["waiting"]] == [ticket["id"]], within=5)
