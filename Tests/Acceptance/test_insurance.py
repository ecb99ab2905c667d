"""§4 Settlement lists: taken back before a settlement is reversed, brought back when it is not.

The simulated platforms' own ledgers judge.
"""

import threading

import pytest

from parts.daemon import run
from parts.desk import is_problem
from parts.patience import until
from parts.reversals import HIS, people, settings
from parts.staff import Clerk

PASSWORD = "Winter-2026"


@pytest.fixture
def insurer(partners):
    return partners.insurer()


@pytest.fixture(params=["sqlite", "postgres"])
def hall(request, house, tmp_path, platform, insurer):
    """A hospital with e-invoices and insurance, on each engine."""
    return opened(request, house, tmp_path, platform, insurer)


@pytest.fixture
def small(request, house, tmp_path, platform, insurer):
    """The same, on one file."""
    return opened(request, house, tmp_path, platform, insurer)


def opened(request, house, tmp_path, platform, insurer):
    folder = tmp_path / "hospital"
    folder.mkdir()
    yaml = settings(platform, insurer, folder, more="    settling: 1\n    patience: 2\n")
    if getattr(request, "param", "") == "postgres":
        yaml += f"storage: {request.getfixturevalue('server').database()}\n"
    hall = house(yaml, folder=folder)
    hall.tell(*people())
    return hall


@pytest.fixture
def his(hall, insurer, platform):
    return HIS(hall, insurer, platform)


@pytest.fixture
def small_his(small, insurer, platform):
    return HIS(small, insurer, platform)


def history(insurer, entry):
    """Every state the list has had."""
    [row] = [row for row in insurer.ledger(entry["setl_id"])["settlements"]
             if row["setl_id"] == entry["setl_id"]]
    return [step["stas_type"] for step in row["lists"][-1]["history"]]


def no_message_twice(insurer):
    assert [row for row in insurer.ledger()["messages"] if row["received"] > 1] == []


@pytest.mark.parametrize("kind", ["outpatient", "inpatient"])
def test_a_submitted_list_is_taken_back_before_the_bill_and_the_settlement(his, insurer, kind):
    """§4.1 §4.2 4102 first, then the e-invoice, then the insurance's settlement; then no more."""
    entry = his.pays("S1", kind=kind)
    his.issued("S1")
    first = his.ask("einvoice", "settlement.beforeReversal", "S1")
    assert not first["go"] and first["again"] and "清单" in first["reason"]["zh"]
    assert len(his.bills("S1")) == 1 and insurer.state(entry) == "1"
    assert insurer.cancel(entry)[0] == "E08"

    told = his.may_reverse("S1")
    assert told["go"] and told["withdrawn"] and insurer.state(entry) == "0"
    assert his.may_reverse("S1")["go"], "asked twice, done once"
    assert history(insurer, entry) == ["0", "1", "0"]
    assert his.may_reverse("S1", "einvoice")["go"] and his.bills("S1") == []
    assert insurer.cancel(entry)[0] == "0"
    his.reverses("S1", kind=kind)
    until("we know it", lambda: his.looks("S1") == "cancelled")
    assert insurer.state(entry) == "0" and history(insurer, entry) == ["0", "1", "0"]
    no_message_twice(insurer)


def test_lists_that_are_not_submitted_are_left_alone(his, insurer):
    """§4.1 Nothing is changed where nothing stands in the way."""
    for number, list, word in [("S1", "0", "uploaded"), ("S2", "none", "notUploaded")]:
        his.pays(number, list=list)
        his.issued(number)
        told = his.may_reverse(number)
        assert (told["go"], told["withdrawn"], told["list"]) == (True, False, word)
        assert his.may_reverse(number, "einvoice")["go"]
    assert insurer.calls(infno="4102") == []


def test_where_the_region_refuses_the_settlement_and_its_bill_stay(his, insurer):
    """§4.1 The cashier reads why; the bill stays valid until the list is back."""
    insurer.switch(withdrawalAllowed=False)
    entry = his.pays("S1")
    his.issued("S1")
    told = his.may_reverse("S1")
    assert not told["go"] and "不允许撤回" in told["reason"]["zh"]
    bill = his.ask("einvoice", "settlement.beforeReversal", "S1")
    assert not bill["go"] and len(his.bills("S1")) == 1
    assert insurer.state(entry) == "1" and history(insurer, entry) == ["0", "1"]
    insurer.switch(withdrawalAllowed=True)
    until("it is asked anew", lambda: his.may_reverse("S1")["go"], within=60)
    assert his.may_reverse("S1", "einvoice")["go"] and his.bills("S1") == []


LOST = ["dropAfterCommit", "half", "drop", "hang", "html", "garbage", "badSignature",
        "errorAfterReversal", "deliverTwice", {"status": 502}, {"delayAfterCommit": 5}]


