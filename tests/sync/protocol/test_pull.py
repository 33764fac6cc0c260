from datetime import date

import pytest

from pos_app.domain.loyalty.account import Account, Lot
from sync.protocol.encoding import DecodingError, encode
from sync.protocol.pull import PullAnswer, decode_pull
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, Row, StaffRow, Stream, VatRow

ROWS: list[tuple[Stream, Row]] = [
    (Stream.GOODS, GoodsRow("i-1", None, deleted=True)),
    (Stream.CUSTOMERS, CustomerRow("c-1", "Ольга", "+79730000001", "KK1", date(1990, 5, 4))),
    (Stream.ACCOUNTS, Account("c-1", 500, 0, (Lot("l-1", date(2027, 1, 1), 500),), "gold", 100, 3)),
    (Stream.STAFF, StaffRow("o-1", None, deleted=True)),
    (Stream.PROGRAMME, ProgrammeRow("p", 2, "{}")),
    (Stream.VAT, VatRow("standard", date(2026, 1, 1), 2200)),
]


@pytest.mark.parametrize(("stream", "row"), ROWS, ids=[stream.value for stream, _ in ROWS])
def test_a_page_of_each_stream_comes_back_as_it_went(stream: Stream, row: Row) -> None:
    answer = PullAnswer(stream, (row,), "x.1", False, 3, "inc")
    assert decode_pull(stream, encode(answer)) == answer


def test_a_page_of_another_stream_is_refused() -> None:
    body = encode(PullAnswer(Stream.VAT, (), "x.1", False, 0, "inc"))
    with pytest.raises(DecodingError, match="stream"):
        decode_pull(Stream.GOODS, body)
