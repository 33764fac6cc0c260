"""The quick way to canonical bytes writes what the standard library's encoder writes, for everything that is stored."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Account, AccountFacts
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import (
    DecodingError,
    EncodingError,
    _validator,
    decode,
    encode,
    is_quickly_decoded,
    is_quickly_encoded,
)
from sync.protocol.pull import _ANSWER_TYPES, PullAnswer, encode_pull
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.rows import ROW_TYPES, Stream
from sync.server.ingest.records import _RECORDS

RECORDS = tuple(record for record, _ in _RECORDS.values())
TYPES = (*RECORDS, *ROW_TYPES.values(), PushRequest, PushAnswer, ReserveRequest, ReserveAnswer, Basket, AccountFacts)

odd = ["\x00", '"\\/', "\x7f\x1f\b\f\n\r\t", "ё № 5", "\u2028", "😀", "\ud800"]
texts = st.text(max_size=6) | st.sampled_from(odd)
scalars: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**70), 2**70),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(min_value=datetime(1, 1, 2), timezones=st.just(UTC)),  # noqa: DTZ001
}
strangers = st.sampled_from([None, True, 1, -1.5, float("nan"), "5", "\ud800", (), (1,), [1], {"b": 1, "a": 2}, b"a"])


@cache
def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that records are made of."""
    if kind in scalars:
        return scalars[kind]
    if get_origin(kind) is Annotated:
        return values(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*(st.none() if each is type(None) else values(each) for each in get_args(kind)))
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return st.lists(values(inner[0]), max_size=2).map(tuple)
        return st.tuples(*map(values, inner))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = {each.name: values(hints[each.name]) for each in fields(kind)}
        return st.fixed_dictionaries(parts).map(lambda given: unchecked(kind, given))
    assert issubclass(kind, Enum), kind
    return st.sampled_from(kind)


def unchecked(kind: Any, given: dict[str, Any]) -> Any:
    """A record with these fields, whatever its own rules say."""
    made = object.__new__(kind)
    for name, value in given.items():
        object.__setattr__(made, name, value)
    return made


def by_the_library(value: object) -> bytes | None:
    """The canonical bytes as they are defined; None for what has none."""
    try:
        plain = _adapter(type(value)).dump_python(value, mode="json", warnings="error")
        words = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        return words.encode("utf-8")
    except (PydanticSerializationError, TypeError, ValueError):
        return None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def by_us(value: object) -> bytes | None:
    try:
        return encode(value)
    except EncodingError:
        return None


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(max_examples=15)
@given(data=st.data())
def test_every_record_has_the_bytes_of_the_library_and_so_has_a_spoilt_one(kind: Any, data: st.DataObject) -> None:
    value = data.draw(values(kind))
    assert by_us(value) == by_the_library(value)
    given = {each.name: getattr(value, each.name) for each in fields(kind)}
    spoilt = unchecked(kind, given | {data.draw(st.sampled_from(sorted(given))): data.draw(strangers)})
    assert by_us(spoilt) == by_the_library(spoilt)


def test_receipts_and_answers_go_the_quick_way_and_mappings_the_careful_one() -> None:
    careful = [kind for kind in TYPES if not is_quickly_encoded(kind)]
    # rare, and what they say is one of several shapes
    assert {each.__name__ for each in careful} == {"RewardGiven", "Deed"}
    assert not any(map(is_quickly_encoded, (dict, tuple, list, object)))
    assert encode({"b": {"d": 1, "c": 2}, "a": ()}) == b'{"a":[],"b":{"c":2,"d":1}}'


@pytest.mark.parametrize("stream", Stream)
@settings(max_examples=5)
@given(data=st.data())
def test_a_page_of_any_stream_has_the_bytes_of_the_library(stream: Stream, data: st.DataObject) -> None:
    assert is_quickly_encoded(_ANSWER_TYPES[stream])
    rows = tuple(data.draw(st.lists(values(ROW_TYPES[stream]), max_size=3)))
    answer = PullAnswer(stream, rows, data.draw(texts), data.draw(st.booleans()), 7, "life")
    expected = by_the_library(answer)
    if expected is None:
        with pytest.raises(EncodingError, match="PullAnswer"):
            encode_pull(answer)
    else:
        assert encode_pull(answer) == expected


