"""kill -9 of the real till at a chance moment of each step of a cashier's day: nothing is lost, nothing is twice.

What the till's log said to be done (an item taken, a tender taken, a receipt stored, a shift closed) is what the
cashier saw: after the kill it must be in the books. What was under way may be there or not, but whole.
``KOPILKA_KILL_ROUNDS`` asks for a longer search than the usual one.
"""

import os
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from tests.attacks.till_books_check import TillBooksCheck
from tests.end_to_end.counter import Counter

MILK, BREAD, EGGS = "4696954108082", "4699078566011", "4690676964445"
CUSTOMER_CARD = "KP000102079"
STEPS = ("scan", "tenders", "finish", "printing", "return", "close")
ROUNDS = int(os.environ.get("KOPILKA_KILL_ROUNDS", str(len(STEPS))))
LONGEST_DELAY_S = 0.12

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(120 + 20 * ROUNDS)]


@pytest.fixture
def counter(tmp_path: Path, x_server_at: Callable[[int, int], str]) -> Iterator[Counter]:
    made = Counter(tmp_path, x_server_at(1366, 768), tmp_path / "pictures", "ru", "1366x768")
    yield made
    made.close()


def test_killed_at_every_step_of_the_day(counter: Counter) -> None:
    chance = random.Random(20261122)
    counter.start_server()
    go_to_sale(counter)
    for number in range(ROUNDS):
        step = STEPS[number % len(STEPS)]
        with books(counter) as found:
            before = found.counts()
        counter.till.log.skip_to_end()
        start = len(counter.till.log.whole())
        STEP[step](counter, chance)
        time.sleep(chance.random() * LONGEST_DELAY_S)
        counter.till.program.kill()
        told = counter.till.log.whole()[start:]
        check(counter, told, before, f"round {number}, {step}")
        go_to_sale(counter)
        finish_what_is_open(counter)
    wait_until_all_is_sent(counter)
    with books(counter) as found:
        assert found.problems() == []
    audit = counter.audit()
    assert (audit.returncode, audit.stderr) == (0, ""), audit.stdout
    assert "the books are right" in audit.stdout


def wait_until_all_is_sent(counter: Counter) -> None:
    """The log tells of a queue only where it changed, and the last kill may have come before anything was queued."""
    deadline = time.monotonic() + 90
    queued = "SELECT count(*) FROM op WHERE state = 0"
    with closing(sqlite3.connect(f"file:{counter.till.home / 'till.db'}?mode=ro", uri=True, timeout=5)) as live:
        while (left := live.execute(queued).fetchone()[0]) > 0:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{left} operations are still queued: {counter.till.log.whole()[-2000:]}")
            time.sleep(0.05)


def check(counter: Counter, told: str, before: dict[str, int], where: str) -> None:
    with books(counter) as found:
        assert found.problems() == [], where
        now = found.counts()
        grown = {kind: now[kind] - before[kind] for kind in now}
        stored = {
            "sale": len(re.findall(r"sale=finished", told)),
            "return": len(re.findall(r"return=finished", told)),
            "z": len(re.findall(r"shift=closed", told)),
        }
        for kind, said in stored.items():
            assert said <= grown[kind] <= said + 1, f"{where}: {kind} said {said}, stored {grown[kind]}"
        taken = len(re.findall(r"scan=item_added", told.rpartition("sale=finished")[2]))
        if grown["sale"] == stored["sale"]:
            assert taken <= found.pieces_in_draft() <= taken + 1, where
        else:
            assert found.pieces_in_draft() == 0, where
        draft = found.draft()
        if draft is not None and "tender=" in told.rpartition("sale=finished")[2]:
            assert len(draft["tenders"]) >= len(re.findall(r"tender=", told.rpartition("sale=finished")[2])), where


# ---------------------------------------------------------------- the cashier


