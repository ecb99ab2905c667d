"""§4 A day of faults: settlements are reversed, or not, while both sides fail and are killed.

`make torture` runs it for longer: TORTURE_SHEETS settlements, TORTURE_BLOWS blows, TORTURE_SEED.
"""

import os
import queue
import random
import threading
import time

import httpx
import pytest

from parts.backstage import strike
from parts.counterparty import Counterparties
from parts.patience import until
from parts.postgres import Postgres
from parts.reversals import HIS, people, settings

SHEETS = int(os.environ.get("TORTURE_SHEETS", "40")) // 2
BLOWS = int(os.environ.get("TORTURE_BLOWS", "8"))
SEED = int(os.environ.get("TORTURE_SEED", "7"))
FAULTS = ["drop", "dropAfterCommit", "half", "badSignature", "wrongEcho", "answerTwice", "html",
          "garbage", "deliverTwice", {"status": 502}, {"status": 429, "retryAfter": 1},
          {"delayAfterCommit": 4}, "errorAfterReversal", {"notFoundFor": 1}]
SERVICES = ["4102", "4103", "*"]


class Counter:
    """A counter of the HIS: goes through the settlements it is given, each to its end."""

    def __init__(self, hall, insurer, platform, work):
        self.his, self.work, self.trouble = HIS(hall, insurer, platform), work, None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        try:
            while True:
                self.serve(*self.work.get_nowait())
        except queue.Empty:
            pass
        except Exception as error:
            self.trouble = error

    def serve(self, number, entry, end):
        if end == "kept":
            return
        self.until_go(number)
        if end == "restored":
            return self.patiently(self.his.keeps, number)
        self.until_go(number, "einvoice")
        # The list is not submitted, so the insurance cancels; a lost answer shows as done before.
        code = self.patiently(self.his.insurer.cancel, entry)[0]
        assert code in ("0", "E09"), code
        self.patiently(self.his.reverses, number)

    def until_go(self, *asked):
        """A no of the platform is final for now; whoever is at the counter tries it again."""
        until(f"{asked} may go on", lambda: self.patiently(self.his.may_reverse, *asked)["go"],
              within=150, every=0.5)

    @staticmethod
    def patiently(ask, *arguments):
        """Asks again while one side or the other is away."""
        end = time.monotonic() + 150
        while True:
            try:
                return ask(*arguments)
            except (httpx.HTTPError, AssertionError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)


def judge(his, insurer, platform, stories):
    """Their book and ours agree, and neither has what must never be."""
    ledger = insurer.ledger()
    theirs = {row["setl_id"]: row for row in ledger["settlements"]}
    valid = {bill["busNo"].split("-")[1]
             for bill in platform.ledger()["bills"] if bill["isValid"]}
    for number, entry, end in stories:
        row = theirs[entry["setl_id"]]
        steps = [step["stas_type"] for step in row["lists"][-1]["history"]]
        assert all(left != right for left, right in zip(steps, steps[1:])), (number, steps)
        word = his.looks(number)
        if end == "reversed":
            assert (row["stas_type"], row["isValid"], word) == ("0", False, "cancelled"), number
            assert number not in valid
        else:
            assert (row["stas_type"], row["isValid"], word) == ("1", True, "submitted"), number
            assert number in valid
    assert [row for row in ledger["messages"] if row["received"] > 1] == [], "a msgid twice"
    assert [row for row in ledger["refused"] if "E08" in row["codes"]] == []
    assert [row for row in ledger["refused"] if "E01" in row["codes"]] == []
    assert [row for row in insurer.requests(5000) if row["unknown"]] == []


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_after_a_day_of_faults_their_book_agrees_with_ours(house, tmp_path, engine):
    """§4.1 §4.2 Reversed, kept or kept after all: both books say the same, and the bills."""
    dice = random.Random(SEED)
    partner = Counterparties(tmp_path / "partner").start()
    server = Postgres().start() if engine == "postgresql" else None
    folder = tmp_path / "hospital"
    folder.mkdir()
    insurer, platform = partner.insurer(), partner.bosi()
    yaml = settings(platform, insurer, folder, lane=", attempts: 200",
                    more="    settling: 2\n    patience: 2\n")
    hall = house(yaml, folder=folder, storage=server and server.database())
    try:
        hall.tell(*people())
        his = HIS(hall, insurer, platform)
        stories = []
        for index in range(SHEETS):
            number, end = f"D{index:03}", ["reversed", "restored", "kept"][index % 3]
            stories.append((number, his.pays(number, total=10000 + index), end))
        for number, _, _ in stories:
            his.issued(number)
        work = queue.Queue()
        for story in stories:
            work.put(story)
        counters = [Counter(hall, insurer, platform, work) for _ in range(3)]
        for _ in range(BLOWS):
            strike(dice, hall, partner, lambda: insurer.fault(
                dice.choice(FAULTS), on=dice.choice(SERVICES[:2]), times=dice.randint(1, 4)))
            heard = len(insurer.requests(5000))
            until("the platform is spoken to", lambda: len(insurer.requests(5000)) > heard + 2
                  or work.empty() or any(counter.trouble for counter in counters), within=60)
        for counter in counters:
            counter.thread.join(timeout=240)
            assert not counter.thread.is_alive() and counter.trouble is None, counter.trouble
        insurer.heal()
        until("every bill has come to its end", lambda: not hall.desk("admin").get(
            "/api/v1/deliveries?state=running").json()["deliveries"], within=120)
        judge(his, insurer, platform, stories)
    finally:
        hall.end()
        partner.end()
        if server:
            server.end()