odd_texts = ("", "5", "é", "card", "2026-01-01", "2026-13-01", "2026-01-01T00:00:00", "2026-01-01T10:00:00.25Z")
odd_values = (None, True, -1, 0, 2**64, 1.0, 1.5, "2026-01-01T00:00:00+05:30", [], [1], {}, {"b": 1})
wrong_leaves = (*odd_texts, *odd_values)
odd_tokens = (
    *(
        "1e3",
        "10e-1",
        "-0",
        "-0.0",
        "5.0",
        "01",
        "+1",
        ".5",
        "9" * 400,
        "9223372036854775808",
        "NaN",
        "-Infinity",
        "True",
    ),
    *(
        '"\\u0000"',
        '"\\udc00\\ud800"',
        '"\\x"',
        '"a\tb"',
        "",
        "1 2",
        "/**/1",
        "\ufeff1",
        "\xa01",
        "1767225600",
        '"20260101"',
    ),
    *('"2026-01-01t00:00:00z"', '"2026-01-01 00:00:00Z"', '"2026-01-01T24:00:00Z"', '"2026-01-01T23:59:60Z"'),
    *(
        '"2026-01-01T00:00:00+24:00"',
        '"2026-01-01T00:00:00+05"',
        '"2026-01-01T00:00:00,5Z"',
        '"0001-01-01T00:00:00+23:59"',
    ),
    *('{"a":1,"a":2}', "[1,]", '{"of a newer version":' + "[" * 90 + "]" * 90 + "}"),
)
torn = (b"", b"\xff", b"{", b",", b'"', b"\xef\xbb\xbf", b"\\ud800", b"NaN", b" ")


def spoilt(chance: Random, node: Any) -> Any:
    """The document with one place of it changed, taken away or added."""
    if isinstance(node, dict) and node and chance.randrange(6):
        name = chance.choice(sorted(node))
        change = chance.choice(["deeper", "deeper", "deeper", "drop", "add"])
        if change == "deeper":
            return {**node, name: spoilt(chance, node[name])}
        if change == "drop":
            return {each: node[each] for each in node if each != name}
        return {**node, "of a newer version": chance.choice(wrong_leaves)}
    if isinstance(node, list) and node and chance.randrange(6):
        place = chance.randrange(len(node))
        return [spoilt(chance, each) if number == place else each for number, each in enumerate(node)]
    return chance.choice(wrong_leaves)


def read_with_care(kind: Any, body: bytes) -> Any:
    try:
        return _validator(kind).validate_json(body, strict=True)
    except ValidationError:
        return None


def read_by_us(kind: Any, body: bytes) -> Any:
    try:
        return decode(kind, body)
    except DecodingError:
        return None


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # receipts take minutes to shrink
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_the_quick_reader_reads_what_the_careful_one_reads_and_nothing_else(
    kind: Any, data: st.DataObject, seed: int
) -> None:
    chance = Random(seed)
    body = json.dumps(_adapter(kind).dump_python(data.draw(values(kind)), mode="json")).encode()
    assert read_by_us(kind, body) == read_with_care(kind, body)
    for _ in range(20):
        text = json.dumps(spoilt(chance, json.loads(body)), ensure_ascii=chance.random() < 0.5)
        changed = text.encode("utf-8", "surrogatepass")
        assert read_by_us(kind, changed) == read_with_care(kind, changed)
        spelled = json.dumps(spoilt(chance, json.loads(body))).replace('"card"', chance.choice(odd_tokens)).encode()
        assert read_by_us(kind, spelled) == read_with_care(kind, spelled)
        place = chance.randrange(len(body) + 1)
        cut = body[:place] + chance.choice(torn) + body[place:]
        assert read_by_us(kind, cut) == read_with_care(kind, cut)


def test_receipts_and_messages_are_read_quickly_and_what_has_several_shapes_with_care() -> None:
    assert all(is_quickly_decoded(kind) for kind in (Sale, SaleReturn, PushRequest, PushAnswer, Basket, Account))
    assert not is_quickly_decoded(RewardGiven)
    assert read_by_us(AccountFacts, b'{"of a newer version":"\xff"}') is None, "bytes that are no text"
