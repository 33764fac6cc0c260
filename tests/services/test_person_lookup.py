"""A phone that nobody here knows is asked of the server, by its hash, when there is one to ask."""

from datetime import date

import pytest

from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.customer_answers import CustomerFound
from pos_app.services.person_lookup import PersonLookup, PersonReply
from sync.protocol.rows import CustomerRow
from tests.fakes.answering_door import AnsweringDoor, DirectoryIntake, PlainHasher
from tests.services.shop import ANNAS_PHONE, Shop

STRANGER = "+79736660101"
ROW = CustomerRow("olga", "Ольгина О.", STRANGER, None, date(1980, 5, 1))


def lookup_of(shop: Shop, door: AnsweringDoor | None, intake: object = None) -> PersonLookup:
    return PersonLookup(
        directory=shop.directory,
        books=shop.books,
        hasher=PlainHasher(),
        door=door,
        intake=intake or DirectoryIntake(shop.directory),  # type: ignore[arg-type]
        is_online=lambda: shop.online,
    )


def test_who_the_server_knows_is_here_after_one_question(shop: Shop) -> None:
    door = AnsweringDoor()
    door.knows(ROW, Account("olga", 5_000, 0, (Lot("lot", date(2027, 1, 1), 5_000),), None, 0))
    lookup = lookup_of(shop, door)
    question = lookup.question("8 973 666-01-01")
    assert question is not None and STRANGER not in repr(question)
    assert lookup.ask(question) is PersonReply.FOUND
    found = shop.customers.find("89736660101")
    assert isinstance(found, CustomerFound) and found.customer.customer_id == "olga"
    assert shop.customers.panel("olga").balance == 5_000
    assert lookup.question(STRANGER) is None


def test_nobody_and_no_answer_are_told_apart(shop: Shop) -> None:
    door = AnsweringDoor()
    lookup = lookup_of(shop, door)
    question = lookup.question(STRANGER)
    assert question is not None
    assert lookup.ask(question) is PersonReply.NOBODY
    door.silent = True
    assert lookup.ask(question) is PersonReply.NO_ANSWER


def test_nothing_is_asked_without_need_or_without_a_server(shop: Shop) -> None:
    door = AnsweringDoor()
    lookup = lookup_of(shop, door)
    for typed in (ANNAS_PHONE, "1234", "", "мёд", "+7973"):
        assert lookup.question(typed) is None
    shop.online = False
    assert lookup.question(STRANGER) is None
    shop.online, door.worth_asking = True, False
    assert lookup.question(STRANGER) is None
    door.worth_asking, shop.books.server_can = True, ()
    assert lookup.question(STRANGER) is None
    assert lookup_of(shop, None).question(STRANGER) is None
    assert door.asked == []


@pytest.mark.allow_log("person=not_kept")
def test_a_person_who_cannot_be_kept_is_as_no_answer(shop: Shop) -> None:
    class FullDisk:
        def keep(self, customer: CustomerRow, account: Account | None) -> None:
            raise StoreError("disk_full")

    door = AnsweringDoor()
    door.knows(ROW)
    lookup = lookup_of(shop, door, FullDisk())
    question = lookup.question(STRANGER)
    assert question is not None and lookup.ask(question) is PersonReply.NO_ANSWER
