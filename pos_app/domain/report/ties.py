"""Whether a shift's receipts, as they were told, are the ones that are kept, added up and stated by the Z report.

Three accounts of the same receipts are held against each other: what the till told (the bodies of its records), how
they are kept to be found and summed (columns, registers, the derived tables), and the Z report. Where all say the same
the difference is 0.00; else each finding names its receipt.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from pos_app.domain.report.receipt_line import ReceiptLine, running_of
from pos_app.domain.shift.shift import ShiftReport


class FindingKind(StrEnum):
    """What is wrong."""

    LOST = "lost"  # told and not kept, kept and not told, or a number that no receipt has
    DOUBLED = "doubled"  # one receipt stands twice
    REDATED = "redated"  # its day or time is not what the till told, or not within its shift
    CHANGED = "changed"  # another figure of it is not what the till told, or its text is not as it was written
    UNREADABLE = "unreadable"  # its record cannot be read
    SUM_DIFFERS = "sum_differs"  # a figure of the Z report, or of the sums, is not the sum of the receipts


@dataclass(frozen=True, slots=True)
class Finding:
    """``number`` and ``receipt_id`` name the receipt ("" where no receipt can be named: a sum, an operation).

    ``place``: where it was found (``receipts``, ``register``, ``sums``, ``z_report``, ``operations``); ``figure``:
    which field or sum; ``expected`` and ``found`` as texts of whole kopecks, hundredths, counts, ISO days or instants.
    """

    kind: FindingKind
    place: str
    number: str = ""
    receipt_id: str = ""
    figure: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt as one place keeps it. ``at`` None: that place keeps no time."""

    receipt_id: str
    number: str
    business_day: date
    figures: Mapping[str, int]
    """Those that this place keeps, by their names in ``ReceiptLine``."""
    at: datetime | None = None


_PATIENCE = timedelta(minutes=5)
"""A clock may be set right within a shift."""


def tie_receipts(
    told: Sequence[ReceiptLine], kept: Mapping[str, Sequence[KeptReceipt]], zone: tzinfo
) -> Iterator[Finding]:
    """What differs between the receipts as told and each place that keeps them (by the place's name)."""
    yield from _told_twice(told)
    for line in told:
        if line.at.astimezone(zone).date() != line.business_day:
            local = line.at.astimezone(zone).date()
            yield _redated(line.number, line.receipt_id, "receipts", "business_day", local, line.business_day)
    for place, receipts in kept.items():
        yield from _tie_place(told, receipts, place)


def tie_numbers(told: Sequence[ReceiptLine], first: str | None, last: str | None) -> Iterator[Finding]:
    """Numbers between the first and the last of the shift that no receipt has; ``first``, ``last`` of the Z report."""
    numbers = [line.number for line in told] + [number for number in (first, last) if number]
    if not numbers:
        return
    known = {running_of(line.number) for line in told}
    runs = sorted(map(running_of, numbers))
    prefix = numbers[0].rpartition("-")[0]
    width = max(len(number.rpartition("-")[2]) for number in numbers)
    for running in range(runs[0], runs[-1] + 1):
        if running not in known:
            yield Finding(FindingKind.LOST, "receipts", f"{prefix}-{running:0{width}d}", figure="number")


def tie_times(told: Sequence[ReceiptLine], opened_at: datetime, closed_at: datetime | None) -> Iterator[Finding]:
    """Receipts that say another time than their shift was open, beyond five minutes."""
    for line in told:
        early = line.at < opened_at - _PATIENCE
        late = closed_at is not None and line.at > closed_at + _PATIENCE
        if early or late:
            bound = opened_at if early or closed_at is None else closed_at
            yield _redated(line.number, line.receipt_id, "receipts", "at", bound, line.at)


