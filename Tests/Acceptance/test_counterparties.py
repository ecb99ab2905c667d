"""The simulated counterparties, asked by a client that shares nothing with them."""

import io
import json

import httpx
import pytest
from PIL import Image
from pyzbar import pyzbar

from parts.admissions import Archive
from parts.daemon import run
from parts.patience import until
from parts.staff import Clerk


@pytest.fixture
def bosi(partners):
    return partners.bosi()


def test_a_bill_is_issued_found_reversed_once_and_all_of_it_is_in_the_ledger(bosi):
    bill = bosi.done("invEBillRegistration", bosi.registration("REG-1-1"))
    assert bill["busNo"] == "REG-1-1" and len(bill["billNo"]) == 10
    found = bosi.done("getEBillByBusNo", {"busNo": "REG-1-1", "busDateTime": "20261122083000123"})
    assert found["billNo"] == bill["billNo"]
    assert bosi.ask("invEBillRegistration", bosi.registration("REG-1-1"))[0] == "E0005"
    red = bosi.done("writeOffEBill", bosi.reversal(bill))
    assert bosi.ask("writeOffEBill", bosi.reversal(bill)) == ("E0008", "已冲销，不能冲销开票")
    state = bosi.done("getEBillStatesByBillInfo", {
        "billBatchCode": bill["billBatchCode"], "billNo": bill["billNo"]})
    assert (state["state"], state["isScarlet"]) == ("2", "1")
    assert state["scarletBillNo"] == red["eScarletBillNo"]
    assert bosi.tally("REG-1-1", "invEBillRegistration") == (2, 1)
    assert bosi.tally("REG-1-1", "writeOffEBill") == (2, 1)
    ledger = bosi.ledger("REG-1-1")
    assert [row["service"] for row in ledger["accepted"]] == [
        "invEBillRegistration", "getEBillByBusNo", "writeOffEBill", "getEBillStatesByBillInfo"]
    assert [(row["isRed"], row["isValid"]) for row in ledger["bills"]] == [
        (False, False), (True, False)]


def test_campuses_have_their_own_keys_and_do_not_see_each_other(partners):
    here, there = partners.bosi("benbu"), partners.bosi("jinshan")
    bill = here.done("invEBillRegistration", here.registration("REG-1-1"))
    there.done("invEBillRegistration", there.registration("REG-1-1"))
    assert there.ask("writeOffEBill", there.reversal(bill))[0] == "E0007"
    there.key = here.key
    body = there.post("writeOffEBill", there.envelope(there.reversal(bill))).json()
    assert there.unpack(body["data"])[0] == "E0001"


def test_killed_and_started_again_it_has_its_ledger_and_its_keys(partners):
    bosi = partners.bosi()
    bill = bosi.done("invEBillRegistration", bosi.registration("REG-1-1"))
    before = bosi.ledger()
    partners.kill()
    partners.start()
    again = partners.bosi()
    assert again.ledger() == before
    assert again.tally("REG-1-1", "invEBillRegistration") == (1, 1)
    assert again.ask("invEBillRegistration", again.registration("REG-1-1"))[0] == "E0005"
    second = again.done("invEBillRegistration", again.registration("REG-2-1"))
    assert int(second["billNo"]) == int(bill["billNo"]) + 1


@pytest.mark.parametrize("fault, accepted", [("dieBeforeCommit", 0), ("dieAfterCommit", 1)])
def test_it_dies_when_told_and_knows_afterwards_what_it_had_done(partners, fault, accepted):
    bosi = partners.bosi()
    bosi.fault(fault, on="invEBillRegistration")
    with pytest.raises(httpx.TransportError):
        bosi.ask("invEBillRegistration", bosi.registration("REG-1-1"))
    assert partners.ended() == -9
    partners.start()
    assert bosi.tally("REG-1-1", "invEBillRegistration") == (1, accepted)
    result, _ = bosi.ask("invEBillRegistration", bosi.registration("REG-1-1"))
    assert result == ("E0005" if accepted else "S0000")


@pytest.mark.parametrize("fault, accepted", [
    ("hang", 0), ("drop", 0), ("dropAfterCommit", 1), ("half", 1), ({"delayAfterCommit": 60}, 1),
    ({"delayBeforeCommit": 60}, 0)])
def test_a_client_that_hears_nothing_can_find_out_what_became_of_its_bill(bosi, fault, accepted):
    bosi.fault(fault, on="invEBillRegistration")
    with pytest.raises(httpx.TransportError):
        bosi.ask("invEBillRegistration", bosi.registration("REG-1-1"), timeout=1.0)
    result, _ = bosi.ask("getEBillByBusNo", {
        "busNo": "REG-1-1", "busDateTime": "20261122083000123"})
    assert result == ("S0000" if accepted else "E0007")
    assert bosi.tally("REG-1-1", "invEBillRegistration") == (1, accepted)


def test_the_bill_is_a_page_a_picture_with_its_code_and_a_pdf(bosi):
    bill = bosi.done("invEBillRegistration", bosi.registration("REG-1-1"))
    page = httpx.get(bill["pictureUrl"])
    assert page.status_code == 200 and bill["billNo"] in page.text
    picture = httpx.get(bill["pictureUrl"], headers={"Accept": "image/png"})
    [code] = pyzbar.decode(Image.open(io.BytesIO(picture.content)))
    assert bill["billNo"] in code.data.decode() and "12.50" in code.data.decode()
    pdf = httpx.get(bill["pictureNetUrl"], headers={"Accept": "application/pdf"})
    assert pdf.content.startswith(b"%PDF")
    assert httpx.get(bill["pictureUrl"].replace(bill["random"], "aaaaaa")).status_code == 404


