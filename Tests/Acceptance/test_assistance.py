"""§10 Assisted persons: the insurer's 1101, and what the counters say of an inpatient.

The simulated platform's people and its ledger judge.
"""

import pytest
from selenium.webdriver.common.by import By

from parts.daemon import run
from parts.desk import is_problem
from parts.halls import small_hall
from parts.hospital import event, registered
from parts.insurer import section
from parts.patience import until
from parts.staff import Clerk

PASSWORD = "Winter-2026"
NOTICE = "该患者是救助对象，享受先诊疗后付费政策，免交预交金！"
# Who the demonstration's inpatients are to the platform.
HELPED, UNKNOWN_CLASS, NO_FLAG, NOTHING_SAID, HELPED_TOO = (
    "ZY10001", "ZY10002", "ZY10004", "ZY10005", "ZY10006")
EXPIRED, NOT_INSURED = "ZY10008", "ZY10012"


@pytest.fixture
def insurer(partners):
    return partners.insurer()


@pytest.fixture
def office(house, partners):
    """The demonstration with its counterparties; the insurer's table of classes is taken over."""
    hall = house(env=partners.environment)
    finance = staff(hall, "finance")
    finance.get("/desk/assistance/import")
    text = (partners.folder / "insurer-classes.csv").read_text(encoding="utf-8-sig")
    finance.post("/desk/assistance/import", text=text, act="preview")
    done = finance.post("/desk/assistance/import", text=text, act="keep",
                        seen=finance.field("seen"))
    assert done.status_code == 303, done.text
    return hall


def account(hall, role):
    return next(person for person in hall.demo["people"] if person["role"] == role)


def staff(hall, role):
    """Somebody of the demonstration's staff, signed in."""
    person = account(hall, role)
    clerk = Clerk(hall.address)
    assert clerk.sign_in(person["id"], person["password"]).status_code == 303
    return clerk


def sit_down(hall, browser, role, width=1366, height=768):
    """The same in the browser."""
    person = account(hall, role)
    screen = browser.open(f"{hall.address}/desk/sign-in", width, height)
    screen.see("input[name=name]").send_keys(person["id"])
    screen.see("input[name=password]").send_keys(person["password"], "\n")
    screen.see("nav")
    return screen


def find(screen, hall, page, number):
    """Looks for an inpatient as a cashier does: the number, then Enter."""
    screen.look().get(f"{hall.address}/desk/assistance/{page}")
    screen.see("input[name=text]").send_keys(number, "\n")


def says(screen, text, within=15):
    return screen.see(".verdict .says", text, within)


def ask(hall, operation, **body):
    answer = hall.desk("his").http.post(f"/api/v1/connectors/assistance/{operation}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_deposit_screen_says_it_as_soon_as_the_patient_is_chosen(office, browser):
    """§10.3 The exact words for an assisted person, and for nobody else."""
    screen = sit_down(office, browser, "cashier")
    for number, words in [
            (HELPED, NOTICE), (HELPED_TOO, NOTICE), (UNKNOWN_CLASS, "不在对照表中（Z99）"),
            (NO_FLAG, "未标记为救助对象"), (NOTHING_SAID, "未标记为救助对象"),
            (EXPIRED, "不在有效期内"), (NOT_INSURED, "身份未确认")]:
        find(screen, office, "deposit", number)
        said = says(screen, words).text
        assert (said == NOTICE) == (words == NOTICE), number
        assert number in screen.see(".whose").text
        screen.keep(f"assistance-deposit-{number}")
        assert not screen.overflows()
    find(screen, office, "deposit", HELPED)
    says(screen, NOTICE)
    assert "最低生活保障对象（示例）" in screen.see(".verdict").text


def test_a_list_of_classes_is_looked_at_before_it_is_kept(house, partners, browser):
    """§10.1 Twenty classes from the insurer's file; what is wrong in it is told by its line."""
    hall = house(env=partners.environment)
    screen = sit_down(hall, browser, "finance")
    file = partners.folder / "insurer-classes.csv"
    spoiled = partners.folder / "spoiled.csv"
    spoiled.write_text(file.read_text(encoding="utf-8-sig").replace("T07", "T06"),
                       encoding="utf-8")

    def choose(path):
        screen.look().get(f"{hall.address}/desk/assistance/import")
        screen.see("textarea")
        screen.look().find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(path))
        until("the file is in the form", lambda: "医保身份编码" in screen.look().find_element(
            By.CSS_SELECTOR, "textarea").get_attribute("value"))
        screen.press('button[value="preview"]')

    choose(spoiled)
    fault = screen.see('[role="alert"] li').text
    assert "第 8 行" in fault and "T06" in fault, fault
    assert not screen.all('button[value="keep"]')
    choose(file)
    screen.see('.notice[role="status"]', "新增 20")
    screen.keep("assistance-import")
    assert not screen.overflows()
    screen.press('button[value="keep"]')
    screen.see("h1", "救助类别对照")
    until("all twenty are there", lambda: len(screen.all("tbody tr")) == 20)
    screen.keep("assistance-categories")
    assert not screen.overflows()
    choose(file)
    screen.see('.notice[role="status"]')
    assert not screen.all('button[value="keep"]'), "the same list again changes nothing"


