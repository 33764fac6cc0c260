"""One world, one server process and one Chromium for all tests of the pages."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from sync.server.central import Central, open_home
from sync.server.database import reading
from sync.server.office.sessions import begin_session
from sync.server.office.sessions import session_of as session_of_token
from sync.server.retry import write
from tests.sync.server.pages.browser import Browser, chromium
from tests.sync.server.pages.office_world import World, make_world
from tests.sync.server.running import running

Visitor = Callable[[str], httpx.Client]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two shops with their trade."""
    return make_world(tmp_path_factory.mktemp("office") / "server")


@pytest.fixture(scope="session")
def office_url(world: World) -> Iterator[str]:
    """The real server as a process."""
    with running(world.home) as server:
        yield server.url


@pytest.fixture(scope="session")
def beside(world: World) -> Iterator[Central]:
    """The same books, as a command beside the server opens them."""
    central = open_home(world.home)
    yield central
    central.close()


@pytest.fixture(scope="session")
def session_of(beside: Central) -> Callable[[str], str]:
    """A function: name → the cookie of somebody who has signed on."""
    tokens: dict[str, str] = {}

    def is_on(name: str) -> bool:
        with reading(beside.engine) as connection:  # a test may have signed the person out everywhere
            return session_of_token(connection, tokens.get(name, ""), beside.now()) is not None

    def of(name: str) -> str:
        if not is_on(name):
            now = beside.now()
            tokens[name] = write(
                beside.engine, lambda connection: begin_session(connection, f"person-{name}", now, os.urandom)
            )
        return tokens[name]

    return of


@pytest.fixture
def visitor(office_url: str, session_of: Callable[[str], str]) -> Iterator[Visitor]:
    """A function: name → a client that is signed on as that person ("" nobody); redirects are shown, not followed."""
    clients: list[httpx.Client] = []

    def made(name: str) -> httpx.Client:
        cookies = {"kopilka-office": session_of(name)} if name else {}
        client = httpx.Client(base_url=office_url, cookies=cookies, follow_redirects=False, timeout=60)
        clients.append(client)
        return client

    yield made
    for client in clients:
        client.close()


@pytest.fixture(scope="session")
def chromium_window(office_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Started once: that takes longer than most tests."""
    logging.getLogger("selenium").setLevel(logging.INFO)  # or every message to the browser is kept
    logging.getLogger("urllib3").setLevel(logging.INFO)
    profile: Path = tmp_path_factory.mktemp("chromium")
    with chromium(office_url, profile) as browser:
        yield browser


@pytest.fixture
def browser(chromium_window: Browser) -> Iterator[Browser]:
    """Nobody is signed on; a desktop's width, light."""
    chromium_window.be("")
    chromium_window.resize((1366, 768))
    chromium_window.dark(False)
    chromium_window.complaints()
    chromium_window.hosts()
    yield chromium_window
