"""What was acknowledged survives SIGKILL at any instant; nothing is numbered or called twice."""

import random
import sqlite3
import threading
import time

import httpx
import pytest

from parts.daemon import run
from parts.hospital import crowd
from parts.patience import until


class BusyHall:
    """Many hands that swipe and call until the lights go out; keeps what they were promised."""

    def __init__(self, hall, cards):
        self.hall = hall
        self.cards = cards
        self.guard = threading.Lock()
        self.swiped = {}   # card → (key, ticket id, label)
        self.called = {}   # key → (window, ticket id)
        self.halt = threading.Event()
        self.threads = [threading.Thread(target=self._swipe) for _ in range(6)]
        self.threads += [threading.Thread(target=self._call, args=[w]) for w in "1234"]

    def open(self):
        # Desks are made before the threads race for them.
        self.hall.desk("kiosk")
        for window in "1234":
            self.hall.desk("window", window)
        for thread in self.threads:
            thread.start()
        return self

    def wait_for(self, swiped, called):
        until(f"{swiped} swipes and {called} calls",
              lambda: len(self.swiped) >= swiped and len(self.called) >= called, within=60)

    def end(self):
        self.halt.set()
        for thread in self.threads:
            thread.join(30)

    def _swipe(self):
        while not self.halt.is_set():
            with self.guard:
                if not self.cards:
                    return
                card = self.cards.pop()
            key = f"swipe-{card}"
            try:
                answer = self.hall.swipe(card, key=key)
            except httpx.HTTPError:
                return
            assert answer.status_code == 201, answer.text
            ticket = answer.json()["ticket"]
            with self.guard:
                self.swiped[card] = (key, ticket["id"], ticket["label"])

    def _call(self, window):
        count = 0
        while not self.halt.is_set():
            count += 1
            key = f"call-{window}-{count}-{random.getrandbits(32):x}"
            try:
                answer = self.hall.window(window, "next", key=key)
                if answer.status_code == 200 and answer.json()["ticket"]["attempt"]:
                    with self.guard:
                        self.called[key] = (window, answer.json()["ticket"]["id"])
                self.hall.window(window, "arrive")
            except httpx.HTTPError:
                return


@pytest.mark.parametrize("round", range(3))
def test_a_power_cut_in_a_busy_hall_loses_nothing(house, round):
    """§6.1 §6.4a Killed three times in mid-work: every promise is kept after each start."""
    hall = house()
    events, cards = crowd(600, urgent_every=9)
    hall.tell(*events)
    random.Random(round).shuffle(cards)
    swiped, called = {}, {}
    for cut in range(3):
        busy = BusyHall(hall, cards).open()
        busy.wait_for(20 + 10 * round, 8)
        hall.kill()
        busy.end()
        swiped |= busy.swiped
        called |= busy.called
        hall.start()
        tickets = {t["id"]: t for t in hall.all_tickets()}
        for card, (key, id, label) in swiped.items():
            assert tickets[id]["label"] == label
        labels = [t["label"] for t in tickets.values()]
        assert len(labels) == len(set(labels)), "a number was given twice"
        holders = [t["patient"] for t in tickets.values()]
        assert len(holders) == len(set(holders)), "a patient has two tickets"
        at_windows = [t["window"] for t in tickets.values() if t["state"] in ["called", "drawing"]]
        assert len(at_windows) == len(set(at_windows)), "a window holds two"
        for key, (window, id) in called.items():
            assert tickets[id]["state"] != "waiting", "a call was forgotten"
            assert tickets[id]["window"] == window
    # The first answers are given again: the same number, the same call, and no new ones.
    before = len(hall.all_tickets())
    for card, (key, id, label) in random.sample(sorted(swiped.items()), 10):
        again = hall.swipe(card, key=key)
        if again.status_code in [200, 201]:
            assert again.json()["ticket"]["label"] == label
        else:
            assert again.status_code == 404, "its draw is done, so it has no order any more"
    for key, (window, id) in random.sample(sorted(called.items()), 5):
        again = hall.window(window, "next", key=key)
        assert again.status_code == 200 and again.json()["ticket"]["id"] == id
    assert len(hall.all_tickets()) == before
    assert run("verify", "--data", hall.folder).stdout.startswith("content")
    hall.stop()
    with sqlite3.connect(hall.folder / "labqueue.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_boards_and_windows_come_back_as_they_were(hall):
    """§6.2a After a power cut the boards show the same calls and the same people waiting."""
    for card in hall.demo["cards"][:12]:
        hall.ticket(card)
    hall.window("1", "next")
    hall.window("2", "next")
    hall.window("2", "arrive")
    hall.window("3", "mode", {"mode": "manual"})
    hall.window("4", "pause", {"reason": "换班"})
    still = lambda board: {k: board.get(k) for k in ["calls", "windows"]} | {
        "waiting": [(q["id"], q["waiting"], [t["label"] for t in q["next"]])
                    for q in board["queues"]]}
    board, window = still(hall.board()), hall.window("3").json()["window"]
    hall.kill()
    hall.start()
    assert still(hall.board()) == board
    assert hall.window("3").json()["window"] == window
    assert hall.window("1").json()["ticket"]["state"] == "called"
    assert hall.window("1", "undo").json()["ticket"]["state"] == "waiting"


def test_a_failed_print_is_still_known_after_a_restart(hall):
    ticket = hall.ticket("6200000001")
    until("the print is kept", lambda: hall.all_tickets()[0]["print"] == "printed")
    hall.kill()
    hall.start()
    assert hall.all_tickets()[0]["print"] == "printed"
    assert hall.stranger().get(f"/api/v1/places/{ticket['id']}").status_code == 200


def test_a_stop_in_a_busy_hall_finishes_what_is_under_way(hall):
    """SIGTERM: every answer given is true, and the daemon ends by itself with 0."""
    events, cards = crowd(300)
    hall.tell(*events)
    busy = BusyHall(hall, cards).open()
    busy.wait_for(15, 4)
    begun = time.monotonic()
    hall.stop(within=25)
    assert time.monotonic() - begun < 25 and hall.process.returncode == 0
    busy.end()
    hall.start()
    labels = {t["id"]: t["label"] for t in hall.all_tickets()}
    for _, id, label in busy.swiped.values():
        assert labels[id] == label
