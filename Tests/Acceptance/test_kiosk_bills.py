"""§1.3 E-invoices at the kiosk: a card, the patient's own bills, paper; and nothing left behind.

The whole way: a browser for the kiosk, HTTP, the scheduler, a strict platform, a real CUPS.
"""

import pytest
from PIL import Image

from parts.bills import everything, hospital, people, settlement
from parts.cups import PrinterPort, RollPrinter
from parts.paper import code_of_picture, picture_of_page, text_of_page
from parts.patience import until

SERVICES = {"registration": "invEBillRegistration", "outpatient": "invoiceEBillOutpatient",
            "deposit": "invoicePayMentVoucher", "discharge": "invEBillHospitalized"}
GROUPS = {"registration": "outpatient", "outpatient": "outpatient", "deposit": "deposit",
          "discharge": "discharge"}


@pytest.fixture
def place(house, tmp_path, platform):
    """A hospital with bills; printers are named by each test."""
    def open(printers=None, **more):
        folder = tmp_path / "hospital"
        folder.mkdir()
        printers = printers or f'  - {{id: bills, kind: folder, queue: "{folder}/bills"}}'
        hall = house(hospital(platform, folder, printers, **more), folder=folder)
        hall.tell(*people())
        return hall

    return open


@pytest.fixture
def kiosk(browser):
    def open(hall, width=1080, height=1920):
        return browser.open(f"{hall.address}/kiosk/K1#token={hall.token('kiosk', 'K1')}",
                            width=width, height=height).live()

    return open


def issued(hall, patient, count):
    """Waits until `count` bills of the patient are issued."""
    def bills():
        answer = hall.desk("his").post(
            "/api/v1/connectors/einvoice/bills", {"patient": patient}).json()["bills"]
        done = [bill for bill in answer if bill["state"] == "issued"]
        return done if len(done) == count else None

    return until(f"{count} issued bills", bills, within=40)


def prints(hall, patient="B1"):
    """How often each of the patient's bills was printed, by the number of its sheet."""
    answer = hall.desk("his").post(
        "/api/v1/connectors/einvoice/bills", {"patient": patient}).json()["bills"]
    return {bill["number"]: bill["prints"] for bill in answer}


def sign_in(screen, card="7100000001"):
    screen.press("#bills-open")
    screen.see("#bills-card")
    screen.swipe(card)
    screen.see("#bills-list")


def open_group(screen, name):
    screen.press(f'[data-group="{name}"]')
    screen.see(f'[data-group="{name}"][aria-pressed="true"]')


def print_bill(screen, number):
    def is_open():
        if any(paper.is_displayed() for paper in screen.all("#bill-paper")):
            return True
        # A press that meets the list while it is drawn anew is lost; who stands there repeats it.
        screen.try_press(f'.bill[data-number="{number}"] [data-act="print"]')
        return False

    until(f"the paper of {number} is under way", is_open, every=1)
    screen.see('#bill-paper[data-print="printed"]', within=55)
    screen.press("#bill-paper-close")
    screen.see_none("#bill-paper")


@pytest.mark.parametrize("number, kind", [
    ("S1", "registration"), ("S2", "outpatient"), ("S3", "deposit"), ("S4", "discharge"),
], ids=["§1.3.1-registration", "§1.3.2-outpatient", "§1.3.3-deposit", "§1.3.4-discharge"])
def test_a_patient_has_a_bill_issued_at_the_kiosk(place, kiosk, platform, number, kind):
    """§1.3.1 §1.3.2 §1.3.3 §1.3.4 One press issues it, once, with the kiosk's issuing point."""
    hall = place()
    hall.tell(*everything())
    screen = kiosk(hall)
    sign_in(screen)
    # Paid at the kiosk, where bills are issued only when the patient asks.
    row = screen.see(f'.bill[data-number="{number}"][data-kind="{kind}"]')
    assert "未开具" in row.text and row.get_attribute("data-state") == "none"
    screen.press(f'.bill[data-number="{number}"] [data-act="issue"]')
    screen.see(f'.bill[data-number="{number}"][data-state="issued"] [data-act="print"]', within=40)
    bills = issued(hall, "B1", 1)
    assert [(bill["number"], bill["kind"]) for bill in bills] == [(number, kind)]
    assert platform.tally(bills[0]["bill"], SERVICES[kind]) == (1, 1)
    print_bill(screen, number)
    until("it counts", lambda: prints(hall)[number] == 1)


