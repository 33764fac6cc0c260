"""What any ``TillBooks`` promises about people who are here already; ``books``: fresh, as for the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardBlocked
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.fact import FactState, KeptFact
from pos_app.domain.people.held_card import BlockReason
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_trust import PhoneShown
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.ports import TillBooks
from tests.domain.goods import CUSTOMER
from tests.domain.receipts import SOLD_AT
from tests.fakes.ids import counted_id

BLOCKED = CardBlocked(counted_id(501), CUSTOMER, "KP000000018", BlockReason.REPLACED, "op-1", SOLD_AT)
BOUND = CardBound(counted_id(502), CUSTOMER, "KP000000026", "op-1", SOLD_AT + timedelta(seconds=1))
SHOWN = PhoneShown(counted_id(503), CUSTOMER, "op-1", SOLD_AT)
MERGED = CustomersMerged(counted_id(504), CUSTOMER, "goes", "two phones", "op-1", "op-2", SOLD_AT)
DEED = Deed(counted_id(505), DeedKind.CARD_BLOCKED, SOLD_AT, "op-1", "Оля")


class PersonBooksContract:
    """Test methods; the fixture comes from the subclass."""

    def test_facts_of_a_person_are_queued_together_and_once(self, books: TillBooks) -> None:
        books.record_people((BLOCKED, BOUND), (DEED,))
        books.record_people((BLOCKED, BOUND), (DEED,))
        assert books.person_facts(CUSTOMER) == (
            KeptFact(BLOCKED, FactState.QUEUED),
            KeptFact(BOUND, FactState.QUEUED),
        )
        assert [each.kind for each in books.queued_operations(9)] == ["card_blocked", "card_bound"]
        assert books.deeds(5) == (DEED,)

    def test_half_of_what_is_stored_is_refused(self, books: TillBooks) -> None:
        books.record_people((BLOCKED,))
        with pytest.raises(StoreError):
            books.record_people((BLOCKED, BOUND))
        with pytest.raises(StoreError):
            books.record_people((replace(BLOCKED, operator_id="op-9"),))
        assert books.card_fact(BOUND.card_number) is None
        assert books.unsent_count() == 1

    def test_the_last_word_about_a_card_is_found(self, books: TillBooks) -> None:
        books.record_people((replace(BOUND, card_number=BLOCKED.card_number),))
        books.record_people((BLOCKED,))
        kept = books.card_fact(BLOCKED.card_number)
        assert kept is not None and kept.fact == BLOCKED
        assert books.card_fact("KP000000034") is None

    def test_a_merge_stands_with_the_one_that_stays(self, books: TillBooks) -> None:
        books.record_people((SHOWN, MERGED))
        assert [kept.fact for kept in books.person_facts(CUSTOMER)] == [SHOWN, MERGED]
        assert books.person_facts("goes") == ()
        assert books.receipts_of(CUSTOMER, 5) == ()