def go_to_sale(counter: Counter) -> None:
    """Start the till, sign on, open a shift if none is; ends where goods are scanned or money is taken."""
    till = counter.till
    shown = len(till.log.whole())
    till.start()
    if "screen=sign_on" not in till.log.whole()[shown:]:  # the very first start loads the shop before
        till.wait_for("screen=sign_on")
    till.type("1001")
    till.press("Return")
    screen = till.wait_for("screen=(shift_open|sale_return|sale|payment|receipt|taking_up)").group(1)
    if screen == "receipt":  # stored before the kill and not printed: it is offered, and comes out now
        till.press("F6")
        till.wait_for("print=unprinted")
        till.press("Return")
        screen = till.wait_for("screen=(shift_open|sale_return|sale|payment|taking_up)").group(1)
    if screen == "taking_up":  # what was typed is offered: not today
        till.press("Escape")
        screen = till.wait_for("screen=(shift_open|sale_return|sale|payment)").group(1)
    if screen == "sale_return":  # the return that was under way came back: not today
        till.press("Escape", "Escape", "Escape")  # the pieces, the receipt, the screen
        till.wait_for(r"screen=sale\b")
    if screen == "shift_open":
        till.type("0")
        till.press("Return")
        till.wait_for("screen=sale")


def finish_what_is_open(counter: Counter) -> None:
    """What was brought back is sold."""
    with books(counter) as found:
        if found.pieces_in_draft():
            pay_by_card(counter)


def pay_by_card(counter: Counter) -> None:
    till = counter.till
    till.press("F11")
    till.wait_for("sale=finished")
    till.wait_for("screen=receipt")
    till.press("Return")
    till.wait_for("screen=sale")


def scan(counter: Counter, _chance: random.Random) -> None:
    for code in (MILK, BREAD, EGGS, MILK):
        counter.till.keyboard.type_like_scanner(code)


def tenders(counter: Counter, _chance: random.Random) -> None:
    till = counter.till
    till.scan(MILK)
    till.scan(CUSTOMER_CARD, "customer_attached")
    till.press("F12")
    till.wait_for("screen=payment")
    till.type("10")
    till.press("F12")


def finish(counter: Counter, _chance: random.Random) -> None:
    till = counter.till
    till.scan(EGGS)
    till.press("F12")
    till.wait_for("screen=payment")
    till.type("500")
    till.keyboard.type_like_scanner("", suffix="F12")


def printing(counter: Counter, _chance: random.Random) -> None:
    till = counter.till
    till.scan(BREAD)
    till.keyboard.type_like_scanner("", suffix="F11")
    till.wait_for("sale=finished")


def return_a_piece(counter: Counter, _chance: random.Random) -> None:
    till = counter.till
    till.scan(MILK)
    till.scan(MILK)
    till.scan(CUSTOMER_CARD, "customer_attached")
    till.press("F11")
    number = till.wait_for(r"sale=finished number=(\d+-\d+)").group(1)
    till.wait_for("screen=receipt")
    till.press("Return")
    till.wait_for("screen=sale")
    till.press("F9")
    till.wait_for("screen=sale_return")
    till.type(number)
    till.press("Return")
    till.wait_for("return=receipt")
    till.type("1")
    till.press("Return")
    till.keyboard.type_like_scanner("", suffix="F12")


def close_the_shift(counter: Counter, chance: random.Random) -> None:
    till = counter.till
    till.press("F10")
    till.wait_for("screen=shift")
    till.press("F8")
    till.wait_for("shift_step=count")
    till.type(str(chance.randrange(1000)))
    till.press("Return")
    till.wait_for("shift_step=confirm")
    till.press("Return")
    if till.wait_for("shift_step=(over_short|closed)").group(1) == "over_short":
        till.keyboard.type_by_hand("1")


STEP: dict[str, Callable[[Counter, random.Random], None]] = {
    "scan": scan,
    "tenders": tenders,
    "finish": finish,
    "printing": printing,
    "return": return_a_piece,
    "close": close_the_shift,
}


def books(counter: Counter) -> TillBooksCheck:
    return TillBooksCheck(counter.till.home / "till.db")
