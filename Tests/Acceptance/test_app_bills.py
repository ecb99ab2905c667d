"""§1.4 E-invoices in the hospital's app: its backend signs patients in and names them."""

import pytest

from parts.bills import everything, hospital, people, settlement
from parts.desk import is_problem
from parts.patience import until


@pytest.fixture
def hall(house, tmp_path, platform):
    folder = tmp_path / "hospital"
    folder.mkdir()
    hall = house(hospital(platform, folder, f'  - {{id: bills, kind: folder, queue: "{folder}/b"}}'),
                 folder=folder)
    hall.tell(*people())
    return hall


def ask(hall, operation, body=None, patient="B1"):
    headers = {"X-Patient": patient} if patient else {}
    return hall.desk("app").http.post(
        f"/api/v1/connectors/einvoice/{operation}", json=body or {}, headers=headers)


@pytest.mark.parametrize("number, kind", [
    ("S1", "registration"), ("S2", "outpatient"), ("S3", "deposit"), ("S4", "discharge"),
], ids=["§1.4.1-registration", "§1.4.2-outpatient", "§1.4.3-deposit", "§1.4.4-discharge"])
def test_a_patient_has_a_bill_issued_looks_at_it_and_downloads_it(hall, platform, number, kind):
    """§1.4.1 §1.4.2 §1.4.3 §1.4.4 Generate, view, download."""
    hall.tell(*everything(source="app", point="wechat"))
    listed = {bill["number"]: bill for bill in ask(hall, "bills").json()["bills"]}
    assert listed[number]["state"] == "none" and listed[number]["canIssue"]
    asked = {"deposit": number} if kind == "deposit" else {"settlement": number}

    def issue():
        answer = ask(hall, "bill.issue", asked)
        assert answer.status_code == 200, answer.text
        return answer.json() if answer.json()["state"] == "issued" else None

    bill = until("it is issued", issue, within=40)
    assert bill["kind"] == kind and bill["billNo"]
    assert platform.tally(bill["bill"], {
        "registration": "invEBillRegistration", "outpatient": "invoiceEBillOutpatient",
        "deposit": "invoicePayMentVoucher", "discharge": "invEBillHospitalized"}[kind]) == (1, 1)

    seen = ask(hall, "bill.view", {"bill": bill["bill"]})
    assert seen.status_code == 200 and seen.json()["state"] == "issued"

    for wanted, kind_of, start in [("pdf", "application/pdf", b"%PDF-"),
                                   ("png", "image/png", b"\x89PNG")]:
        file = ask(hall, "bill.download", {"bill": bill["bill"], "format": wanted})
        assert file.status_code == 200, file.text
        assert file.headers["content-type"] == kind_of
        assert file.content.startswith(start)
        assert bill["bill"] in file.headers["content-disposition"]
        assert file.headers["cache-control"] == "no-store"


def test_the_app_sees_only_the_patient_it_speaks_for(hall):
    """§1.4.2 Another's bill and none at all are the same answer; without a patient none."""
    hall.tell(settlement("S2", "B1", source="window", point="W03"))
    bill = until("it is issued", lambda: next(
        (b for b in ask(hall, "bills").json()["bills"] if b["state"] == "issued"), None), within=40)
    assert ask(hall, "bills", patient="B2").json()["bills"] == []
    for operation, body in [("bill.view", {"bill": bill["bill"]}),
                            ("bill.download", {"bill": bill["bill"]}),
                            ("bill.issue", {"settlement": "S2"})]:
        other = ask(hall, operation, body, patient="B2")
        none = ask(hall, operation, {name: "nobody" for name in body}, patient="B2")
        assert other.status_code == none.status_code == 404
        assert other.json() == none.json()
        is_problem(ask(hall, operation, body, patient=None), 400, "no-patient")
    # Printing, voiding and what the HIS asks are no business of the app's.
    for operation in ["bill.print", "bill.printed", "bill.void", "settlement.beforeReversal"]:
        is_problem(ask(hall, operation, {"bill": bill["bill"]}), 403, "forbidden")


def test_the_interface_tells_an_app_how_to_ask(hall):
    """§1.4.1 Every operation of the app, its header and an example stand in OpenAPI."""
    paths = hall.stranger().get("/openapi.json").json()["paths"]
    for operation in ["bills", "bills.unprinted", "bill.issue", "bill.view", "bill.download"]:
        door = paths[f"/api/v1/connectors/einvoice/{operation}"]["post"]
        headers = {p["name"] for p in door["parameters"] if p["in"] == "header"}
        assert "X-Patient" in headers, operation
        assert "app" in door["description"]
        assert door["requestBody"]["content"]["application/json"]["example"]
    kiosk = paths["/api/v1/kiosks/{kiosk}/documents"]["post"]
    headers = {p["name"] for p in kiosk["parameters"] if p["in"] == "header"}
    assert headers == {"X-Patient-Session", "Idempotency-Key"}
