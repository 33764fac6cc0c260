"""Money that the shop owes: money accounts and gift certificates, distributed by owner. Kopecks."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, String, Table, UniqueConstraint

from sync.server.tables.metadata import METADATA

STORED_VALUE = Table(
    "stored_value",
    METADATA,
    Column("kind", String(12), primary_key=True),
    Column("owner", String(40), primary_key=True),
    Column("balance", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("series", String(80), nullable=False),
    Column("nominal", BigInteger, nullable=False),
    Column("sold_day", Date),
    Column("until_day", Date),
    CheckConstraint("balance >= 0", name="balance"),
    CheckConstraint("kind IN ('account', 'certificate')", name="kind"),
    CheckConstraint("state IN ('unsold', 'active', 'blocked')", name="state"),
)
"""``owner``: the customer's id or the certificate's number. ``balance`` equals the legs; what is set aside for open
receipts (``value_hold``) is a part of it. ``unsold``: somebody asked for it, no receipt tells of its sale.
"""

VALUE_ENTRY = Table(
    "value_entry",
    METADATA,
    Column("kind", String(12), primary_key=True),
    Column("owner", String(40), primary_key=True),
    Column("entry_id", String(120), primary_key=True),
    Column("operation_id", String(120), nullable=False),
    Column("entry_kind", String(20), nullable=False),
    Column("posted_ms", BigInteger, nullable=False),
    UniqueConstraint("kind", "owner", "operation_id", "entry_kind"),
)
"""The journal of money that is owed: rows are only ever added. Its legs sum to zero."""

VALUE_LEG = Table(
    "value_leg",
    METADATA,
    Column("kind", String(12), primary_key=True),
    Column("owner", String(40), primary_key=True),
    Column("entry_id", String(120), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("account", String(40), nullable=False),
    Column("leg_owner", String(40), nullable=False),
    Column("amount", BigInteger, nullable=False),
)
"""Sides of the entries, see ``stored_value/accounts.py`` for the accounts and their signs."""

VALUE_PAYMENT = Table(
    "value_payment",
    METADATA,
    Column("kind", String(12), primary_key=True),
    Column("owner", String(40), primary_key=True),
    Column("receipt_id", String(40), primary_key=True),
    Column("kopecks", BigInteger, nullable=False),
    Column("burnt", BigInteger, nullable=False),
    Column("at_risk", BigInteger, nullable=False),
    Column("returned", BigInteger, nullable=False),
    CheckConstraint("returned >= 0 AND returned <= kopecks", name="returned"),
)
"""What a receipt paid with it; ``burnt``: of the rest, where the series has no parts; ``at_risk``: what was missing."""

VALUE_HOLD = Table(
    "value_hold",
    METADATA,
    Column("kind", String(12), primary_key=True),
    Column("owner", String(40), primary_key=True),
    Column("hold_id", String(40), primary_key=True),
    Column("till_id", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("receipt_id", String(40), nullable=False),
    Column("kopecks", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(20)),
    Column("granted_ms", BigInteger, nullable=False),
    Column("pays_back", String(40)),
    CheckConstraint("kopecks >= 0", name="kopecks"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    Index("ix_value_hold_till", "till_id", "state"),
)
"""Set aside for one open receipt. ``pays_back``: the sale of which a return pays out.

A row closed before it was asked for keeps a late request from being granted.
"""
