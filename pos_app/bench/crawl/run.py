"""The crawl: a demo till with its server in a scratch home, and hands that press whatever can be pressed."""

import random
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pos_app.bench.benches import BenchError
from pos_app.bench.crawl.afterwards import judge
from pos_app.bench.crawl.choosing import Choosing, Deed
from pos_app.bench.crawl.every_place import every_dialog, every_screen
from pos_app.bench.crawl.hands import Hands
from pos_app.bench.crawl.shop_words import ShopWords, shop_words
from pos_app.bench.crawl.tally import CrawlTally
from pos_app.bench.crawl.till_seen import NoAnswerError, SeenTill
from pos_app.bench.till.screen_choice import chosen_screen

_START_S = 300.0
_ANSWER_S = 30.0
_READY_S = 60.0  # a PIN is checked beside the window; where many programs want the processor, that takes long
_REMEMBERED = 12
_SENT_S = 60.0
# A window that is told of a key by the X server has it a moment later.
_KEY_ARRIVES_S = 0.012
_SETTLES_S = 0.5
_LOOKS_AGAIN_S = 0.1
_COUPONS = 60


def run_crawl(
    seconds: float,
    seed: int,
    progress: Callable[[CrawlTally], None],
    *,
    arguments: tuple[str, ...] = (),
    home: Path | None = None,
    must_see_all: bool = False,
) -> CrawlTally:
    """Crawl for ``seconds``, then close the till and judge. ``arguments`` are the demo's (language, theme, size).

    ``home`` keeps what the till and its server wrote, else it is thrown away. ``must_see_all``: there was time for
    every screen and dialog, so one that was not reached is wrong. Raises BenchError without Xvfb.
    """
    tally = CrawlTally(every_screen(), every_dialog(), must_see_all=must_see_all)
    with chosen_screen(on_screen=False) as screen, tempfile.TemporaryDirectory(prefix="kopilka-crawl-") as scratch:
        if not screen.has_xtest:
            raise BenchError(f"real keys need Xvfb and python-xlib: {screen.words}")
        till = SeenTill(home or Path(scratch), screen.environment, arguments)
        hands = Hands(screen.environment["DISPLAY"])
        try:
            _crawl(till, hands, seconds, seed, tally, progress)
            _wait_until_sent(till, tally)
        except NoAnswerError as error:
            tally.wrong.append(str(error))
        finally:
            hands.close()
            code = till.close()
        if code != 0:
            tally.wrong.append(f"the till ended with code {code}")
        judge(till, tally)
    return tally


def _crawl(
    till: SeenTill,
    hands: Hands,
    seconds: float,
    seed: int,
    tally: CrawlTally,
    progress: Callable[[CrawlTally], None],
) -> None:
    seen = till.look_when_shown(_START_S)
    time.sleep(0.3)  # X tells nobody when a window without a manager may have the keyboard
    hands.focus(seen["window"])
    _count_place(tally, {}, seen)
    choosing = Choosing(seed, shop_words(random.Random(f"{seed}/words"), till.issue_coupons(_COUPONS)))
    seen = _open_the_day(till, hands, seen, choosing.words, tally)
    last: deque[str] = deque(maxlen=_REMEMBERED)
    ends_s = time.monotonic() + seconds
    while time.monotonic() < ends_s:
        deed = choosing.next(seen)
        last.append(f"{seen['screen']}/{seen['dialog']}: {deed}")
        _do(hands, deed)
        tally.deeds[deed.kind] += 1
        if deed.kind == "touch":
            tally.buttons.add((seen["screen"], deed.name))
        time.sleep(_KEY_ARRIVES_S)
        began_s = time.monotonic()
        try:
            before, seen = seen, till.look_when_shown(_READY_S, _ANSWER_S)
        except NoAnswerError as error:
            raise NoAnswerError(f"{error}; before that: {'; '.join(last)}") from error
        tally.slowest_ms = max(tally.slowest_ms, int((time.monotonic() - began_s) * 1_000))
        _count_place(tally, before, seen)
        if not hands.has_keyboard(seen["window"]):
            tally.wrong.append(f"the till's window lost the keyboard after {'; '.join(last)}")
            hands.focus(seen["window"])
        progress(tally)


def _open_the_day(
    till: SeenTill, hands: Hands, seen: dict[str, Any], words: ShopWords, tally: CrawlTally
) -> dict[str, Any]:
    """A cashier signs on and opens the shift: chance alone would try doors for long. What is seen then."""
    ends_s = time.monotonic() + _START_S
    while time.monotonic() < ends_s and seen["screen"] != "sale":
        if seen["screen"] == "sign_on":
            hands.type(words.pins["cashier"][0])
            hands.press("Enter")
        elif seen["screen"] == "shift_open":
            hands.type("3000")
            hands.press("Enter")
        time.sleep(_SETTLES_S)
        before, seen = seen, till.look_when_shown(_READY_S, _ANSWER_S)
        _count_place(tally, before, seen)
    return seen


def _do(hands: Hands, deed: Deed) -> None:
    match deed.kind:
        case "touch":
            hands.touch(*deed.place)
        case "key":
            hands.press(deed.name)
        case "scan":
            hands.scan(deed.text)
        case "wait":
            time.sleep(_LOOKS_AGAIN_S)
        case _:
            hands.type(deed.text)
            if deed.finishes:
                hands.press("Enter")


def _count_place(tally: CrawlTally, before: dict[str, Any], seen: dict[str, Any]) -> None:
    if before.get("screen") != seen["screen"]:
        tally.screens[seen["screen"]] += 1
    if seen["dialog"] and (before.get("dialog") != seen["dialog"] or before.get("screen") != seen["screen"]):
        tally.dialogs[seen["dialog"]] += 1


def _wait_until_sent(till: SeenTill, tally: CrawlTally) -> None:
    """The server must have everything before its books are compared."""
    deadline_s = time.monotonic() + _SENT_S
    while (waiting := till.look(_ANSWER_S)["queue"]) and time.monotonic() < deadline_s:
        time.sleep(0.2)
    if waiting:
        tally.wrong.append(f"{waiting} operations were not sent within {_SENT_S:g} s")
