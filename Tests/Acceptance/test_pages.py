"""The desks in a real browser: kiosk, window and triage, from the swipe to the report."""

import pytest
from selenium.webdriver.common.keys import Keys

from parts.halls import small_hall
from parts.hospital import order, registered, verified
from parts.patience import until


def test_from_the_swipe_to_the_report(hall, screens):
    """§6.1 §6.2a §6.2b §6.4a Swipe at the kiosk, press at the window, read it on both boards."""
    kiosk, window = screens("/kiosk/K1"), screens("/window/2")
    board, reports = screens("/board/draw"), screens("/reports/reports")
    kiosk.swipe("6200000001")
    kiosk.see("#label", "A001")
    kiosk.see("#queue", "门诊")
    assert kiosk.data("state") == "ticket"
    assert kiosk.all("#print")[0].get_attribute("data-print") in ["queued", "printed"]
    window.press("#open")
    window.see('#list [data-label="A001"]', "单晓明")
    window.press("#next")
    window.see("#called-label", "A001")
    window.see("#called-name", "单晓明")
    assert {e.get_attribute("data-tube") for e in window.all("[data-tube]")} == {
        "purple", "yellow"}
    row = board.see('#calls > [data-label="A001"][data-window="2"]', "单*明")
    assert "2号窗口" in "".join(row.text.split()) and "Please go to window 2" in row.text
    assert "单晓明" not in board.look().page_source
    window.press("#arrive")
    window.press("#finish")
    board.see_none('#calls > [data-label="A001"]')
    hall.tell(verified("R1", "L1", "P1"))
    row = reports.see('#rows > [data-number="A001"]', "单*明", within=5)
    assert "请到自助机打印" in row.text


def test_two_clicks_in_one_breath_call_one_patient(hall, screens):
    """§6.4a Pressed twice quickly on the page, 下一位 calls one."""
    for card in hall.demo["cards"][:4]:
        hall.ticket(card)
    window = screens("/window/1")
    window.press("#open")
    until("next may be pressed", lambda: window.all("#next")[0].is_enabled())
    window.look().execute_script(
        "const next = document.getElementById('next'); next.click(); next.click(); next.click()")
    window.see("#called-label", "A001")
    window.type(" ", " ")
    assert [t["state"] for t in hall.all_tickets()].count("called") == 1


def test_the_window_is_worked_by_the_keyboard(hall, screens):
    """§6.4a Space next, R recall, A arrived, F finish, M missed, Z undo."""
    first = hall.ticket("6200000001")
    second = hall.ticket("6200000002")
    window = screens("/window/1")
    window.press("#open")
    state = lambda ticket: next(
        t for t in hall.all_tickets() if t["id"] == ticket["id"])["state"]
    until("next may be pressed", lambda: window.all("#next")[0].is_enabled())
    window.type(Keys.SPACE)
    window.see("#called-label", "A001")
    window.type("r")
    until("called again", lambda: hall.board()["calls"][0]["attempt"] == 2)
    window.see('#called[data-state="called"]')
    window.type("a")
    window.see('#called[data-state="drawing"]')
    window.type("f")
    until("it is done", lambda: state(first) == "done")
    until("next may be pressed", lambda: window.all("#next")[0].is_enabled())
    window.type(Keys.SPACE)
    window.see("#called-label", "A002")
    window.type("m")
    until("it is missed", lambda: state(second) == "missed")
    window.see('#missed [data-label="A002"]')
    window.type("z")
    until("it is taken back", lambda: state(second) == "called")


def test_an_emergency_stands_out_and_on_top(hall, screens):
    """§6.4b On every screen an emergency has its own mark, first in the list; by hand too."""
    for card in ["6200000001", "6200000002", "6200000008"]:
        hall.ticket(card)
    window, board = screens("/window/1"), screens("/board/draw")
    window.press("#open")
    rows = lambda: [e.get_attribute("data-class") for e in window.all("#list .item")]
    until("the list", lambda: rows() == ["emergency", "normal", "normal"])
    colour = lambda e: e.value_of_css_property("background-color")
    window.press("#mode")
    window.see('body[data-mode="manual"]')
    assert rows()[0] == "emergency"
    # Two deliberate presses: a double click counts as one.
    window.press('#list [data-class="emergency"] .pick')
    window.see('#list [data-class="emergency"][data-sure] .sure')
    until("the second press counts", lambda: window.all('#called[data-class="emergency"]')
          or not window.try_press('#list [data-class="emergency"] .pick'), every=0.5)
    window.see('#called[data-class="emergency"]')
    called = board.see('#calls > [data-class="emergency"]')
    assert "急" in called.text, "told in words, not by colour alone"
    hall.window("2", "next")
    normal = board.see('#calls > [data-class="normal"]')
    assert colour(called) != colour(normal) or called.value_of_css_property("color") != (
        normal.value_of_css_property("color"))


