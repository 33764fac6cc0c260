"""Cards end, come back, are replaced; what a till says of its people is held against the office's list."""

from datetime import timedelta

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.held_card import BlockReason, HeldCard
from sync.protocol.operation import OperationKind
from tests.sync.server.paper import AT, Stream
from tests.sync.server.people.reporting import journal, people, report
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop

LATER = AT + timedelta(minutes=5)


def bind(shop: Shop, stream: Stream, who: str, number: str, op_id: str = "b-1") -> str | None:
    return report(shop, stream, OperationKind.CARD_BOUND, op_id, CardBound(op_id, who, number, "operator-1", AT))


def block(shop: Shop, stream: Stream, who: str, number: str, op_id: str = "k-1") -> str | None:
    record = CardBlocked(op_id, who, number, BlockReason.LOST, "operator-1", LATER)
    return report(shop, stream, OperationKind.CARD_BLOCKED, op_id, record)


def activate(shop: Shop, stream: Stream, who: str, number: str, approved_by: str, op_id: str) -> str | None:
    record = CardActivated(op_id, who, number, "operator-1", approved_by, LATER)
    return report(shop, stream, OperationKind.CARD_ACTIVATED, op_id, record)


def test_a_lost_card_is_told_to_every_till_and_given_to_nobody(shop: Shop) -> None:
    stream = Stream(TILL)
    assert bind(shop, stream, IVAN, "K200") is None
    assert people(shop)[IVAN].cards == (HeldCard("K200", None, AT),)
    assert block(shop, stream, IVAN, "K200") is None
    row = people(shop)[IVAN]
    assert (row.card_number, row.cards) == (None, (HeldCard("K200", BlockReason.LOST, LATER),))
    assert bind(shop, stream, OLGA, "K200", "b-2") == "card_taken"
    assert bind(shop, stream, IVAN, "K200", "b-3") == "card_taken"
    assert ("operator-1", "card_blocked", "···K200") in journal(shop)


def test_a_replaced_card_leaves_the_newer_one_in_force(shop: Shop) -> None:
    stream = Stream(TILL)
    assert bind(shop, stream, OLGA, "K101") is None
    assert block(shop, stream, OLGA, "K100") is None
    row = people(shop)[OLGA]
    assert row.card_number == "K101"
    assert [(card.card_number, card.in_force) for card in row.cards] == [("K101", True), ("K100", False)]


def test_a_found_card_comes_back_with_a_seniors_word_only(shop: Shop) -> None:
    stream = Stream(TILL)
    assert block(shop, stream, OLGA, "K100") is None
    assert activate(shop, stream, OLGA, "K100", "operator-1", "a-1") == "role_too_low"
    assert people(shop)[OLGA].card_number is None
    assert activate(shop, stream, OLGA, "K100", "boss", "a-2") is None
    assert people(shop)[OLGA].card_number == "K100"


def test_nobody_elses_card_is_blocked(shop: Shop) -> None:
    other = Stream(OTHER_TILL)
    assert block(shop, other, IVAN, "K100") == "card_unknown"
    assert block(shop, other, IVAN, "K999", "k-2") == "card_unknown"
    assert people(shop)[OLGA].card_number == "K100"
