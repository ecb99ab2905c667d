"""The staff's desk: signing in, who sees what, forms, links, and how it looks."""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from selenium.webdriver.common.by import By

from parts.daemon import run
from parts.desk import is_problem
from parts.halls import small_hall
from parts.staff import Clerk

PASSWORD = "Winter-2026"
SIZES = {"counter": (1366, 768), "large": (1920, 1080), "phone": (390, 844)}


def hire(hall, number, name, *roles, password=PASSWORD, options=()):
    arguments = [word for role in roles for word in ["--role", role]]
    return run("staff", "add", number, "--name", name, *arguments, *options,
               "--data", hall.folder, input=f"{password}\n")


@pytest.fixture
def office(house):
    """A hall with an administrator and a cashier, both of whom know their passwords."""
    hall = house(small_hall())
    hire(hall, "BOSS", "院长", "admin")
    hire(hall, "U07", "王芳", "cashier")
    return hall


def clerk(hall, number="BOSS", password=PASSWORD):
    clerk = Clerk(hall.address)
    assert clerk.sign_in(number, password).status_code == 303
    return clerk


def test_people_are_kept_from_the_command_line(office):
    listed = run("staff", "list", "--data", office.folder).stdout
    assert re.search(r"^BOSS +open +admin +\* +院长$", listed, re.M), listed
    assert "scrypt" not in listed
    taken = run("staff", "add", "u07", "--name", "王", "--role", "nurse", "--data", office.folder,
                input=f"{PASSWORD}\n", check=False)
    assert taken.returncode != 0 and "taken" in taken.stderr
    weak = run("staff", "add", "U08", "--name", "王", "--role", "nurse", "--data", office.folder,
               input="abc\n", check=False)
    assert weak.returncode != 0 and "8" in weak.stderr
    told = run("staff", "add", "--help").stdout
    assert "--password" not in told
    person = clerk(office, "U07")
    run("staff", "disable", "U07", "--data", office.folder)
    assert person.get("/desk").status_code == 303
    assert person.sign_in("U07", PASSWORD).status_code == 422
    run("staff", "enable", "U07", "--data", office.folder)
    run("staff", "password", "U07", "--data", office.folder, input="Spring-2027\n")
    assert person.sign_in("U07", PASSWORD).status_code == 422
    assert person.sign_in("U07", "Spring-2027").status_code == 303
    unknown = run("staff", "disable", "U99", "--data", office.folder, check=False)
    assert unknown.returncode != 0 and "U99" in unknown.stderr


def test_passwords_and_sessions_are_nowhere_in_the_data_folder_nor_in_the_log(office):
    person = clerk(office, "U07")
    secret = person.http.cookies["desk"]
    assert len(secret) == 40
    for file in office.folder.iterdir():
        if file.is_file():
            for hidden in [PASSWORD, secret, "王芳" if file.suffix == ".log" else secret]:
                assert hidden.encode() not in file.read_bytes(), file


def test_an_unknown_name_takes_as_long_as_a_known_one(office):
    def seconds(name):
        visitor = Clerk(office.address)
        visitor.get("/desk/sign-in")
        begun = time.monotonic()
        assert visitor.post("/desk/sign-in", name=name, password="wrong-pass-1").status_code == 422
        return time.monotonic() - begun

    seconds("NOBODY")  # makes the hash that strangers are held against
    known = min(seconds("U07") for _ in range(3))
    unknown = min(seconds("NOBODY") for _ in range(3))
    assert 0.4 < unknown / known < 2.5, (known, unknown)


def test_the_hall_goes_on_while_passwords_are_guessed(office):
    """Hashing takes long and holds up nobody who does not sign in."""
    visitors = [Clerk(office.address) for _ in range(3)]
    for visitor in visitors:
        visitor.get("/desk/sign-in")
    begun, waits = time.monotonic(), []
    with httpx.Client(base_url=office.address, timeout=60) as monitor:
        monitor.get("/health/live")
        with ThreadPoolExecutor(3) as pool:
            guesses = [
                pool.submit(visitor.post, "/desk/sign-in", name=f"X{index}", password="x" * 9)
                for index, visitor in enumerate(visitors)]
            while not all(guess.done() for guess in guesses):
                asked = time.monotonic()
                assert monitor.get("/health/live").status_code == 200
                waits.append(time.monotonic() - asked)
    assert {guess.result().status_code for guess in guesses} == {422}
    whole = time.monotonic() - begun
    assert statistics.median(waits) < whole / 30, (waits, whole)


@pytest.mark.parametrize("origin, status", [
    ("https://evil.example", 403), ("null", 403), ("own", 303), (None, 303)])
def test_a_form_counts_only_from_our_own_page(office, origin, status):
    person = clerk(office, "U07")
    person.get("/desk")
    headers = {} if origin is None else {
        "Origin": office.address if origin == "own" else origin}
    sent = person.http.post(
        "/desk/sign-out", data={"csrf": person.field("csrf")}, headers=headers)
    assert sent.status_code == status
    assert (person.get("/desk").status_code == 200) == (status == 403)


