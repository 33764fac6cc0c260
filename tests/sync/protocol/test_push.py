from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.encoding import decode, encode
from sync.protocol.operation import GENESIS_HASH, Operation, chained
from sync.protocol.push import BodyNotTextError, PushRequest, first_batch, message_of

AT = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)


def operation(seq: int, body: bytes = b"{}") -> Operation:
    return chained(GENESIS_HASH, f"op-{seq}", "till-1", 1, seq, "sale", 1, AT, body)


def test_an_operation_keeps_its_hash_over_the_wire() -> None:
    sent = operation(7, '{"имя":"Ёж  "}'.encode())
    request = PushRequest("till-1", 1, 9, (message_of(sent),))
    arrived = decode(PushRequest, encode(request))
    assert arrived.operations[0].operation(arrived.till_id, arrived.epoch) == sent
    assert arrived.operations[0].operation(arrived.till_id, arrived.epoch).is_intact()
    assert not replace(sent, body=b'{"x":1}').is_intact()


def test_a_body_that_is_no_text_cannot_be_a_message() -> None:
    with pytest.raises(BodyNotTextError, match="op-7"):
        message_of(operation(7, b"\xff\xfe"))


@given(st.lists(st.integers(0, 40), max_size=30), st.integers(1, 10), st.integers(1, 100))
def test_a_batch_is_the_longest_head_within_both_bounds(sizes: list[int], most: int, most_bytes: int) -> None:
    queue = [operation(seq, b"x" * size) for seq, size in enumerate(sizes, start=1)]
    batch = first_batch(queue, most, most_bytes)
    assert list(batch) == queue[: len(batch)]
    assert bool(batch) == bool(queue)
    if len(batch) > 1:
        assert len(batch) <= most and sum(sizes[: len(batch)]) <= most_bytes
    if len(batch) < len(queue):
        assert len(batch) == most or sum(sizes[: len(batch) + 1]) > most_bytes
