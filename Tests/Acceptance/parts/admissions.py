"""The admission office: ADT and order messages as a HIS sends them over MLLP."""

import socket
import sqlite3
import uuid

import hl7

DEFAULTS = {"19": "Y1", "2": "I", "3": "W1&一病区^101^12^1001&心内科", "7": "D7^王医生"}


def segment(name, fields):
    """A segment from its fields by number."""
    last = max(int(number) for number in fields)
    return "|".join([name] + [fields.get(str(number), "") for number in range(1, last + 1)])


def header(kind, id=None, charset="UNICODE UTF-8", campus="benbu", at="20261122090000+0800"):
    return (f"MSH|^~\\&|HIS|ADT|LABQUEUE|{campus}|{at}||{kind}|{id or uuid.uuid4().hex[:12]}"
            f"|P|2.5.1||||||{charset}")


def adt(trigger, patient="P100", name="李^秀英", pv1=None, **head):
    """An ADT message about stay or visit `Y1`; `pv1` changes fields of PV1 by number."""
    return "\r".join([
        header(f"ADT^{trigger}", **head),
        segment("EVN", {"2": "20261122090000", "6": "20261122085900"}),
        f"PID|1||{patient}^^^HIS^PI~62{patient}^^^HIS^HC||{name}||19900307|F|||鼓楼区1号^^福州市",
        segment("PV1", {**DEFAULTS, **(pv1 or {})}),
    ]) + "\r"


def orders(kind, patient, number, control="NW", **head):
    """An order for a blood count; `kind` is ORM^O01 or OML^O21."""
    return "\r".join([
        header(kind, **head),
        f"PID|1||{patient}^^^HIS^PI~62{patient}^^^HIS^HC||陈^大文||19800101|M",
        segment("PV1", {"2": "O", "3": "NK", "19": f"V-{patient}"}),
        f"ORC|{control}|{number}",
        f"OBR|1|{number}||CBC^血常规",
    ]) + "\r"


class Archive:
    """What the daemon has on disk, read beside it."""

    def __init__(self, folder):
        self.file = f"file:{folder}/labqueue.sqlite?mode=ro"

    def rows(self, query, *arguments):
        connection = sqlite3.connect(self.file, uri=True, timeout=10)
        try:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, arguments)]
        finally:
            connection.close()

    def stay(self, id="Y1"):
        found = self.rows("SELECT * FROM stay WHERE id = ?", id)
        return found[0] if found else None

    def event_types(self):
        """Of all events, in order of arrival."""
        return [row["type"] for row in self.rows("SELECT type FROM hisEvent ORDER BY rowid")]


class Line:
    """One MLLP connection, byte by byte."""

    def __init__(self, port, wrap=lambda plain: plain):
        self.socket = wrap(socket.create_connection(("127.0.0.1", port), timeout=15))
        self.received = b""

    def send(self, data):
        self.socket.sendall(data)

    def answer(self, encoding="utf-8"):
        """The next acknowledgement, parsed; None where the daemon hangs up."""
        while b"\x1c\x0d" not in self.received:
            part = self.socket.recv(65536)
            if not part:
                return None
            self.received += part
        frame, self.received = self.received.split(b"\x1c\x0d", 1)
        return hl7.parse(frame.lstrip(b"\x0b").decode(encoding))

    def close(self):
        self.socket.close()


def framed(message, encoding="utf-8"):
    return b"\x0b" + message.encode(encoding) + b"\x1c\x0d"