def test_the_administrator_adds_somebody_without_any_script(office):
    admin = clerk(office)
    admin.get("/admin/staff")
    admin.post("/admin/staff", id="U08", name="<b>李雷</b>", roles="nurse", password="First-2026")
    assert admin.page.status_code == 303
    listed = admin.get("/admin/staff").text
    assert "&lt;b&gt;李雷&lt;/b&gt;" in listed and "<b>李雷" not in listed
    person = Clerk(office.address)
    person.sign_in("U08", "First-2026")
    assert person.get("/desk").headers["location"] == "/desk/account"
    assert person.get("/admin/staff").headers["location"] == "/desk/account"
    person.get("/desk/account")
    person.post("/desk/account", old="First-2026", new=PASSWORD, again=PASSWORD)
    assert person.page.status_code == 303
    assert person.get("/admin/staff").status_code == 403
    assert person.get("/desk/deliveries").status_code == 403
    admin.get("/admin/person", id="U08")
    admin.post("/admin/person?id=U08", act="close")
    assert "停用" in admin.page.text and person.get("/desk").status_code == 200
    admin.post("/admin/person?id=U08", mark=False, **admin.hidden())
    assert person.get("/desk").status_code == 303
    audit = admin.get("/admin/audit", text="staff.").text
    assert "staff.add" in audit and "staff.disable" in audit and "staff BOSS" in audit
    table = admin.get("/admin/audit", **{"as": "csv"})
    assert table.content.startswith(b"\xef\xbb\xbfat,actor") and "staff.add" in table.text


def test_a_link_from_the_his_opens_one_page_once(hall, browser):
    person = next(p for p in hall.demo["people"] if p["role"] == "integrator")
    his = hall.desk("his")
    asked = {"staff": person["id"], "screen": "deliveries/deliveries", "query": {"text": "V1"}}
    is_problem(hall.desk("lis").post("/api/v1/desk/links", asked), 403, "forbidden")
    is_problem(his.post("/api/v1/desk/links", {**asked, "staff": "U99"}), 404, "unknown-staff")
    is_problem(his.post("/api/v1/desk/links", {**asked, "screen": "x/y"}), 404, "unknown-screen")
    given = his.post("/api/v1/desk/links", asked)
    assert given.status_code == 201
    address = given.json()["address"]
    screen = browser.open(f"{hall.address}{address}", *SIZES["counter"])
    assert screen.see('input[name="text"]').get_attribute("value") == "V1"
    assert "link=" not in screen.look().current_url
    assert person["name"] in screen.see(".who").text
    assert not screen.all(".menu")
    assert Clerk(hall.address).get(address).status_code == 403
    screen.driver.get(f"{hall.address}/admin/staff")
    screen.see('[role="alert"]', "没有权限")


def test_the_demonstration_signs_its_pages_in(hall):
    visitor = Clerk(hall.address)
    assert visitor.get("/desk").status_code == 200
    assert "系统管理" in visitor.page.text
    assert visitor.post("/desk/sign-out").status_code == 303
    door = visitor.get("/desk/sign-in")
    cashier = next(p for p in hall.demo["people"] if p["role"] == "cashier")
    assert cashier["name"] in door.text
    assert visitor.post("/desk/sign-in", person=cashier["id"]).status_code == 303
    assert cashier["name"] in visitor.get("/desk").text
    assert visitor.get("/admin/staff").status_code == 403
    by_hand = Clerk(hall.address)
    assert by_hand.sign_in(cashier["id"], cashier["password"]).status_code == 303


def test_somebody_signs_in_turns_the_language_and_leaves(office, browser):
    screen = browser.open(f"{office.address}/admin/staff", *SIZES["counter"])
    screen.see('input[name="name"]')
    screen.type("BOSS\ue004wrong-pass-1\ue007")
    screen.see('[role="alert"]', "工号或密码不对")
    screen.see('input[type="password"]').send_keys(PASSWORD, "\ue007")
    screen.see("h1", "人员")
    screen.press('.tongue a[lang="en"]')
    screen.see("h1", "Staff")
    screen.press('.tongue a[lang="zh-CN"]')
    screen.see("h1", "人员")
    # A press anywhere on a row opens it.
    screen.all("tbody tr td")[1].click()
    screen.see("h2", "BOSS")
    screen.look().find_element(By.CSS_SELECTOR, 'form[action="/desk/sign-out"] button').click()
    screen.see('input[name="password"]')


PAGES = ["/desk/sign-in", "/desk", "/desk/account", "/desk/deliveries", "/desk/lanes",
         "/admin/staff", "/admin/person?id=U01", "/admin/tokens", "/admin/audit", "/desk/nosuch"]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_its_screen_in_both_languages(hall, browser, size):
    screen = browser.open(f"{hall.address}/desk", *SIZES[size])
    for tongue in ["en", "zh"]:
        screen.driver.get(f"{hall.address}/desk?tongue={tongue}")
        for page in PAGES:
            screen.driver.get(f"{hall.address}{page}")
            screen.see("h1")
            screen.keep(f"{size}-{tongue}-{page.strip('/').replace('/', '-').split('?')[0]}")
            assert not screen.overflows(), (page, size, tongue)
            assert screen.look().execute_script(
                "return document.documentElement.lang") == ("en" if tongue == "en" else "zh-CN")
            fonts = screen.look().execute_script(
                "return getComputedStyle(document.querySelector('.head')).display")
            assert fonts == "flex", "the style sheet came"