def test_the_kiosk_lists_what_is_not_printed_of_the_one_who_showed_the_card(place, kiosk):
    """§1.3.5 Card first; then what is not on paper, of this patient and nobody else."""
    hall = place()
    hall.tell(*everything(source="window", point="W03"), settlement("T1", "B2", 4200,
                                                                    source="window", point="W03"))
    issued(hall, "B1", 4)
    issued(hall, "B2", 1)
    screen = kiosk(hall)
    screen.keep("kiosk-idle")
    screen.press("#bills-open")
    assert "请刷卡" in screen.see("#bills-card").text
    screen.keep("kiosk-bills-card")
    screen.swipe("7100000001")
    screen.see("#bills-list")
    until("four rows", lambda: len(screen.all(".bill")) == 4)
    words = screen.see("#bills").text
    assert "¥128.50" in words and "¥987.60" in words and "¥42.00" not in words
    assert "欧**燕" in words and "欧阳小燕" not in screen.look().page_source
    screen.keep("kiosk-bills")
    assert not screen.overflows()
    print_bill(screen, "S2")
    # What is on paper is no longer among what is not.
    until("three rows", lambda: len(screen.all(".bill")) == 3)
    assert not screen.all('.bill[data-number="S2"]')
    # The next patient's card ends the first one's session.
    screen.swipe("7100000002")
    until("the other's row", lambda: [row.get_attribute("data-number")
                                      for row in screen.all(".bill")] == ["T1"])
    assert "¥42.00" in screen.see("#bills").text and "¥128.50" not in screen.look().page_source


@pytest.mark.parametrize("number, kind", [
    ("S2", "outpatient"), ("S3", "deposit"), ("S4", "discharge"),
], ids=["§1.3.6-outpatient", "§1.3.7-deposit", "§1.3.8-discharge"])
def test_a_printed_bill_is_printed_again_from_its_group(place, kiosk, cups, number, kind):
    """§1.3.6 §1.3.7 §1.3.8 Out of a real printer, as often as the hospital allows."""
    roll = RollPrinter()
    try:
        cups.make_driverless_queue("bills", roll.uri)
        hall = place(f"  - {{id: bills, queue: bills, server: {cups.server}, kind: pdf}}")
        hall.tell(*everything(source="window", point="W03"))
        bills = {bill["number"]: bill for bill in issued(hall, "B1", 4)}
        screen = kiosk(hall)
        sign_in(screen)
        print_bill(screen, number)
        open_group(screen, GROUPS[kind])
        row = screen.see(f'.bill[data-number="{number}"][data-prints="1"]')
        assert "补打" in row.text
        screen.keep(f"kiosk-bills-{kind}")
        print_bill(screen, number)
        pages = roll.wait(2)
        for page in pages:
            text = text_of_page(page)
            assert bills[number]["billNo"] in text and bills[number]["batchCode"] in text
        (code,) = code_of_picture(picture_of_page(pages[0], 300))
        assert bills[number]["billNo"] in code
        until("it counts", lambda: prints(hall)[number] == 2)
        assert len(roll.wait(2)) == 2
    finally:
        roll.end()


def test_a_ticket_printer_draws_the_bill_in_dots(place, kiosk, cups):
    """§1.3.6 Where the kiosk has only a ticket printer, the picture comes out of it."""
    port = PrinterPort()
    try:
        cups.make_raw_queue("thermal", port.port)
        hall = place(f"  - {{id: bills, queue: thermal, server: {cups.server}, paper: 80}}")
        hall.tell(settlement("S2", "B1", source="window", point="W03"))
        (bill,) = issued(hall, "B1", 1)
        screen = kiosk(hall)
        sign_in(screen)
        print_bill(screen, "S2")
        (strip,) = port.wait(1)
        picture = dots(strip)
        picture.save(hall.folder / "strip.png")
        assert picture.width == 576
        (code,) = code_of_picture(picture)
        assert bill["billNo"] in code
    finally:
        port.end()


