"""Money through kills on both sides and a bad wire; the platform's own ledger is the judge.

`make torture` runs it for longer: TORTURE_SHEETS bills, TORTURE_BLOWS blows, TORTURE_SEED.
"""

import json
import os
import queue
import random
import threading
import time

import httpx
import pytest

from parts.backstage import strike
from parts.bills import connector, now, settlement, sheet
from parts.counterparty import Counterparties
from parts.halls import small_hall
from parts.hospital import event, registered
from parts.patience import until
from parts.postgres import Postgres

SHEETS = int(os.environ.get("TORTURE_SHEETS", "40"))
BLOWS = int(os.environ.get("TORTURE_BLOWS", "8"))
SEED = int(os.environ.get("TORTURE_SEED", "7"))
FAULTS = ["drop", "dropAfterCommit", "half", "badSignature", "wrongEcho", "answerTwice", "html",
          "garbage", "deliverTwice", {"status": 500}, {"status": 429, "retryAfter": 1},
          {"status": 503}, {"delayAfterCommit": 4}, "errorAfterReversal"]


def reversed_(number, remaining=None):
    """The settlement is taken back, whole or but for what remains."""
    data = {"settlement": number, "patient": f"P-{number}", "visit": f"V-P-{number}",
            "reason": "退费", "operator": "U07", "operatorName": "收费员甲", "source": "window",
            "point": "W03"}
    if remaining:
        data["remaining"] = sheet(f"{number}R", f"P-{number}", remaining, source="window",
                                  point="W03", replaces=number)
    return event("settlement.reversed", data, at=now(5))


def stories():
    """For each settlement what HIS tells of it, in order, and what must be valid in the end."""
    for index in range(SHEETS):
        number = f"T{index:04}"
        told = [registered(f"P-{number}", f"患者{index}", f"73{index:08}"),
                settlement(number, f"P-{number}", 10000 + index, source="window", point="W03")]
        if index % 3 == 0:
            yield told, {number: 10000 + index}
        elif index % 3 == 1:
            yield told + [reversed_(number)], {number: None}
        else:
            yield (told + [reversed_(number, 4000 + index)],
                   {number: None, f"{number}R": 4000 + index})


class Teller:
    """HIS: tells each story in its order, and again and again until it is acknowledged."""

    def __init__(self, hall, work):
        self.hall, self.work = hall, work
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.trouble = None
        self.thread.start()

    def run(self):
        try:
            while True:
                for told in self.work.get_nowait():
                    self.tell(told)
        except queue.Empty:
            pass
        except Exception as error:
            self.trouble = error

    def tell(self, told):
        end = time.monotonic() + 120
        headers = {"Authorization": f"Bearer {self.hall.token('his')}"}
        while time.monotonic() < end:
            try:
                answer = httpx.post(f"{self.hall.address}/api/v1/events",
                                    content=json.dumps(told, ensure_ascii=False).encode(),
                                    headers=headers, timeout=10)
                if answer.status_code == 200:
                    return
                assert answer.status_code >= 500, answer.text
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError("an event was not acknowledged for two minutes")


def lane(hall, figure):
    text = httpx.get(f"{hall.address}/metrics", timeout=10).text
    found = [line for line in text.splitlines()
             if line.startswith(f'labqueue_lane_{figure}{{lane="einvoice.')]
    assert found, text
    return sum(int(line.rsplit(" ", 1)[1]) for line in found)


def judge(bosi, ends):
    """Each number accepted once at most, nothing valid that was reversed, nothing missing."""
    ledger = bosi.ledger()
    issues = [row for row in ledger["numbers"] if row["service"] == "invoiceEBillOutpatient"]
    assert [row for row in issues if row["accepted"] > 1] == []
    valid = {}
    for bill in ledger["bills"]:
        if bill["isValid"]:
            valid.setdefault(bill["busNo"].split("-")[1], []).append(bill["fen"])
    wanted = {number: [fen] for number, fen in ends.items() if fen is not None}
    assert valid == wanted
    reds = [bill["reverses"] for bill in ledger["bills"] if bill["isRed"]]
    assert len(reds) == len(set(reds)), "a bill was reversed twice"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_no_blow_moves_money_twice_or_loses_it(house, tmp_path, engine):
    """§1.1.3 §1.1.4 One bill for each settlement, none for what was reversed, whatever breaks."""
    dice = random.Random(SEED)
    partner = Counterparties(tmp_path / "partner").start()
    server = Postgres().start() if engine == "postgresql" else None
    folder = tmp_path / "hospital"
    folder.mkdir()
    bosi = partner.bosi()
    settings = small_hall() + connector(bosi, folder).replace(
        "lane: {", "lane: {seconds: 3, attempts: 200, ")
    hall = house(settings, folder=folder, storage=server.database()) if server else house(
        settings, folder=folder)
    try:
        hall.token("his")
        work, ends = queue.Queue(), {}
        for told, end in stories():
            work.put(told)
            ends |= end
        tellers = [Teller(hall, work) for _ in range(4)]
        for _ in range(BLOWS):
            strike(dice, hall, partner,
                   lambda: bosi.fault(dice.choice(FAULTS), times=dice.randint(1, 4)))
            # As far apart as work takes to get going again: measured by what the platform hears.
            heard = len(bosi.requests(5000))
            until("the platform is spoken to", lambda: len(bosi.requests(5000)) > heard + 2
                  or work.empty() or any(teller.trouble for teller in tellers), within=60)
        for teller in tellers:
            teller.thread.join(timeout=180)
            assert not teller.thread.is_alive() and teller.trouble is None, teller.trouble
        bosi.heal()
        until("all is delivered", lambda: lane(hall, "waiting") + lane(hall, "in_flight") == 0,
              within=240, every=0.2)
        assert lane(hall, "dead") == 0
        judge(bosi, ends)
    finally:
        hall.end()
        partner.end()
        if server:
            server.end()
