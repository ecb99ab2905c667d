"""§6.2a The draw board shows name, number, window and prompt, and is never stale."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from parts.halls import small_hall
from parts.hospital import order, registered
from parts.patience import until


def test_a_call_is_on_the_board(hall):
    """§6.2a Masked name, label, window and prompt in both languages; nothing else leaves."""
    hall.ticket("6200000001")
    hall.window("3", "next")
    board = hall.board()
    (call,) = board["calls"]
    assert (call["label"], call["name"]) == ("A001", "单*明")
    assert (call["window"], call["windowName"]) == ("3", "3号窗口")
    assert call["prompt"] == {"zh": "请到3号窗口抽血", "en": "Please go to window 3"}
    assert (call["class"], call["attempt"], call["state"]) == ("normal", 1, "called")
    assert call["at"].endswith("+08:00")
    assert board["advice"][0]["zh"]
    text = str(board)
    for secret in ["单晓明", "6200000001", "P1", "1990", "血常规"]:
        assert secret not in text, secret


def test_calls_are_newest_first_and_end_with_the_draw(hall):
    """§6.2a The board shows who is called now; one who is done leaves it."""
    for card in hall.demo["cards"][:2]:
        hall.ticket(card)
    hall.window("1", "next")
    hall.window("2", "next")
    assert [(c["label"], c["window"]) for c in hall.board()["calls"]] == [
        ("A002", "2"), ("A001", "1")]
    hall.window("1", "recall")
    assert [c["label"] for c in hall.board()["calls"]] == ["A001", "A002"]
    hall.window("2", "arrive")
    assert hall.board()["calls"][1]["state"] == "drawing"
    hall.window("2", "finish")
    assert [c["label"] for c in hall.board()["calls"]] == ["A001"]


def test_an_emergency_is_told_apart(hall):
    """§6.4b The board says emergency by class, so that no screen needs to guess."""
    hall.ticket("6200000008")
    assert hall.board()["queues"][1]["next"][0]["class"] == "emergency"
    hall.window("1", "next")
    assert hall.board()["calls"][0]["class"] == "emergency"
    assert hall.board()["windows"][0]["class"] == "emergency"


def test_the_queues_on_the_board_say_who_is_next(hall):
    for card in hall.demo["cards"][:7]:
        hall.ticket(card)
    queues = {queue["id"]: queue for queue in hall.board()["queues"]}
    assert queues["A"]["waiting"] == 6 and queues["C"]["waiting"] == 1
    assert len(queues["A"]["next"]) == 5
    assert queues["A"]["name"] == "门诊" and queues["A"]["nameEn"] == "Outpatient"
    assert all("*" in row["name"] for row in queues["A"]["next"])


def test_the_window_board_and_the_waiting_list(hall):
    """§6.2a Each window has its own board, and the hall its list of all who wait."""
    for card in hall.demo["cards"][:4]:
        hall.ticket(card)
    hall.window("2", "next")
    window = hall.board("window-2")
    assert window["kind"] == "window"
    assert (window["call"]["label"], window["window"]["name"]) == ("A001", "2号窗口")
    assert len(window["next"]) == 2
    waiting = hall.board("waiting")
    assert waiting["kind"] == "waiting"
    labels = [t["label"] for q in waiting["queues"] for t in q["tickets"]]
    assert sorted(labels) == ["A002", "A003", "C001"]


def test_an_unchanged_board_costs_a_304(hall):
    desk = hall.desk("board")
    first = desk.get("/api/v1/boards/draw")
    tag = first.headers["etag"]
    assert tag.startswith('"') and first.json()["kind"] == "hall"
    again = desk.get("/api/v1/boards/draw", **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    hall.ticket("6200000001")
    changed = until("the picture has changed", lambda: (
        lambda answer: answer if answer.status_code == 200 else None)(
        desk.get("/api/v1/boards/draw", **{"If-None-Match": tag})))
    assert changed.headers["etag"] != tag
    assert changed.json()["queues"][0]["waiting"] == 1


def test_a_held_question_is_answered_when_something_happens(hall):
    desk = hall.desk("board")
    tag = desk.get("/api/v1/boards/draw").headers["etag"]
    with ThreadPoolExecutor(1) as aside:
        held = aside.submit(
            desk.get, "/api/v1/boards/draw?wait=25", **{"If-None-Match": tag})
        hall.ticket("6200000001")
        answer = held.result(timeout=10)
    assert answer.status_code == 200
    assert answer.json()["queues"][0]["waiting"] == 1


def test_a_held_question_ends_unchanged(hall):
    desk = hall.desk("board")
    tag = desk.get("/api/v1/boards/draw").headers["etag"]
    begun = time.monotonic()
    answer = desk.get("/api/v1/boards/draw?wait=1", **{"If-None-Match": tag})
    assert answer.status_code == 304
    assert time.monotonic() - begun >= 0.9


@pytest.mark.parametrize("board", ["draw", "window-1", "waiting"])
def test_the_stream_brings_every_change(hall, board):
    """§6.2a A screen that listens hears of a call without asking."""
    stream = hall.desk("board").watch(f"/api/v1/boards/{board}/stream")
    stream.wait("the picture now", lambda name, v: name == "change" and v["board"] == board)
    assert stream.type.startswith("text/event-stream")
    hall.ticket("6200000001")
    hall.window("1", "next")
    stream.wait("the ticket", lambda name, v: name == "change" and "A001" in str(v), within=5)


def test_a_quiet_stream_says_that_it_lives(hall):
    stream = hall.desk("board").watch("/api/v1/boards/draw/stream")
    ping = stream.wait("a ping", lambda name, v: name == "ping", within=20)
    assert ping["at"].endswith("+08:00")


def test_a_stopped_daemon_ends_its_streams_and_itself(hall):
    stream = hall.desk("board").watch("/api/v1/boards/draw/stream")
    stream.wait("the picture now", lambda name, v: name == "change")
    hall.stop(within=20)
    stream.wait_end()
    assert hall.process.returncode == 0


def test_names_are_whole_where_the_board_says_so(house):
    hall = house(small_hall(boards="""
  - {id: inner, kind: hall, hall: draw, masked: false, title: {zh: 内屏, en: Inside}}
"""))
    hall.tell(registered("N1", "欧阳小燕", "7000000001"), order("NL1", "N1"))
    hall.ticket("7000000001")
    hall.window("1", "next")
    assert hall.board("inner")["calls"][0]["name"] == "欧阳小燕"
    assert hall.board("draw")["calls"][0]["name"].startswith("欧")
    assert "欧阳小燕" not in str(hall.board("draw"))
