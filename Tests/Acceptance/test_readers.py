"""§6.1 A card read by the daemon's own reader, on a pty, becomes a ticket on the kiosk's page."""

import os

import pytest

from parts.halls import small_hall
from parts.hospital import order, registered
from parts.patience import until
from parts.reader import SerialReader


@pytest.fixture
def reader(tmp_path):
    reader = SerialReader(tmp_path)
    yield reader
    reader.end()


@pytest.fixture
def hall(house, reader):
    hall = house(small_hall(
        readers=f"  - {{id: QR, kiosk: K1, kind: serial, device: {reader.device}}}"))
    hall.tell(registered("N1", "欧阳小燕", "7000000001"), order("NL1", "N1"),
              registered("N2", "高远", "7000000002"), order("NL2", "N2"))
    is_ready(hall)
    return hall


def state(hall):
    return hall.desk("kiosk", "K1").get("/api/v1/kiosks/K1").json()["readers"][0]["state"]


def is_ready(hall):
    until("the reader is ready", lambda: state(hall) == "ready")


def test_a_card_at_the_serial_reader_is_a_ticket_on_the_page(hall, reader):
    """§6.1 Read on the serial line, told on the kiosk's stream as if it had been swiped there."""
    stream = hall.desk("kiosk", "K1").watch("/api/v1/kiosks/K1/stream")
    status = stream.wait("the kiosk now", lambda name, v: name == "status")
    assert status["kiosk"] == "K1" and status["readers"][0]["name"] == "QR"
    reader.read("7000000001")
    told = stream.wait("the ticket", lambda name, v: name == "swipe", within=5)
    assert told["result"] == "issued"
    assert (told["ticket"]["label"], told["ticket"]["maskedName"][0]) == ("A001", "欧")
    assert [t["label"] for t in hall.all_tickets()] == ["A001"]


def test_a_card_that_gets_no_ticket_is_told_on_the_page(hall, reader):
    stream = hall.desk("kiosk", "K1").watch("/api/v1/kiosks/K1/stream")
    reader.read("9999999999")
    told = stream.wait("the problem", lambda name, v: name == "swipe", within=5)
    assert told["type"] == "urn:labqueue:unknown-card" and told["action"]
    assert hall.all_tickets() == []


def test_a_card_held_too_long_is_one_swipe(hall, reader):
    stream = hall.desk("kiosk", "K1").watch("/api/v1/kiosks/K1/stream")
    for _ in range(5):
        reader.read("7000000001")
    reader.read("7000000002")
    stream.wait("the second patient", lambda name, v: name == "swipe"
                and v["ticket"]["label"] == "A002")
    assert [v["ticket"]["label"] for name, v in stream.events if name == "swipe"] == [
        "A001", "A002"]


def test_an_unplugged_reader_is_shown_and_comes_back(hall, reader):
    """§6.1 Kiosk and triage see a lost reader, and that it is there again."""
    reader.unplug()
    until("the kiosk sees it", lambda: state(hall) == "lost")
    told = hall.desk("triage").get("/api/v1/triage?hall=draw").json()["readers"][0]
    assert told["state"] == "lost" and told["message"]["zh"] and told["message"]["en"]
    reader.plug()
    is_ready(hall)
    reader.read("7000000001")
    until("the ticket", lambda: hall.all_tickets(), within=10)


def test_noise_on_the_line_is_no_card(hall, reader):
    stream = hall.desk("kiosk", "K1").watch("/api/v1/kiosks/K1/stream")
    os.write(reader.master, b"\xff\x00\x1b\x07" + b"z" * 3_000 + b"\r\n")
    reader.read("7000000001")
    stream.wait("the ticket", lambda name, v: name == "swipe" and v.get("result") == "issued")
    assert len(hall.all_tickets()) == 1
