"""What the server promised to tills, distributed by customer."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, String, Table, Text

from sync.server.tables.metadata import METADATA

RESERVATION = Table(
    "reservation",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("reservation_id", String(80), primary_key=True),
    Column("till_id", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("granted", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False),
    Column("duration_ms", BigInteger, nullable=False),
    Column("granted_ms", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(20)),
    Column("recall", Boolean, nullable=False),
    Column("named_customer_id", String(40), nullable=False),
    Column("grant_text", Text, nullable=False),
    CheckConstraint("spent >= 0 AND spent <= granted", name="spent"),
    CheckConstraint("state IN ('open', 'settling', 'closed')", name="state"),
    Index("ix_reservation_till", "till_id", "state"),
)
"""``state``: open; settling, closed by its till while a parked receipt may still claim a part; closed with its reason.

``named_customer_id``: the customer as the till and the signed grant name him; another than ``customer_id`` after a
merge. A row that was closed before it was asked for keeps a late request from being granted.
"""

RESERVATION_LOT = Table(
    "reservation_lot",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("reservation_id", String(80), primary_key=True),
    Column("lot_id", String(80), primary_key=True),
    Column("amount", BigInteger, nullable=False),
    CheckConstraint("amount >= 0", name="amount"),
)
"""The lots behind what a reservation has left; ``debt`` in place of a lot: the customer owes it."""
