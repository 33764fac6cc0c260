"""Which receipts belong to the shifts of some days and shops, in the order of their time."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from sync.reports.tables import REPORT_RECEIPT, REPORT_SHIFT


def count_of_days(connection: Connection, shop_ids: Collection[str], first_day: date, last_day: date) -> int:
    """How many there are, returns too."""
    asked = select(func.sum(REPORT_SHIFT.c.receipts_count)).where(*_of_days(shop_ids, first_day, last_day))
    return int(connection.execute(asked).scalar_one() or 0)


def receipts_of_days(
    connection: Connection, shop_ids: Collection[str], first_day: date, last_day: date
) -> tuple[str, ...]:
    """Ids of sales and returns, earliest first."""
    asked = (
        select(REPORT_RECEIPT.c.at_ms, REPORT_RECEIPT.c.receipt_id)
        .join(REPORT_SHIFT, REPORT_SHIFT.c.shift_id == REPORT_RECEIPT.c.shift_id)
        .where(*_of_days(shop_ids, first_day, last_day))
    )
    return tuple(receipt_id for _, receipt_id in sorted(tuple(row) for row in connection.execute(asked)))


def _of_days(shop_ids: Collection[str], first_day: date, last_day: date) -> tuple[ColumnElement[bool], ...]:
    return REPORT_SHIFT.c.day.between(first_day, last_day), REPORT_SHIFT.c.shop_id.in_(sorted(shop_ids))
