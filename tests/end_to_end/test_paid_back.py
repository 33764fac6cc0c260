"""A certificate and a top-up are sold and paid back, twice is refused; the customer's phone is changed by a code.

Real server, real till, real keys; afterwards both books are asked.
"""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from tests.end_to_end.both_books import receipts, rows, server_operations, unbalanced_entries
from tests.end_to_end.counter import Counter
from tests.end_to_end.test_customers_desk import everything_is_sent

MILK, CARD = "4696954108082", "KP000102079"
GIFT = CERTIFICATE_SERIES.compose(77)
NEW_PHONE = "89736660777"

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]


@pytest.fixture(params=[("en", "1366x768")], ids=["en-1366"])
def counter(
    request: pytest.FixtureRequest, tmp_path: Path, x_server_at: Callable[[int, int], str], pictures: Path
) -> Iterator[Counter]:
    language, size = request.param
    width, height = map(int, size.split("x"))
    made = Counter(tmp_path, x_server_at(width, height), pictures / f"paid-back-{language}-{size}", language, size)
    yield made
    made.close()


def test_what_is_left_comes_back_once_and_a_new_phone_finds_him(counter: Counter) -> None:
    till = counter.till
    counter.start_server()
    till.start()
    till.wait_for("screen=sign_on")
    till.type("1001")
    till.press("Return")
    till.wait_for("screen=shift_open")
    till.type("9000")
    till.press("Return")
    till.wait_for("screen=sale")
    certificate_and_top_up_are_sold(counter)
    everything_is_sent(counter)
    all_of_it_comes_back(counter)
    everything_is_sent(counter)
    twice_is_refused(counter)
    the_phone_is_changed(counter)
    everything_is_sent(counter)
    books_agree(counter)


def certificate_and_top_up_are_sold(counter: Counter) -> None:
    till = counter.till
    till.scan(MILK)
    till.scan(CARD, "customer_attached")
    till.scan(GIFT, "certificate")
    till.press("1")
    till.wait_for("dialog=none")
    till.press("End", "1")
    till.wait_for("dialog=top_up")
    till.type("500")
    till.press("Return")
    till.wait_for("dialog=none")
    till.picture("01-sold-in-advance")
    till.press("F11")
    till.wait_for("sale=finished")
    till.press("Return")
    till.wait_for("screen=sale")


def all_of_it_comes_back(counter: Counter) -> None:
    till = counter.till
    till.press("F9")
    till.wait_for("screen=sale_return")
    till.type("1")
    till.press("Return")
    till.wait_for("return=receipt")
    till.press("F4")
    till.wait_for("advance=set_aside")
    till.wait_for("advance=set_aside")
    till.picture("02-what-comes-back")
    till.press("F12")
    till.wait_for("return=finished")
    till.picture("03-paper")
    till.press("Return")
    till.wait_for("screen=sale")


def twice_is_refused(counter: Counter) -> None:
    till = counter.till
    till.press("F9")
    till.wait_for("screen=sale_return")
    till.type("1")
    till.press("Return")
    till.wait_for("return=receipt")
    till.press("F4", "F12")
    till.picture("04-twice")
    till.press("Escape", "Escape")
    till.wait_for("screen=sale")


def the_phone_is_changed(counter: Counter) -> None:
    till = counter.till
    till.scan(CARD, "customer_attached")
    till.press("F2")
    till.wait_for("dialog=customer")
    till.press("F3")
    till.wait_for("screen=customer_page")
    till.wait_for("customer_page=server")
    till.picture("05-history")
    till.press("F8")
    till.wait_for("dialog=new_phone")
    till.type(NEW_PHONE)
    till.press("Return")
    till.wait_for("code=sent")
    till.picture("06-code-to-the-new-number")
    till.type(_code(counter))
    till.press("Return")
    till.wait_for("phone=changed how=code")
    till.picture("07-changed")
    till.press("Escape")
    till.wait_for("screen=sale")


def books_agree(counter: Counter) -> None:
    till_db, server_db = counter.till.home / "till.db", counter.server_home / "server.db"
    (sold,), (back,) = receipts(till_db, "sale"), receipts(till_db, "return")
    assert len(back["advances"]) == 2
    paid = sum(tender["amount_kopecks"] for tender in sold["tenders"])
    assert sum(refund["amount_kopecks"] for refund in back["refunds"]) == paid
    assert unbalanced_entries(till_db) == []
    assert {state for _, _, state in server_operations(server_db)} == {"applied"}
    owners = (GIFT, sold["customer_id"])
    left = rows(server_db, "SELECT sum(balance) FROM stored_value WHERE owner IN (?, ?)", *owners)
    assert left == [(0,)]
    assert rows(server_db, "SELECT count(*) FROM phone_history WHERE customer_id = ?", sold["customer_id"]) == [(1,)]
    assert rows(till_db, "SELECT count(*) FROM value_hold WHERE state <> 'closed'") == [(0,)]
    done = counter.audit()
    assert done.returncode == 0, done.stdout
    for home in (counter.till.home, counter.server_home):
        for file in home.rglob("*"):
            if file.is_file() and file.name != "messages.log":
                assert NEW_PHONE[1:].encode() not in file.read_bytes(), file


def _code(counter: Counter) -> str:
    """The newest code that the server's gateway wrote."""
    log = counter.server_home / "messages.log"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = re.findall(r"\t(\d{4})$", log.read_text("utf-8"), re.M) if log.exists() else []
        if found:
            return str(found[-1])
        time.sleep(0.1)
    raise AssertionError("no code was written")