@pytest.mark.parametrize("fault", LOST, ids=str)
def test_a_lost_answer_is_found_out_and_never_guessed(small_his, insurer, fault):
    """§4.1 Whatever became of 4102, 4103 tells it; the list is taken back once."""
    his = small_his
    entry = his.pays("S1")
    insurer.fault(fault, on="4102")
    assert his.may_reverse("S1")["go"]
    assert insurer.state(entry) == "0" and history(insurer, entry) == ["0", "1", "0"]
    insurer.fault(fault, on="4102")
    his.keeps("S1")
    assert insurer.state(entry) == "1" and history(insurer, entry) == ["0", "1", "0", "1"]
    no_message_twice(insurer)


@pytest.mark.parametrize("fault", ["hang", "half", "wrongEcho", {"status": 502}], ids=str)
def test_while_4103_is_silent_nobody_is_told_to_go_on(small_his, insurer, fault):
    """§4.1 Success is never reported on what is not known."""
    his = small_his
    entry = his.pays("S1")
    insurer.fault("dropAfterCommit", on="4102", times=1)
    insurer.fault(fault, on="4103", times=None)
    for _ in range(3):
        told = his.ask("insurance", "settlement.beforeReversal", "S1")
        assert not told["go"] and told["again"]
    insurer.heal()
    assert his.may_reverse("S1")["go"] and insurer.state(entry) == "0"


def test_a_query_that_lags_behind_is_not_believed(small_his, insurer):
    """§4.1 What was just taken back is not taken for submitted, nor the other way round."""
    his = small_his
    entry = his.pays("S1")
    insurer.fault({"notFoundFor": 1}, on="4102")
    assert his.may_reverse("S1")["go"]
    his.keeps("S1")
    until("it is submitted again", lambda: insurer.state(entry) == "1")
    assert his.may_reverse("S1")["go"] and insurer.state(entry) == "0"


def test_what_is_not_reversed_after_all_is_submitted_again(his, insurer):
    """§4.2 The compensation; it is dropped where a later reversal succeeds."""
    entry = his.pays("S1")
    his.issued("S1")
    assert his.may_reverse("S1")["go"]
    his.keeps("S1")
    assert insurer.state(entry) == "1" and his.looks("S1") == "submitted"
    assert not his.ask("einvoice", "settlement.beforeReversal", "S1")["go"]
    assert len(his.bills("S1")) == 1

    # While the platform refuses to take it again, the HIS reverses it all the same.
    assert his.may_reverse("S1")["go"]
    insurer.fault("hang", on="4102", times=None)
    assert not his.ask("insurance", "settlement.notReversed", "S1")["restored"]
    insurer.heal()
    assert his.may_reverse("S1")["go"]
    assert insurer.cancel(entry)[0] == "0"
    his.reverses("S1")
    until("we know it", lambda: his.looks("S1") == "cancelled")
    assert insurer.state(entry) == "0"
    no_message_twice(insurer)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_between_the_steps_it_goes_on_with_the_first_that_is_not_done(
        his, hall, insurer, platform, moment):
    """§4.1 §4.2 Killed while 4102 is under way, after it, while the bill is made void."""
    entry = his.pays("S1")
    his.issued("S1")

    def struck(fault, on, connector, operation):
        """The question is under way when the daemon is killed."""
        side = insurer if connector == "insurance" else platform
        before = len(side.requests())
        side.fault(fault, on=on)
        asking = threading.Thread(target=lambda: quietly(
            his.ask, connector, operation, "S1"), daemon=True)
        asking.start()
        until("it has left", lambda: any(
            on in (row.get("infno"), row.get("service")) for row in side.requests()[before:]))
        hall.kill()
        asking.join()
        hall.start()

    fault = {"delayBeforeCommit": 2} if moment == "before" else {"delayAfterCommit": 2}
    struck(fault, "4102", "insurance", "settlement.beforeReversal")
    assert his.may_reverse("S1")["go"] and insurer.state(entry) == "0"
    hall.kill()
    hall.start()
    struck(fault, "writeOffEBill", "einvoice", "settlement.beforeReversal")
    assert his.may_reverse("S1", "einvoice")["go"] and his.bills("S1") == []
    assert insurer.cancel(entry)[0] == "0"
    his.reverses("S1")
    hall.kill()
    hall.start()
    until("we know it", lambda: his.looks("S1") == "cancelled")
    assert history(insurer, entry)[-1] == "0"
    assert platform.tally("out-S1-1", "writeOffEBill")[1] == 1
    no_message_twice(insurer)


def quietly(ask, *arguments):
    try:
        ask(*arguments)
    except Exception:  # the daemon is killed under it
        pass


