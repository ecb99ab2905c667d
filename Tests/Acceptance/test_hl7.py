"""HL7 v2 over MLLP: each message becomes its event, on disk before the acknowledgement."""

import ssl
import subprocess
import time

import pytest

from parts.admissions import Archive, Line, adt, framed, orders
from parts.daemon import Daemon
from parts.desk import is_problem
from parts.halls import small_hall
from parts.laboratory import oru, send, verdict


@pytest.fixture(scope="module")
def office(tmp_path_factory, request):
    """A daemon shared by the tests of this file; each has patients and stays of its own."""
    daemon = Daemon(tmp_path_factory.mktemp("office")).start()
    request.addfinalizer(daemon.end)
    daemon.archive = Archive(daemon.folder)
    return daemon


def accepted(daemon, message, encoding="utf-8"):
    answer = send(daemon.mllp_port, message, encoding)
    assert verdict(answer) == "AA", answer
    return answer


def refused(answer, place, condition):
    """An AR that says in MSA-3 and ERR where and why."""
    assert verdict(answer) == "AR"
    assert " / " in str(answer.segment("MSA")[3])
    error = answer.segment("ERR")
    assert str(error[2]) == place
    assert str(error[3]).split("^")[0] == str(condition)


@pytest.mark.parametrize("charset, encoding", [
    ("UNICODE UTF-8", "utf-8"), ("GB 18030-2000", "gb18030")])
def test_a_stay_from_admission_to_discharge(house, charset, encoding):
    """A01, A02, A12, A03, A13 in both charsets, each on disk when it is acknowledged."""
    daemon = house()
    archive = Archive(daemon.folder)

    def tell(trigger, minute, **more):
        accepted(daemon, adt(trigger, charset=charset, at=f"202611220900{minute:02}+0800", **more),
                 encoding)
        return archive.stay()

    stay = tell("A01", 1, pv1={"44": "20261122083000", "50": "Z88"})
    assert (stay["patient"], stay["number"], stay["state"]) == ("P100", "Z88", "admitted")
    assert (stay["ward"], stay["wardName"], stay["bed"]) == ("W1", "一病区", "12")
    assert (stay["department"], stay["departmentName"]) == ("1001", "心内科")
    assert (stay["doctor"], stay["doctorName"]) == ("D7", "王医生")
    assert stay["admittedAt"] == 1_795_307_400_000_000
    (patient,) = archive.rows("SELECT * FROM patient WHERE id = 'P100'")
    assert (patient["name"], patient["address"]) == ("李秀英", "福州市鼓楼区1号")

    stay = tell("A02", 2, pv1={"3": "W2^^3^1002"})
    assert (stay["ward"], stay["bed"], stay["department"]) == ("W2", "3", "1002")
    stay = tell("A12", 3, pv1={"3": "W1^^12^1001"})
    assert (stay["ward"], stay["bed"], stay["department"]) == ("W1", "12", "1001")
    stay = tell("A03", 4, pv1={"45": "20261122085000"})
    assert (stay["state"], stay["dischargedAt"]) == ("discharged", 1_795_308_600_000_000)
    stay = tell("A13", 5)
    assert (stay["state"], stay["dischargedAt"]) == ("admitted", None)
    assert archive.event_types()[-6:] == [
        "patient.registered", "stay.admitted", "stay.transferred", "stay.transferred",
        "stay.discharged", "stay.dischargeCancelled"]


def test_an_admission_taken_back(office):
    """A11, even where it overtakes its A01."""
    accepted(office, adt("A11", "P101", pv1={"19": "Y101"}, at="20261122091000+0800"))
    assert office.archive.stay("Y101")["patient"] is None
    accepted(office, adt("A01", "P101", pv1={"19": "Y101"}, at="20261122090000+0800"))
    stay = office.archive.stay("Y101")
    assert (stay["patient"], stay["state"]) == ("P101", "cancelled")


def test_a_visit_opened_and_closed(office):
    """A04 and, for outpatients, A01 open a visit, A03 and A11 end it."""
    for trigger, end, number in [("A04", "A03", "V102"), ("A01", "A11", "V103")]:
        accepted(office, adt(trigger, "P102", pv1={"2": "E", "19": number}))
        (visit,) = office.archive.rows("SELECT * FROM visit WHERE id = ?", number)
        assert (visit["patient"], visit["kind"], visit["closedAt"]) == ("P102", "emergency", None)
        accepted(office, adt(end, "P102", pv1={"2": "E", "19": number}))
        (visit,) = office.archive.rows("SELECT * FROM visit WHERE id = ?", number)
        assert visit["closedAt"] == 1_795_309_200_000_000


def test_a_patient_changed(office):
    """A08 changes the person and no stay."""
    accepted(office, adt("A04", "P104", pv1={"2": "O", "19": ""}, at="20261122080000+0800"))
    accepted(office, adt("A08", "P104", name="李^秀芬", pv1={"19": "Y104"}))
    (patient,) = office.archive.rows("SELECT name FROM patient WHERE id = 'P104'")
    assert patient["name"] == "李秀芬"
    assert office.archive.stay("Y104") is None


