"""Numbers that one receipt may take: single coupons, orders to be picked up, and who has them."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table

from sync.server.tables.metadata import METADATA

COUPON = Table(
    "coupon",
    METADATA,
    Column("number", String(40), primary_key=True),
    Column("rule_id", String(80), nullable=False),
    Column("series", String(80), nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(200)),
    Column("from_day", Date),
    Column("until_day", Date),
    Column("issued_ms", BigInteger, nullable=False),
    Column("issued_by", String(120), nullable=False),
    Column("ends_with_return", Boolean, nullable=False),
    CheckConstraint("state IN ('unknown', 'issued', 'blocked')", name="state"),
    Index("ix_coupon_series", "series"),
    Index("ix_coupon_issued_by", "issued_by"),
)
"""``issued_by``: the receipt that printed it, a person, or ``programme`` for a word of the document. ``unknown``: a
receipt took it without the server and nobody issued it. Used is what ``coupon_use`` says.
"""

COUPON_USE = Table(
    "coupon_use",
    METADATA,
    Column("number", String(40), primary_key=True),
    Column("receipt_id", String(40), primary_key=True),
    Column("till_code", String(40), nullable=False),
    Column("receipt_number", String(40), nullable=False),
    Column("used_ms", BigInteger, nullable=False),
    Column("at_risk", Boolean, nullable=False),
    Column("freed_by_return", Boolean, nullable=False),
    Column("freed", Boolean, nullable=False),
    Column("conflict", String(20)),
)
"""A receipt that used a coupon: a fact, also where it must not have been. ``conflict``: why it must not have been."""

PRE_ORDER = Table(
    "pre_order",
    METADATA,
    Column("number", String(40), primary_key=True),
    Column("shop_id", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("outside_id", String(80)),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("state IN ('waiting', 'partly', 'picked_up', 'cancelled')", name="state"),
    Index("ix_pre_order_state", "state"),
    Index("ix_pre_order_outside_id", "outside_id", unique=True),
)
"""``body``: canonical JSON of ``PreOrder``; tills get it by the feed. ``outside_id``: what the order is called where it
was made, so that the same file twice is one order.
"""

ORDER_PICK_UP = Table(
    "order_pick_up",
    METADATA,
    Column("number", String(40), primary_key=True),
    Column("receipt_id", String(40), primary_key=True),
    Column("till_code", String(40), nullable=False),
    Column("receipt_number", String(40), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("at_risk", Boolean, nullable=False),
    Column("conflict", String(20)),
)
"""A receipt that handed an order out, or a part of it."""

CLAIM = Table(
    "claim",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("number", String(40), primary_key=True),
    Column("claim_id", String(40), primary_key=True),
    Column("till_id", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("receipt_id", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(20)),
    Column("granted_ms", BigInteger, nullable=False),
    CheckConstraint("kind IN ('coupon', 'order')", name="kind"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    Index("ix_claim_till", "till_id", "state"),
    Index("ix_claim_receipt", "receipt_id"),
)
"""A number kept for one open receipt. A row closed before it was asked for keeps a late request from being granted."""