def test_a_credential_is_saved_with_the_notice_and_only_for_its_owner(office, insurer, browser):
    """§10.2 §10.4 The class with its code; the save logic's notice; nobody else's number."""
    screen = sit_down(office, browser, "registrar")

    def save(kind, number, sn=""):
        select = screen.see("select[name=kind]")
        select.find_element(By.CSS_SELECTOR, f'option[value="{kind}"]').click()
        for name, text in [("number", number), ("cardSN", sn)]:
            field = screen.see(f"input[name={name}]")
            field.clear()
            field.send_keys(text)
        screen.press("form.form button.strong")

    find(screen, office, "credential", HELPED)
    says(screen, NOTICE)
    details = screen.see(".card").text
    assert "T03" in details and "最低生活保障对象（示例）" in details
    screen.keep("assistance-credential")
    assert not screen.overflows()
    person = insurer.ledger()["people"][0]
    save("card", person["card"], person["card_sn"])
    screen.see('[role="status"]', "住院凭证已保存")
    says(screen, NOTICE)
    # The identity card of the patient in the next bed.
    save("resident", "350102197203030040")
    until("it is not the patient's", lambda: "身份未确认" in says(screen, "").text
          and "与患者登记的不一致" in says(screen, "").text)
    assert NOTICE not in screen.see(".verdict").text


def test_an_insurer_that_is_away_makes_it_unknown_and_never_no(office, partners, browser):
    """§10.3 §10.4 Work goes on with “not confirmed”, and a look later finds it out."""
    screen = sit_down(office, browser, "cashier")
    partners.kill()
    find(screen, office, "deposit", HELPED)
    # Whatever the admission found out, somebody wants to know it again.
    says(screen, "")
    screen.press(".verdict button")
    said = says(screen, "身份未确认", within=30).text
    assert "不影响办理" in said and NOTICE not in said
    saved = ask(office, "credential.save", request="C1", stay="Y1", kind="resident",
                number="350102197102020038")
    assert (saved["saved"], saved["state"], saved["notice"]) == (True, "failed", None)
    partners.start()
    find(screen, office, "deposit", HELPED)
    says(screen, "")
    screen.press(".verdict button")
    says(screen, NOTICE, within=30)
    # The same change again is the same change, and what was answered stays its answer.
    again = ask(office, "credential.save", request="C1", stay="Y1", kind="resident",
                number="350102197102020038")
    assert again["saved"] and again["state"] in ("failed", "eligible")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["counter", "phone"])
def test_the_pages_fit_the_screen_in_both_languages(office, browser, size):
    screen = sit_down(office, browser, "cashier", *size)
    for tongue in ["en", "zh"]:
        screen.look().get(f"{office.address}/desk?tongue={tongue}")
        for page in ["deposit", "credential"]:
            for query in ["", "?text=nobody", "?stay=Y1", "?stay=Y12"]:
                screen.look().get(f"{office.address}/desk/assistance/{page}{query}")
                screen.see("h1")
                screen.keep(f"assistance-{page}-{size[0]}-{tongue}-{query[-3:]}")
                assert not screen.overflows(), (page, query, tongue)


@pytest.fixture(params=["sqlite", "postgres"])
def hall(request, house, tmp_path, insurer):
    """A hospital that talks to the insurer, on each engine."""
    folder = tmp_path / "hospital"
    folder.mkdir()
    settings = small_hall().replace(
        "nameEn: Test Hospital", "nameEn: Test Hospital, campuses: [benbu, jinshan]")
    settings += "connectors:\n" + section("assistance", insurer, folder)
    if request.param == "postgres":
        settings += f"storage: {request.getfixturevalue('server').database()}\n"
    hall = house(settings, folder=folder)
    hall.tell(*people())
    return hall


def people():
    """Two patients whom the platform knows."""
    return [registered(patient, name, card, sex=sex, born=born,
                       documents=[{"type": "resident", "number": number}])
            for patient, name, card, sex, born, number in [
                ("A1", "单晓明", "7300000001", "M", "1971-02-02", "350102197102020038"),
                ("A2", "解小龙", "7300000002", "M", "1974-05-05", "350102197405050082")]]


