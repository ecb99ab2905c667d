"""A `labqueue serve` of the test's own: own data folder, own ports, ended by its process id."""

import json
import os
import queue
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

from parts.desk import Desk

ROOT = Path(__file__).resolve().parents[3]
LABQUEUE = os.environ.get("LABQUEUE", str(ROOT / ".build/debug/labqueue"))
ENVIRONMENT = {"LABQUEUE_FURNITURE": str(ROOT), **os.environ}


def run(*arguments, env=None, check=True, timeout=60, input=None):
    """Runs one `labqueue` command to its end."""
    done = subprocess.run(
        [LABQUEUE, *map(str, arguments)], capture_output=True, text=True, timeout=timeout,
        input=input,
        env={**ENVIRONMENT, **(env or {})})
    if check:
        assert done.returncode == 0, f"labqueue {arguments}: {done.stdout}{done.stderr}"
    return done


class Daemon:
    def __init__(self, folder, settings=None, env=None, storage=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.storage = storage
        self.env = {**ENVIRONMENT, **(env or {})}
        self.process = None
        self.port = self.mllp_port = 0
        self.admin_secret = None
        self.log_file = self.folder / "stderr.log"
        self._desks = {}
        self._own_tokens = {}

    # Life

    def start(self, within=40.0):
        """Starts it, on the ports it had before, and returns when both doors are open."""
        arguments = [LABQUEUE, "serve", "--data", str(self.folder), "--log", "info",
                     "--port", str(self.port), "--mllp-port", str(self.mllp_port)]
        if self.settings is None:
            arguments.append("--demo")
        else:
            file = self.folder / "settings.yaml"
            file.write_text(self.settings, encoding="utf-8")
            arguments += ["--settings", str(file)]
        if self.storage:
            arguments += ["--storage", self.storage]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                arguments, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8",
                env=self.env)
        self.lines = queue.Queue()
        self.said = []
        threading.Thread(
            target=self._listen, args=[self.process.stdout, self.lines, self.said],
            daemon=True).start()
        first = self.next_line(within)
        found = re.fullmatch(r"listening http://127\.0\.0\.1:(\d+) mllp 127\.0\.0\.1:(\d+)", first)
        assert found, f"the first line is {first!r}; log: {self.log()[-2000:]}"
        self.port, self.mllp_port = int(found[1]), int(found[2])
        return self

    @staticmethod
    def _listen(stream, lines, said):
        for line in stream:
            said.append(line.rstrip("\n"))
            lines.put(line.rstrip("\n"))
        lines.put(None)

    def next_line(self, within=20.0):
        """The next line on standard output."""
        try:
            line = self.lines.get(timeout=within)
        except queue.Empty:
            raise AssertionError(f"nothing said in {within} s; log: {self.log()[-2000:]}")
        assert line is not None, f"it ended; log: {self.log()[-2000:]}"
        return line

    def kill(self):
        """SIGKILL, as a power cut."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)
        self._forget_connections()

    def stop(self, within=30.0):
        """SIGTERM; it ends by itself."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=within)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"it did not end within {within} s of SIGTERM")
        self._forget_connections()

    def end(self):
        """Whatever state it is in."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(timeout=20)
        self._forget_connections()

    def is_up(self):
        return self.process.poll() is None

    def log(self):
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    # Doors

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def demo(self):
        return json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))

    def token(self, role, scope=None):
        if self.settings is None and role == "window" and scope:
            return self.demo["windowTokens"][scope]
        if self.settings is None:
            return self.demo["tokens"][role]
        known = (role, scope)
        if known not in self._own_tokens:
            place = ["--scope", scope] if scope else []
            place += ["--storage", self.storage] if self.storage else []
            self._own_tokens[known] = run(
                "token", "new", "--data", self.folder, "--role", role, *place).stdout.strip()
        return self._own_tokens[known]

    def desk(self, role, scope=None):
        """Someone who may do what `role` may."""
        known = (role, scope)
        if known not in self._desks:
            self._desks[known] = Desk(self.address, self.token(role, scope))
        return self._desks[known]

    def stranger(self, **kwargs):
        """Someone without a token."""
        return Desk(self.address, None, **kwargs)

    def _forget_connections(self):
        for desk in self._desks.values():
            desk.close()
        self._desks = {}

    # Words used all over

    def swipe(self, card, kiosk="K1", key=None):
        return self.desk("kiosk", kiosk if self.settings else None).post(
            "/api/v1/swipes", {"kiosk": kiosk, "card": card}, key=key)

    def ticket(self, card):
        """Swipes a card that must get a new ticket."""
        answer = self.swipe(card)
        assert answer.status_code == 201, answer.text
        return answer.json()["ticket"]

    def window(self, window, verb=None, body=None, key=None):
        desk = self.desk("window", window)
        if verb is None:
            return desk.get(f"/api/v1/windows/{window}")
        return desk.post(f"/api/v1/windows/{window}/{verb}", body, key=key)

    def board(self, board="draw"):
        return self.desk("board").get(f"/api/v1/boards/{board}").json()

    def tell(self, *events):
        """HIS tells these events, in one parcel."""
        lines = "\n".join(json.dumps(event, ensure_ascii=False) for event in events)
        answer = self.desk("his").http.post(
            "/api/v1/events", content=lines.encode(),
            headers={"Content-Type": "application/x-ndjson"})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def all_tickets(self):
        found = self.desk("triage").get("/api/v1/tickets?hall=draw&limit=1000").json()
        assert found["total"] == len(found["tickets"])
        return found["tickets"]


def wait_for_port(port, within=15.0):
    """Returns when somebody accepts connections on `port`."""
    import socket

    end = time.monotonic() + within
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise AssertionError(f"nobody listens on {port} after {within} s")
            time.sleep(0.05)
