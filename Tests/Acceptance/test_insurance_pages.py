"""§4.1 §4.2 The pages of settlement lists: how a list stands, and what staff do by hand."""

import pytest

from parts.bills import people
from parts.daemon import run
from parts.hospital import event
from parts.lists import Fund, insured_hospital, insured_settlement
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


@pytest.fixture
def hall(house, tmp_path, platform, insurer, fund):
    """A hospital with e-invoices and settlement lists."""
    folder = tmp_path / "hospital"
    folder.mkdir()
    hall = house(insured_hospital(platform, insurer, folder), folder=folder)
    hall.tell(*people())
    return hall


def reversed_event(number, **more):
    return event("settlement.reversed", {
        "settlement": number, "patient": "B1", "reason": "退费", "operator": "U07", **WINDOW,
        **more})


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