def admitted(stay, patient):
    return event("stay.admitted", {
        "stay": stay, "patient": patient, "number": f"N-{stay}",
        "department": {"code": "1001", "name": "心内科"}, "bed": "3"})


def asked(insurer, certno):
    """How often the platform was asked for a person."""
    return sum(row["body"]["input"]["data"]["certno"] == certno
               for row in insurer.requests() if row["infno"] == "1101")


def test_whoever_is_admitted_is_asked_about_once(hall, insurer):
    """§10.1 One question for the admission; the counter's look takes its answer."""
    hall.tell(admitted("S1", "A1"), admitted("S2", "A2"))
    until("both are asked about", lambda: len(insurer.ledger()["accepted"]) == 2, within=30)
    found = until("it is decided", lambda: (look := ask(hall, "deposit.notice", stay="S1"))[
        "state"] != "failed" and look, within=30)
    # No table of classes was taken over: the code is told, and nothing is promised.
    assert (found["state"], found["flag"], found["code"]) == ("not", "1", "T03")
    assert found["notice"] is None and found["msgid"]
    assert ask(hall, "deposit.notice", stay="S2")["flag"] == "0"
    assert asked(insurer, "350102197102020038") == asked(insurer, "350102197405050082") == 1
    assert [row["unknown"] for row in insurer.requests() if row["unknown"]] == []
    assert insurer.ledger()["refused"] == []


def test_another_patients_answer_is_nobodys(hall, insurer):
    """§10.3 Whatever the platform mixes up, the notice is never for the wrong person."""
    for fault in ["wrongEcho", "badSignature", "garbage", "html", "half", {"status": 502}]:
        insurer.heal()
        insurer.fault(fault, on="1101", times=None)
        hall.tell(admitted(f"S-{fault}"[:20], "A2"))
        look = ask(hall, "identity.check", patient="A2", campus="benbu")
        assert (look["state"], look["notice"]) == ("failed", None), fault
    insurer.heal()
    assert ask(hall, "identity.check", patient="A2", campus="benbu")["state"] == "not"


def test_what_is_not_there_or_not_asked_by_the_right_ones_is_refused(hall):
    """§10.3 An unknown stay, no stay at all, somebody who stands at no counter."""
    his = hall.desk("his")
    for body, status in [({"stay": "nosuch"}, 404), ({}, 400), ({"patient": "nosuch"}, 404)]:
        answer = his.http.post("/api/v1/connectors/assistance/deposit.notice", json=body)
        assert answer.status_code == status, answer.text
    is_problem(hall.desk("kiosk", "K1").http.post(
        "/api/v1/connectors/assistance/deposit.notice", json={"stay": "S1"}), 403, "forbidden")


def test_staff_see_the_inpatients_of_their_own_campus(hall, insurer):
    """§10.3 Somebody of another campus finds nobody, by number or by name."""
    hall.tell(admitted("S1", "A1"))
    until("it is asked", lambda: insurer.ledger()["accepted"], within=30)
    for id, campus in [("U31", "benbu"), ("U32", "jinshan")]:
        run("staff", "add", id, "--name", "王芳", "--role", "cashier", "--campus", campus,
            "--data", hall.folder, input=f"{PASSWORD}\n")
        clerk = Clerk(hall.address)
        assert clerk.sign_in(id, PASSWORD).status_code == 303
        for query in [{"stay": "S1"}, {"text": "N-S1"}, {"text": "单晓明"}]:
            for page in ["deposit", "credential"]:
                found = clerk.get(f"/desk/assistance/{page}", **query)
                sees = "1971-02-02" in found.text and "T03" in found.text
                assert sees == (campus == "benbu"), (campus, page, query)


@pytest.mark.parametrize("spelling", [
    {"infcodeAsText": True, "flagAsNumber": True}, {"expContentForm": "object"},
    {"expContentName": "expContent", "flagName": "jzfp-f1g"}, {"reliefPlace": "baseinfo"},
    {"reliefPlace": "insuinfo", "codeName": "mat_idet_code"}, {"expiredIdentities": True}],
    ids=lambda spelling: "-".join(spelling))
def test_every_region_s_spelling_is_read(office, insurer, spelling):
    """§10.2 The flag and the code, wherever and however a region writes them."""
    insurer.switch(**spelling)
    look = ask(office, "identity.check", stay="Y1")
    assert (look["notice"], look["code"]) == (NOTICE, "T03")
    assert ask(office, "identity.check", stay="Y4")["notice"] is None
