"""What a database column can hold. A till never makes such records; a damaged or hostile one may."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from pos_app.domain.transaction.sale import Sale, Tender
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation
from sync.server.ingest.operation_log import SECOND_LIFE
from sync.server.ingest.rule_broken import RuleBrokenError

_LONGEST_ID = 40
_LARGEST_FIGURE = 2**53 - 1
"""Of a number that nobody sums: instants in milliseconds, counters."""
_LARGEST_SUM = 10**11
"""A billion roubles in kopecks, or as many points: of one record. Reports and the audit sum many in 64 bits, and one
till that lies must not bring them to an end: it would need ninety million receipts.
"""
_SUMMED = ("kopecks", "points", "earned", "quantity", "quantities")
_LARGEST_VAT_BP = 10_000
_LONGEST_RUNNING = 12
_LARGEST_SMALL = 2**31 - 1
_YEARS = range(2000, 3000)
_TIMES = range(1900, 3000)
"""Birthdays too."""
_LONGEST_TEXT = 1_000
_LONGEST_TILL_CODE = 20
_LONGEST_RULE = 80
_SHORT_TEXTS = frozenset({"approved_by", "card_number", "invited_by", "owner", "number", "certificate", "series"})
MOST_VALID_DAYS = 36_600
"""A hundred years."""
_LONGEST_BODY = 1_000_000
_HASH = re.compile(r"[0-9a-f]{64}")


class HeaderInvalidError(ValueError):
    """An operation's header is not what a till writes; without it there is nothing to store it under."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"operation {seq}: expected short ids, positive numbers and hashes of 64 hex digits")


def check_bounds(record: Sale | SaleReturn) -> None:
    """Raise :class:`RuleBrokenError` ``body_invalid`` for a figure, id or day that cannot be stored."""
    figures = [record.money_kopecks, record.points, record.points_kopecks, record.earned]
    figures += [line.quantity for line in record.lines]
    ids = [
        record.receipt_id,
        record.number,
        record.till_code,
        record.shift_id,
        record.operator_id,
        record.customer_id or "",
        *(line.line_id for line in record.lines),
    ]
    days = [record.business_day]
    if isinstance(record, Sale):
        figures += [record.list_kopecks, record.net_kopecks, *(part.points for part in record.redemption)]
        figures += [lot.points for lot in record.lots]
        ids += [record.programme_id, *(part.reservation_id for part in record.redemption)]
        ids += [tender.reference for tender in record.tenders]
        if record.advances:
            _check_advances(record)
        if record.coupons_used or record.coupons_issued or record.picked_up is not None:
            _check_numbers(record)
        at = record.sold_at
        figures += [sum_kopecks for tender in record.tenders for sum_kopecks in _sums_of(tender)]
        if any(line.vat_bp is not None and not 0 <= line.vat_bp <= _LARGEST_VAT_BP for line in record.lines):
            raise RuleBrokenError("body_invalid", "a rate of VAT outside 0 to 100 %")
        days += [] if record.lot_expires_day is None else [record.lot_expires_day]
        for lot in record.lots:
            days += [lot.active_day, lot.expires_day]
    else:
        at = record.returned_at
        figures += [record.withheld_points, record.withheld_kopecks, record.rounding_kopecks]
        figures += [back.kopecks for back in record.advances]
        figures += [refund.amount_kopecks for refund in record.refunds]
        ids += [record.sale_id, *(refund.reference for refund in record.refunds)]
        ids += [text for back in record.advances for text in (back.line_id, back.reference)]
    if max(map(len, ids)) > _LONGEST_ID or not _storable("".join(ids)):
        raise RuleBrokenError("body_invalid", f"an id or number is longer than {_LONGEST_ID} or holds a zero byte")
    if max(figures) > _LARGEST_SUM or min(figures) < -_LARGEST_SUM:
        raise RuleBrokenError("body_invalid", "a figure is larger than any sum of money or points")
    if len(record.number.rpartition("-")[2]) > _LONGEST_RUNNING:
        raise RuleBrokenError("body_invalid", f"a receipt's number with more than {_LONGEST_RUNNING} digits")
    if not all(_is_business_day(day) for day in (*days, at)):
        raise RuleBrokenError("body_invalid", "a day lies outside the years 2000 to 2999")


