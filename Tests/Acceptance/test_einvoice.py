"""§1.1 §1.2 E-invoices at the windows: the HIS's events and questions, and the staff's pages.

The platform's own ledger judges.
"""

import sqlite3

import pytest

from parts.bills import everything, hospital, people, settlement
from parts.daemon import run
from parts.hospital import event
from parts.patience import until
from parts.staff import Clerk

PASSWORD = "Winter-2026"
WINDOW = {"source": "window", "point": "W03"}
BUS_NO = {"S1": "reg-S1-1", "S2": "out-S2-1", "S3": "dep-S3-1", "S4": "inp-S4-1"}


@pytest.fixture(params=["sqlite", "postgres"])
def hall(request, house, tmp_path, platform):
    """A hospital with the platform, on each engine."""
    folder = tmp_path / "hospital"
    folder.mkdir()
    settings = hospital(platform, folder, f'  - {{id: bills, kind: folder, queue: "{folder}/b"}}')
    if request.param == "postgres":
        settings += f"storage: {request.getfixturevalue('server').database()}\n"
    hall = house(settings, folder=folder)
    hall.tell(*people())
    return hall


def ask(hall, operation, body):
    answer = hall.desk("his").http.post(f"/api/v1/connectors/einvoice/{operation}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def may_go(hall, operation, body):
    """Asks until the answer is final, as a HIS does while it is told to ask again."""
    def final():
        answer = ask(hall, operation, body)
        return answer if answer["go"] or not answer["again"] else None

    return until("it is decided", final, within=60)


def valid(platform):
    """Business numbers of the bills that count."""
    return sorted(bill["busNo"] for bill in platform.ledger()["bills"] if bill["isValid"])


def issued(platform, *numbers, within=40):
    until(f"{numbers} are valid", lambda: set(numbers) <= set(valid(platform)), within=within)


def reversed_event(settlement, **more):
    return event("settlement.reversed", {
        "settlement": settlement, "patient": "B1", "reason": "退费", "operator": "U07",
        "operatorName": "收费员甲", **WINDOW, **more})


def test_every_kind_paid_at_a_window_becomes_one_bill(hall, platform):
    """§1.1.1 §1.1.3 §1.2.1 §1.2.3 One bill each, however often the event is sent."""
    events = everything(**WINDOW)
    hall.tell(*events)
    hall.tell(*events)
    issued(platform, *BUS_NO.values())
    assert valid(platform) == sorted(BUS_NO.values())
    for number, service in zip(BUS_NO.values(), [
            "invEBillRegistration", "invoiceEBillOutpatient", "invoicePayMentVoucher",
            "invEBillHospitalized"]):
        assert platform.tally(number, service) == (1, 1)
    assert [row["unknown"] for row in platform.requests() if row["unknown"]] == []


def test_money_leaves_only_after_the_bill(hall, platform):
    """§1.1.2 §1.1.4 §1.2.2 §1.2.4 The HIS asks first; go means that nothing valid is left."""
    hall.tell(*everything(**WINDOW))
    issued(platform, *BUS_NO.values())
    for operation, body, left in [
            ("registration.beforeRefund", {"settlement": "S1", "reason": "退号"}, 3),
            ("settlement.beforeReversal", {"settlement": "S2", "reason": "退费"}, 2),
            ("settlement.beforeReversal", {"settlement": "S4", "reason": "费用有误"}, 1)]:
        assert may_go(hall, operation, body)["go"]
        assert len(valid(platform)) == left
        assert may_go(hall, operation, body)["go"], "asked twice, done once"
    part = {"deposit": "S3", "refund": "F1", "amount": 20000, "reason": "退预交金"}
    assert may_go(hall, "deposit.beforeRefund", part)["go"]
    assert may_go(hall, "deposit.beforeRefund", part)["go"]
    voucher, = platform.ledger()["vouchers"]
    assert voucher["remaining"] == 30000
    too_much = {"deposit": "S3", "refund": "F2", "amount": 30001}
    assert not may_go(hall, "deposit.beforeRefund", too_much)["go"]
    assert sum(bill["isRed"] for bill in platform.ledger()["bills"]) == 4


def test_a_partial_refund_leaves_one_bill_over_the_rest(hall, platform):
    """§1.1.4 The old bill is void before the new one is asked for."""
    hall.tell(settlement("S2", "B1", total=12850, **WINDOW))
    issued(platform, "out-S2-1")
    rest = settlement("S5", "B1", total=4000, **WINDOW)["data"]
    hall.tell(reversed_event("S2", remaining={**rest, "replaces": "S2"}))
    issued(platform, "out-S5-1")
    assert valid(platform) == ["out-S5-1"]
    done = [(row["service"], row["busNo"]) for row in platform.ledger()["accepted"]]
    assert done.index(("writeOffEBill", "out-S2-1")) < done.index(
        ("invoiceEBillOutpatient", "out-S5-1"))


def test_killed_in_the_middle_nothing_is_issued_or_reversed_twice(hall, platform, partners):
    """§1.1.3 §1.1.4 Daemon and platform are killed in turn while a counter works."""
    numbers = [f"K{number}" for number in range(12)]
    back = numbers[::3]
    platform.fault("dropAfterCommit", on="invoiceEBillOutpatient", times=3)
    for number in numbers:
        hall.tell(settlement(number, "B1", **WINDOW))
        if number in back:
            hall.tell(reversed_event(number))
        if number in ("K2", "K6"):
            hall.kill()
            hall.start()
        if number == "K4":
            partners.kill()
            partners.start()
            platform.fault("dropAfterCommit", times=2)
        if number == "K8":
            hall.stop()
            hall.start()
    platform.heal()
    kept = sorted(f"out-{number}-1" for number in numbers if number not in back)
    until("what stands is valid, what was reversed is not",
          lambda: valid(platform) == kept, within=90)
    # Nothing is still on its way that could change it.
    until("nothing is under way", lambda: not hall.desk("admin").get(
        "/api/v1/deliveries?connector=einvoice&state=running").json()["deliveries"], within=60)
    ledger = platform.ledger()
    for row in ledger["numbers"]:
        if row["service"] in ("invoiceEBillOutpatient", "writeOffEBill"):
            assert row["accepted"] <= 1, row
    assert valid(platform) == kept


@pytest.fixture
def cashier(hall):
    run("staff", "add", "U07", "--name", "王芳", "--role", "cashier", "--role", "finance",
        "--data", hall.folder, input=f"{PASSWORD}\n")
    clerk = Clerk(hall.address)
    assert clerk.sign_in("U07", PASSWORD).status_code == 303
    return clerk


def test_staff_find_print_and_void_a_bill(hall, platform, cashier):
    """§1.1.5 §1.2.5 Found by visit and by stay, printed again, made void after a second yes."""
    hall.tell(*everything(**WINDOW))
    issued(platform, *BUS_NO.values())
    found = cashier.get("/desk/einvoice/outpatient", text="V-B1").text
    assert "S1" in found and "S2" in found and "欧阳小燕" in found
    assert "S3" not in found and "S4" not in found
    found = cashier.get("/desk/einvoice/inpatient", text="Z-SY").text
    assert "S3" in found and "S4" in found
    assert cashier.get("/desk/einvoice/inpatient", text="SY", **{"as": "csv"}).content.startswith(
        b"\xef\xbb\xbf")

    here = "/desk/einvoice/bill?kind=outpatient&number=S2"
    page = cashier.get(here).text
    assert "128.50" in page and "out-S2-1" in page
    printed = cashier.post(here, act="print")
    assert printed.status_code == 200 and printed.content.startswith(b"%PDF-")
    assert "打印次数" in cashier.get(here).text

    asked = cashier.post(here, act="void", reason="开错")
    assert asked.status_code == 200 and "确认作废" in asked.text
    assert "out-S2-1" in valid(platform)
    done = cashier.http.post(here, data=cashier.hidden())
    assert done.status_code == 303, done.text
    until("it is void", lambda: "out-S2-1" not in valid(platform))
    until("the page says so", lambda: "已作废" in cashier.get(here).text)
    # The settlement stands, so a new bill may be issued.
    assert cashier.post(here, act="issue").status_code == 303
    issued(platform, "out-S2-2")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["counter", "phone"])
