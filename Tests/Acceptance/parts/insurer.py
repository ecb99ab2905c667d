"""The health insurance's books from behind the counter, and a hospital that speaks with it."""

import httpx

from parts.bills import discharge, hospital, settlement

PERSON = "35000000000000000777"


class Insurer:
    """The control routes of the simulated insurance platform, for one campus."""

    def __init__(self, entry, campus="benbu"):
        self.url, self.control = entry["baseURL"], entry["control"]
        self.account = entry["campuses"][campus]
        self.post("people", {"certno": "350102199003070017", "psn_name": "欧阳小燕",
                             "psn_no": PERSON})

    def post(self, route, content):
        answer = httpx.post(f"{self.control}/{route}", json=content)
        assert answer.status_code < 300, answer.text
        return answer

    def settle(self, number, list="1", kind="outpatient"):
        """A settlement as the fund made it, or what another program did with its list."""
        self.post("settlements", {
            "setl_id": f"350100{number}", "psn_no": PERSON, "mdtrt_id": f"M{number}",
            "kind": kind, "list": list})

    def fault(self, fault, on="*", times=1):
        self.post("faults", {"on": on, "times": times, "fault": fault})

    def heal(self):
        assert httpx.delete(f"{self.control}/faults").status_code == 200

    def turn(self, **switches):
        self.post("switches", switches)

    def ledger(self):
        return httpx.get(f"{self.control}/ledger").json()

    def requests(self):
        return httpx.get(f"{self.control}/requests", params={"last": 1000}).json()["requests"]

    def list(self, number):
        """Where a list stands in the books: "0", "1", or None where there is none."""
        row, = [row for row in self.ledger()["settlements"]
                if row["setl_id"] == f"350100{number}"]
        return row["stas_type"]

    def section(self, folder, more=""):
        """The settings of the insurance connector for a platform of the test's own."""
        token = folder / "insurer.token"
        token.write_text(self.account["token"], encoding="utf-8")
        return f"""\
  insurance:
    lane: {{backOff: [1], breakerOpen: 1, breakerAfter: 50}}
    campuses:
      benbu:
        url: {self.url}
        fixmedinsCode: {self.account["fixmedins_code"]}
        fixmedinsName: 试验医院
        mdtrtareaAdmvs: "{self.account["mdtrtarea_admvs"]}"
        recerSysCode: HISX
        signer: {{id: {self.account["paasid"]}, token: "file:{token}"}}
{more}"""


def insured(number):
    return {"type": "居民医保", "number": PERSON, "settlement": f"350100{number}",
            "visit": f"M{number}", "area": "350102", "fundPay": 100}


def insured_settlement(number, patient="B1", **more):
    return settlement(number, patient, insurance=insured(number), **more)


def insured_discharge(number, stay, patient="B1", **more):
    return discharge(number, stay, patient, insurance=insured(number), **more)


def insured_hospital(bills, insurer, folder, more=""):
    """A hospital with e-invoices and settlement lists."""
    return hospital(bills, folder, f'  - {{id: bills, kind: folder, queue: "{folder}/b"}}',
                    more=insurer.section(folder, more))
