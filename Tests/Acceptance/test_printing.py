"""§6.1 The ticket comes out of a printer, through a CUPS of the test's own; or says why not."""

import pytest

from parts.cups import PrinterPort, RollPrinter
from parts.daemon import run
from parts.halls import small_hall
from parts.hospital import order, registered
from parts.paper import (code_of_escpos, code_of_picture, picture_of_page, text_of_escpos,
                         text_of_page)
from parts.patience import until


@pytest.fixture
def thermal(house, cups, port):
    """A hall whose kiosk prints on a thermal printer."""
    cups.make_raw_queue("thermal", port.port)
    hall = house(small_hall(
        printer="P1", printers=f"  - {{id: P1, queue: thermal, server: {cups.server}}}"))
    hall.tell(registered("N1", "欧阳小燕", "7000000001"), order("NL1", "N1"),
              registered("N2", "镕熠", "7000000002"), order("NL2", "N2", urgency="urgent"))
    return hall


def printed(hall, ticket, state):
    """Waits until triage sees the ticket's paper in `state`."""
    return until(f"the paper is {state}", lambda: next(
        (t for t in hall.all_tickets() if t["id"] == ticket["id"] and t["print"] == state), None),
        within=30)


def test_a_ticket_comes_out_of_a_thermal_printer(thermal, port):
    """§6.1 Printed by itself in ESC/POS: label, masked name, queue, advice, code of the page."""
    answer = thermal.swipe("7000000001").json()
    assert answer["print"]["state"] in ["queued", "printed"]
    (document,) = port.wait(1)
    text = text_of_escpos(document)
    assert "A001" in text and "门诊" in text and "Outpatient" in text
    assert "采血大厅" in text and "请保持空腹" in text and "Please stay fasting" in text
    assert "欧" in text and "欧阳小燕" not in text and "7000000001" not in text
    assert "前面无人" in text
    assert code_of_escpos(document) == f"{thermal.address}{answer['ticket']['page']}"
    assert document.endswith(b"\x1dVB\x00"), "the paper is cut"
    printed(thermal, answer["ticket"], "printed")


def test_an_emergency_ticket_says_so_and_the_second_swipe_prints_nothing(thermal, port):
    """§6.1 §6.4b 急 in a frame, told without colour; who swipes again gets no second paper."""
    thermal.ticket("7000000002")
    (document,) = port.wait(1)
    assert "急 EMERGENCY" in text_of_escpos(document)
    assert "E001" in text_of_escpos(document)
    again = thermal.swipe("7000000002")
    assert again.json()["result"] == "open"
    # Another patient's paper comes next, so the second swipe made none.
    thermal.ticket("7000000001")
    documents = port.wait(2)
    assert len(documents) == 2 and "A001" in text_of_escpos(documents[1])
    # Who is ahead is counted in the queue.
    assert "重打" not in text_of_escpos(documents[1])


def test_a_reprint_says_that_it_is_one(thermal, port):
    """§6.1 One press brings the paper again, with the same number."""
    ticket = thermal.ticket("7000000001")
    port.wait(1)
    answer = thermal.desk("kiosk", "K1").post(
        f"/api/v1/tickets/{ticket['id']}/reprint", {"kiosk": "K1"})
    assert answer.json()["print"]["state"] in ["queued", "printed"]
    again = text_of_escpos(port.wait(2)[1])
    assert "A001" in again and "重打" in again


def test_a_ticket_comes_out_of_any_printer_as_a_page(house, cups):
    """§6.1 In PDF on a driverless printer: the words can be read, and a phone reads the code."""
    roll = RollPrinter()
    try:
        cups.make_driverless_queue("roll", roll.uri)
        hall = house(small_hall(
            printer="P1", printers=f"""
  - {{id: P1, queue: roll, server: {cups.server}, kind: pdf}}"""))
        hall.tell(registered("N1", "欧阳小燕", "7000000001"), order("NL1", "N1"))
        ticket = hall.ticket("7000000001")
        page = roll.wait(1)[0]
        text = text_of_page(page)
        assert "A001" in text and "门诊" in text and "请保持空腹" in text
        assert "欧阳小燕" not in text
        picture = picture_of_page(page)
        assert code_of_picture(picture) == [f"{hall.address}/t/{ticket['id']}"]
        # 80 mm at 203 dots an inch.
        assert abs(picture.width - 640) < 8 and picture.height > picture.width
        printed(hall, ticket, "printed")
    finally:
        roll.end()