def dots(strip):
    """What a thermal printer draws when told `GS v 0`."""
    assert strip.startswith(b"\x1b@")
    at, rows, width = 2, b"", 0
    while strip[at:at + 4] == b"\x1dv0\x00":
        width = 8 * (strip[at + 4] + 256 * strip[at + 5])
        count = strip[at + 6] + 256 * strip[at + 7]
        rows += strip[at + 8:at + 8 + width // 8 * count]
        at += 8 + width // 8 * count
    picture = Image.frombytes("1", (width, len(rows) * 8 // width), bytes(255 - b for b in rows))
    return picture.convert("L")


def test_a_printer_in_trouble_says_so_and_the_bill_stays_printable(place, kiosk, cups):
    """§1.3.6 Printed when the printer is well again, and counted then, once."""
    port = PrinterPort()
    try:
        cups.make_raw_queue("thermal", port.port)
        cups.administer("cupsdisable", "thermal")
        hall = place(f"  - {{id: bills, queue: thermal, server: {cups.server}}}")
        hall.tell(settlement("S2", "B1", source="window", point="W03"))
        issued(hall, "B1", 1)
        screen = kiosk(hall)
        sign_in(screen)
        screen.press('.bill[data-number="S2"] [data-act="print"]')
        screen.see('#bill-paper[data-print="waiting"]', within=30)
        assert "停用" in screen.see("#bill-paper-why").text
        screen.keep("kiosk-bills-trouble")
        assert prints(hall)["S2"] == 0
        lose_answers(screen, "/documents/", 2)
        until("it asks again", lambda: screen.look().execute_script("return window.asked") > 2)
        assert screen.see("#bill-paper").get_attribute("data-print") == "waiting"
        cups.administer("cupsenable", "thermal")
        screen.see('#bill-paper[data-print="printed"]', within=40)
        screen.press("#bill-paper-close")
        until("it counts", lambda: prints(hall)["S2"] == 1)
        assert len(port.wait(1)) == 1
    finally:
        port.end()


def lose_answers(screen, part, count):
    """The page's next `count` questions to addresses with `part` come to nothing."""
    screen.look().execute_script("""
        const [part, count] = arguments, real = window.fetch;
        window.asked = 0;
        window.fetch = (address, options) => String(address).includes(part)
            && (window.asked += 1) <= count
            ? Promise.reject(new TypeError('lost')) : real(address, options);
        """, part, count)


def test_a_retried_request_prints_one_sheet_even_over_a_restart(place, platform):
    """§1.3.6 The same key is the same sheet, also when the daemon died in between."""
    hall = place()
    hall.tell(settlement("S2", "B1", source="window", point="W03"))
    (bill,) = issued(hall, "B1", 1)
    desk = hall.desk("kiosk", "K1")

    def ask():
        session = desk.post("/api/v1/kiosks/K1/patient", {"card": "7100000001"}).json()["session"]
        return desk.http.post(
            "/api/v1/kiosks/K1/documents",
            json={"connector": "einvoice", "operation": "bill.print",
                  "body": {"bill": bill["bill"]}},
            headers={"Idempotency-Key": "k1", "X-Patient-Session": session})

    first = ask()
    assert first.json()["print"]["state"] == "printed", first.text
    hall.kill()
    hall.start()
    desk = hall.desk("kiosk", "K1")
    again = ask()
    assert again.json() == first.json()
    assert len(list((hall.folder / "bills").glob("*.pdf"))) == 1
    assert prints(hall)["S2"] == 1


def test_the_platform_down_leaves_a_list_with_a_notice(place, kiosk, platform):
    """§1.3.5 Our own records are shown, and that they are ours alone."""
    hall = place()
    hall.tell(settlement("S2", "B1", source="window", point="W03"))
    issued(hall, "B1", 1)
    platform.fault("drop", on="getEBillUnPrintList", times=None)
    screen = kiosk(hall)
    sign_in(screen)
    screen.see('.bill[data-number="S2"]')
    assert "暂无应答" in screen.see("#bills-notice").text
    screen.keep("kiosk-bills-notice")


def test_nothing_is_left_on_the_screen_after_leaving(place, kiosk):
    """§1.3.5 Signing out, or going away, takes name, bills and session along."""
    hall = place()
    hall.tell(*everything(source="window", point="W03"))
    issued(hall, "B1", 4)
    screen = kiosk(hall)
    sign_in(screen)
    until("four rows", lambda: len(screen.all(".bill")) == 4)
    assert "秒后自动退出" in screen.see("#bills-countdown").text
    screen.press("#bills-leave")
    screen.see('body[data-state="idle"]')
    source = screen.look().page_source
    for trace in ["128.50", "欧", "data-bill=", "S2"]:
        assert trace not in source, trace
    # A minute's clock, seen by moving the page's own.
    sign_in(screen)
    screen.look().execute_script(
        "const real = performance.now.bind(performance); performance.now = () => real() + 61000;")
    screen.see('body[data-state="idle"]')
    assert "128.50" not in screen.look().page_source


def test_the_last_four_of_the_id_number_are_asked_where_the_hospital_wants_it(place, kiosk):
    """§1.3.5 A found card alone opens nothing."""
    hall = place(need="cardAndIDNumber")
    hall.tell(settlement("S2", "B2", source="window", point="W03"))
    issued(hall, "B2", 1)
    screen = kiosk(hall)
    screen.press("#bills-open")
    screen.see("#bills-card")
    screen.swipe("7100000002")
    assert "后四位" in screen.see("#keypad-title").text
    screen.keep("kiosk-bills-proof")
    for key in "0021":
        screen.press(f'[data-key="{key}"]')
    assert screen.see("#typed").text == "●●●●"
    screen.press("#keypad-go")
    screen.see('#bills-trouble[data-type="wrong-proof"]')
    assert not screen.all(".bill")
    screen.swipe("7100000002")
    screen.see("#keypad-title")
    for key in "002X":
        screen.press(f'[data-key="{key}"]')
    screen.press("#keypad-go")
    screen.see('.bill[data-number="S2"]')


def test_an_unknown_card_is_told_where_to_go(place, kiosk):
    hall = place()
    screen = kiosk(hall)
    screen.press("#bills-open")
    screen.see("#bills-card")
    screen.swipe("9900000001")
    screen.see('#bills-trouble[data-type="unknown-card"]')
    screen.keep("kiosk-bills-unknown")
    # Taking a number works as before.
    screen.press("#bills-leave")
    screen.see('body[data-state="idle"]')
