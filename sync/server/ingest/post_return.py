"""A return in the server's books: the mirror of the stored sale, computed here from the stored sale itself.

The till computes the same mirror from what it knows of earlier returns. Two tills that did not know of each other may
differ from the server by one unit of rounding per sum; the money on paper stands, the points are posted as the server
computes them, so that a sale that came back whole leaves the account as it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from pos_app.domain.money.units import Points, Quantity
from pos_app.domain.transaction.build_return import part_due, return_line
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.domain.transaction.sale_return import ReturnLine, SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import Operation
from sync.server.ingest.operation_log import logged_operation
from sync.server.ingest.post_sale import points_entry
from sync.server.ingest.rule_broken import RuleBrokenError, WaitsForSaleError
from sync.server.ingest.sums import check_return_sums
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_tables import add_entry, load_books, save_books
from sync.server.programmes import ProgrammeBook
from sync.server.tables import RECEIPT, RETURNED_LINE


def post_return(
    connection: Connection,
    operation: Operation,
    sale_return: SaleReturn,
    programmes: ProgrammeBook,
    posted_at: datetime,
) -> set[str]:
    """Post a return; answers whose account changed. Raises :class:`RuleBrokenError`, :class:`WaitsForSaleError`."""
    check_return_sums(sale_return)
    sale = _sale(connection, sale_return)
    mirrored = _mirrored(connection, sale, sale_return)
    points = sum(line.points for line in mirrored)
    earned = sum(line.earned for line in mirrored)
    _add_receipt(connection, operation, sale_return, points, earned)
    if sale.customer_id is None:
        return set()
    _post_points(connection, sale, sale_return, points, earned, programmes, posted_at)
    return {sale.customer_id}


def _post_points(
    connection: Connection,
    sale: Sale,
    sale_return: SaleReturn,
    points: Points,
    earned: Points,
    programmes: ProgrammeBook,
    posted_at: datetime,
) -> None:
    customer_id = sale.customer_id or ""
    books = load_books(connection, customer_id, sale_return.business_day, sale.receipt_id)
    if books is None:
        raise RuleBrokenError("customer_unknown", f"customer {customer_id} has no account")
    day, return_id = sale_return.business_day, sale_return.receipt_id
    if points:
        grace_days = programmes.return_grace_days(sale.programme_id, posted_at)
        legs = books.give_back(sale.receipt_id, points, day, return_id, grace_days, sale.programme_id)
        add_entry(connection, customer_id, points_entry(return_id, EntryKind.GIVE_BACK, posted_at, legs))
    if earned:
        legs = books.take_back(earned, sale.receipt_id, day, sale.programme_id)
        add_entry(connection, customer_id, points_entry(return_id, EntryKind.TAKE_BACK, posted_at, legs))
    books.turnover_kopecks = max(0, books.turnover_kopecks - sale_return.money_kopecks)
    books.tier_code = programmes.tier_code(sale.programme_id, books.turnover_kopecks, books.tier_code, posted_at)
    save_books(connection, books)


def _sale(connection: Connection, sale_return: SaleReturn) -> Sale:
    if connection.execute(_receipt_row(sale_return.receipt_id)).first() is not None:
        raise RuleBrokenError("receipt_known", f"receipt {sale_return.receipt_id} came from another till before")
    row: Row[tuple[object, ...]] | None = connection.execute(_receipt_row(sale_return.sale_id)).one_or_none()
    if row is None:
        raise WaitsForSaleError(sale_return.sale_id)
    if row.kind != "sale":
        raise RuleBrokenError("not_a_sale", f"receipt {sale_return.sale_id} is a return")
    logged = logged_operation(connection, row.till_id, row.epoch, row.seq)
    if logged is None:
        raise RuntimeError(f"receipt {row.receipt_id} stands in the books without its operation")
    sale = decode(Sale, logged.operation.body)
    if sale_return.customer_id != sale.customer_id:
        raise RuleBrokenError(
            "customer_differs", f"return {sale_return.receipt_id} names another customer than its sale"
        )
    return sale


def _mirrored(connection: Connection, sale: Sale, sale_return: SaleReturn) -> Sequence[ReturnLine]:
    """What the stored sale says comes back. Raises :class:`RuleBrokenError` if the till cannot have mirrored it."""
    already: dict[str, Quantity] = {
        row.line_id: row.quantity
        for row in connection.execute(
            select(RETURNED_LINE.c.line_id, func.sum(RETURNED_LINE.c.quantity).label("quantity"))
            .where(RETURNED_LINE.c.sale_id == sale.receipt_id)
            .group_by(RETURNED_LINE.c.line_id)
        )
    }
    sold = {line.line_id: line for line in sale.lines}
    mirrored = []
    for line in sale_return.lines:
        if line.line_id not in sold:
            raise RuleBrokenError("line_unknown", f"receipt {sale.receipt_id} has no line {line.line_id}")
        _check_mirror(sold[line.line_id], line)
        try:
            mirrored.append(return_line(sold[line.line_id], already.get(line.line_id, 0), line.quantity))
        except OverReturnError as error:
            raise RuleBrokenError("over_return", str(error)) from error
        except ReturnRefusedError as error:
            raise RuleBrokenError("return_does_not_mirror", str(error)) from error
    connection.execute(
        insert(RETURNED_LINE),
        [
            {
                "sale_id": sale.receipt_id,
                "line_id": line.line_id,
                "return_id": sale_return.receipt_id,
                "quantity": line.quantity,
            }
            for line in sale_return.lines
        ],
    )
    return mirrored


def _check_mirror(sold: SaleLine, line: ReturnLine) -> None:
    """Each sum of q of n units is ``floor(total × q / n)`` or one more, whatever came back before."""
    pairs = [(sold.points, line.points), (sold.points_kopecks, line.points_kopecks), (sold.earned, line.earned)]
    same_tenders = len(sold.tender_kopecks) == len(line.tender_kopecks)
    pairs += zip(sold.tender_kopecks, line.tender_kopecks, strict=False)
    for total, back in pairs:
        least = part_due(total, min(line.quantity, sold.quantity), sold.quantity)
        if not same_tenders or not least <= back <= least + 1:
            raise RuleBrokenError(
                "return_does_not_mirror", f"line {line.line_id}: {least} or one more of {total} is due, {back} came"
            )


def _receipt_row(receipt_id: str) -> Select[Any]:
    return select(RECEIPT).where(RECEIPT.c.receipt_id == receipt_id)


def _add_receipt(
    connection: Connection, operation: Operation, sale_return: SaleReturn, points: Points, earned: Points
) -> None:
    connection.execute(
        insert(RECEIPT).values(
            receipt_id=sale_return.receipt_id,
            kind="return",
            number=sale_return.number,
            till_id=operation.till_id,
            epoch=operation.epoch,
            seq=operation.seq,
            customer_id=sale_return.customer_id,
            sale_id=sale_return.sale_id,
            business_day=sale_return.business_day,
            money_kopecks=sale_return.money_kopecks,
            points_kopecks=sale_return.points_kopecks,
            points=points,
            earned=earned,
        )
    )
