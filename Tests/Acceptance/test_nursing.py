"""§5.1 §5.2 §5.3 §5.4 Bed-days of whole nursing: the staff's pages, in a real browser."""

from datetime import datetime, timedelta, timezone

import pytest
from selenium.webdriver.common.by import By

from parts.daemon import run
from parts.halls import small_hall
from parts.hospital import event, registered
from parts.patience import until
from parts.staff import Clerk

PASSWORD = "Winter-2026"
COUNTER, PHONE = (1366, 768), (390, 844)
CHINA = timezone(timedelta(hours=8))
PEOPLE = [("F1", "财务甲", "finance"), ("F2", "财务乙", "finance"), ("N1", "护士丙", "nurse")]


def ago(days, hour=10):
    """A moment that many days ago, by the hospital's clock."""
    day = datetime.now(CHINA).date() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA).isoformat()


def day(days):
    return ago(days)[:10]


def admitted(stay, patient, days, department=("1001", "心内科")):
    return event("stay.admitted", {
        "stay": stay, "patient": patient, "number": f"ZY{stay}", "admittedAt": ago(days),
        "department": {"code": department[0], "name": department[1]},
        "ward": {"code": "W1", "name": "一病区"}, "bed": "12"}, at=ago(days))


@pytest.fixture
def hall(house):
    """A hospital that nurses by bed-days, with two finance clerks and a nurse."""
    more = "connectors: {nursing: {serviceRecord: generated}}\n"
    hall = house(small_hall(more=more))
    for number, name, role in PEOPLE:
        run("staff", "add", number, "--name", name, "--role", role, "--campus", "benbu",
            "--data", hall.folder, input=f"{PASSWORD}\n")
    hall.tell(registered("P1", "单晓明", "6200000001"), registered("P2", "李秀英", "6200000002"))
    return hall


class Person:
    """Somebody of the staff at a browser of their own."""

    def __init__(self, hall, browser, number, size=COUNTER):
        self.screen = browser.open(f"{hall.address}/desk/sign-in", *size)
        self.hall = hall
        self.sign_in(number)

    def sign_in(self, number):
        self.open("/desk/sign-in")
        self.screen.see('input[name="name"]').send_keys(number)
        self.screen.see('input[type="password"]').send_keys(PASSWORD, "\ue007")
        self.screen.see("form[action='/desk/sign-out']")

    def leave(self):
        self.screen.press("form[action='/desk/sign-out'] button")
        self.screen.see('input[name="password"]')

    def open(self, path):
        self.screen.look().get(f"{self.hall.address}{path}")
        self.screen.see("h1")

    def fill(self, form, **values):
        """Types into a form and sends it."""
        for name, value in values.items():
            box = self.screen.see(f'{form} [name="{name}"]')
            if box.get_attribute("type") == "date":
                self.screen.look().execute_script("arguments[0].value = arguments[1]", box, value)
            elif box.tag_name == "select":
                box.find_element(By.CSS_SELECTOR, f'option[value="{value}"]').click()
            else:
                box.clear()
                box.send_keys(value)
        self.screen.look().find_element(
            By.CSS_SELECTOR, f"{form} button.strong, {form} button").click()

    def agree(self):
        """Says yes to the question of the house."""
        self.screen.see(".question")
        self.screen.press(".confirm button.strong, .confirm button.danger")


PRICE = 'form:has(input[value="setPrice"])'


def set_price(hall, browser, **values):
    """One proposes a price, another confirms it."""
    first = Person(hall, browser, "F1")
    first.open("/desk/nursing/prices")
    first.fill(PRICE, **values)
    first.screen.see('[role="status"]', "待另一人确认")
    assert not first.screen.all('form:has(input[value="confirm"])'), "not by who proposed it"
    first.leave()
    first.sign_in("F2")
    first.open("/desk/nursing/prices")
    first.screen.press('form:has(input[value="confirm"]) button')
    first.agree()
    first.screen.see('[role="status"]', "已确认生效")
    return first


