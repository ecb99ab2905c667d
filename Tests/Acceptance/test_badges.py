"""Who may: tokens per role and place, cookies of pages, and what the logs must never hold."""

import re
import sqlite3

import pytest

from parts.daemon import run
from parts.desk import Desk, is_problem
from parts.halls import small_hall
from parts.hospital import order, registered
from parts.patience import until

ROLES = ["kiosk", "window", "triage", "board", "his", "lis"]

# Who may do it, the method, the address, the body.
DOORS = [
    ({"kiosk", "triage"}, "POST", "/api/v1/swipes", {"kiosk": "K1", "card": "0000000000"}),
    ({"kiosk", "triage"}, "GET", "/api/v1/kiosks/K1", None),
    ({"window"}, "POST", "/api/v1/windows/1/next", {}),
    ({"window", "triage"}, "POST", "/api/v1/windows/1/open", {}),
    ({"window", "triage"}, "GET", "/api/v1/windows/1", None),
    ({"triage", "window"}, "GET", "/api/v1/tickets?limit=1", None),
    ({"triage"}, "POST", "/api/v1/tickets", {}),
    ({"triage"}, "GET", "/api/v1/triage", None),
    ({"board", "triage", "window", "kiosk"}, "GET", "/api/v1/boards/draw", None),
    ({"his"}, "POST", "/api/v1/events", {}),
    ({"lis", "his"}, "POST", "/api/v1/reports", {}),
]


def call(desk, method, path, body):
    return desk.get(path) if method == "GET" else desk.post(path, body)


@pytest.mark.parametrize("may, method, path, body", DOORS, ids=[d[2][8:30] for d in DOORS])
def test_every_door_opens_to_its_roles_only(shared_hall, may, method, path, body):
    is_problem(call(shared_hall.stranger(), method, path, body), 401, "unauthorized")
    for role in ROLES:
        answer = call(shared_hall.desk(role), method, path, body)
        if role in may:
            assert answer.status_code not in [401, 403], f"{role}: {answer.text}"
        else:
            is_problem(answer, 403, "forbidden")
    assert call(shared_hall.desk("admin"), method, path, body).status_code not in [401, 403]


@pytest.mark.parametrize("header", [
    "Bearer lq_0000000000000000000000000000000000000000", "Bearer", "Bearer " + "x" * 500,
    "Basic YTpi", "lq_", "Bearer a b c", "Bearer '; DROP TABLE token; --"])
def test_a_wrong_token_opens_nothing(shared_hall, header):
    stranger = shared_hall.stranger(headers={"Authorization": header})
    is_problem(stranger.get("/api/v1/triage"), 401, "unauthorized")
    is_problem(stranger.post("/api/v1/windows/1/next"), 401, "unauthorized")


def test_a_windows_token_works_its_own_window_only(hall):
    hall.ticket("6200000001")
    first = hall.desk("window", "1")
    is_problem(first.post("/api/v1/windows/2/next"), 403, "forbidden")
    is_problem(first.get("/api/v1/windows/2"), 403, "forbidden")
    assert first.post("/api/v1/windows/1/next").status_code == 200


def test_a_token_made_beside_the_running_daemon_works_until_revoked(house):
    hall = house(small_hall())
    token = run("token", "new", "--data", hall.folder, "--role", "board", "--scope", "draw",
                "--label", "门口大屏").stdout.strip()
    screen = Desk(hall.address, token)
    assert screen.get("/api/v1/boards/draw").status_code == 200
    is_problem(screen.get("/api/v1/boards/reports"), 403, "forbidden")
    listed = [line for line in run("token", "list", "--data", hall.folder).stdout.splitlines()
              if "门口大屏" in line]
    assert len(listed) == 1 and "board draw valid" in listed[0]
    assert token not in listed[0]
    run("token", "revoke", "--data", hall.folder, listed[0].split()[0])
    until("the token opens nothing", lambda: screen.get(
        "/api/v1/boards/draw").status_code == 401, within=8)
    assert "revoked" in run("token", "list", "--data", hall.folder).stdout
    unknown = run("token", "revoke", "--data", hall.folder, "nosuch", check=False)
    assert unknown.returncode != 0 and "nosuch" in unknown.stderr


