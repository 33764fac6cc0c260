"""The server's register of receipts and the operations that brought them, as many as the trade has.

Operations have a stand-in of 32 bytes for a body: with theirs they would be 60 GB at full size. Nothing opens those;
receipts that are opened are of the real shifts.
"""

from sqlalchemy import Connection, text

from pos_app.bench.benches import Progress
from pos_app.bench.reports.trade import Trade
from sync.protocol.operation import unix_ms

_AT_ONCE = 4_000
"""Shifts whose rows are written by one statement."""
_TILLS = (
    "INSERT INTO till (till_id, code, epoch, last_seq, last_hash, revoked, last_contact_ms, have_seq, program, story,"
    " shop_id, name, public_key) SELECT till_id, till_code, 1, 100000000, '', {no}, :contact, 100000000, '1.0', 'told',"
    " shop_id, 'Касса', 'key of ' || till_id FROM bench_shift GROUP BY till_id, till_code, shop_id"
)
_CURSORS = (
    "INSERT INTO report_cursor (source, epoch, seq, open_shift_id)"
    " SELECT till_id, 1, 100000000, '' FROM bench_shift GROUP BY till_id"
)
_OPERATIONS = (
    "INSERT INTO operation (till_id, epoch, seq, op_id, kind, v, business_ms, received_ms, body, prev_hash, hash,"
    " state, flags) SELECT till_id, 1, running, receipt_id, 'sale', 1, at_ms, at_ms,"
    " :body, '', '', CASE WHEN running % 100000 = 1 AND n % 1000 = 0 THEN 'parked' ELSE 'applied' END,"
    " CASE running % 100 WHEN 7 THEN 'without_promise' WHEN 13 THEN 'programme_not_in_force spent_at_risk' END"
    " FROM bench_shift JOIN report_receipt ON report_receipt.shift_id = bench_shift.shift_id"
    " WHERE n BETWEEN :first AND :last ORDER BY till_id, running"
)
_RECEIPTS = (
    "INSERT INTO receipt (receipt_id, kind, number, till_id, epoch, seq, customer_id, sale_id, business_day,"
    " money_kopecks, points_kopecks, points, earned, withheld)"
    " SELECT receipt_id, 'sale', report_receipt.number, till_id, 1, running, customer_id, NULL, business_day,"
    " money_kopecks, points_kopecks, points, earned, 0"
    " FROM bench_shift JOIN report_receipt ON report_receipt.shift_id = bench_shift.shift_id"
    " WHERE n BETWEEN :first AND :last ORDER BY receipt_id"
)
_BY_CUSTOMER = "CREATE INDEX ix_receipt_customer_id ON receipt (customer_id)"


def make_register(connection: Connection, trade: Trade, progress: Progress) -> None:
    """From the derived rows, which must be there with their helping tables."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.execute(text(_TILLS.format(no="0" if is_sqlite else "false")), {"contact": unix_ms(trade.now)})
    connection.execute(text(_CURSORS))
    # Customers come in any order: an index that is made at the end is the same and made in a tenth of the time.
    connection.execute(text("DROP INDEX ix_receipt_customer_id"))
    for first in range(0, trade.shifts, _AT_ONCE):
        if first % (10 * _AT_ONCE) == 0:
            progress(f"register: {first:,} of {trade.shifts:,} shifts")
        span = {"first": first, "last": first + _AT_ONCE - 1}
        connection.execute(text(_OPERATIONS), {**span, "body": b"-" * 32})
        connection.execute(text(_RECEIPTS), span)
    connection.execute(text(_BY_CUSTOMER))