def test_the_pages_fit_the_screen(hall, platform, cashier, browser, size):
    """§1.1.5 §1.2.5 Nothing is wider than its screen, at the counter and on a phone."""
    hall.tell(*everything(**WINDOW))
    issued(platform, *BUS_NO.values())
    page = browser.open(f"{hall.address}/desk/sign-in", width=size[0], height=size[1])
    page.see("input[name=name]").send_keys("U07")
    page.see("input[name=password]").send_keys(PASSWORD + "\n")
    page.see("nav")
    for name, path in [("outpatient", "/desk/einvoice/outpatient?text=V-B1"),
                       ("bill", "/desk/einvoice/bill?kind=outpatient&number=S2"),
                       ("differences", "/desk/einvoice/differences")]:
        page.look().get(f"{hall.address}{path}")
        page.see("main")
        page.keep(f"einvoice-{name}-{size[0]}")
        assert not page.overflows(), name


def test_what_the_night_found_is_settled_at_the_desk(house, tmp_path, platform, browser):
    """A difference of the books is a row with its buttons, asked twice, and fits the counter."""
    folder = tmp_path / "hospital"
    folder.mkdir()
    hall = house(hospital(platform, folder, f'  - {{id: bills, kind: folder, queue: "{folder}"}}'),
                 folder=folder)
    with sqlite3.connect(folder / "labqueue.sqlite", timeout=20) as base:
        base.executemany(
            "INSERT INTO einvoiceDifference (day, campus, placeCode, busType, side, repair, busNo,"
            " batch, number, ours, theirs, foundAt) VALUES"
            " ('2026-11-22', 'benbu', 'BENBU-W01', '02', 'issued', ?, ?, '35060126', ?, ?, ?, 0)",
            [("look", "out-S7-1", "0000000007", 12850, 12580),
             ("reverse", "out-S8-1", "0000000008", None, 9900)])
    base.close()
    run("staff", "add", "U08", "--name", "陈会计", "--role", "finance", "--data", folder,
        input=f"{PASSWORD}\n")
    clerk = Clerk(hall.address)
    assert clerk.sign_in("U08", PASSWORD).status_code == 303
    here = "/desk/einvoice/differences"
    page = clerk.get(here).text
    assert "128.50" in page and "125.80" in page and page.count('value="repair"') == 1

    asked = clerk.post(here, act="settle", difference="1", note="窗口已补差额")
    assert asked.status_code == 200 and "标记为已处理" in asked.text
    assert clerk.http.post(here, data=clerk.hidden()).status_code == 303
    left = clerk.get(here).text
    assert "out-S7-1" not in left and "out-S8-1" in left
    assert "窗口已补差额" in clerk.get(here, all="yes").text

    page = browser.open(f"{hall.address}/desk/sign-in", width=1366, height=768)
    page.see("input[name=name]").send_keys("U08")
    page.see("input[name=password]").send_keys(PASSWORD + "\n")
    page.see("nav")
    for paper in (False, True):
        page.look().execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print" if paper else ""})
        page.look().get(f"{hall.address}{here}?all=yes")
        page.see("main")
        page.keep(f"einvoice-differences-found{'-on-paper' if paper else ''}")
        assert not page.overflows()