def tie_report(stated: ShiftReport, told: ShiftReport, place: str = "z_report") -> Iterator[Finding]:
    """Figures of a stated report that are not those of its receipts."""
    for name in COMPARED:
        expected, found = getattr(stated, name), getattr(told, name)
        if expected != found:
            yield Finding(FindingKind.SUM_DIFFERS, place, figure=name, expected=str(expected), found=str(found))
    kinds = {totals.kind: totals for totals in told.tenders}
    for totals in stated.tenders:
        other = kinds.get(totals.kind)
        pairs = (
            ("sales", totals.sales_kopecks, other.sales_kopecks if other else 0),
            ("returns", totals.returns_kopecks, other.returns_kopecks if other else 0),
        )
        for name, expected, found in pairs:
            if expected != found:
                figure = f"{totals.kind}_{name}_kopecks"
                yield Finding(FindingKind.SUM_DIFFERS, place, figure=figure, expected=str(expected), found=str(found))


COMPARED = (
    "sales_count",
    "returns_count",
    "customer_receipts_count",
    "list_kopecks",
    "net_sales_kopecks",
    "net_returns_kopecks",
    "points_spent",
    "points_spent_kopecks",
    "points_returned",
    "points_returned_kopecks",
    "earned",
    "earned_taken_back",
    "cash_in_kopecks",
    "cash_out_kopecks",
    "expected_cash_kopecks",
    "rounding_kopecks",
    "rounding_returned_kopecks",
    "change_kept_kopecks",
    "withheld_kopecks",
    "certificates_sold_kopecks",
    "certificates_sold_count",
    "accounts_topped_up_kopecks",
    "accounts_topped_up_count",
    "certificates_returned_kopecks",
    "certificates_returned_count",
    "top_ups_returned_kopecks",
    "top_ups_returned_count",
)
"""Figures of a Z report that are looked at one by one; the tenders beside them."""


def _told_twice(told: Iterable[ReceiptLine]) -> Iterator[Finding]:
    lines = tuple(told)
    ids = Counter(line.receipt_id for line in lines)
    numbers = Counter(line.number for line in lines)
    named: set[str] = set()
    for line in lines:
        if (ids[line.receipt_id] > 1 or numbers[line.number] > 1) and line.number not in named:
            named.add(line.number)
            times = max(ids[line.receipt_id], numbers[line.number])
            yield Finding(
                FindingKind.DOUBLED, "receipts", line.number, line.receipt_id, "count", expected="1", found=str(times)
            )


def _tie_place(told: Sequence[ReceiptLine], kept: Sequence[KeptReceipt], place: str) -> Iterator[Finding]:
    by_id = {line.receipt_id: line for line in told}
    numbers = {line.number for line in told}
    seen: Counter[str] = Counter()
    for receipt in kept:
        seen[receipt.receipt_id] += 1
        line = by_id.get(receipt.receipt_id)
        if line is None:
            kind = FindingKind.DOUBLED if receipt.number in numbers else FindingKind.LOST
            yield Finding(kind, place, receipt.number, receipt.receipt_id, "record")
        elif seen[receipt.receipt_id] > 1:
            yield Finding(FindingKind.DOUBLED, place, receipt.number, receipt.receipt_id, "count", "1", "2")
        else:
            yield from _tie_one(line, receipt, place)
    for line in by_id.values():
        if not seen[line.receipt_id]:
            yield Finding(FindingKind.LOST, place, line.number, line.receipt_id, "row")


def _tie_one(line: ReceiptLine, kept: KeptReceipt, place: str) -> Iterator[Finding]:
    if kept.business_day != line.business_day:
        yield _redated(line.number, line.receipt_id, place, "business_day", line.business_day, kept.business_day)
    # Places keep whole milliseconds.
    if kept.at is not None and not timedelta(0) <= line.at - kept.at < timedelta(milliseconds=1):
        yield _redated(line.number, line.receipt_id, place, "at", line.at, kept.at)
    if kept.number != line.number:
        yield Finding(FindingKind.CHANGED, place, line.number, line.receipt_id, "number", line.number, kept.number)
    for name, found in kept.figures.items():
        expected: int = getattr(line, name)
        if expected != found:
            yield Finding(FindingKind.CHANGED, place, line.number, line.receipt_id, name, str(expected), str(found))


def _redated(
    number: str, receipt_id: str, place: str, figure: str, expected: date | datetime, found: date | datetime
) -> Finding:
    return Finding(FindingKind.REDATED, place, number, receipt_id, figure, expected.isoformat(), found.isoformat())
