"""kill -9 of the real till while something is typed into a dialog: it says so, and one key brings it back as typed.

That every dialog does so is played in one process (``tests/ui/screens/test_under_way.py``); here is the disk.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.services.under_way import UnderWay
from sync.protocol.encoding import decode
from sync.store.under_way_file import UnderWayFile
from sync.vault.phone_vault import PhoneVault
from tests.attacks.phone_search import phones_in
from tests.attacks.test_kill_at_the_counter import MILK, go_to_sale
from tests.end_to_end.counter import Counter
from tests.end_to_end.programs import PATIENCE_S

NEW_PHONE = "+79736661234"
NAME = "vera"  # by the keys of a keyboard with English letters

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(240)]


@pytest.fixture
def counter(tmp_path: Path, x_server_at: Callable[[int, int], str]) -> Iterator[Counter]:
    made = Counter(tmp_path, x_server_at(1366, 768), tmp_path / "pictures", "ru", "1366x768", has_devices=False)
    yield made
    made.close()


def type_and_kill(counter: Counter, text: str) -> None:
    """Once the last key is on the disk, which it is a tenth of a second later, or when the machine comes to it."""
    counter.till.type(text)
    wait_until(lambda: typed_on_disk(counter.till.home) == text)
    counter.till.program.kill()


def typed_on_disk(home: Path) -> str:
    """What stands in the line in front, by the record that the till would read after a kill."""
    secrets = load_or_make_secrets(home / "secrets.json", "")
    vault = PhoneVault(secrets.phone_hash_key, secrets.phone_cipher_key, os.urandom)
    record = UnderWayFile(home / "under_way.bin", vault, secrets.till_id).load()
    return "" if record is None else decode(UnderWay, record).steps[-1].typed


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def start_again(counter: Counter) -> None:
    """To the words of what was under way."""
    till = counter.till
    till.start()
    till.type("1001")
    till.press("Return")
    till.wait_for("under_way=offered")
    till.wait_for("screen=taking_up")


def test_killed_while_typing(counter: Counter) -> None:
    """A discount, a registration, cash into the drawer; at last the record itself is torn, and the till sells."""
    counter.start_server()
    till = counter.till
    go_to_sale(counter)
    till.scan(MILK)

    till.press("F7")
    till.wait_for("dialog=discount")
    type_and_kill(counter, "5,5")
    start_again(counter)
    till.picture("taking-up-discount")
    till.press("Return")
    till.wait_for("dialog=discount")
    till.press("Return")  # 5,5 % stands there: it is given
    till.wait_for("dialog=(none|reason)")

    till.press("Escape")
    till.press("F2")
    till.wait_for("dialog=customer")
    till.type(NEW_PHONE[2:])
    till.wait_for("person=not_found why=phone_unknown")  # so says the server; before that the key does nothing
    till.press("F4")
    till.wait_for("dialog=registration")
    type_and_kill(counter, NAME)
    sealed = (till.home / "under_way.bin").read_bytes()
    assert phones_in(sealed, [NEW_PHONE]) == set()
    assert NAME.encode() not in sealed
    start_again(counter)
    till.press("Return")
    till.wait_for("dialog=registration")
    till.press("Return", "Return", "Return")  # the name stands there; both consents
    till.wait_for("registered customer_id=")
    till.press("Escape")

    till.press("F10")
    till.wait_for("screen=shift")
    till.press("F2")
    till.wait_for("shift_step=cash_in")
    type_and_kill(counter, "750")
    start_again(counter)
    till.press("Return")
    till.wait_for("shift_step=cash_in")
    till.press("Return")
    till.wait_for("shift_step=reason")
    till.keyboard.type_by_hand("1")
    till.wait_for("cash_moved=.* kopecks=75000")

    till.press("Escape")
    till.wait_for(r"screen=sale\b")
    till.press("F7")
    till.wait_for("dialog=discount")
    type_and_kill(counter, "12")
    record = till.home / "under_way.bin"
    record.write_bytes(record.read_bytes()[:30])
    till.start()
    till.type("1001")
    till.press("Return")
    till.wait_for("under_way=unreadable")
    till.wait_for("under_way=told")
    till.wait_for(r"screen=sale\b")
    till.scan(MILK)
    till.press("F11")
    till.wait_for("sale=finished")
    wait_until(lambda: not record.exists())
