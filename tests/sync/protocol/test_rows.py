"""Rows of the feed: whole or tombstone, and no phone in a repr."""

from datetime import date

import pytest

from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.rows import (
    ROW_TYPES,
    CustomerRow,
    GoodsRow,
    ProgrammeRow,
    RowIncompleteError,
    StaffRow,
    Stream,
    VatRow,
)

CUSTOMER = CustomerRow("c1", "Анна", "+79730001122", "900000000017", date(1990, 2, 28))


def test_every_stream_has_its_row() -> None:
    assert set(ROW_TYPES) == set(Stream)


def test_rows_and_tombstones_travel() -> None:
    for row in (
        CUSTOMER,
        CustomerRow("c1", "", "", None, None, deleted=True),
        GoodsRow("i1", None, deleted=True),
        StaffRow("o1", None, deleted=True),
        ProgrammeRow("p", 1, "{}"),
        VatRow("20", date(2019, 1, 1), 2000),
        VatRow("none", date(2019, 1, 1), None),
    ):
        assert decode(type(row), encode(row)) == row


def test_a_phone_is_in_no_repr() -> None:
    assert "9730001122" not in repr(CUSTOMER)


def test_half_a_row_is_refused_here_and_on_the_wire() -> None:
    with pytest.raises(RowIncompleteError, match="GoodsRow i1"):
        GoodsRow("i1", None)
    with pytest.raises(RowIncompleteError, match="CustomerRow c1"):
        CustomerRow("c1", "Анна", "+79730001122", None, None, deleted=True)
    with pytest.raises(DecodingError, match="ProgrammeRow p version 1"):
        decode(ProgrammeRow, b'{"programme_id":"p","version":1,"document":""}')
