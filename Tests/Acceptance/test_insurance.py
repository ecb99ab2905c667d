"""§4.1 §4.2 Settlement lists: taken back before a settlement is reversed, and brought back.

The insurance platform's own books judge.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from parts.bills import people
from parts.daemon import run
from parts.hospital import event
from parts.lists import Fund, insured_discharge, insured_hospital, insured_settlement
from parts.patience import until
from parts.staff import Clerk

PASSWORD = "Winter-2026"
WINDOW = {"source": "window", "point": "W03"}


@pytest.fixture
def insurer(partners):
    return partners.insurer()


@pytest.fixture
def fund(insurer):
    return Fund(insurer)


@pytest.fixture(params=["sqlite", "postgres"])
def hall(request, house, tmp_path, platform, insurer, fund):
    """A hospital with e-invoices and settlement lists, on each engine."""
    folder = tmp_path / "hospital"
    folder.mkdir()
    settings = insured_hospital(platform, insurer, folder)
    if request.param == "postgres":
        settings += f"storage: {request.getfixturevalue('server').database()}\n"
    hall = house(settings, folder=folder)
    hall.tell(*people())
    return hall


def ask(hall, operation, body):
    answer = hall.desk("his").http.post(f"/api/v1/connectors/{operation}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def may_go(hall, connector, number, reason="退费"):
    """Asks until the answer is final, as a HIS does while it is told to ask again."""
    def final():
        answer = ask(hall, f"{connector}/settlement.beforeReversal",
                     {"settlement": number, "operator": "U07", "reason": reason})
        return answer if answer["go"] or not answer["again"] else None

    return until("it is decided", final, within=60)


def reversed_event(number, **more):
    return event("settlement.reversed", {
        "settlement": number, "patient": "B1", "reason": "退费", "operator": "U07", **WINDOW,
        **more})


def valid(platform):
    return sorted(bill["busNo"] for bill in platform.ledger()["bills"] if bill["isValid"])


def test_the_list_first_then_the_bill(hall, platform, fund):
    """§4.1 The e-invoice stays valid until the list is taken back, whoever is asked first."""
    fund.settle("S1")
    hall.tell(insured_settlement("S1", **WINDOW))
    until("the bill is issued", lambda: valid(platform) == ["out-S1-1"])
    early = ask(hall, "einvoice/settlement.beforeReversal", {"settlement": "S1"})
    assert not early["go"] and early["again"] and "清单" in early["reason"]["zh"]
    assert valid(platform) == ["out-S1-1"] and fund.list("S1") == "1"

    assert fund.cancel("S1") == "E08", "the list is still submitted"
    assert may_go(hall, "insurance", "S1")["withdrawn"]
    assert fund.list("S1") == "0" and fund.cancel("S1") == "0"
    assert may_go(hall, "einvoice", "S1")["go"]
    assert valid(platform) == []


def test_a_reversal_that_fails_has_its_list_submitted_again(hall, insurer, fund):
    """§4.1 §4.2 Outpatient and inpatient, with an answer lost on the way there and back."""
    fund.settle("S1")
    fund.settle("S2", kind="inpatient")
    hall.tell(insured_settlement("S1", **WINDOW), insured_discharge("S2", "Y1", **WINDOW))
    for number in ("S1", "S2"):
        insurer.fault("dropAfterCommit", on="4102")
        assert may_go(hall, "insurance", number)["go"]
        assert fund.list(number) == "0"
        insurer.fault("drop", on="4102")
        told = {"settlement": number, "operator": "U07", "reason": "退费失败"}
        until("it is submitted again", lambda: ask(
            hall, "insurance/settlement.notReversed", told)["restored"], within=60)
        assert fund.list(number) == "1"
    numbers = [row["body"]["msgid"] for row in insurer.requests(last=1000)]
    assert len(numbers) == len(set(numbers))


def test_a_region_that_gives_no_list_back_stops_the_reversal(hall, insurer, fund):
    """§4.1 The answer is no, in the platform's words, and nothing is changed."""
    fund.settle("S1")
    insurer.switch(withdrawalAllowed=False)
    hall.tell(insured_settlement("S1", **WINDOW))
    answer = may_go(hall, "insurance", "S1")
    assert not answer["go"] and "不允许撤回已提交的清单" in answer["reason"]["zh"]
    assert fund.list("S1") == "1"


