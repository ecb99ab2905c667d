"""§6.2b A verified report is on the report board, with name and prompt, within a second."""

import time

import pytest

from parts.desk import is_problem
from parts.halls import small_hall
from parts.hospital import registered, verified
from parts.laboratory import oru, send, send_bytes, verdict


def shown(hall, act, within=1.0):
    """The first row that the board's stream shows after `act`, which must be in time."""
    stream = hall.desk("board").watch("/api/v1/boards/reports/stream")
    stream.wait("the picture now", lambda name, v: name == "change" and v["rows"] == [])
    act()
    done = time.monotonic()
    picture = stream.wait("a row", lambda name, v: name == "change" and v["rows"], within=5)
    assert time.monotonic() - done < within
    return picture["rows"][0]


def is_row(row, name, number):
    assert (row["name"], row["number"]) == (name, number)
    assert row["prompt"]["zh"] == "检验报告已出，请到自助机打印"
    assert row["prompt"]["en"].isascii()
    assert row["at"].endswith("+08:00") and row["expiresAt"] > row["at"]


def test_a_report_verified_over_http(hall):
    """§6.2b By POST /api/v1/reports: masked name, the number of the day and what to do."""
    hall.ticket("6200000001")
    row = shown(hall, lambda: hall.desk("lis").post("/api/v1/reports", {
        "report": "R1", "order": "L1", "patient": "P1", "verifiedBy": "D7", "items": [
            {"code": "WBC", "value": "6.1", "unit": "10^9/L"}]}).raise_for_status())
    is_row(row, "单*明", "A001")
    text = str(hall.board("reports"))
    for secret in ["单晓明", "WBC", "6.1", "P1", "6200000001"]:
        assert secret not in text, secret


def test_a_report_verified_as_a_HIS_event(hall):
    """§6.2b By POST /api/v1/events."""
    hall.ticket("6200000002")
    is_row(shown(hall, lambda: hall.tell(verified("R2", "L2", "P2"))), "仇*华", "A001")


@pytest.mark.parametrize("charset, encoding", [
    ("UNICODE UTF-8", "utf-8"), ("GB 18030-2000", "gb18030")])
def test_a_report_verified_over_MLLP(hall, charset, encoding):
    """§6.2b By ORU^R01, sent with the stock hl7 client, in UTF-8 and in GB 18030."""
    hall.ticket("6200000001")
    answers = []
    row = shown(hall, lambda: answers.append(send(
        hall.mllp_port, oru("P1", "L1", "R-77", charset=charset, id="M1"), encoding)))
    is_row(row, "单*明", "A001")
    assert verdict(answers[0]) == "AA"
    assert str(answers[0].segment("MSA")[2]) == "M1"


def test_a_patient_without_a_number_of_today_is_told_by_the_end_of_the_order(hall):
    hall.tell(verified("R3", "OR20260001", "P3"))
    (row,) = hall.board("reports")["rows"]
    assert row["name"] == "查*国"
    assert row["number"].endswith("0001") and "OR2026" not in row["number"]


def test_the_newest_report_is_on_top_and_each_is_there_once(hall):
    hall.tell(verified("R1", "L1", "P1"))
    hall.tell(verified("R2", "L2", "P2"))
    assert verdict(send(hall.mllp_port, oru("P2", "L2", "R2", id="M9"))) == "AA"
    assert verdict(send(hall.mllp_port, oru("P2", "L2", "R2", id="M9"))) == "AA"
    names = [row["name"] for row in hall.board("reports")["rows"]]
    assert sorted(names) == ["仇*华", "单*明"]
    assert names[0] == "仇*华"


def test_a_preliminary_report_is_not_shown(hall):
    assert verdict(send(hall.mllp_port, oru("P1", "L1", "R1", status="P"))) == "AA"
    assert hall.board("reports")["rows"] == []


def test_rows_go_when_their_time_is_over(house):
    hall = house(small_hall(boards="""
  - {id: brief, kind: reports, hall: draw, minutes: 0, title: {zh: 报告, en: Reports}}
"""))
    hall.tell(registered("N1", "高远", "7000000001"), verified("R1", "NL1", "N1"))
    assert len(hall.board("reports")["rows"]) == 1
    assert hall.board("brief")["rows"] == []


@pytest.mark.parametrize("message, codes", [
    (b"", {"AR", "AE"}),
    (b"hello", {"AR", "AE"}),
    (b"MSH|^~\\&|LIS", {"AR", "AE"}),
    (b"MSH|^~\\&|LIS|LAB|||20261122090500||ZZZ^Z01|M2|P|2.5\r", {"AR"}),
    (oru("", "L1", "R1").encode(), {"AR", "AE"}),
    (oru("P1", "L1", "R1").replace("\rOBR", "\rO").encode(), {"AR", "AE"}),
    (oru("P1", "L1", "R1").encode().replace(b"|P|2.5.1", b"|P\xff\xfe|2.5.1", 1)
     .replace("单晓明".encode(), b"\xc3\x28"), {"AR", "AE"}),
], ids=["empty", "no-hl7", "half", "unknown-type", "no-patient", "no-order", "no-utf8"])
def test_a_broken_message_is_refused_and_changes_nothing(shared_hall, message, codes):
    """Broken HL7 is answered AR or AE; the next good one is taken on."""
    assert verdict(send_bytes(shared_hall.mllp_port, message)) in codes
    assert shared_hall.board("reports")["rows"] == []
    good = oru("P1", "L1", "R1", status="P")
    assert verdict(send(shared_hall.mllp_port, good)) == "AA"


def test_a_report_of_nobody_known_shows_no_row_and_a_malformed_one_is_refused(hall):
    lis = hall.desk("lis")
    assert lis.post("/api/v1/reports", {
        "report": "R9", "order": "L99", "patient": "P99", "verifiedBy": "D7", "items": []
    }).status_code == 200
    is_problem(lis.post("/api/v1/reports", {"report": "R9"}), 400, "bad-request")
    is_problem(lis.post("/api/v1/reports", {"report": 7, "patient": []}), 400, "bad-request")
    assert hall.board("reports")["rows"] == []


def test_the_report_board_is_there_after_a_restart(hall):
    hall.tell(verified("R1", "L1", "P1"))
    before = hall.board("reports")["rows"]
    hall.kill()
    hall.start()
    assert hall.board("reports")["rows"] == before
