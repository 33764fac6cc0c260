"""Applied receipts, distributed by their own ids."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, String, Table

from sync.server.tables.metadata import METADATA

RECEIPT = Table(
    "receipt",
    METADATA,
    Column("receipt_id", String(40), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("number", String(40), nullable=False),
    Column("till_id", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("customer_id", String(40)),
    Column("sale_id", String(40)),
    Column("business_day", Date, nullable=False),
    Column("money_kopecks", BigInteger, nullable=False),
    Column("points_kopecks", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("earned", BigInteger, nullable=False),
    Column("withheld", BigInteger, nullable=False, default=0),
    Index(None, "sale_id"),
    Index("ix_receipt_number", "till_id", "number"),
    Index(None, "customer_id"),
    CheckConstraint("kind IN ('sale', 'return')", name="kind"),
)
"""Applied sales and returns by id, from whichever till; ``sale_id`` is given for a return. Amounts are never negative.

``withheld``: of the ``earned`` of a return, what was not taken back because money was kept for it. ``points`` and
``earned`` of a return are what was posted, which the server computes from the stored sale.
"""

RETURNED_LINE = Table(
    "returned_line",
    METADATA,
    Column("sale_id", String(40), primary_key=True),
    Column("line_id", String(40), primary_key=True),
    Column("return_id", String(40), primary_key=True),
    Column("quantity", BigInteger, nullable=False),
    CheckConstraint("quantity > 0", name="quantity"),
)
"""How much of each line came back with each return, thousandths; of an advance (certificate, top-up) kopecks."""

WAITING_RETURN = Table(
    "waiting_return",
    METADATA,
    Column("sale_id", String(40), primary_key=True),
    Column("till_id", String(40), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("arrival", BigInteger, nullable=False),
)
"""Returns that came before their sale, posted in the order of ``arrival`` when it comes."""
