"""One receipt by its number, for a till of the same shop where its goods come back."""

from sqlalchemy import Connection, select

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.receipt_code import parse_number
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest, ReturnedPieces
from sync.server.central import Central
from sync.server.database import reading
from sync.server.enrolment import OFFICE, EnrolledTill
from sync.server.ingest.gather import operations_at, sale_in
from sync.server.reservations.refused import RequestInvalidError
from sync.server.tables import RECEIPT, RETURNED_LINE, TILL


def find_receipt(central: Central, till: EnrolledTill, request: ReceiptRequest) -> ReceiptAnswer:
    """The sale and what came back of it, in one snapshot. Raises :class:`RequestInvalidError`.

    A till hears of its own shop's receipts only. Numbers are a till's own, and a till's number is its alone in its
    shop: a new device that took a till's place goes on with other numbers. What bears another till's number is not it,
    but where the office posted a receipt that was set right.
    """
    number = _number(request.number)
    with reading(central.engine) as connection:
        row = connection.execute(
            select(RECEIPT)
            .join(TILL, TILL.c.till_id == RECEIPT.c.till_id)
            .where(RECEIPT.c.number == number, RECEIPT.c.kind == "sale", TILL.c.shop_id == till.shop_id)
            .where(TILL.c.code.in_([number.partition("-")[0], OFFICE]))
            .order_by(RECEIPT.c.business_day.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return ReceiptAnswer(None, (), central.incarnation)
        place = (row.till_id, row.epoch, row.seq)
        sale = sale_in(operations_at(connection, [place])[place])
        return ReceiptAnswer(sale, _returned(connection, row.receipt_id), central.incarnation)


def _returned(connection: Connection, sale_id: str) -> tuple[ReturnedPieces, ...]:
    rows = connection.execute(
        select(RETURNED_LINE)
        .where(RETURNED_LINE.c.sale_id == sale_id)
        .order_by(RETURNED_LINE.c.return_id, RETURNED_LINE.c.line_id)
    )
    return tuple(ReturnedPieces(row.return_id, row.line_id, row.quantity) for row in rows)


def _number(text: str) -> str:
    try:
        if text != text.strip():
            raise CodeError("receipt_number")
        return parse_number(text)
    except CodeError as error:
        raise RequestInvalidError("number: a receipt's number such as 2-000231 is expected") from error
