"""The command line: each command does what it says, beside a running daemon."""

import re
import sqlite3

import pytest

from parts.daemon import Daemon, run
from parts.halls import small_hall


def settings(tmp_path, text):
    file = tmp_path / "settings.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_version():
    assert re.fullmatch(r"labqueue \d+\.\d+\.\d+\n", run("version").stdout)


def test_help_names_every_command():
    told = run("--help").stdout
    for command in ["serve", "check", "token", "staff", "say", "print", "rehearse", "backup", "restore",
                    "verify", "move", "version"]:
        assert re.search(rf"^\s+{command}\s", told, re.M), command


def test_a_day_is_rehearsed_the_same_for_the_same_seed():
    day = lambda seed: run(
        "rehearse", "--seed", seed, "--patients", "400", "--windows", "6").stdout
    first = day(7)
    assert first == day(7)
    assert first != day(8)
    for word in ["急诊 Emergency", "优先 Priority", "普通 Normal"]:
        assert word in first
    assert len(re.findall(r"\d", first)) > 50


def test_check_says_one_line_for_each_part(tmp_path, house):
    hall = house()
    done = run("check", "--data", hall.folder, "--demo", check=False)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    for part in ["settings", "database", "printer front", "voice"]:
        assert any(line.startswith("ok") and part in line for line in lines), (part, lines)


def test_check_names_what_is_wrong_and_fails(tmp_path):
    file = settings(tmp_path, small_hall(
        printers="  - {id: P1, queue: thermal, server: /nowhere/cups.sock}", printer="P1",
        readers="  - {id: QR, kiosk: K1, kind: serial, device: /dev/labqueue-not-there}",
        voice="voice: {zones: [{id: draw, device: no-such-device}]}"))
    (tmp_path / "data").mkdir()
    done = run("check", "--data", tmp_path / "data", "--settings", file, check=False)
    assert done.returncode == 1
    wrong = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    for part in ["printer P1", "reader QR", "voice"]:
        assert any(part in line for line in wrong), (part, done.stdout)


@pytest.mark.parametrize("wrong, named", [
    ("hosptial: {name: 医院}", "hosptial"), ("halls: 7", "halls"),
    ("hospital: {dayChange: 25:99}", "dayChange"), ("hospital: {timeZone: Mars/One}", "Mars/One"),
    ("storage: mongodb", "mongodb"), ("halls: [{id: draw, queues: []}]", "draw"),
    ("printers: [{id: P1, paper: 33}]", "P1"), ("{", "YAML")])
def test_settings_that_are_wrong_are_refused_by_name(tmp_path, wrong, named):
    file = settings(tmp_path, wrong + "\n")
    done = run("serve", "--data", tmp_path, "--settings", file, "--port", "0", "--mllp-port", "0",
               check=False)
    assert done.returncode != 0
    assert named in done.stderr and "listening" not in done.stdout


def test_two_daemons_never_share_a_data_folder(hall):
    done = run("serve", "--demo", "--data", hall.folder, "--port", "0", "--mllp-port", "0",
               check=False)
    assert done.returncode != 0 and "listening" not in done.stdout
    assert str(hall.folder) in done.stderr or "running" in done.stderr
    assert hall.ticket("6200000001")["label"] == "A001"


def test_a_port_in_use_is_said_and_ends_the_start(hall, tmp_path):
    done = run("serve", "--demo", "--data", tmp_path / "other", "--port", hall.port,
               "--mllp-port", "0", check=False)
    assert done.returncode != 0
    assert "ddress already in use" in done.stderr or str(hall.port) in done.stderr


def test_a_backup_taken_while_running_is_whole(hall, house, tmp_path):
    for card in hall.demo["cards"][:10]:
        hall.ticket(card)
    hall.window("1", "next")
    copy = tmp_path / "copy" / "labqueue.sqlite"
    copy.parent.mkdir()
    assert str(copy) in run("backup", "--data", hall.folder, copy).stdout
    hall.ticket(hall.demo["cards"][10])
    assert "content" in run("verify", "--data", copy.parent).stdout
    (copy.parent / "demo.json").write_text((hall.folder / "demo.json").read_text())
    twin = house(folder=copy.parent)
    labels = lambda hall: {t["label"]: t["state"] for t in hall.all_tickets()}
    assert len(labels(twin)) == 10 and len(labels(hall)) == 11
    assert twin.window("1").json()["ticket"]["state"] == "called"
    assert run("backup", "--data", hall.folder, copy, check=False).returncode != 0


def test_a_backup_is_restored_into_an_empty_folder_and_no_other(hall, house, tmp_path):
    labels = [hall.ticket(card)["label"] for card in hall.demo["cards"][:5]]
    copy = tmp_path / "copy.sqlite"
    run("backup", "--data", hall.folder, copy)
    place = tmp_path / "restored"
    assert str(place) in run("restore", "--data", place, copy).stdout
    assert "content" in run("verify", "--data", place).stdout
    (place / "demo.json").write_text((hall.folder / "demo.json").read_text())
    twin = house(folder=place)
    assert sorted(t["label"] for t in twin.all_tickets()) == sorted(labels)
    refused = run("restore", "--data", hall.folder, copy, check=False)
    assert refused.returncode != 0 and "cannot" in refused.stderr
    assert len(hall.all_tickets()) == 5


def test_verify_names_what_must_never_happen(house):
    hall = house()
    for card in hall.demo["cards"][:3]:
        hall.ticket(card)
    hall.window("1", "next")
    assert run("verify", "--data", hall.folder).stdout.startswith("content")
    hall.stop()
    with sqlite3.connect(hall.folder / "labqueue.sqlite") as database:
        database.execute("DELETE FROM journal WHERE seq = 2")
    spoilt = run("verify", "--data", hall.folder, check=False)
    assert spoilt.returncode == 1
    assert "content" not in spoilt.stdout and spoilt.stdout.strip()


def test_a_test_ticket_is_printed(tmp_path):
    hall = Daemon(tmp_path / "data")
    done = run("print", "--data", hall.folder, "--demo")
    assert "已打印" in done.stdout
    assert list((hall.folder / "tickets").glob("*.pdf"))
    unknown = run("print", "--data", hall.folder, "--demo", "nosuch", check=False)
    assert unknown.returncode == 1 and "nosuch" in unknown.stdout


def test_the_description_of_the_doors_is_true(hall):
    described = hall.stranger().get("/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert "/api/v1/swipes" in described["paths"]
    stranger = hall.stranger()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if "stream" in path:
                continue
            answer = stranger.http.request(method.upper(), path.replace("{", "").replace("}", ""))
            assert answer.status_code != 404 or "unknown" in answer.text, (method, path)
            if "security" in operation:
                assert answer.status_code == 401, (method, path)


def test_health_and_figures(hall):
    stranger = hall.stranger()
    assert stranger.get("/health/live").json() == {"state": "live"}
    assert stranger.get("/health/ready").json() == {"state": "ready"}
    hall.ticket("6200000001")
    figures = stranger.get("/metrics")
    assert figures.headers["content-type"].startswith("text/plain")
    assert re.search(r"^labqueue_\w+(\{[^}]*\})? \d", figures.text, re.M), figures.text
