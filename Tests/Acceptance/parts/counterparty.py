"""`counterparties` of the test's own, and someone who signs requests to its e-invoice platform.

The signing here is Python's own, so that neither side of the program judges itself.
"""

import base64
import hashlib
import json
import os
import re
import select
import signal
import subprocess
import uuid
from pathlib import Path
from urllib.parse import quote

import httpx

from parts.backstage import Backstage
from parts.daemon import LABQUEUE
from parts.insurer import Insurer

PROGRAM = os.environ.get("COUNTERPARTIES", str(Path(LABQUEUE).with_name("counterparties")))


class Counterparties:
    """Starts the program, kills it, starts it again on the same ports with the same memory."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.print_port = 0
        self.process = None
        self.log_file = self.folder / "counterparties.log"

    def start(self, within=20.0):
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "--data", str(self.folder), "--port", str(self.port),
                 "--print-port", str(self.print_port)],
                stdout=subprocess.PIPE, stderr=log, text=True)
        ready, _, _ = select.select([self.process.stdout], [], [], within)
        assert ready, f"nothing said in {within} s"
        line = self.process.stdout.readline().rstrip("\n")
        found = re.fullmatch(
            r"listening http://127\.0\.0\.1:(\d+) print http://127\.0\.0\.1:(\d+)", line)
        assert found, f"the first line is {line!r}; log: {self.log_file.read_text()[-2000:]}"
        self.port, self.print_port = int(found[1]), int(found[2])
        return self

    def kill(self):
        """SIGKILL, as a power cut."""
        self.end(signal.SIGKILL)

    def end(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)
        if self.process:
            self.process.stdout.close()

    def ended(self, within=20.0):
        """Waits for it to end by itself."""
        return self.process.wait(timeout=within)

    @property
    def book(self):
        """What it tells those who want to talk to it; campuses, keys, addresses."""
        return json.loads((self.folder / "counterparties.json").read_text(encoding="utf-8"))

    @property
    def environment(self):
        """The same as variables, from which the demonstration takes its settings."""
        lines = (self.folder / "counterparties.env").read_text(encoding="utf-8").splitlines()
        pairs = (line.split("=", 1) for line in lines)
        return {name: value.strip("'") for name, value in pairs}

    def bosi(self, campus="benbu"):
        """Someone of `campus` who talks to the e-invoice platform."""
        return Bosi(self.book["bosi"], campus)

    def insurer(self, campus="benbu"):
        """The cashier of `campus`, who talks to the insurance platform."""
        return Insurer(self.book["insurer"], campus)


class Bosi(Backstage):
    """A client of the e-invoice platform with the key of one campus, and its control routes."""

    def __init__(self, entry, campus):
        self.url, self.control = entry["baseURL"], entry["control"]
        self.component = entry.get("print")
        self.appid, self.key = entry["campuses"][campus]["appid"], entry["campuses"][campus]["key"]
        self.places = entry["campuses"][campus]["placeCodes"]

    # The wire

    def sign(self, data, noise, key=None):
        text = f"appid={self.appid}&data={data}&noise={noise}&key={key or self.key}&version=1.0"
        return hashlib.md5(text.encode()).hexdigest().upper()

    def envelope(self, content, noise=None):
        noise = noise or uuid.uuid4().hex
        data = base64.b64encode(json.dumps(content, ensure_ascii=False).encode()).decode()
        return {"appid": self.appid, "data": data, "noise": noise, "version": "1.0",
                "sign": self.sign(data, noise)}

    def post(self, service, body, timeout=10.0, **more):
        return httpx.post(
            f"{self.url}/medical-web/api/medical/{service}", json=body, timeout=timeout, **more)

    def open(self, answer):
        """The result and the message of an answer whose signature is right."""
        body = answer.json()
        assert body["sign"] == self.sign(body["data"], body["noise"]), "the signature is wrong"
        return self.unpack(body["data"])

    @staticmethod
    def unpack(data):
        inner = json.loads(base64.b64decode(data))
        message = base64.b64decode(inner["message"]).decode()
        try:
            return inner["result"], json.loads(message)
        except ValueError:
            return inner["result"], message

    def ask(self, service, content, **more):
        """Signs, sends and opens: the result code and the message."""
        return self.open(self.post(service, self.envelope(content), **more))

    def done(self, service, content, **more):
        """Asks for what must be done, and gives the message."""
        result, message = self.ask(service, content, **more)
        assert result == "S0000", (result, message)
        return message

    def print(self, bill, method="printElectBill"):
        """Has the component on the workstation print a bill: its result code and words."""
        content = {name: bill[name] for name in ("billBatchCode", "billNo", "random")}
        payload = base64.b64encode(json.dumps(
            {"method": method, "params": self.envelope(content)}).encode()).decode()
        answer = httpx.get(
            f"{self.component}?dllName=NontaxIndustry&func=CallNontaxIndustry"
            f"&payload={quote(payload, safe='')}")
        return self.unpack(answer.json()["data"])

    # Requests in full

    def registration(self, bus_no, fen=1250, **changes):
        """A registration bill's request, version 3.2.0, every required member filled."""
        yuan = fen / 100
        return {
            "busNo": bus_no, "busType": "06", "payer": "单晓明",
            "busDateTime": "20261122083000123", "placeCode": self.places[0], "payee": "收费员",
            "author": "收费员", "checker": "复核员", "totalAmt": yuan, "payerType": "1",
            "cardType": "3101", "cardNo": "6200000001", "medicalInstitution": "综合医院",
            "medicalCareType": "自费", "medicalInsuranceID": "-", "consultationDate": "20261122",
            "patientCategory": "内科", "patientCategoryCode": "0301", "patientNo": "V1",
            "sex": "女", "age": "36岁", "caseNumber": "C1", "isArrears": "1",
            **{name: 0 for name in (
                "accountPay", "fundPay", "otherfundPay", "ownPay", "selfConceitedAmt",
                "selfPayAmt", "selfCashPay", "cashPay", "cashRecharge", "cashRefund")},
            "payChannelDetail": [{"payChannelCode": "02", "payChannelValue": yuan}],
            "chargeDetail": [{
                "sortNo": 1, "chargeCode": "01", "chargeName": "挂号费", "unit": "次",
                "std": yuan, "number": 1, "amt": yuan, "selfAmt": yuan, "remark": ""}],
            **changes}

    def reversal(self, bill, **changes):
        return {"billBatchCode": bill["billBatchCode"], "billNo": bill["billNo"],
                "reason": "退号", "operator": "收费员", "busDateTime": "20261122093000123",
                "placeCode": self.places[0], **changes}

    # Behind the counter

    def tally(self, number, service):
        """How often `service` heard of `number`, and how often it did what it was asked."""
        for row in self.ledger(number)["numbers"]:
            if row["service"] == service:
                return row["received"], row["accepted"]
        return 0, 0
