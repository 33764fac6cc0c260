"""A customer joins, confirms his phone by the code, gets a card, loses it; goods come back without a receipt.

Real server, real till, real keys; the code is read where the server's logging gateway writes it.
"""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_app.domain.codes.card_number import generate as card
from tests.end_to_end.both_books import till_operations
from tests.end_to_end.counter import Counter

MILK = "4696954108082"
PHONE = "89736660101"
CARD, OTHER_CARD = card(99_000_001), card(99_000_002)

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]


@pytest.fixture(params=[("ru", "1024x768")], ids=["ru-1024"])
def counter(
    request: pytest.FixtureRequest, tmp_path: Path, x_server_at: Callable[[int, int], str], pictures: Path
) -> Iterator[Counter]:
    language, size = request.param
    width, height = map(int, size.split("x"))
    made = Counter(tmp_path, x_server_at(width, height), pictures / f"desk-{language}-{size}", language, size)
    yield made
    made.close()


def test_the_customers_desk(counter: Counter) -> None:
    till = counter.till
    counter.start_server()
    till.start()
    till.wait_for("screen=sign_on")
    till.type("1001")
    till.press("Return")
    till.wait_for("screen=shift_open")
    till.type("2000")
    till.press("Return")
    till.wait_for("screen=sale")
    join_with_a_code(counter)
    a_card_is_handed_out_and_lost(counter)
    goods_come_back_without_a_receipt(counter)
    till.press("Escape")
    till.wait_for("screen=sale")
    everything_is_sent(counter)
    done = counter.audit()
    assert done.returncode == 0, done.stdout


def everything_is_sent(counter: Counter) -> None:
    """The till's books are asked: the log may have told of the last operation already."""
    until = time.monotonic() + 60
    while any(state == 0 for _, _, state in till_operations(counter.till.home / "till.db")):
        assert time.monotonic() < until, "operations still wait for the server"
        time.sleep(0.1)


def join_with_a_code(counter: Counter) -> None:
    till = counter.till
    till.scan(MILK)
    till.press("F2")
    till.wait_for("dialog=customer")
    till.type(PHONE)
    till.press("Return")
    till.wait_for("person=not_found why=phone_unknown")  # so says the server; before that the key does nothing
    till.press("F4")
    till.wait_for("dialog=registration")
    till.type("Zoya")
    till.press("Return", "Return", "Return")
    till.wait_for("code=sent")
    till.picture("01-code")
    till.type(_code(counter))
    till.press("Return")
    till.wait_for("code=told")


def a_card_is_handed_out_and_lost(counter: Counter) -> None:
    till = counter.till
    till.press("F2")
    till.wait_for("dialog=customer")
    till.press("F3")
    till.wait_for("screen=customer_page")
    till.wait_for("customer_page=server")
    till.press("F3")
    till.wait_for("dialog=cards")
    till.press("1")
    till.type(CARD)
    till.press("Return")
    till.wait_for("card=issued")
    till.press("F3")
    till.wait_for("dialog=cards")
    till.press("2")
    till.type(OTHER_CARD)
    till.press("Return")
    till.wait_for("card=issued")
    till.picture("02-page")
    till.press("Escape")
    till.wait_for("screen=sale")
    till.scan(CARD, "refused")
    till.scan(OTHER_CARD, "customer_attached")


def goods_come_back_without_a_receipt(counter: Counter) -> None:
    till = counter.till
    till.press("F9")
    till.wait_for("screen=sale_return")
    till.press("F8")
    till.wait_for("screen=free_return")
    till.scan(MILK, "goods")
    till.press("F12", "1")
    till.picture("03-who")
    till.type("2001")
    till.press("Return")
    till.wait_for("return=finished")
    till.picture("04-back")


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
