"""The chain of operations: every field is covered, times are exact."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.encoding import decode, encode
from sync.protocol.operation import GENESIS_HASH, Operation, chained, instant_of, unix_ms

AT = datetime(2025, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)


def operation(prev_hash: str = GENESIS_HASH, seq: int = 1) -> Operation:
    return chained(prev_hash, f"op-{seq}", "till-2", 1, seq, "sale", 1, AT, '{"чек":1}'.encode())


def test_a_chain_is_intact_and_starts_at_genesis() -> None:
    first = operation()
    second = operation(first.hash, 2)
    assert first.prev_hash == GENESIS_HASH
    assert second.prev_hash == first.hash
    assert first.is_intact()
    assert second.is_intact()
    assert first.business_at == AT.replace(microsecond=123000)


@pytest.mark.parametrize(
    "change",
    [
        {"op_id": "x"},
        {"till_id": "x"},
        {"epoch": 2},
        {"seq": 2},
        {"kind": "return"},
        {"v": 2},
        {"business_at": AT + timedelta(milliseconds=1)},
        {"body": b"{}"},
        {"prev_hash": "1" * 64},
        {"hash": "1" * 64},
    ],
)
def test_any_changed_field_is_noticed(change: dict[str, object]) -> None:
    assert not replace(operation(), **change).is_intact()  # type: ignore[arg-type]


def test_an_operation_travels_as_json_and_stays_intact() -> None:
    back = decode(Operation, encode(operation()))
    assert back == operation()
    assert back.is_intact()


@given(st.text(), st.text(), st.integers(0, 2**53), st.integers(0, 2**31), st.binary())
def test_the_chain_is_what_the_protocol_says(op_id: str, kind: str, seq: int, v: int, body: bytes) -> None:
    header = json.dumps([op_id, "till-2", 1, seq, kind, v, unix_ms(AT)], ensure_ascii=False, separators=(",", ":"))
    said = header.encode("utf-8")
    expected = hashlib.sha256(bytes.fromhex(GENESIS_HASH) + len(said).to_bytes(4, "big") + said + body).hexdigest()
    assert chained(GENESIS_HASH, op_id, "till-2", 1, seq, kind, v, AT, body).hash == expected


@given(st.integers(-(2**40), 2**43))
def test_milliseconds_and_instants_are_exact_both_ways(milliseconds: int) -> None:
    assert unix_ms(instant_of(milliseconds)) == milliseconds


def test_the_offset_does_not_change_the_instant_and_its_absence_is_refused() -> None:
    assert unix_ms(AT.astimezone(timezone(timedelta(hours=-7)))) == unix_ms(AT)
    with pytest.raises(ValueError, match="offset"):
        unix_ms(AT.replace(tzinfo=None))
