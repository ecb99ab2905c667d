"""A laboratory system that sends HL7 v2 over MLLP, with the stock client of the `hl7` package."""

import uuid

import hl7
from hl7.client import MLLPClient


def oru(patient, order, report, name="单晓明", id=None, charset="UNICODE UTF-8", status="F"):
    """A result message, as laboratories send it when a report is signed."""
    id = id or uuid.uuid4().hex[:12]
    return "\r".join([
        f"MSH|^~\\&|LIS|LAB|LABQUEUE|benbu|20261122090500+0800||ORU^R01^ORU_R01|{id}|P|2.5.1"
        f"||||||{charset}",
        f"PID|1||{patient}^^^HIS^PI||{name}||19900307|F",
        f"OBR|1|{order}|{report}|CBC^血常规^L|||20261122083000||||||||||||||20261122090500"
        f"|||{status}",
        f"OBX|1|NM|WBC^白细胞^L||6.1|10*9/L|3.5-9.5|N|||{status}",
    ]) + "\r"


def send(port, message, encoding="utf-8"):
    """Sends one message and returns its acknowledgement, parsed."""
    with MLLPClient("127.0.0.1", port, encoding=encoding) as client:
        client.socket.settimeout(15)
        answer = client.send_message(message)
    return hl7.parse(answer.decode(encoding).strip("\x0b\x1c\r"))


def send_bytes(port, message):
    """Sends bytes in an MLLP frame, whatever they are, and returns the acknowledgement."""
    with MLLPClient("127.0.0.1", port) as client:
        client.socket.settimeout(15)
        answer = client.send(b"\x0b" + message + b"\x1c\x0d")
    return hl7.parse(answer.decode("utf-8", "replace").strip("\x0b\x1c\r"))


def verdict(answer):
    """AA, AE or AR."""
    return str(answer.segment("MSA")[1])
