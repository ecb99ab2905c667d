"""Whatever comes in that makes no sense gets a problem answer, changes nothing, stops nothing."""

import random
import socket

import pytest

from parts.desk import is_problem
from parts.halls import small_hall
from parts.hospital import event, order, registered


@pytest.fixture(autouse=True)
def nothing_changes(shared_hall):
    """The hall is as it was, and up, after every one of these."""
    yield
    assert shared_hall.is_up()
    assert shared_hall.all_tickets() == []
    assert shared_hall.stranger().get("/health/ready").json() == {"state": "ready"}


def raw(hall, role, path, content, **headers):
    return hall.desk(role).http.post(path, content=content, headers=headers)


@pytest.mark.parametrize("body", [
    b"{", b"[]", b"null", b"7", b'"card"', b"{'card':1}", b"\xff\xfe\x00", b"\x00" * 100,
    b'{"kiosk":"K1","card":}', b"[" * 5_000, b'{"a":' * 5_000],
    ids=["open", "list", "null", "number", "text", "quotes", "no-utf8", "zeros", "gap", "deep",
         "deeper"])
def test_a_malformed_body_is_refused(shared_hall, body):
    for path, role in [("/api/v1/swipes", "kiosk"), ("/api/v1/events", "his"),
                       ("/api/v1/reports", "lis"), ("/api/v1/tickets", "triage"),
                       ("/api/v1/windows/1/mode", "window")]:
        is_problem(raw(shared_hall, role, path, body), 400, "bad-request")


@pytest.mark.parametrize("swipe", [
    {}, {"kiosk": "K1"}, {"card": "6200000001"}, {"kiosk": 1, "card": "6200000001"},
    {"kiosk": "K1", "card": 6200000001}, {"kiosk": "K1", "card": None},
    {"kiosk": "K1", "card": ["6200000001"]}, {"kiosk": ["K1"], "card": "6200000001"}])
def test_a_swipe_with_wrong_members_is_refused_by_their_names(shared_hall, swipe):
    answer = shared_hall.desk("triage").post("/api/v1/swipes", swipe)
    problem = is_problem(answer, 400, "bad-request")
    assert "card" in problem["detail"] or "kiosk" in problem["detail"]


@pytest.mark.parametrize("card", [
    "", "   ", "1" * 65, "1" * 10_000, "620000\x0000001", "620000\x1b0001", "62\u202e00000001",
    "62\u200b00000001", "\U0001f600" * 100],
    ids=["empty", "blank", "long", "ten-thousand", "nul", "escape", "bidi", "zero-width", "emoji"])
def test_a_card_that_is_none_is_refused(shared_hall, card):
    is_problem(shared_hall.swipe(card), 400, "bad-card")


def test_unknown_places_are_not_found(shared_hall):
    admin = shared_hall.desk("admin")
    is_problem(admin.post("/api/v1/swipes", {"kiosk": "K9", "card": "6200000001"}),
               404, "unknown-kiosk")
    is_problem(admin.post("/api/v1/windows/99/next"), 404, "unknown-window")
    is_problem(admin.get("/api/v1/windows/99"), 404, "unknown-window")
    is_problem(admin.get("/api/v1/boards/nowhere"), 404, "unknown-board")
    is_problem(admin.get("/api/v1/boards/nowhere/stream"), 404, "unknown-board")
    is_problem(admin.get("/api/v1/kiosks/K9"), 404, "unknown-kiosk")
    is_problem(admin.post("/api/v1/tickets/nosuch/cancel"), 404, "unknown-ticket")
    is_problem(admin.get("/api/v1/nothing/here"), 404, "not-found")
    is_problem(admin.http.delete("/api/v1/swipes"), 404, "not-found")
    for path in ["/displays/../Package.swift", "/displays/..%2f..%2fPackage.swift",
                 "/displays/%2e%2e/Makefile", "/displays//etc/passwd", "/displays/nosuch.js"]:
        assert admin.get(path).status_code in [400, 404], path


@pytest.mark.parametrize("verb, body", [
    ("call", {}), ("call", {"ticket": 7}), ("mode", {"mode": "sideways"}), ("mode", {}),
    ("pause", {"reason": "字" * 61}), ("pause", {"reason": "a\x07"}), ("pause", {"reason": 5})])
