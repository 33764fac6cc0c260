"""Every flow of till-screen.md by real keys into the real till, with its server: how many keys each takes.

Both languages at both sizes by keys, and by finger in the small Russian and in the large English window. The counts are
printed at the end of the run and stand in ``var/pictures/flows.txt`` beside the pictures.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pos_app.bench.crawl.till_seen import SeenProgram
from tests.end_to_end.counter import Counter
from tests.end_to_end.flows.flow import Flow
from tests.end_to_end.flows.person import Person
from tests.end_to_end.flows.table import FLOWS, MOST_KEYS
from tests.end_to_end.till_driver import grab_screen
from tests.plugins.flow_counts import FlowCounts

SETTINGS = (("ru", "1024x768"), ("en", "1024x768"), ("ru", "1366x768"), ("en", "1366x768"))
BY_FINGER = (("ru", "1024x768"), ("en", "1366x768"))
OFFLINE_IN = ("en", "1366x768")
"""The last one: its server is ended for the flow that is played without."""

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def shop(
    tmp_path_factory: pytest.TempPathFactory, x_server_at: Callable[[int, int], str], pictures: Path
) -> Iterator[Counter]:
    """One server and one till's home for all: the till starts anew for each language and size."""
    made = Counter(
        tmp_path_factory.mktemp("flows"), x_server_at(1366, 768), pictures, "ru", "1366x768", has_devices=False
    )
    try:
        made.start_server()
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("setting", SETTINGS, ids="-".join)
def test_flows(
    shop: Counter,
    setting: tuple[str, str],
    x_server_at: Callable[[int, int], str],
    pictures: Path,
    flow_counts: FlowCounts,
) -> None:
    language, size = setting
    width, height = map(int, size.split("x"))
    display, threads = x_server_at(width, height), shop.till.home / "threads.txt"
    command = (
        *("tests.end_to_end.flows.watched_till", str(threads), "--home", str(shop.till.home)),
        *("run", "--language", language, "--size", size),
    )
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    till = SeenProgram(command, environment, shop.till.home / "stderr.txt", threads)
    person = Person(till, display, language, first_new_phone=1000 * (1 + SETTINGS.index(setting)))
    folder = pictures / f"flows-{language}-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    flow_counts.begin(f"{language} {size}")
    wrong: list[str] = []
    try:
        person.wait_until(lambda seen: seen["screen"] == "sign_on", "the sign-on")
        person.begin_the_day()
        for number, flow in enumerate(FLOWS, 1):
            if flow.offline:
                if setting != OFFLINE_IN:
                    continue
                shop.server.kill()
                person.wait_until(lambda seen: seen["link"] not in ("online", "connecting"), "that the till is offline")
            picture = folder / f"{number:02d}-{re.sub('[^a-z]+', '-', flow.name.lower())}.png"
            wrong += play(person, flow, setting, flow_counts, partial(grab_screen, display, picture))
    finally:
        person.close()
        code = till.close()
    assert wrong == []
    assert code == 0, (shop.till.home / "stderr.txt").read_text(encoding="utf-8")


def play(
    person: Person, flow: Flow, setting: tuple[str, str], counts: FlowCounts, picture: Callable[[], None]
) -> list[str]:
    """By keys, and by finger where that is asked for. What is wrong, in words."""
    wrong = []
    person.clear()
    keys = person.play(flow)
    picture()
    touches = None
    if setting in BY_FINGER:
        person.clear()
        person.by_finger = True
        touches = person.play(flow)
        if touches > flow.limit(setting[0], by_finger=True):
            wrong.append(f"{flow.name}: {touches} touches, at most {flow.limit(setting[0], by_finger=True)}")
    limit = flow.limit(setting[0])
    counts.add(flow.name, flow.target, keys, limit, touches)
    if keys > limit:
        wrong.append(f"{flow.name}: {keys} keys, at most {limit}")
    if not flow.counts_typed and keys > MOST_KEYS:
        wrong.append(f"{flow.name}: {keys} keys, no flow may take more than {MOST_KEYS}")
    return wrong
