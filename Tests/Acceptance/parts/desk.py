"""Someone who calls the daemon over HTTP, with a token or without."""

import json
import re
import threading
import uuid

import httpx


class Desk:
    def __init__(self, address, token, headers=None):
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.http = httpx.Client(
            base_url=address, headers=headers, timeout=40.0,
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=64))

    def close(self):
        self.http.close()

    def get(self, path, **headers):
        return self.http.get(path, headers=headers)

    def post(self, path, body=None, key=None):
        return self.http.post(
            path, json=body if body is not None else {},
            headers={"Idempotency-Key": key or str(uuid.uuid4())})

    def watch(self, path):
        """Follows a stream of server-sent events."""
        return Stream(self.http, path)


class Stream:
    """Server-sent events, in order, read by a thread of their own."""

    def __init__(self, http, path):
        self.events = []
        self._changed = threading.Condition()
        self._opened = threading.Event()
        self._response = None
        self.ended = False
        threading.Thread(target=self._read, args=[http, path], daemon=True).start()
        assert self._opened.wait(15), f"{path} did not open"

    def _read(self, http, path):
        name, data = None, []
        try:
            with http.stream("GET", path, timeout=None) as response:
                self._response = response
                self.status = response.status_code
                self.type = response.headers.get("content-type")
                self._opened.set()
                for line in response.iter_lines():
                    if line.startswith("event: "):
                        name = line[7:]
                    elif line.startswith("data: "):
                        data.append(line[6:])
                    elif not line and data:
                        self._add(name, json.loads("\n".join(data)))
                        name, data = None, []
        except (httpx.HTTPError, httpx.StreamError, RuntimeError):
            pass
        finally:
            self._opened.set()
            with self._changed:
                self.ended = True
                self._changed.notify_all()

    def _add(self, name, value):
        with self._changed:
            self.events.append((name, value))
            self._changed.notify_all()

    def wait(self, what, holds, within=15.0):
        """The first event `(name, value)` for which `holds(name, value)`."""
        def find():
            return next((event for event in self.events if holds(*event)), None)

        with self._changed:
            self._changed.wait_for(lambda: find() or self.ended, within)
            found = find()
        assert found, f"no event within {within} s: {what}; heard {[n for n, _ in self.events]}"
        return found[1]

    def wait_end(self, within=15.0):
        with self._changed:
            assert self._changed.wait_for(lambda: self.ended, within), "the stream did not end"


def is_problem(answer, status, kind):
    """Whether `answer` is a problem in two languages with something to do."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.headers
    problem = answer.json()
    assert problem["type"] == f"urn:labqueue:{kind}", problem
    assert problem["status"] == status
    for text in [problem["title"], problem["detail"], problem["action"]]:
        assert re.search("[\u4e00-\u9fff]", text), problem
    for member in ["title", "detail", "action"]:
        text = problem["en"][member]
        assert text and not re.search("[\u4e00-\u9fff]", text), problem
    return problem