def test_a_window_refuses_what_it_does_not_understand(shared_hall, verb, body):
    is_problem(shared_hall.window("1", verb, body), 400, "bad-request")
    assert shared_hall.window("1").json()["window"]["state"] == "closed"


@pytest.mark.parametrize("key", ["k" * 201, "with space", "tab\there"])
def test_a_key_that_is_none_is_refused(shared_hall, key):
    is_problem(shared_hall.swipe("6200000001", key=key), 400, "bad-request")


@pytest.mark.parametrize("bad", [
    {**order("L1", "P1"), "campus": "moon"}, {**order("L1", "P1"), "type": "order.eaten"},
    {**order("L1", "P1"), "at": "yesterday"}, {**order("L1", "P1"), "at": "2026-11-22T07:31:00"},
    {**order("L1", "P1"), "data": []}, {**order("L1", "P1"), "id": ""},
    order("L1", "P1", urgency="soonish"), order("L1", "P1", urgency="timed"),
    order("", "P1"), order("L1", None), event("patient.registered", {"name": "高远"}),
    registered("N1", "高远", 7)],
    ids=["campus", "type", "at", "offset", "data", "id", "urgency", "minutes", "order", "patient",
         "nobody", "card"])
def test_a_malformed_event_is_refused_and_says_why(shared_hall, bad):
    problem = is_problem(shared_hall.desk("his").post("/api/v1/events", bad), 400, "bad-request")
    assert problem["detail"] and "高远" not in str(problem)


def test_a_body_that_is_too_large_is_refused(shared_hall):
    body = b'{"kiosk":"K1","card":"' + b"1" * (2 << 20) + b'"}'
    is_problem(raw(shared_hall, "kiosk", "/api/v1/swipes", body), 413, "too-large")

    def pieces():
        for _ in range(40):
            yield b" " * (64 << 10)

    is_problem(raw(shared_hall, "kiosk", "/api/v1/swipes", pieces()), 413, "too-large")


def test_headers_that_are_too_large_are_refused(shared_hall):
    admin = shared_hall.desk("admin")
    assert admin.get("/health/live", **{"X-Long": "x" * 20_000}).status_code in [431, 400]
    assert admin.get("/health/live", **{"X-Long": "x" * 100_000}).status_code in [431, 400]
    assert admin.get("/api/v1/boards/" + "b" * 20_000).status_code in [400, 404, 414, 431]


def test_too_many_requests_are_slowed_down(house):
    hall = house(small_hall(more="http: {requestsPerSecond: 5}\n"))
    answers = [hall.swipe("6200000001") for _ in range(30)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed, [answer.status_code for answer in answers]
    is_problem(slowed[0], 429, "too-many-requests")
    assert int(slowed[0].headers["retry-after"]) >= 1


@pytest.mark.parametrize("seed", range(12))
def test_random_bytes_at_both_doors_do_no_harm(shared_hall, seed):
    chance = random.Random(seed)
    openings = [b"", b"GET / HTTP/1.1\r\n", b"POST /api/v1/swipes HTTP/1.1\r\nContent-Length: -1\r\n",
                b"GET /" + b"a" * 70_000, b"\x16\x03\x01\x02\x00", b"\x0bMSH|"]
    for port in [shared_hall.port, shared_hall.mllp_port]:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.settimeout(1)
            try:
                line.sendall(openings[seed % len(openings)] + chance.randbytes(4_000) + b"\r\n\r\n")
                line.shutdown(socket.SHUT_WR)
                while line.recv(4_096):
                    pass
            except (TimeoutError, ConnectionError, BrokenPipeError):
                pass


def test_a_caller_who_goes_silent_keeps_nobody_waiting(shared_hall):
    silent = [socket.create_connection(("127.0.0.1", shared_hall.port)) for _ in range(50)]
    for line in silent:
        line.sendall(b"POST /api/v1/swipes HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    assert shared_hall.stranger().get("/health/live").status_code == 200
    for line in silent:
        line.close()
