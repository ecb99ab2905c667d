"""Every test has a daemon of its own, or shares one within its file where order cannot matter."""

import pytest

from parts.browser import Browser
from parts.counterparty import Counterparties
from parts.cups import Cupsd, PrinterPort
from parts.daemon import Daemon
from parts.postgres import Postgres


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


@pytest.fixture
def partners(tmp_path):
    """The simulated counterparties, a process of the test's own."""
    counterparties = Counterparties(tmp_path / "counterparties").start()
    yield counterparties
    counterparties.end()


@pytest.fixture
def platform(partners):
    """The e-invoice platform among them."""
    return partners.bosi()


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server for all tests of a file, each with a database of its own."""
    server = Postgres()
    try:
        yield server.start()
    finally:
        server.end()


@pytest.fixture
def cups():
    cups = Cupsd()
    yield cups
    cups.end()


@pytest.fixture
def port():
    """A printer's network port."""
    port = PrinterPort()
    yield port
    port.end()
