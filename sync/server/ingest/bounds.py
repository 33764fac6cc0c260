"""What a database column can hold. A till never makes such records; a damaged or hostile one may."""

import re
from datetime import date

from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation
from sync.server.ingest.rule_broken import RuleBrokenError

_LONGEST_ID = 40
_LARGEST_FIGURE = 2**53 - 1
"""A hundred thousand billion roubles in kopecks; sums of many still fit 64 bits."""
_LARGEST_SMALL = 2**31 - 1
_YEARS = range(2000, 3000)
_HASH = re.compile(r"[0-9a-f]{64}")


class HeaderInvalidError(ValueError):
    """An operation's header is not what a till writes; without it there is nothing to store it under."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"operation {seq}: expected short ids, positive numbers and hashes of 64 hex digits")


def check_bounds(record: Sale | SaleReturn) -> None:
    """Raise :class:`RuleBrokenError` ``body_invalid`` for a figure, id or day that cannot be stored."""
    figures = [record.money_kopecks, record.points, record.points_kopecks, record.earned]
    figures += [line.quantity for line in record.lines]
    ids = [record.receipt_id, record.number, record.customer_id or "", *(line.line_id for line in record.lines)]
    days = [record.business_day]
    if isinstance(record, Sale):
        figures += [record.list_kopecks, record.net_kopecks]
        ids.append(record.programme_id)
        days += [] if record.lot_expires_day is None else [record.lot_expires_day]
    else:
        ids.append(record.sale_id)
    if not all(_fits(text) for text in ids):
        raise RuleBrokenError("body_invalid", f"an id or number is longer than {_LONGEST_ID} or holds a zero byte")
    if any(abs(figure) > _LARGEST_FIGURE for figure in figures):
        raise RuleBrokenError("body_invalid", "a figure is larger than any sum of money or points")
    if not all(_is_business_day(day) for day in days):
        raise RuleBrokenError("body_invalid", "a day lies outside the years 2000 to 2999")


def check_header(operation: Operation) -> None:
    """Raise :class:`HeaderInvalidError` unless every field outside the body is of the shape that a till writes."""
    hashes = (operation.prev_hash, operation.hash)
    fits = (
        all(_fits(text) and text for text in (operation.op_id, operation.kind))
        and all(_HASH.fullmatch(digest) for digest in hashes)
        and 1 <= operation.seq <= _LARGEST_FIGURE
        and 1 <= operation.epoch <= _LARGEST_SMALL
        and 0 <= operation.v <= _LARGEST_SMALL
    )
    if not fits:
        raise HeaderInvalidError(operation.seq)


def _fits(text: str) -> bool:
    return len(text) <= _LONGEST_ID and "\0" not in text


def _is_business_day(day: date) -> bool:
    return day.year in _YEARS