def test_the_component_on_the_workstation_prints_a_valid_bill_and_counts_it(bosi):
    bill = bosi.done("invEBillRegistration", bosi.registration("REG-1-1"))
    assert bosi.print(bill)[0] == "S0000"
    assert bosi.print({**bill, "random": "aaaaaa"})[0] == "E0012"
    assert [row["prints"] for row in bosi.ledger()["bills"]] == [1]
    bosi.done("writeOffEBill", bosi.reversal(bill))
    assert bosi.print(bill)[0] == "E0008"


def test_a_settlement_is_cancelled_once_its_list_is_taken_back(partners):
    insurer = partners.insurer()
    person = insurer.person("350102197102020038")
    assert json.loads(person["baseinfo"]["exp_content"]) == {
        "jzfp_flg": "1", "matIdetCode": "T03"}
    settlement = insurer.settled("350102197102020038", list="1")
    assert insurer.cancel(settlement)[0] == "E08"
    assert insurer.turn(settlement, "0") == ("0", {})
    assert insurer.cancel(settlement)[0] == "0"
    assert insurer.cancel(settlement)[0] == "E09"
    assert insurer.turn(settlement, "1")[0] == "E09"
    ledger = insurer.ledger(settlement["setl_id"])
    assert [row["infno"] for row in ledger["accepted"]] == ["4102", "2208"]
    assert [row["codes"] for row in ledger["refused"]] == [["E08"], ["E09"], ["E09"]]


def test_the_gateway_lets_nobody_in_without_the_right_signature_or_twice(partners):
    insurer, other = partners.insurer(), partners.insurer("jinshan")
    question = insurer.envelope("1101", {})
    headers = insurer.headers()
    assert insurer.post(question, headers={**headers, "x-tif-signature": "0"}).status_code == 401
    assert insurer.post(question, headers=other.headers()).status_code == 401
    assert insurer.post(question, headers=headers).status_code == 200
    assert insurer.post(question, headers=headers).status_code == 401
    assert insurer.post(question).json()["err_msg"].startswith("[E02]")


@pytest.mark.parametrize("fault, state", [
    ("hang", "1"), ("drop", "1"), ("dropAfterCommit", "0"), ("half", "0"),
    ({"delayAfterCommit": 60}, "0"), ("dieBeforeCommit", "1"), ("dieAfterCommit", "0")])
def test_a_cashier_who_hears_nothing_can_find_out_where_the_list_stands(partners, fault, state):
    insurer = partners.insurer()
    settlement = insurer.settled("350102197102020038", list="1")
    insurer.fault(fault, on="4102")
    body = insurer.envelope("4102", {"data": {"stastinfo": [{
        "psn_no": settlement["psn_no"], "setl_id": settlement["setl_id"],
        "stas_type": "0"}]}}, "350102")
    with pytest.raises(httpx.TransportError):
        insurer.post(body, timeout=1.0)
    if str(fault).startswith("die"):
        assert partners.ended() == -9
        partners.start()
    info = insurer.done("4103", {"data": {
        "psn_no": settlement["psn_no"], "setl_id": settlement["setl_id"]}})["setlinfo"]
    assert info["stas_type"] == state == insurer.state(settlement)


def test_the_table_of_classes_names_twenty_each_of_somebody_who_is_insured(partners):
    text = (partners.folder / "insurer-classes.csv").read_text(encoding="utf-8-sig")
    heading, *rows = [line.split(",") for line in text.splitlines()]
    codes = {row[heading.index("医保身份编码")] for row in rows}
    assert len(rows) == len(codes) == 20
    assert codes <= {person["code"] for person in partners.insurer().ledger()["people"]}


def test_the_demonstration_is_known_to_all_of_them(partners, house):
    hall = house(env=partners.environment)
    done = run("check", "--data", hall.folder, "--demo", env=partners.environment, check=False)
    assert done.returncode == 0, done.stdout
    for connector in ["einvoice", "insurance", "assistance"]:
        assert any(line.startswith("ok") and connector in line
                   for line in done.stdout.splitlines()), (connector, done.stdout)
    # The demonstration's inpatients are theirs, but for the last.
    people = {person["certno"] for person in partners.insurer().ledger()["people"]}
    documents = {row["number"] for row in Archive(hall.folder).rows(
        "SELECT d.* FROM document d JOIN stay s ON s.patient = d.patient")}
    assert len(documents) == 9 and len(documents - people) == 1


def test_the_demonstration_s_desk_has_something_to_show(partners, house):
    hall = house(env=partners.environment)
    person = next(person for person in hall.demo["people"] if person["role"] == "finance")
    clerk = Clerk(hall.address)
    assert clerk.sign_in(person["id"], person["password"]).status_code == 303

    def shows(words, page, **query):
        until(f"{page} shows {words}",
              lambda: all(word in clerk.get(page, **query).text for word in words), within=30)

    shows(["单晓明", "128.50", "本部"], "/desk/insurance/lists", text="S1001")
    shows(["单晓明", "128.50", "已开具"], "/desk/einvoice/outpatient", text="S1001")
    # Thirty-five nights of 60.00: fifteen whole, fifteen at 95 %, five at 90 %.
    shows(["朴正浩", "2025.00"], "/desk/nursing/days", text="ZY10007")
    lists = [hall.desk("his").http.post(
        "/api/v1/connectors/insurance/list.look", json={"settlement": f"S100{number}"}
    ).json()["list"] for number in (1, 2, 3, 4)]
    assert lists == ["submitted", "uploaded", "notUploaded", "submitted"], lists


def test_files_with_keys_are_the_owner_s_alone(partners):
    for name in ("counterparties.json", "counterparties.env", "bosi.journal",
                 "insurer.journal"):
        assert (partners.folder / name).stat().st_mode & 0o077 == 0
