"""The demo shop's customers: phones of nobody, names in right grammar, lots that tally."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import carrier

from pos_app.domain.codes import card_number, phone
from resources.demo.customers_maker import make_customers
from resources.demo.programme import lot_days, tier_ladder
from resources.demo.rows import CardStatus, CustomerRow
from resources.demo.russian_names import FAMILY_NAMES, FATHERS, WOMEN, Gender, family_name

TODAY = date(2026, 11, 22)
CUSTOMERS = make_customers(TODAY, 1)


@settings(max_examples=5, deadline=None)
@given(st.dates(date(2025, 6, 1), date(2035, 12, 31)), st.integers(0, 10**9))
def test_every_day_and_seed_makes_sound_customers(today: date, seed: int) -> None:
    people = make_customers(today, seed)
    assert people == make_customers(today, seed)
    assert len(people) == len({person.customer_id for person in people}) == 1_000
    assert len({person.phone for person in people}) == 1_000
    cards = [card.number for person in people for card in person.cards]
    assert len(set(cards)) == len(cards)
    assert all(card_number.parse(card) == card for card in cards)
    for person in people:
        _check_person(person, today)


def _check_person(person: CustomerRow, today: date) -> None:
    starts = dict(tier_ladder())
    assert person.tier_code == max(
        (code for code in starts if starts[code] <= person.turnover_kopecks), key=starts.__getitem__
    )
    assert person.registered_day < today
    assert person.birth_day is None or person.birth_day.year + 18 <= person.registered_day.year
    assert sum(card.status is CardStatus.ACTIVE for card in person.cards) <= 1
    assert all(person.registered_day <= card.issued_day <= today for card in person.cards)
    assert list(person.lots) == sorted(person.lots, key=lambda lot: lot.expires_day)
    for lot in person.lots:
        assert lot.points > 0
        assert lot.expires_day - lot.earned_day == timedelta(days=lot_days())
        assert person.registered_day <= lot.earned_day <= today < lot.expires_day
    assert person.balance <= person.turnover_kopecks * 4 // 100 + 500


def test_only_days_depend_on_the_day() -> None:
    later = make_customers(TODAY + timedelta(days=400), 1)
    for a, b in zip(CUSTOMERS, later, strict=True):
        assert (a.customer_id, a.full_name, a.phone, a.tier_code) == (b.customer_id, b.full_name, b.phone, b.tier_code)
        assert a.turnover_kopecks == b.turnover_kopecks
        assert [card.number for card in a.cards] == [card.number for card in b.cards]
        assert [(lot.lot_id, lot.points) for lot in a.lots] == [(lot.lot_id, lot.points) for lot in b.lots]
        assert [lot.expires_day + timedelta(days=400) for lot in a.lots] == [lot.expires_day for lot in b.lots]


def test_phones_belong_to_nobody() -> None:
    for person in CUSTOMERS:
        assert person.phone.startswith("+7973")
        assert phone.parse(person.phone) == person.phone
        assert carrier.name_for_number(phonenumbers.parse(person.phone), "en") == ""


def test_twelve_endings_need_a_choice() -> None:
    owners = Counter(Counter(person.phone[-4:] for person in CUSTOMERS).values())
    assert owners == {1: 1_000 - 27, 2: 9, 3: 3}


def test_balances_of_every_kind() -> None:
    empty = sum(person.balance == 0 for person in CUSTOMERS)
    soon = range(7, 31)
    burning = sum(any((lot.expires_day - TODAY).days in soon for lot in person.lots) for person in CUSTOMERS)
    assert 100 <= empty <= 200
    assert 150 <= burning <= 250
    assert all((lot.expires_day - TODAY).days >= 7 for person in CUSTOMERS for lot in person.lots)
    tiers = Counter(person.tier_code for person in CUSTOMERS)
    assert tiers["base"] > tiers["silver"] > tiers["gold"] > 30
    assert 100 <= sum(person.active_card is None for person in CUSTOMERS) <= 200
    assert 30 <= sum(len(person.cards) == 2 for person in CUSTOMERS) <= 70


def test_gender_agrees_in_all_three_names() -> None:
    men, fathers_of_sons = {father.name for father in FATHERS}, {father.son for father in FATHERS}
    daughters = {father.daughter for father in FATHERS}
    genders = {Gender.MALE: 0, Gender.FEMALE: 0}
    for person in CUSTOMERS:
        gender = Gender.FEMALE if person.given_name in WOMEN else Gender.MALE
        genders[gender] += 1
        assert (person.given_name in men) == (gender is Gender.MALE)
        assert person.patronymic in (fathers_of_sons if gender is Gender.MALE else daughters)
        assert person.family_name in {family_name(name, gender) for name in FAMILY_NAMES}
    assert min(genders.values()) > 300
    assert not men & set(WOMEN)


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("Соколов", "Соколова"),
        ("Андреев", "Андреева"),
        ("Киселёв", "Киселёва"),
        ("Никитин", "Никитина"),
        ("Островский", "Островская"),
        ("Высоцкий", "Высоцкая"),
        ("Донской", "Донская"),
        ("Белый", "Белая"),
        ("Шевченко", "Шевченко"),
        ("Ковальчук", "Ковальчук"),
        ("Черных", "Черных"),
        ("Аветисян", "Аветисян"),
    ],
)
def test_family_names_in_both_genders(masculine: str, feminine: str) -> None:
    assert masculine in FAMILY_NAMES
    assert family_name(masculine, Gender.MALE) == masculine
    assert family_name(masculine, Gender.FEMALE) == feminine


def test_vocabulary_of_names_has_no_doubles() -> None:
    for words in (FAMILY_NAMES, WOMEN, tuple(father.name for father in FATHERS)):
        assert len(set(words)) == len(words)
    assert not [(a, b) for a, b in combinations(FAMILY_NAMES, 2) if a + "а" == b]
    for father in FATHERS:
        assert father.son.endswith("ич")
        assert father.daughter.endswith("на")


def test_short_name_does_not_tell_the_family() -> None:
    person = next(person for person in CUSTOMERS if person.family_name.startswith("Щ"))
    assert person.short_name == f"{person.given_name} {person.patronymic} Щ."
