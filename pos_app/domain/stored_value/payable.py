"""What of a receipt certificates and money accounts may pay, and which part of which line each tender pays.

Cash and cards pay anything. A certificate pays the goods of its series, an account those that the programme names up to
its share of their sum; neither pays an advance. What each may pay is counted in the order of the tenders, after what
the earlier ones of their kind took; cash and cards fit around them whatever the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.catalogue.item import Item
from pos_app.domain.certificate.certificate import series_of
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.allocation import AllocationError, allocate
from pos_app.domain.money.rate import part_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.transaction.tender_kind import EVERYDAY_TENDERS, TenderKind


@dataclass(frozen=True, slots=True)
class Payable:
    """A row of the receipt and what of it is to be paid in money; ``item`` None for an advance."""

    item: Item | None
    kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class Part:
    """A tender, as far as spreading it asks."""

    kind: TenderKind
    kopecks: Kopecks
    reference: str = ""


class NotPayableError(ValueError):
    """A tender is more than what it may pay of the receipt. Kopecks; ``index``: which tender."""

    def __init__(self, index: int, asked: Kopecks, most: Kopecks) -> None:
        super().__init__(f"tender {index} may pay {most} kopecks of the receipt, not {asked}")
        self.key = "not_payable"
        self.index = index
        self.asked = asked
        self.most = most


def most_payable(
    programme: Programme, rows: Sequence[Payable], parts: Sequence[Part], kind: TenderKind, reference: str = ""
) -> Kopecks:
    """The most that one more tender may pay beside ``parts``, whatever is on it; cash and cards: all that is left."""
    rest = sum(row.kopecks for row in rows) - sum(part.kopecks for part in parts)
    if kind in EVERYDAY_TENDERS:
        return max(0, rest)
    left = [row.kopecks for row in rows]
    for index, part in _bound(parts):
        _take(programme, rows, left, index, part, parts)
    return max(0, min(rest, _cap(programme, rows, left, parts, kind, reference)))


def spread(programme: Programme, rows: Sequence[Payable], parts: Sequence[Part]) -> tuple[tuple[Kopecks, ...], ...]:
    """``result[row][tender]``: rows and columns sum to the money of each row and to each tender.

    Raises :class:`NotPayableError`, and ``AllocationError`` (``tenders_differ``) unless both sides have the same sum.
    """
    row_sum, part_sum = sum(row.kopecks for row in rows), sum(part.kopecks for part in parts)
    if row_sum != part_sum:
        raise AllocationError("tenders_differ", "tenders must pay the rows exactly", lines=row_sum, tenders=part_sum)
    left = [row.kopecks for row in rows]
    columns: dict[int, tuple[Kopecks, ...]] = {}
    for index, part in _bound(parts):
        columns[index] = _take(programme, rows, left, index, part, parts)
    for index, part in enumerate(parts):
        if index not in columns:
            columns[index] = allocate(part.kopecks, left, left)
            left = [rest - taken for rest, taken in zip(left, columns[index], strict=True)]
    return tuple(tuple(columns[index][row] for index in range(len(parts))) for row in range(len(rows)))


def _bound(parts: Sequence[Part]) -> list[tuple[int, Part]]:
    return [(index, part) for index, part in enumerate(parts) if part.kind not in EVERYDAY_TENDERS]


def _take(
    programme: Programme,
    rows: Sequence[Payable],
    left: list[Kopecks],
    index: int,
    part: Part,
    parts: Sequence[Part],
) -> tuple[Kopecks, ...]:
    """The part's column, taken off ``left``."""
    most = _cap(programme, rows, left, parts[:index], part.kind, part.reference)
    if part.kopecks > most:
        raise NotPayableError(index, part.kopecks, most)
    rooms = _rooms(programme, rows, left, part.kind, part.reference)
    column = allocate(part.kopecks, rooms, rooms)
    left[:] = [rest - taken for rest, taken in zip(left, column, strict=True)]
    return column


def _cap(
    programme: Programme,
    rows: Sequence[Payable],
    left: Sequence[Kopecks],
    before: Sequence[Part],
    kind: TenderKind,
    reference: str,
) -> Kopecks:
    room = sum(_rooms(programme, rows, left, kind, reference))
    if kind is not TenderKind.MONEY_ACCOUNT or programme.money_account is None:
        return room
    goods = sum(_rooms(programme, rows, [row.kopecks for row in rows], kind, reference))
    taken = sum(part.kopecks for part in before if part.kind is TenderKind.MONEY_ACCOUNT)
    return min(room, part_floor(goods, programme.money_account.max_share_bp) - taken)


def _rooms(
    programme: Programme, rows: Sequence[Payable], left: Sequence[Kopecks], kind: TenderKind, reference: str
) -> list[Kopecks]:
    return [
        rest if row.item is not None and _may_pay(programme, row.item, kind, reference) else 0
        for row, rest in zip(rows, left, strict=True)
    ]


def _may_pay(programme: Programme, item: Item, kind: TenderKind, reference: str) -> bool:
    if kind is TenderKind.PREPAID:
        return True
    if kind is TenderKind.CERTIFICATE:
        series = series_of(programme.certificates, reference)
        return series is None or series.goods.chooses(item)  # a series that the programme dropped is still owed
    account = programme.money_account
    return account is not None and account.goods.chooses(item)
