"""The hall on a PostgreSQL server: all it promises on one file, and the way there."""

import re
import time

from parts.daemon import run
from parts.patience import until


def test_a_ticket_survives_sigkill_and_a_restart_of_the_server(house, server):
    line = server.database()
    hall = house(storage=line)
    first = hall.ticket("6200000001")
    assert hall.window("1", "next").status_code == 200
    hall.kill()
    hall.start()
    assert hall.swipe("6200000001").json()["ticket"]["id"] == first["id"]

    server.stop()
    # Nothing is acknowledged that is not kept: the kiosk hears that it must ask again.
    assert hall.swipe("6200000002", key="k2").status_code >= 500
    server.start()
    back = time.monotonic()
    until("the hall works again", lambda: hall.swipe("6200000002", key="k2").status_code == 201,
          within=10)
    assert time.monotonic() - back < 10
    labels = [ticket["label"] for ticket in hall.all_tickets()]
    assert sorted(labels) == ["A001", "A002"]
    assert re.fullmatch(
        r"content:.*\n",
        run("verify", "--data", hall.folder, "--demo", "--storage", line).stdout)


def test_the_password_is_in_no_log(house, server):
    line = server.database().replace("labqueue@", "labqueue:hush-hush@")
    hall = house(storage=line)
    hall.ticket("6200000001")
    server.stop()
    assert hall.swipe("6200000002").status_code >= 500
    server.start()
    hall.stop()
    assert "hush-hush" not in hall.log() + "\n".join(hall.said)


def test_a_live_store_moves_and_the_hall_goes_on(house, server, tmp_path):
    hall = house()
    first = hall.ticket("6200000001")
    called = hall.window("1", "next").json()
    line = server.database()
    busy = run("move", "--data", hall.folder, "--to", line, check=False)
    assert busy.returncode != 0 and "has it" in busy.stderr
    hall.stop()

    told = run("move", "--data", hall.folder, "--to", line, "--rehearse").stdout
    assert re.search(r"rehearsed: \d+ rows would move", told)
    moved = run("move", "--data", hall.folder, "--to", line).stdout
    assert re.search(r"moved: \d+ rows, equal in number and content", moved)
    assert f"storage: {line}" in moved
    assert re.search(r"^journal: [1-9]", moved, re.M)

    # The old place is not begun anew by mistake.
    refused = run("serve", "--demo", "--data", hall.folder, "--port", "0", "--mllp-port", "0",
                  check=False)
    assert refused.returncode != 0 and "moved to a server" in refused.stderr
    hall.storage = line
    hall.start()
    again = hall.swipe("6200000001")
    assert (again.status_code, again.json()["ticket"]["id"]) == (200, first["id"])
    assert hall.window("1").json()["ticket"]["id"] == called["ticket"]["id"]
    assert hall.ticket("6200000002")["label"] == "A002"
