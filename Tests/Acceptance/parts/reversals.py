"""A hospital with e-invoices and insurance, and its HIS that takes settlements back."""

from parts.bills import connector, discharge, now, settlement
from parts.halls import small_hall
from parts.hospital import event, registered
from parts.insurer import section
from parts.patience import until

# 单晓明 and 解小龙, as the simulated platform knows them.
PERSONS = {"B1": "350102197102020038", "B2": "350102197405050082"}


def settings(platform, insurer, folder, more="", lane=""):
    """Both connectors; `more` goes into the section of the insurance."""
    return small_hall(
        more=connector(platform, folder) + section("insurance", insurer, folder, lane, more))


def people():
    return [registered("B1", "单晓明", "7400000001", sex="M", born="1971-02-02"),
            registered("B2", "解小龙", "7400000002", sex="M", born="1974-05-05")]


class HIS:
    """Settles with the insurance, tells the hub, asks it before anything is taken back."""

    def __init__(self, hall, insurer, platform=None):
        self.hall, self.insurer, self.platform = hall, insurer, platform

    def pays(self, number, patient="B1", kind="outpatient", list="1", total=12850):
        """A settlement with the insurance, whose list another program has submitted."""
        entry = self.insurer.settled(PERSONS[patient], kind=kind, list=list, fen=total)
        insurance = {"type": "居民医保", "number": entry["psn_no"], "area": "350102",
                     "settlement": entry["setl_id"], "visit": entry["mdtrt_id"]}
        more = {"source": "window", "point": "W03", "insurance": insurance}
        self.hall.tell(
            settlement(number, patient, total, **more) if kind == "outpatient"
            else discharge(number, f"Y-{number}", patient, total, **more))
        return entry

    def ask(self, connector, operation, number, within=30.0, **more):
        answer = self.hall.desk("his").http.post(
            f"/api/v1/connectors/{connector}/{operation}", json={"settlement": number, **more},
            timeout=within)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def may_reverse(self, number, connector="insurance", within=60.0):
        """Asks until the answer is final, as a HIS does while it is told to ask again."""
        def final():
            answer = self.ask(connector, "settlement.beforeReversal", number, reason="退费")
            return answer if answer["go"] or not answer["again"] else None

        return until(f"{connector} decides on {number}", final, within=within)

    def keeps(self, number, within=60.0):
        """It was not reversed after all; asks until the list is back."""
        def restored():
            answer = self.ask("insurance", "settlement.notReversed", number, reason="患者改变主意")
            return answer if answer["restored"] else None

        return until(f"the list of {number} is back", restored, within=within)

    def reverses(self, number, patient="B1", kind="outpatient"):
        """Tells that it is done."""
        data = {"settlement": number, "patient": patient, "reason": "退费", "operator": "U07",
                "operatorName": "收费员甲", "source": "window", "point": "W03"}
        self.hall.tell(
            event("settlement.reversed", data, at=now()) if kind == "outpatient"
            else event("discharge.settlementCancelled", {**data, "stay": f"Y-{number}"}, at=now()))

    def looks(self, number):
        """How the hub says that the list stands."""
        return self.ask("insurance", "list.look", number)["list"]

    def issued(self, number, within=60.0):
        until(f"{number} has a bill", lambda: self.bills(number), within=within)

    def bills(self, number):
        """Valid bills of a settlement."""
        return [bill for bill in self.platform.ledger()["bills"]
                if bill["isValid"] and f"-{number}-" in bill["busNo"]]