def prices(department="1001", name="心内科", price="60.00", since="2020-01-01"):
    return {"department": department, "name": name, "price": price, "item": "HL01",
            "since": since}


def cells(screen, kind=None):
    return screen.all(f'.week li[data-kind="{kind}"]' if kind else ".week li")


def test_a_long_stay_is_seen_day_by_day(hall, browser):
    """§5.1 §5.3 §5.4 Price by two people, a transfer, tiers, reversal, bill, table, paper."""
    hall.tell(admitted("Y1", "P1", 40))
    hall.tell(event("stay.transferred", {
        "stay": "Y1", "transfer": "T1", "at": ago(8),
        "department": {"code": "1002", "name": "普外科"}}, at=ago(8)))
    person = set_price(hall, browser, **prices())
    person.open("/desk/nursing/prices")
    person.fill(PRICE, **prices("1002", "普外科", "80.00"))
    person.screen.see('[role="status"]', "待另一人确认")
    person.leave()
    person.sign_in("F1")
    person.open("/desk/nursing/prices")
    person.screen.press('form:has(input[value="confirm"]) button')
    person.agree()

    def all_there():
        person.open("/desk/nursing/days?text=ZYY1")
        return len(cells(person.screen)) == 41 and not cells(person.screen, "pending")

    until("all days are charged", all_there, within=30)
    screen = person.screen
    screen.keep("nursing-days")
    assert not screen.overflows()
    assert len(cells(screen, "full")) == 15 and len(cells(screen, "less")) == 15
    assert len(cells(screen, "least")) == 10 and len(cells(screen, "today")) == 1
    # 15 × 60 + 15 × 57 + 2 × 54 + 8 × 72
    assert "2439.00" in screen.see(".strip header").text
    moved = screen.see(f'.week li[data-day="{day(8)}"]').text
    assert "普外科" in moved and "72.00" in moved and "90%" in moved

    # The transfer turns out to have been two days later.
    hall.tell(event("stay.transferred", {
        "stay": "Y1", "transfer": "T1", "at": ago(6),
        "department": {"code": "1002", "name": "普外科"}}, at=ago(0, 1)))

    def corrected():
        person.open("/desk/nursing/days?stay=Y1")
        return screen.all(".week .back")

    until("lines are taken back", corrected, within=30)
    assert "2403.00" in screen.see(".strip header").text
    assert len(screen.all(".ledger tr[data-tone]")) == 2
    screen.keep("nursing-days-corrected")
    screen.press(f'.week li[data-day="{day(8)}"] a.sum')
    assert screen.look().current_url.split("#")[1].startswith("line-")
    assert len(screen.all(".ledger tr:target")) == 1
    screen.press(".week .back")
    assert "-72.00" in screen.see(".ledger tr:target").text

    clerk = Clerk(hall.address)
    clerk.sign_in("F1", PASSWORD)
    table = clerk.get("/desk/nursing/days", stay="Y1", **{"as": "csv"}).text
    assert table.count("\n") == 45 and "冲销编号" in table
    month = day(3)[:7]
    person.open(f"/desk/nursing/report?month={month}")
    screen.see("tfoot", "合计")
    screen.keep("nursing-report")
    csv = clerk.get("/desk/nursing/report", month=month, **{"as": "csv"})
    assert csv.content.startswith("\ufeff科室编码".encode()) and "普外科" in csv.text


