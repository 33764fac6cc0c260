"""Canonical bytes: stable, exact, and errors that name the place."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket, BasketLine, ManualDiscount, ManualDiscountKind
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.money.units import Unit
from sync.protocol.encoding import DecodingError, EncodingError, decode, encode

ITEM = Item(
    "i1",
    "Сыр «Ламбер»",
    "00017",
    ("4600000000015",),
    "сыры",
    "Ламбер",
    Unit.KILOGRAM,
    89_990,
    "20",
    SellingRules(),
    ("x",),
)
OPENED_AT = datetime(2025, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)

texts = st.text(max_size=12)
instants = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
items = st.builds(
    Item,
    item_id=texts,
    name=texts,
    article=texts,
    codes=st.tuples(texts),
    group=texts,
    brand=texts,
    unit=st.sampled_from(Unit),
    price_kopecks=st.integers(0, 2**53),
    vat_code=texts,
    rules=st.builds(SellingRules, floor_kopecks=st.none() | st.integers(0, 10**9)),
)
baskets = st.builds(
    Basket,
    receipt_id=texts,
    opened_at=instants,
    lines=st.tuples(
        st.builds(
            BasketLine,
            line_id=texts,
            item=items,
            quantity=st.integers(-(10**9), 10**9),
            manual_discount=st.none()
            | st.builds(
                ManualDiscount, kind=st.sampled_from(ManualDiscountKind), value=st.integers(), operator_id=texts
            ),
        )
    ),
    customer_id=st.none() | texts,
    points=st.builds(
        PointsChoice,
        mode=st.sampled_from(PointsMode),
        sum_kopecks=st.integers(0, 10**9),
        lines=st.tuples(st.tuples(texts, st.builds(LinePoints, mode=st.sampled_from(LinePointsMode)))),
    ),
)


@given(baskets)
def test_what_was_encoded_is_decoded_and_encodes_to_the_same_bytes(basket: Basket) -> None:
    data = encode(basket)
    back = decode(Basket, data)
    assert back == basket
    assert encode(back) == data


def test_bytes_are_sorted_dense_and_in_utf_8() -> None:
    data = encode(Basket("r1", OPENED_AT, (BasketLine("l1", ITEM, 250),)))
    plain = json.loads(data)
    assert data == json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert "Сыр «Ламбер»".encode() in data
    assert plain["opened_at"] == "2025-11-22T09:30:00.123456Z"


def test_a_tuple_of_rows_and_a_plain_mapping_are_encoded_too() -> None:
    assert encode((Lot("a", date(2026, 1, 2), 5),)) == b'[{"expires_day":"2026-01-02","lot_id":"a","remaining":5}]'
    assert decode(tuple[Lot, ...], encode((Lot("a", date(2026, 1, 2), 5),))) == (Lot("a", date(2026, 1, 2), 5),)
    assert encode({"b": 1, "a": 2}) == b'{"a":2,"b":1}'


@pytest.mark.parametrize("wrong", [89.99, "8999"])
def test_a_price_that_is_no_integer_is_never_written(wrong: object) -> None:
    with pytest.raises(EncodingError, match="Item"):
        encode(replace(ITEM, price_kopecks=wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["8999", 89.99, 8999.0, True, None, [1]])
def test_reading_refuses_what_is_not_an_integer_and_names_the_place(wrong: object) -> None:
    plain = json.loads(encode(Basket("r1", OPENED_AT, (BasketLine("l1", ITEM, 250),))))
    plain["lines"][0]["item"]["price_kopecks"] = wrong
    with pytest.raises(DecodingError) as caught:
        decode(Basket, json.dumps(plain).encode())
    assert caught.value.place == "lines.0.item.price_kopecks"
    assert "integer" in caught.value.expected
    assert caught.value.found.startswith(type(wrong).__name__)


def test_reading_names_a_missing_field_and_broken_json() -> None:
    with pytest.raises(DecodingError) as caught:
        decode(Lot, b'{"lot_id":"a","remaining":5}')
    assert caught.value.place == "expires_day"
    assert caught.value.found == "an object with lot_id, remaining"
    with pytest.raises(DecodingError, match="at the top: expected Invalid JSON"):
        decode(Lot, b'{"lot_id":')


def test_an_instant_without_offset_is_refused() -> None:
    data = encode(Basket("r1", OPENED_AT)).replace(b"Z", b"")
    with pytest.raises(DecodingError) as caught:
        decode(Basket, data)
    assert caught.value.place == "opened_at"


def test_an_instant_with_another_offset_is_the_same_instant() -> None:
    moscow = timezone(timedelta(hours=3))
    assert decode(Basket, encode(Basket("r1", OPENED_AT.astimezone(moscow)))).opened_at == OPENED_AT


def test_fields_of_a_newer_version_are_read_over() -> None:
    assert decode(Lot, b'{"lot_id":"a","expires_day":"2026-01-02","remaining":5,"colour":"red"}').remaining == 5


def test_an_entry_that_does_not_balance_is_not_decoded() -> None:
    entry = Entry("e", "o", Book.POINTS, "sale", OPENED_AT, (Leg("a", "x", 5), Leg("b", "y", -5)))
    with pytest.raises(DecodingError, match="must sum to 0, sums to 1"):
        decode(Entry, encode(entry).replace(b'"amount":5', b'"amount":6'))


def test_an_account_keeps_the_number_of_the_operation_it_was_read_at() -> None:
    account = Account("c", 700, 0, (Lot("a", date(2026, 1, 2), 700),), None, 5, 42)
    assert decode(Account, encode(account)) == account