@pytest.mark.parametrize("card, kind, word", [
    ("9999999999", "unknown-card", "Card"), ("7000000001", "no-orders", "order"),
    ("7000000002", "unpaid-orders", "pay")])
def test_the_kiosk_says_why_there_is_no_ticket(hall, screens, card, kind, word):
    """§6.1 Each refusal has its own clear answer, in Chinese and English."""
    hall.tell(registered("N1", "高远", "7000000001"), registered("N2", "高飞", "7000000002"),
              order("NL2", "N2", kind="order.placed"))
    kiosk = screens("/kiosk/K1")
    kiosk.swipe(card)
    kiosk.see(f'#trouble[data-type="{kind}"]')
    text = kiosk.see("#trouble").text
    assert kiosk.see("#trouble-title").text and word.lower() in text.lower()
    kiosk.press("#done")
    kiosk.see('body[data-state="idle"]')


def test_the_second_swipe_and_the_keypad(hall, screens):
    """§6.1 The same number again, with reprint at hand; a number can be typed by finger."""
    kiosk = screens("/kiosk/K1")
    kiosk.press("#by-hand")
    for digit in "6200000001":
        kiosk.press(f'[data-key="{digit}"]')
    kiosk.press("#keypad-go")
    kiosk.see("#label", "A001")
    kiosk.press("#done")
    kiosk.see('body[data-state="idle"]')
    # The same card at once is the same swipe; another patient comes between.
    kiosk.swipe("6200000002")
    kiosk.see("#label", "A002")
    kiosk.press("#done")
    kiosk.see('body[data-state="idle"]')
    kiosk.swipe("6200000001")
    kiosk.see("#label", "A001")
    kiosk.press("#reprint")
    until("three papers", lambda: len(list((hall.folder / "tickets").glob("*.pdf"))) == 3)


def test_a_kiosk_without_its_printer_says_that_the_number_counts(house, browser):
    """§6.1 The printer is away: the page says so before and after the swipe."""
    hall = house(small_hall(
        printer="P1", printers="  - {id: P1, queue: thermal, server: /nowhere/cups.sock}"))
    hall.tell(registered("N1", "欧阳小燕", "7000000001"), order("NL1", "N1"))
    kiosk = browser.open(f"{hall.address}/kiosk/K1#token={hall.token('kiosk', 'K1')}").live()
    assert "token" not in kiosk.look().current_url
    kiosk.swipe("7000000001")
    kiosk.see("#label", "A001")
    told = kiosk.see("#print")
    assert told.get_attribute("data-print") in ["waiting", "failed"]
    assert "号码" in told.text and "number" in told.text
    kiosk.press("#done")
    assert kiosk.see("#notices").text
    assert kiosk.data("printer") in ["unreachable", "offline"]


def test_a_page_without_a_token_asks_for_it_once(house, browser):
    hall = house(small_hall())
    board = browser.open(f"{hall.address}/board/draw")
    board.see("#sign-in")
    board.see("#token").send_keys("lq_wrong", Keys.ENTER)
    board.see("#sign-in")
    board.see("#token").clear()
    board.see("#token").send_keys(hall.token("board", "draw"))
    board.press("#sign-in-go")
    board.live().see("#title", "采血大厅")
    board.look().refresh()
    board.live()
    board.see_none("#sign-in")


def test_the_triage_desk_finds_adds_and_changes(hall, screens):
    """§6.3 Search, add by hand, make an emergency, cancel: on the page."""
    for card in hall.demo["cards"][:4]:
        hall.ticket(card)
    desk = screens("/triage")
    desk.see('#columns [data-queue="A"] .row-ticket[data-label="A001"]', "单晓明")
    desk.see("#search").send_keys("6200000003")
    until("one row", lambda: [e.get_attribute("data-label") for e in desk.all(".row-ticket")
                              if e.is_displayed()] == ["C001"])
    desk.see("#search").clear()
    desk.see("#search").send_keys(" ", Keys.BACKSPACE)
    desk.press("#add")
    desk.see("#add-who").send_keys("无名氏")
    desk.look().execute_script(
        "document.getElementById('add-queue').value = 'E';"
        "document.getElementById('add-class').value = 'emergency'")
    desk.press("#add-go")
    desk.see('#columns [data-queue="E"] .row-ticket[data-label="E001"][data-class="emergency"]',
             "无名氏")
    assert hall.window("1", "next").json()["ticket"]["name"] == "无名氏"
