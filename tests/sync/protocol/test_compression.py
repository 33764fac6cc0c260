import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.compression import COMPRESS_FROM_BYTES, CompressionError, packed, unpacked

LIMIT = 100_000


@given(st.binary(max_size=5_000))
def test_a_body_comes_back_as_it_went(body: bytes) -> None:
    sent, encoding = packed(body)
    assert (encoding == "gzip") == (len(body) > COMPRESS_FROM_BYTES)
    assert unpacked(sent, encoding, LIMIT) == body


@pytest.mark.parametrize(
    ("body", "encoding", "key"),
    [
        (b"x" * (LIMIT + 1), None, "too_large"),
        (gzip.compress(b"x" * (LIMIT * 50)), "gzip", "too_large"),
        (b"not gzip at all", "gzip", "damaged"),
        (gzip.compress(b"x" * 5_000)[:-9], "gzip", "damaged"),
        (b"{}", "br", "encoding_unknown"),
    ],
)
def test_a_bomb_a_torn_and_a_strange_body_are_refused(body: bytes, encoding: str | None, key: str) -> None:
    with pytest.raises(CompressionError) as refused:
        unpacked(body, encoding, LIMIT)
    assert refused.value.key == key