def test_killed_in_the_middle_nothing_is_guessed(hall, insurer, fund, partners):
    """§4.1 Daemon and platform die while a list is taken back, done on the other side or not."""
    numbers = [f"K{number}" for number in range(4)]
    for number in numbers:
        fund.settle(number)
    hall.tell(*[insured_settlement(number, **WINDOW) for number in numbers])
    for number in numbers:
        is_done = number in ("K0", "K3")
        insurer.fault({"delayAfterCommit": 600} if is_done else "hang", on="4102")
        with ThreadPoolExecutor() as pool:
            asked = pool.submit(
                ask, hall, "insurance/settlement.beforeReversal", {"settlement": number})
            until("it is under way", lambda: any(
                call["setl_id"] == f"350100{number}" and (call["codes"] or not is_done)
                for call in insurer.calls(infno="4102")))
            if number in ("K0", "K1"):
                hall.kill()
                hall.start()
            else:
                partners.kill()
                partners.start()
            asked.exception()
        insurer.heal()
    for number in numbers:
        assert may_go(hall, "insurance", number)["go"], number
        assert fund.list(number) == "0", number
    codes = [code for row in insurer.calls() for code in row["codes"]]
    assert not {"E01", "E02", "E08"} & set(codes)


@pytest.fixture
def clerk(hall):
    run("staff", "add", "U07", "--name", "王芳", "--role", "cashier", "--role", "finance",
        "--data", hall.folder, input=f"{PASSWORD}\n")
    clerk = Clerk(hall.address)
    assert clerk.sign_in("U07", PASSWORD).status_code == 303
    return clerk


def test_staff_see_take_back_and_submit_again(hall, fund, clerk):
    """§4.1 Asked, taken back after a second yes, submitted again; each step is on the page."""
    fund.settle("S1")
    hall.tell(insured_settlement("S1", **WINDOW))
    here = "/desk/insurance/list?settlement=S1"
    assert "S1" in clerk.get("/desk/insurance/lists", text="350100S1").text
    assert "未查询" in clerk.get(here).text
    assert clerk.post(here, act="look").status_code == 303
    assert "已提交" in clerk.get(here).text
    asked = clerk.post(here, act="withdraw", reason="首页有误")
    assert "确认撤回提交" in asked.text and "128.50" in asked.text and fund.list("S1") == "1"
    assert clerk.http.post(here, data=clerk.hidden()).status_code == 303
    page = clerk.get(here).text
    assert fund.list("S1") == "0" and "已撤回提交" in page and "首页有误" in page
    asked = clerk.post(here, act="restore")
    assert "确认恢复提交" in asked.text
    assert clerk.http.post(here, data=clerk.hidden()).status_code == 303
    assert fund.list("S1") == "1"
    assert "35000000000000000777" not in clerk.get(here).text


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["counter", "phone"])
def test_the_pages_fit_the_screen(hall, fund, clerk, browser, size):
    """§4.1 Nothing is wider than its screen, at the counter and on a phone."""
    fund.settle("S1")
    hall.tell(insured_settlement("S1", **WINDOW), reversed_event("S1"))
    until("the list is taken back", lambda: fund.list("S1") == "0")
    page = browser.open(f"{hall.address}/desk/sign-in", width=size[0], height=size[1])
    page.see("input[name=name]").send_keys("U07")
    page.see("input[name=password]").send_keys(PASSWORD + "\n")
    page.see("nav")
    for name, path in [("lists", "/desk/insurance/lists?text=S1"),
                       ("list", "/desk/insurance/list?settlement=S1"),
                       ("exceptions", "/desk/insurance/exceptions")]:
        page.look().get(f"{hall.address}{path}")
        page.see("main")
        page.keep(f"insurance-{name}-{size[0]}")
        assert not page.overflows(), name
