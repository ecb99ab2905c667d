"""Settlements that the health insurance bears, in its books and as the HIS tells them."""

from parts.bills import hospital, settlement
from parts.insurer import section

PERSON, CERTNO = "35000000000000000777", "350102199003070017"


class Fund:
    """The insurance platform with one insured person and settlements by the HIS's numbers."""

    def __init__(self, insurer):
        self.insurer = insurer
        self.made = {}
        insurer.add_person(CERTNO, "欧阳小燕", psn_no=PERSON)

    def settle(self, number, list="1", kind="outpatient"):
        """A settlement as the fund made it, with its list uploaded by another program."""
        self.made[number] = self.insurer.settled(
            CERTNO, setl_id=f"350100{number}", mdtrt_id=f"M{number}", kind=kind, list=list)

    def list(self, number):
        """Where a list stands in the books: "0", "1", or None where there is none."""
        return self.insurer.state(self.made[number])


def insured(number):
    return {"type": "居民医保", "number": PERSON, "settlement": f"350100{number}",
            "visit": f"M{number}", "area": "350102", "fundPay": 100}


def insured_settlement(number, patient="B1", **more):
    return settlement(number, patient, **{"insurance": insured(number), **more})


def insured_hospital(bills, insurer, folder, more=""):
    """A hospital with e-invoices and settlement lists."""
    return hospital(bills, folder, f'  - {{id: bills, kind: folder, queue: "{folder}/b"}}',
                    more=section("insurance", insurer, folder, more=more))
