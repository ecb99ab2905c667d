"""A cashier who talks to the simulated insurance platform, and looks behind its counter.

The signing here is Python's own, so that neither side of the program judges itself.
"""

import hashlib
import itertools
import time
import uuid
from datetime import datetime, timedelta, timezone

import httpx

from parts.backstage import Backstage

COMMON_ENTRY = "/fsi/api/rsfComIfsService/callService"
BEIJING = timezone(timedelta(hours=8))


def section(name, insurer, folder, lane="", more=""):
    """The section of connector `name` for the account of `insurer`, below `connectors:`."""
    token = folder / "insurer.token"
    token.write_text(insurer.account["token"], encoding="utf-8")
    account = insurer.account
    return f"""\
  {name}:
    lane: {{backOff: [1], breakerOpen: 1, breakerAfter: 50{lane}}}
{more}    campuses:
      {insurer.campus}:
        url: {insurer.url}
        fixmedinsCode: {account["fixmedins_code"]}
        fixmedinsName: 试验医院
        mdtrtareaAdmvs: "{account["mdtrtarea_admvs"]}"
        recerSysCode: HISX
        seconds: 3
        signer: {{id: {account["paasid"]}, token: "file:{token}"}}
"""


class Insurer(Backstage):
    """The platform as one campus's HIS reaches it, and its control routes."""

    # Numbers of this process's messages; far from the daemon's, which begin at 1.
    sequence = itertools.count(5000)

    def __init__(self, entry, campus):
        self.url, self.control = entry["baseURL"], entry["control"]
        self.campus, self.account = campus, entry["campuses"][campus]

    # The wire

    def headers(self, nonce=None):
        seconds, nonce = str(int(time.time())), nonce or uuid.uuid4().hex
        text = f"{seconds}{self.account['token']}{nonce}{seconds}"
        return {"x-tif-paasid": self.account["paasid"], "x-tif-timestamp": seconds,
                "x-tif-nonce": nonce,
                "x-tif-signature": hashlib.sha256(text.encode()).hexdigest()}

    def envelope(self, infno, content, area="", sign_no="", msgid=None):
        now = datetime.now(BEIJING)
        msgid = msgid or (f"{self.account['fixmedins_code']}{now:%Y%m%d%H%M%S}"
                          f"{next(self.sequence) % 10000:04d}")
        return {"infno": infno, "msgid": msgid,
                "mdtrtarea_admvs": self.account["mdtrtarea_admvs"], "insuplc_admdvs": area,
                "recer_sys_code": "HISX", "infver": "V1.0", "opter_type": "1", "opter": "0001",
                "opter_name": "收费员", "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
                "fixmedins_code": self.account["fixmedins_code"], "fixmedins_name": "示范医院",
                "sign_no": sign_no, "input": content}

    def post(self, body, timeout=10.0, headers=None):
        return httpx.post(
            f"{self.url}{self.account['path']}{COMMON_ENTRY}", json=body, timeout=timeout,
            headers=headers or self.headers())

    def ask(self, infno, content, area="350102", **more):
        """The code in brackets, or "0", and the output of what was done."""
        answer = self.post(self.envelope(infno, content, area, **more))
        assert answer.status_code == 200, answer.text
        body = answer.json()
        if str(body["infcode"]) == "0":
            return "0", body["output"]
        return body["err_msg"][1:].split("]")[0], body["err_msg"]

    def done(self, infno, content, area="350102", **more):
        code, output = self.ask(infno, content, area, **more)
        assert code == "0", (infno, output)
        return output

    # What a HIS does

    def person(self, certno):
        """1101 by identity card."""
        return self.done("1101", {"data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": certno, "card_sn": "", "begntime": "",
            "psn_cert_type": "01", "certno": certno, "psn_name": ""}}, area="")

    def turn(self, settlement, state, **more):
        """4102 of a settlement as `settled` gives it: the code, and words or nothing."""
        return self.ask("4102", {"data": {"stastinfo": [{
            "psn_no": settlement["psn_no"], "setl_id": settlement["setl_id"],
            "stas_type": state}]}}, **more)

    def cancel(self, settlement, **more):
        """2208 or 2305, as the HIS takes a settlement back."""
        infno = "2305" if settlement["kind"] == "inpatient" else "2208"
        return self.ask(infno, {"data": {name: settlement[name] for name in (
            "psn_no", "setl_id", "mdtrt_id")}}, **more)

    # Behind the counter

    def settled(self, certno, **more):
        """A settlement put into the platform's books; `list` says where its list stands."""
        answer = httpx.post(f"{self.control}/settlements", json={
            "certno": certno, "campus": self.campus, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def put_list(self, settlement, state):
        answer = httpx.post(f"{self.control}/settlements", json={
            "setl_id": settlement["setl_id"], "list": state})
        assert answer.status_code == 201, answer.text

    def add_person(self, certno, name, **more):
        answer = httpx.post(
            f"{self.control}/people", json={"certno": certno, "psn_name": name, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def state(self, settlement):
        """Where the list stands in the books: "0", "1" or None."""
        [entry] = [row for row in self.ledger(settlement["setl_id"])["settlements"]
                   if row["setl_id"] == settlement["setl_id"]]
        return entry["stas_type"]

    def calls(self, number=None, infno=None):
        return [row for row in self.ledger(number)["calls"] if infno in (None, row["infno"])]
