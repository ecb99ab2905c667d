"""Every test has a daemon of its own, or shares one within its file where order cannot matter."""

import pytest

from parts.browser import Browser
from parts.daemon import Daemon


@pytest.fixture
def house(tmp_path):
    """Opens daemons, and sees to it that all of them end."""
    opened = []

    def open(settings=None, folder=None, env=None, storage=None):
        daemon = Daemon(folder or tmp_path / f"data{len(opened)}", settings, env, storage)
        opened.append(daemon)
        return daemon.start()

    yield open
    for daemon in opened:
        daemon.end()


@pytest.fixture
def hall(house):
    """The demonstration hall, just opened."""
    return house()


@pytest.fixture(scope="module")
def shared_hall(tmp_path_factory):
    """A demonstration hall for all tests of a file; each uses cards of its own."""
    daemon = Daemon(tmp_path_factory.mktemp("hall")).start()
    yield daemon
    daemon.end()


@pytest.fixture
def browser(tmp_path):
    browser = Browser(tmp_path / "pictures")
    yield browser
    complaints = browser.complaints()
    browser.end()
    assert complaints == []


@pytest.fixture
def screens(hall, browser):
    """Opens pages of the demonstration hall, where they sign themselves in."""
    return lambda path, **size: browser.open(f"{hall.address}{path}", **size).live()