def test_a_stopped_printer_is_told_and_the_number_counts(thermal, cups, port):
    """§6.1 The kiosk says that the number on the screen is valid; the paper comes later."""
    cups.administer("cupsdisable", "thermal")
    answer = thermal.swipe("7000000001")
    assert answer.status_code == 201
    told = answer.json()
    assert told["ticket"]["label"] == "A001"
    assert told["print"]["state"] in ["waiting", "failed"]
    assert "号码" in told["print"]["message"]["zh"] and "number" in told["print"]["message"]["en"]
    kiosk = thermal.desk("kiosk", "K1")
    until("the kiosk knows", lambda: kiosk.get(
        "/api/v1/kiosks/K1").json()["printer"]["state"] == "stopped")
    printer = thermal.desk("triage").get("/api/v1/triage?hall=draw").json()["printers"][0]
    assert printer["state"] == "stopped" and printer["message"]["zh"]
    assert thermal.window("1", "next").json()["ticket"]["label"] == "A001"
    cups.administer("cupsenable", "thermal")
    assert "A001" in text_of_escpos(port.wait(1, within=30)[0])
    until("the kiosk knows", lambda: kiosk.get(
        "/api/v1/kiosks/K1").json()["printer"]["state"] == "ready", within=20)


def test_a_dead_CUPS_costs_no_ticket_and_little_time(thermal, cups, port):
    """§6.1 Without CUPS the patient has a number within seconds; with it again, the paper."""
    cups.stop()
    answer = thermal.swipe("7000000001")
    assert answer.status_code == 201 and answer.elapsed.total_seconds() < 6
    assert answer.json()["print"]["state"] in ["waiting", "failed"]
    until("the kiosk knows", lambda: thermal.desk("kiosk", "K1").get(
        "/api/v1/kiosks/K1").json()["printer"]["state"] in ["unreachable", "offline"])
    assert thermal.window("1", "next").json()["ticket"]["label"] == "A001"
    cups.start()
    assert "A001" in text_of_escpos(port.wait(1, within=40)[0])


def test_the_fallback_takes_over(house, cups, port):
    other = PrinterPort()
    try:
        cups.make_raw_queue("first", other.port)
        cups.make_raw_queue("second", port.port)
        cups.administer("cupsdisable", "first")
        hall = house(small_hall(printer="P1", printers=f"""
  - {{id: P1, queue: first, server: {cups.server}, fallback: P2}}
  - {{id: P2, queue: second, server: {cups.server}}}"""))
        hall.tell(registered("N1", "高远", "7000000001"), order("NL1", "N1"))
        ticket = hall.ticket("7000000001")
        assert "A001" in text_of_escpos(port.wait(1, within=30)[0])
        printed(hall, ticket, "printed")
        assert other.documents == []
    finally:
        other.end()


def test_the_print_command_and_the_check_know_the_same_printer(thermal, cups, port):
    options = ["--data", thermal.folder, "--settings", thermal.folder / "settings.yaml"]
    assert "已" in run("print", *options, "P1").stdout
    assert "T000" in text_of_escpos(port.wait(1)[0])
    assert "ok" in run("check", *options, check=False).stdout.split("printer P1")[0].splitlines()[-1]
    cups.administer("cupsdisable", "thermal")
    done = run("check", *options, check=False)
    assert done.returncode == 1
    assert any(l.startswith("FAIL") and "printer P1" in l for l in done.stdout.splitlines())
