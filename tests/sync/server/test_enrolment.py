"""One-time codes: once, for ten minutes, for one place; and what becomes of the till that uses one."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from sync.protocol.enrolment import CODE_ALPHABET, CODE_LETTERS, EnrolRequest, code_read, code_shown
from sync.protocol.operation import GENESIS_HASH
from sync.server.access.enrol import EnrolmentRefusedError, enrol
from sync.server.access.enrolment_codes import NumberTakenError, NumberUnknownError
from sync.server.access.shut_out import let_in, shut_out
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, TillUnknownError, named_till
from sync.server.journal.journal import first_broken_row, journal_rows
from sync.server.retry import write
from sync.vault.signing import SigningKey
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import OLGA, TILL, Shop, new_code

NEW_KEY = SigningKey("77" * 32)
REQUEST = EnrolRequest("", NEW_KEY.public_hex, "laptop", "till-new")


def use(shop: Shop, code: str, request: EnrolRequest = REQUEST) -> EnrolledTill:
    return write(shop.central.engine, lambda link: enrol(link, shop.clock.now(), replace(request, code=code)))


def refusal(shop: Shop, code: str, request: EnrolRequest = REQUEST) -> str:
    with pytest.raises(EnrolmentRefusedError) as refused:
        use(shop, code, request)
    return refused.value.code


def test_a_new_till_gets_its_place_and_its_lost_answer_again(shop: Shop) -> None:
    code = new_code(shop.central, "7", shop_id="garden")
    till = use(shop, code)
    assert (till.till_id, till.code, till.shop_id, till.epoch) == ("till-new", "7", "garden", 1)
    assert till.public_key == NEW_KEY.public_hex
    shop.clock.at += timedelta(days=2)
    assert use(shop, code) == till


def test_a_code_is_good_once_for_ten_minutes_and_as_it_was_made(shop: Shop) -> None:
    code = new_code(shop.central, "7")
    other = replace(REQUEST, public_key=SigningKey("88" * 32).public_hex, till_id="till-other")
    assert refusal(shop, "0" * CODE_LETTERS) == "code_unknown"
    assert refusal(shop, "' OR 1=1 --") == "code_unknown"
    use(shop, code)
    assert refusal(shop, code, other) == "code_used"
    assert refusal(shop, code, replace(REQUEST, public_key=other.public_key)) == "code_used"
    late = new_code(shop.central, "8")
    shop.clock.at += timedelta(minutes=10)
    assert refusal(shop, late, other) == "code_expired"


def test_two_tills_with_one_code_at_once_one_is_taken_in(shop_on: Callable[[str], Shop], database_kind: str) -> None:
    shop = shop_on(database_kind)
    code = new_code(shop.central, "7")
    start = threading.Barrier(6)
    answers: list[str] = []

    def show(number: int) -> None:
        key = SigningKey(f"{number:02d}" * 32)
        request = EnrolRequest(code, key.public_hex, "device", f"till-{number}-new")
        start.wait()
        try:
            answers.append(use(shop, code, request).till_id)
        except EnrolmentRefusedError as refused:
            answers.append(refused.code)

    threads = [threading.Thread(target=show, args=(number,)) for number in range(10, 16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[:5] == ["code_used"] * 5
    assert sorted(answers)[5].startswith("till-")


def test_a_number_is_taken_or_replaced_never_both(shop: Shop) -> None:
    with pytest.raises(NumberTakenError):
        new_code(shop.central, "2")
    with pytest.raises(NumberUnknownError):
        new_code(shop.central, "9", replaces=True)
    first, second = new_code(shop.central, "9"), new_code(shop.central, "9")
    use(shop, first)
    assert refusal(shop, second, replace(REQUEST, public_key="aa" * 32, till_id="till-second")) == "till_known"


def test_a_device_that_replaces_a_till_goes_on_in_the_next_epoch(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(sale(1, OLGA))
    shop.push(stream.request())
    till = use(shop, new_code(shop.central, "2", replaces=True))
    assert (till.till_id, till.epoch, till.last_seq, till.last_hash) == (TILL, 2, 0, GENESIS_HASH)
    assert shop.till().public_key == NEW_KEY.public_hex


def test_the_same_till_with_a_new_key_goes_on_in_its_books(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(sale(1, OLGA))
    shop.push(stream.request())
    code = new_code(shop.central, "2", replaces=True)
    till = use(shop, code, replace(REQUEST, till_id=TILL, epoch=1, till_code="2"))
    assert (till.till_id, till.epoch, till.last_seq, till.public_key) == (TILL, 1, 1, NEW_KEY.public_hex)


def test_books_of_another_till_are_not_taken_for_its_own(shop: Shop) -> None:
    code = new_code(shop.central, "2", replaces=True)
    assert refusal(shop, code, replace(REQUEST, epoch=1, till_code="2")) == "till_known"
    assert refusal(shop, code, replace(REQUEST, epoch=1, till_code="5")) == "till_known"
    fresh = new_code(shop.central, "7")
    assert refusal(shop, fresh, replace(REQUEST, till_id=TILL)) == "till_known"
    key_of_till = replace(REQUEST, public_key=shop.till().public_key or "")
    assert refusal(shop, fresh, key_of_till) == "key_known"
    use(shop, code)
    assert use(shop, fresh, replace(REQUEST, public_key="aa" * 32)).code == "7"


def test_a_till_is_shut_out_and_let_in_by_one_action_each(shop: Shop) -> None:
    with reading(shop.central.engine) as connection:
        till = named_till(connection, "2")
        with pytest.raises(TillUnknownError):
            named_till(connection, "99")
    write(shop.central.engine, lambda link: shut_out(link, shop.clock.now(), "olga", till, "stolen"))
    assert shop.till().revoked
    write(shop.central.engine, lambda link: let_in(link, shop.clock.now(), "olga", till, "found"))
    assert not shop.till().revoked
    with reading(shop.central.engine) as connection:
        rows = list(journal_rows(connection))
        assert first_broken_row(connection) is None
    assert [(row.actor, row.action, row.detail) for row in rows[-2:]] == [
        ("olga", "shut_out", "stolen"),
        ("olga", "let_in", "found"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET actor = 'nobody' WHERE number = 2",
        "DELETE FROM journal WHERE number = 2",
        "DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)",
    ],
)
def test_a_journal_that_was_changed_shows_where(shop: Shop, change: str) -> None:
    with shop.central.engine.begin() as connection:
        last = len(list(journal_rows(connection)))
        connection.exec_driver_sql(change)
        assert first_broken_row(connection) == (last if "max" in change else 2)


def test_codes_are_read_however_they_are_typed() -> None:
    letters = CODE_ALPHABET[-CODE_LETTERS:]
    assert code_read(code_shown(letters)) == letters
    assert code_read("  o0il-1234 abcd ") == "00111234ABCD"
    for nonsense in ("", "7KQ2", "7KQ2-M4XD-90T", "7KQ2-M4XD-90TRR", "7KQ2-M4XD-90T!", "٣KQ2-M4XD-90TR", os.sep * 12):
        assert code_read(nonsense) is None