@pytest.mark.parametrize("kind, patient", [("ORM^O01", "P105"), ("OML^O21", "P106")])
def test_an_order_introduces_its_patient_to_the_hall(office, kind, patient):
    """Registered by the order's PID alone, the patient swipes and gets a ticket."""
    accepted(office, orders(kind, patient, f"O-{patient}"))
    answer = office.swipe(f"62{patient}")
    assert answer.status_code == 201, answer.text
    # Known now, the next order changes nothing about the person.
    accepted(office, adt("A08", patient, name="陈^大武"))
    accepted(office, orders(kind, patient, f"O2-{patient}"))
    (known,) = office.archive.rows("SELECT name FROM patient WHERE id = ?", patient)
    assert known["name"] == "陈大武"
    registered = office.archive.rows(
        "SELECT id FROM hisEvent WHERE type = 'patient.registered' AND data LIKE ?",
        f'%"{patient}"%')
    assert len(registered) == 1


def test_a_cancelled_order(office):
    """ORC-1 CA takes the order from the patient."""
    accepted(office, orders("ORM^O01", "P107", "O-107"))
    accepted(office, orders("ORM^O01", "P107", "O-107", control="CA"))
    is_problem(office.swipe("62P107"), 404, "no-orders")


def test_a_message_sent_again_is_accepted_and_does_nothing(office):
    """The same control id: AA, and no second event."""
    message = adt("A02", "P108", id="M108", pv1={"19": "Y108"})
    first, second = accepted(office, message), accepted(office, message)
    for answer in [first, second]:
        assert str(answer.segment("MSA")[2]) == "M108"
    assert len(office.archive.rows("SELECT * FROM stayMovement WHERE stay = 'Y108'")) == 1
    assert len(office.archive.rows("SELECT * FROM hisEvent WHERE id = 'HIS-M108'")) == 1


def test_two_messages_in_one_packet_are_answered_in_order(office):
    line = Line(office.mllp_port)
    line.send(framed(adt("A01", "P109", id="M109a", pv1={"19": "Y109"}))
              + framed(adt("A03", "P109", id="M109b", pv1={"19": "Y109"}, at="20261122100000+0800")))
    assert [str(line.answer().segment("MSA")[2]) for _ in range(2)] == ["M109a", "M109b"]
    line.close()
    assert office.archive.stay("Y109")["state"] == "discharged"


def test_a_message_in_pieces_is_one_message(office):
    """Cut inside characters and inside the frame's marks."""
    line = Line(office.mllp_port)
    message = framed(adt("A01", "P110", charset="GB 18030-2000", pv1={"19": "Y110"}), "gb18030")
    for start in range(0, len(message), 7):
        line.send(message[start:start + 7])
    assert verdict(line.answer("gb18030")) == "AA"
    line.close()
    assert office.archive.stay("Y110")["wardName"] == "一病区"


@pytest.mark.parametrize("message, place, condition", [
    (adt("A05"), "MSH^1^9", 201),
    (adt("A01", pv1={"19": ""}), "PV1^1^19", 101),
    (adt("A02", pv1={"3": ""}), "PV1^1^3", 101),
    (adt("A03", patient=""), "PID^1^3", 101),
    (adt("A01", id=" "), "MSH^1^10", 101),
])
def test_what_cannot_be_kept_is_refused_with_its_place(office, message, place, condition):
    before = len(office.archive.event_types())
    refused(send(office.mllp_port, message), place, condition)
    assert len(office.archive.event_types()) == before


def test_no_name_is_logged(office):
    accepted(office, adt("A01", "P111", name="欧阳^明镜", pv1={"19": "Y111"}))
    refused(send(office.mllp_port, adt("A01", "P111", name="欧阳^明镜", pv1={"19": ""})),
            "PV1^1^19", 101)
    assert "明镜" not in office.log() and "62P111" not in office.log()


def test_a_strict_door_hangs_up_on_who_stalls_and_refuses_a_strange_campus(house, tmp_path):
    """hl7.secondsPerMessage and an empty hl7.campus."""
    daemon = house(small_hall(more='hl7: {campus: "", secondsPerMessage: 1}\n'))
    strange = send(daemon.mllp_port, adt("A01", campus="mars"))
    refused(strange, "MSH^1^6", 103)
    assert "benbu" in str(strange.segment("MSA")[3])
    stalled, prompt = Line(daemon.mllp_port), Line(daemon.mllp_port)
    begun = time.monotonic()
    stalled.send(framed(adt("A01"))[:40])
    # Others are served meanwhile.
    prompt.send(framed(adt("A01", "P112", campus="jinshan", pv1={"19": "Y112"})))
    assert verdict(prompt.answer()) == "AA"
    prompt.close()
    assert stalled.answer() is None
    assert 0.9 < time.monotonic() - begun < 10
    assert Archive(daemon.folder).stay("Y112")["campus"] == "jinshan"


def test_the_door_speaks_tls(house, tmp_path):
    """hl7.tls, with the hospital's certificate."""
    certificate, key = tmp_path / "tls.pem", tmp_path / "tls.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", certificate], check=True, capture_output=True)
    daemon = house(
        small_hall(more=f"hl7: {{tls: {{certificate: {certificate}, key: {key}}}}}\n"))
    trusting = ssl.create_default_context(cafile=str(certificate))
    line = Line(daemon.mllp_port,
                lambda plain: trusting.wrap_socket(plain, server_hostname="127.0.0.1"))
    line.send(framed(adt("A01")) + framed(oru("P100", "L1", "R1")))
    assert [verdict(line.answer()) for _ in range(2)] == ["AA", "AA"]
    line.close()
    plain = Line(daemon.mllp_port)
    plain.send(framed(adt("A03")))
    with pytest.raises((ConnectionError, UnicodeDecodeError, AssertionError)):
        assert plain.answer() is not None
    assert Archive(daemon.folder).stay()["state"] == "admitted"