def test_tokens_are_nowhere_in_the_data_folder(house):
    hall = house(small_hall())
    token = hall.token("kiosk", "K1").encode()
    for file in hall.folder.iterdir():
        if file.is_file():
            assert token not in file.read_bytes(), file


def test_the_admin_secret_is_shown_at_the_first_start_only(house):
    hall = house(small_hall())
    line = hall.next_line()
    secret = re.search(r"lq_[0-9a-f]{40}", line)
    assert secret, line
    admin = Desk(hall.address, secret[0])
    assert admin.get("/api/v1/triage").status_code == 200
    assert secret[0] not in hall.log()
    hall.stop()
    hall.start()
    admin_again = Desk(hall.address, secret[0])
    assert admin_again.get("/api/v1/triage").status_code == 200
    assert not any("lq_" in line for line in hall.said)


def test_a_page_signs_in_with_a_cookie_no_script_can_read(hall):
    page = hall.stranger()
    wrong = page.post("/api/v1/session", {"token": "lq_wrong"})
    is_problem(wrong, 401, "unauthorized")
    answer = page.post("/api/v1/session", {"token": hall.token("triage")})
    assert answer.json()["role"] == "triage"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert page.get("/api/v1/triage").status_code == 200
    assert page.http.delete("/api/v1/session").status_code == 200
    is_problem(page.get("/api/v1/triage"), 401, "unauthorized")


def test_one_browser_may_be_a_kiosk_and_a_window_at_once(hall):
    browser = hall.stranger()
    for token in [hall.token("kiosk"), hall.token("window", "2"), hall.token("window", "1")]:
        assert browser.post("/api/v1/session", {"token": token}).status_code == 200
    assert browser.post(
        "/api/v1/swipes", {"kiosk": "K1", "card": "6200000001"}).status_code == 201
    assert browser.post("/api/v1/windows/1/next").status_code == 200
    assert browser.post("/api/v1/windows/2/next").status_code == 204
    is_problem(browser.post("/api/v1/windows/3/next"), 403, "forbidden")


@pytest.mark.parametrize("origin, status", [
    ("https://evil.example", 403), ("null", 403), (None, 200), ("own", 200)])
def test_a_cookie_from_another_sites_page_is_refused(hall, origin, status):
    hall.ticket("6200000001")
    browser = hall.stranger()
    browser.post("/api/v1/session", {"token": hall.token("window", "1")})
    headers = {} if origin is None else {
        "Origin": hall.address if origin == "own" else origin}
    answer = browser.http.post("/api/v1/windows/1/next", json={}, headers=headers)
    assert answer.status_code == status, answer.text
    if status == 403:
        is_problem(answer, 403, "forbidden")
        assert [t["state"] for t in hall.all_tickets()] == ["waiting"]


def test_the_journal_says_who_did_it(hall):
    hall.ticket("6200000001")
    hall.window("3", "next")
    hall.stop()
    with sqlite3.connect(hall.folder / "labqueue.sqlite") as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(journal)")]
        assert "actor" in columns, columns
        actors = [row[0] for row in database.execute("SELECT actor FROM journal ORDER BY seq")]
    assert actors[0].startswith("kiosk") and actors[-1] == "window 3"


def test_logs_hold_no_name_card_or_number(house):
    hall = house(small_hall())
    hall.tell(
        registered("PX77", "皇甫静怡", "7788990011", documents=[
            {"type": "resident", "number": "11010519491231002X"}]),
        order("NL1", "PX77"))
    hall.ticket("7788990011")
    hall.swipe("7788990012")
    hall.swipe("778899\x010013")
    hall.window("1", "next")
    hall.window("1", "recall")
    hall.desk("triage").http.get("/api/v1/tickets", params={"text": "皇甫静怡"})
    hall.desk("his").http.post("/api/v1/events", content='{"id":"x","皇甫静怡'.encode())
    hall.window("1", "arrive")
    hall.stop()
    log = hall.log()
    for secret in ["皇甫", "静怡", "7788990011", "7788990012", "11010519491231002X", "lq_"]:
        assert secret not in log, secret
