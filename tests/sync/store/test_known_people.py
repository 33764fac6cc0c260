"""What was reported here of people counts at this till before the server tells it."""

import base64
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.held_card import BlockReason, HeldCard
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneVouched
from sync.protocol.push import OperationResult, Outcome
from sync.protocol.rows import CustomerRow, Stream
from sync.store.books import Books, open_books
from sync.store.cache import open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.known_customers import KnownCustomers
from sync.store.sync_side import SyncSide, open_sync_side
from sync.vault.phone_vault import PhoneVault
from tests.sync.store.records import START

OLGA, CARD, OTHER = "olga", "KP000000018", "KP000000026"
LATER = START + timedelta(minutes=1)


@dataclass
class Counter:
    people: KnownCustomers
    books: Books
    side: SyncSide
    vault: PhoneVault
    page: int = 0

    def feed(self, *cards: HeldCard, **other: object) -> None:
        in_force = [card.card_number for card in cards if card.in_force]
        row = CustomerRow(
            OLGA,
            "Ольга",
            "+79730000001",
            in_force[-1] if in_force else None,
            None,
            cards=cards,
            **other,  # type: ignore[arg-type]
        )
        self.page += 1
        self.side.intake.apply_page(Stream.CUSTOMERS, [row], str(self.page))

    def settle(self, outcome: Outcome) -> None:
        sent = self.side.outbox.pending(99)
        reason = "card_taken" if outcome is Outcome.PARKED else None
        self.side.outbox.confirm(sent, [OperationResult(op.op_id, op.seq, outcome, reason) for op in sent], START)


@pytest.fixture
def counter(till_path: Path, tmp_path: Path, vault: PhoneVault) -> Iterator[Counter]:
    cache_path = tmp_path / "cache.db"
    prepare_cache_database(cache_path, vault)
    with (
        closing(open_sync_side(till_path, cache_path, vault)) as side,
        closing(open_books(till_path)) as books,
        closing(open_cache(cache_path, vault, lambda _ids: {}, read_programme)) as cache,
    ):
        yield Counter(KnownCustomers(cache.customers, books, vault), books, side, vault)


def test_a_card_handed_out_here_names_its_holder_at_once(counter: Counter) -> None:
    counter.feed()
    counter.books.record_people((CardBound("b1", OLGA, CARD, "op", START),))
    found = counter.people.by_card(CARD)
    assert found is not None and (found.customer_id, found.card_number) == (OLGA, CARD)
    counter.settle(Outcome.PARKED)  # somebody else's, says the server
    assert counter.people.by_card(CARD) is None
    found = counter.people.by_id(OLGA)
    assert found is not None and found.cards == ()


def test_a_lost_card_is_not_taken_from_the_moment_it_was_blocked(counter: Counter) -> None:
    counter.feed(HeldCard(CARD), HeldCard(OTHER, None, START))
    counter.books.record_people((CardBlocked("k1", OLGA, CARD, BlockReason.LOST, "op", LATER),))
    assert counter.people.by_card(CARD) is None
    assert counter.people.card(CARD) == (OLGA, HeldCard(CARD, BlockReason.LOST, LATER))
    counter.settle(Outcome.CREATED)
    assert counter.people.by_card(CARD) is None  # the feed has not told it yet
    found = counter.people.by_card(OTHER)
    assert found is not None and found.card_number == OTHER


def test_the_later_word_about_a_card_counts(counter: Counter) -> None:
    counter.feed(HeldCard(CARD))
    counter.books.record_people((CardBlocked("k1", OLGA, CARD, BlockReason.LOST, "op", START),))
    counter.settle(Outcome.CREATED)
    counter.feed(HeldCard(CARD, None, LATER))  # found, and activated at another till
    assert counter.people.by_card(CARD) is not None
    counter.books.record_people((CardActivated("a1", OLGA, CARD, "op", "boss", START),))
    counter.feed(HeldCard(CARD, BlockReason.OFFICE, LATER))
    assert counter.people.by_card(CARD) is None


def test_the_form_and_a_seniors_word_count_until_the_server_tells(counter: Counter) -> None:
    counter.feed(confirmed=False, email="o@mail.example")
    sealed = base64.b64encode(counter.vault.seal_email("olga@mail.example", OLGA)).decode()
    form = DetailsChanged("d1", OLGA, "Ольга Петрова", sealed, date(1990, 5, 4), "op", START)
    counter.books.record_people((form, PhoneVouched("u1", OLGA, "op", "boss", "known", START)))
    found = counter.people.by_id(OLGA)
    assert found is not None and (found.name, found.birth_day, found.confirmed) == (
        "Ольга Петрова",
        form.birth_day,
        True,
    )
    assert found.masked_email == "ol···@mail.example"
    contacts = counter.people.contacts(OLGA)
    assert contacts is not None and contacts.email == "olga@mail.example"
    counter.settle(Outcome.CREATED)
    counter.feed(confirmed=True, email="other@mail.example")
    found = counter.people.by_id(OLGA)
    assert found is not None and (found.name, found.masked_email) == ("Ольга", "ot···@mail.example")


def test_a_new_number_finds_at_once_and_the_old_one_no_more(counter: Counter) -> None:
    counter.feed()
    told = counter.people.contacts(OLGA)
    assert told is not None
    old, new = told.phone_e164, "+79731239911"
    cipher = base64.b64encode(counter.vault.encrypt(new, OLGA)).decode()
    change = PhoneChanged("p1", OLGA, counter.vault.hash(new).hex(), cipher, "op", START, approved_by="boss")
    counter.books.record_people((change,))
    found = counter.people.by_phone(new)
    assert found is not None and found.customer_id == OLGA and found.masked_phone.endswith("11")
    assert counter.people.by_phone(old) is None
    assert [each.customer_id for each in counter.people.by_last4("9911", 5)] == [OLGA]
    assert OLGA not in {each.customer_id for each in counter.people.by_last4(old[-4:], 5)}
    contacts = counter.people.contacts(OLGA)
    assert contacts is not None and contacts.phone_e164 == new
    counter.settle(Outcome.PARKED)  # somebody else's, says the server: the old one stays
    assert counter.people.by_phone(new) is None
    found = counter.people.by_phone(old)
    assert found is not None and found.customer_id == OLGA
