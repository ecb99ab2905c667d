"""The screens in a real browser: boards of every shape, the phone, the list, a lost link."""

import re

import pytest

from parts.hospital import verified


def test_a_lost_link_is_shown_and_ends_by_itself(hall, screens):
    """§6.2a With the daemon gone the last picture stays under a band; back, it is live again."""
    hall.ticket("6200000001")
    hall.window("1", "next")
    board, window, kiosk = screens("/board/draw"), screens("/window/1"), screens("/kiosk/K1")
    board.see('#calls > [data-label="A001"]')
    assert not board.all("#lost")[0].is_displayed()
    hall.kill()
    for screen in [board, window, kiosk]:
        screen.see("#lost", within=30)
        assert screen.data("link") == "lost"
        assert len(screen.see("#lost").text) > 8
    board.see('#calls > [data-label="A001"]')
    hall.start()
    for screen in [board, window, kiosk]:
        screen.live()
        screen.see_none("#lost")
    hall.ticket("6200000002")
    hall.window("2", "next")
    board.see('#calls > [data-label="A002"]')


def test_a_patients_phone_follows_the_ticket(hall, browser):
    ticket = hall.ticket("6200000001")
    phone = browser.open(f"{hall.address}/t/{ticket['id']}", width=390, height=844)
    phone.see("#label", "A001")
    assert phone.data("state") == "waiting" and not phone.overflows()
    hall.window("3", "next")
    phone.see('body[data-state="called"]', within=35)
    phone.see("#window", "3")
    phone.keep("phone-called")


@pytest.mark.parametrize("width, height", [(1920, 1080), (1080, 1920)], ids=["1080p", "portrait"])
def test_the_boards_fill_their_screens(hall, screens, browser, width, height):
    """§6.2a §6.2b On a wide and on an upright screen nothing is cut off or overlaps the edge."""
    for card in hall.demo["cards"][:30]:
        hall.ticket(card)
    for window in "1234":
        hall.window(window, "next")
    hall.tell(*[verified(f"R{n}", f"L{n}", f"P{n}") for n in range(1, 30)])
    for path, row in [("/board/draw", "#calls > li"), ("/board/waiting", "#rows [data-label]"),
                      ("/board/window-1", "#number, #calls *, #rows *"),
                      ("/reports/reports", "#rows > *")]:
        screen = screens(path, width=width, height=height)
        screen.see(row)
        screen.keep(f"{path.strip('/').replace('/', '-')}-{width}x{height}")
        assert not screen.overflows() and not screen.overflows("#advice"), path
        for element in screen.all(row):
            box = element.rect
            if element.is_displayed() and box["width"]:
                assert box["x"] >= 0 and box["x"] + box["width"] <= width + 1, (path, box)
                assert box["y"] >= 0 and box["y"] + box["height"] <= height + 1, (path, box)


def test_a_window_board_is_whole_as_a_strip_and_as_a_screen(hall, screens):
    """§6.2a Number, name and prompt stand side by side or below each other, never cut off."""
    hall.ticket("6200000008")
    hall.window("1", "next")
    for width, height in [(1280, 400), (1920, 1080), (1024, 768), (1080, 1920)]:
        board = screens("/board/window-1", width=width, height=height)
        board.see("#calls .label", "E001")
        board.see("#calls .who", "尉*恭")
        board.keep(f"window-board-{width}x{height}")
        edge = board.all("#calls")[0].rect
        for part in board.all("#calls > *, #calls > * > *"):
            box = part.rect
            assert edge["x"] <= box["x"] and (
                box["x"] + box["width"] <= edge["x"] + edge["width"] + 1), (width, part.text, box)
            assert edge["y"] - 1 <= box["y"] and (
                box["y"] + box["height"] <= edge["y"] + edge["height"] + 1), (width, part.text)


def test_the_list_of_places_leads_everywhere(hall, browser):
    index = browser.open(f"{hall.address}/")
    index.see("[data-hall]")
    links = {a.get_attribute("href") for a in index.all("[data-hall] a")}
    for path in ["/kiosk/K1", "/window/1", "/board/draw", "/triage"]:
        assert any(link.split("?")[0].endswith(path) for link in links), (path, links)
    for link in links:
        assert hall.stranger().get(link).status_code == 200, link


def test_pages_let_nothing_in_from_elsewhere(hall):
    stranger = hall.stranger()
    for path in ["/", "/kiosk/K1", "/window/1", "/triage", "/board/draw", "/reports/reports"]:
        page = stranger.get(path)
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy
        assert not re.search(r"https?://", page.text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page.text), path
        again = stranger.get(path, **{"If-None-Match": page.headers["etag"]})
        assert again.status_code == 304
