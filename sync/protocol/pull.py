"""Pull: one page of a change feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from pos_app.domain.loyalty.account import Account
from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.limits import MAX_PAGE_ROWS, PROTOCOL_VERSION
from sync.protocol.rows import CardStepRow, CustomerRow, GoodsRow, OrderRow, ProgrammeRow, StaffRow, Stream, VatRow

R = TypeVar("R", GoodsRow, CustomerRow, Account, StaffRow, ProgrammeRow, VatRow, CardStepRow, OrderRow)


@dataclass(frozen=True, slots=True)
class PullRequest:
    """``cursor`` None asks from the start; ``limit`` is the most rows wanted, 1 to 1,000.

    ``count``: how many rows follow is to be counted too; a server from before that does not.
    """

    stream: Stream
    cursor: str | None
    limit: int = MAX_PAGE_ROWS
    count: bool = False


@dataclass(frozen=True, slots=True)
class PullAnswer(Generic[R]):
    """Rows of one type in the order of the server's changes; ``cursor`` is given back to ask for what follows them.

    ``more``: the next page is ready now. ``applied_seq``: the asking till's last operation that the server had applied
    when it read the page. ``incarnation`` as in a push answer; a cursor of another one begins at the first row.
    ``left``: how many rows followed when the page was read, where that was asked for.
    """

    stream: Stream
    rows: tuple[R, ...]
    cursor: str
    more: bool
    applied_seq: int
    incarnation: str
    protocol: int = PROTOCOL_VERSION
    left: int | None = None


AnyPullAnswer = (
    PullAnswer[GoodsRow]
    | PullAnswer[CustomerRow]
    | PullAnswer[Account]
    | PullAnswer[StaffRow]
    | PullAnswer[ProgrammeRow]
    | PullAnswer[VatRow]
    | PullAnswer[CardStepRow]
    | PullAnswer[OrderRow]
)

_ANSWER_TYPES: Mapping[Stream, type[AnyPullAnswer]] = MappingProxyType(
    {
        Stream.GOODS: PullAnswer[GoodsRow],
        Stream.CUSTOMERS: PullAnswer[CustomerRow],
        Stream.ACCOUNTS: PullAnswer[Account],
        Stream.STAFF: PullAnswer[StaffRow],
        Stream.PROGRAMME: PullAnswer[ProgrammeRow],
        Stream.VAT: PullAnswer[VatRow],
        Stream.CARD_STEPS: PullAnswer[CardStepRow],
        Stream.ORDERS: PullAnswer[OrderRow],
    }
)


def encode_pull(answer: AnyPullAnswer) -> bytes:
    """The canonical bytes of a page. Raises ``EncodingError``."""
    return encode(answer, _ANSWER_TYPES[answer.stream])


def decode_pull(stream: Stream, data: bytes) -> AnyPullAnswer:
    """The page that ``data`` holds, its rows of the stream's type. Raises ``DecodingError``."""
    answer = decode(_ANSWER_TYPES[stream], data)
    if answer.stream != stream:
        raise DecodingError("PullAnswer", "stream", stream.value, answer.stream.value)
    return answer