def test_many_who_ask_at_once_take_it_back_once(his, insurer):
    """§4.1 Two cancels never run side by side."""
    entry = his.pays("S1")
    answers = []
    asking = [threading.Thread(target=lambda: answers.append(his.may_reverse("S1")))
              for _ in range(6)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(answers) == 6 and all(answer["go"] for answer in answers)
    assert history(insurer, entry) == ["0", "1", "0"]
    assert [row["codes"] for row in insurer.calls(infno="4102")] == [["0"]]


def test_what_is_not_known_is_refused_by_name(small, small_his, insurer):
    """§4.1 An unknown settlement, a stranger's kind, somebody who may not ask."""
    small_his.pays("S1")
    until("it is known", lambda: small_his.looks("S1") == "submitted")
    told = small_his.ask("insurance", "settlement.beforeReversal", "NOSUCH")
    assert not told["go"] and told["reason"]["zh"]
    post = small.desk("his").http.post
    path = "/api/v1/connectors/insurance/settlement.beforeReversal"
    assert post(path, json={}).status_code == 400
    assert post(path, json={"settlement": "S1", "kind": "inpatient"}).status_code == 400
    is_problem(small.desk("kiosk", "K1").http.post(path, json={"settlement": "S1"}), 403,
               "forbidden")
    assert insurer.calls(infno="4102") == []


def test_where_sign_in_is_needed_it_signs_in_once_and_again_where_the_number_is_refused(
        house, tmp_path, platform, insurer):
    """§4.1 9001 once for the day; once more where the platform knows the number no longer."""
    folder = tmp_path / "hospital"
    folder.mkdir()
    hall = house(settings(platform, insurer, folder).replace(
        "        seconds: 3\n", "        seconds: 3\n        signsIn: true\n"), folder=folder)
    hall.tell(*people())
    insurer.switch(signInNeeded=True)
    his = HIS(hall, insurer, platform)
    entries = [his.pays(f"S{index}") for index in range(3)]
    for index, entry in enumerate(entries):
        assert his.may_reverse(f"S{index}")["go"] and insurer.state(entry) == "0"
    assert len(insurer.calls(infno="9001")) == 1
    insurer.reset()
    insurer.switch(signInNeeded=True)
    entry = his.pays("S9")
    assert his.may_reverse("S9")["go"] and insurer.state(entry) == "0"
    assert [row["codes"] for row in insurer.calls(infno="9001")] == [["0"]]
    assert ["E03"] in [row["codes"] for row in insurer.calls()]


def test_staff_see_how_a_list_stands_and_move_it_by_hand(small, small_his, insurer, browser):
    """§4.1 §4.2 The list's page with every step; what a person must look at, and its answer."""
    his = small_his
    run("staff", "add", "U07", "--name", "王芳", "--role", "cashier", "--role", "finance",
        "--data", small.folder, input=f"{PASSWORD}\n")
    entry = his.pays("S1")
    until("it is known", lambda: his.looks("S1") == "submitted")
    screen = browser.open(f"{small.address}/desk/sign-in", 1366, 768)
    screen.see("input[name=name]").send_keys("U07")
    screen.see("input[name=password]").send_keys(PASSWORD, "\n")
    screen.see("nav")
    page = f"{small.address}/desk/insurance/list?settlement=S1"
    screen.look().get(page)
    screen.see("main", entry["setl_id"])
    screen.see("main", "已提交")
    screen.keep("insurance-list")
    assert not screen.overflows()
    clerk = Clerk(small.address)
    assert clerk.sign_in("U07", PASSWORD).status_code == 303
    clerk.get("/desk/insurance/list", settlement="S1")
    asked = clerk.post("/desk/insurance/list?settlement=S1", act="withdraw", reason="费用有误")
    assert asked.status_code == 200 and insurer.state(entry) == "1", "asked twice"
    assert clerk.http.post("/desk/insurance/list?settlement=S1",
                           data=clerk.hidden()).status_code == 303
    assert insurer.state(entry) == "0"
    screen.look().get(page)
    screen.see("main", "已撤回")
    clerk.get("/desk/insurance/list", settlement="S1")
    clerk.post("/desk/insurance/list?settlement=S1", act="restore", reason="不退了")
    assert clerk.http.post("/desk/insurance/list?settlement=S1",
                           data=clerk.hidden()).status_code == 303
    until("it is back", lambda: insurer.state(entry) == "1")

    insurer.switch(withdrawalAllowed=False)
    assert not his.may_reverse("S1")["go"]
    screen.look().get(f"{small.address}/desk/insurance/exceptions")
    screen.see("tbody tr", "S1")
    screen.keep("insurance-exceptions")
    assert not screen.overflows()