def _sums_of(tender: Tender) -> tuple[int, ...]:
    return (
        tender.amount_kopecks,
        tender.given_kopecks,
        tender.change_kopecks,
        tender.rounding_kopecks,
        tender.kept_kopecks,
    )


def _check_advances(sale: Sale) -> None:
    for advance in (sold.advance for sold in sale.advances):
        texts = (advance.line_id, advance.reference, advance.series)
        short = all(_fits(text) for text in texts) and _storable(advance.name) and len(advance.name) <= _LONGEST_TEXT
        if not short or not 0 <= advance.valid_days <= MOST_VALID_DAYS or advance.kopecks > _LARGEST_SUM:
            raise RuleBrokenError("body_invalid", "an advance with a text or figure that cannot be stored")


def _check_numbers(sale: Sale) -> None:
    """Coupons used and printed, the order handed out."""
    used, issued, picked = sale.coupons_used, sale.coupons_issued, sale.picked_up
    texts = [each.number for each in used] + [each.number for each in issued]
    texts += [] if picked is None else [picked.number]
    rules = [each.rule_id for each in used] + [each.rule_id for each in issued]
    names = [text for each in issued for text in (each.name.ru, each.name.en)]
    fits = all(text and _fits(text) for text in texts) and all(len(rule) <= _LONGEST_RULE for rule in rules)
    if not fits or not _storable("".join((*rules, *names))) or any(len(name) > _LONGEST_TEXT for name in names):
        raise RuleBrokenError("body_invalid", "a coupon or an order with a text that cannot be stored")
    days = [day for each in issued for day in (each.from_day, each.until_day)]
    quantities = () if picked is None else picked.quantities
    if not all(_is_business_day(day) for day in days) or not all(0 <= each <= _LARGEST_SUM for each in quantities):
        raise RuleBrokenError("body_invalid", "a coupon or an order with a day or a figure that cannot be stored")
    if len(set(texts)) != len(texts):
        raise RuleBrokenError("body_invalid", "the same coupon twice in one receipt")


def check_small_record(record: object) -> None:
    """The same for every text, figure and day of a record that is no receipt. Raises :class:`RuleBrokenError`."""
    for name, value in _values(record):
        if isinstance(value, str) and not (_storable(value) and len(value) <= _longest(name)):
            raise RuleBrokenError("body_invalid", f"{name}: a text that is too long or cannot be stored")
        if isinstance(value, int) and abs(value) > (_LARGEST_SUM if name.endswith(_SUMMED) else _LARGEST_FIGURE):
            raise RuleBrokenError("body_invalid", f"{name}: a figure is larger than any sum of money or points")
        if isinstance(value, date) and not _is_a_time(value):
            raise RuleBrokenError("body_invalid", f"{name}: a day lies outside the years 1900 to 2999")


def check_header(operation: Operation) -> None:
    """Raise :class:`HeaderInvalidError` unless every field outside the body is of the shape that a till writes."""
    hashes = (operation.prev_hash, operation.hash)
    fits = (
        all(_fits(text) and text for text in (operation.op_id, operation.kind))
        and SECOND_LIFE not in operation.op_id
        and all(_HASH.fullmatch(digest) for digest in hashes)
        and 1 <= operation.seq <= _LARGEST_FIGURE
        and 1 <= operation.epoch <= _LARGEST_SMALL
        and 0 <= operation.v <= _LARGEST_SMALL
    )
    if not fits:
        raise HeaderInvalidError(operation.seq)


def _fits(text: str) -> bool:
    return len(text) <= _LONGEST_ID and _storable(text)


def _storable(text: str) -> bool:
    """PostgreSQL takes neither the zero character nor halves of surrogate pairs."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text))


def _longest(name: str) -> int:
    if name == "till_code":
        return _LONGEST_TILL_CODE
    if name.endswith("_id") or name in _SHORT_TEXTS:
        return _LONGEST_ID
    return _LONGEST_BODY if name == "body" else _LONGEST_TEXT


def _values(record: object, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value in a record, with the name of its field."""
    if isinstance(record, tuple):
        for one in record:
            yield from _values(one, name)
    elif is_dataclass(record):
        for each in fields(record):
            yield from _values(getattr(record, each.name), each.name)
    else:
        yield name, record


def _is_a_time(at: date) -> bool:
    return at.year in _TIMES and not (isinstance(at, datetime) and at.year not in _YEARS)


def _is_business_day(day: date) -> bool:
    return day.year in _YEARS