def test_the_patient_of_a_short_stay_chooses(hall, browser):
    """§5.2 The nurse finds the patient, prints the slip, keeps the choice; the items may go on."""
    hall.tell(admitted("Y2", "P2", 1))
    set_price(hall, browser, **prices()).leave()
    nurse = Person(hall, browser, "N1")
    nurse.open("/desk/nursing/election")
    nurse.screen.see('input[name="text"]').send_keys("李秀英\ue007")
    nurse.screen.see(".stay-acts", "未选择")
    nurse.screen.keep("nursing-election")
    nurse.screen.press('.stay-acts a[href*="consent"]')
    nurse.screen.see(".slip", "自愿选择")
    assert "60.00" in nurse.screen.see(".slip").text
    nurse.screen.keep("nursing-consent")
    nurse.open("/desk/nursing/election?stay=Y2")
    nurse.fill("form.form", choice="original", by="relative", signature="S-0007")
    nurse.agree()
    nurse.screen.see('[role="status"]', "已登记")
    nurse.screen.see(".stay-acts", "按原方式收费")
    nurse.screen.see("tbody", "S-0007")
    nurse.open("/desk/nursing/days?stay=Y2")
    until("the day is free", lambda: cells(nurse.screen, "free"), within=15)
    assert "原方式" in cells(nurse.screen, "free")[0].text
    his = hall.desk("his")
    body = {"stay": "Y2", "day": day(1), "item": "HL02", "id": "C1", "amount": 1200}
    assert his.post("/api/v1/connectors/nursing/charge.beforePosting", body).json()["go"]
    nurse.open("/desk/nursing/prices")
    nurse.screen.see('[role="alert"]', "没有权限")


def test_what_needs_a_person_is_looked_at_before_the_settlement(house, browser):
    """§5.1 Days without a record are shown, settled with a word why, and only then go."""
    hall = house(small_hall(more="connectors: {nursing: {}}\n"))
    for number, name, role in PEOPLE:
        run("staff", "add", number, "--name", name, "--role", role, "--campus", "benbu",
            "--data", hall.folder, input=f"{PASSWORD}\n")
    hall.tell(registered("P1", "单晓明", "6200000001"), admitted("Y1", "P1", 3))
    person = set_price(hall, browser, **prices())
    for back in (3, 2):
        hall.tell(event("nursing.served", {
            "stay": "Y1", "day": day(back), "served": True, "recordedBy": "N1",
            "department": {"code": "1001", "name": "心内科"}}, at=ago(0, 0)))
    hall.tell(event("stay.discharged", {"stay": "Y1", "dischargedAt": ago(0, 0)}, at=ago(0, 0)))
    his = hall.desk("his")

    def ask():
        return his.post(
            "/api/v1/connectors/nursing/discharge.beforeSettlement", {"stay": "Y1"}).json()

    stopped = until("one day is missing", lambda: (a := ask())["total"] == 12000 and a, within=20)
    assert not stopped["go"] and day(1) in stopped["reason"]["zh"]
    person.open("/desk/nursing/exceptions")
    assert len(person.screen.all("tbody tr")) == 1
    assert "单晓明" in person.screen.see("tbody").text
    person.screen.keep("nursing-exceptions")
    person.screen.see('tbody input[name="note"]').send_keys("当日转出检查，未护理\ue007")
    person.agree()
    person.screen.see(".empty", "没有待处理")
    gone = ask()
    assert gone["go"] and gone["total"] == 12000
    assert [part["days"] for part in gone["segments"]] == [2]


PAGES = ["days", "days?stay=Y1", "election", "election?stay=Y1", "consent?stay=Y1", "exceptions",
         "prices", "prices?tab=tiers", "prices?tab=bundled", "report"]


@pytest.mark.parametrize("size", [COUNTER, PHONE])
def test_every_page_fits_its_screen_in_both_languages(hall, browser, size):
    hall.tell(admitted("Y1", "P1", 35))
    run("staff", "add", "B1", "--name", "主任", "--role", "finance", "--role", "nurse",
        "--campus", "benbu", "--data", hall.folder, input=f"{PASSWORD}\n")
    person = Person(hall, browser, "B1", size)
    for tongue in ["en", "zh"]:
        person.open(f"/desk?tongue={tongue}")
        for page in PAGES:
            person.open(f"/desk/nursing/{page}")
            name = page.replace("?", "-").replace("=", "-")
            person.screen.keep(f"nursing-{size[0]}-{tongue}-{name}")
            assert not person.screen.overflows(), (page, size, tongue)
