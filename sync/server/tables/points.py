"""The points ledger, distributed by customer. Points are hundredths of a point, money kopecks."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    and_,
    literal_column,
)

from sync.server.tables.metadata import METADATA

_BESIDE_RECEIPTS = ("burn", "award", "charity", "adjust", "opening")
"""Kinds of entries that no receipt makes, as far as reports show them; an index holds them alone."""

ACCOUNT = Table(
    "account",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("available", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False, default=0),
    Column("debt", BigInteger, nullable=False),
    Column("turnover_kopecks", BigInteger, nullable=False),
    Column("life_turnover_kopecks", BigInteger, nullable=False, default=0),
    Column("purchases", BigInteger, nullable=False, default=0),
    Column("facts", LargeBinary),
    Column("tier_code", String(40)),
    Column("change_number", BigInteger, nullable=False, index=True),
    CheckConstraint("available >= 0", name="available"),
    CheckConstraint("reserved >= 0", name="reserved"),
    CheckConstraint("debt >= 0", name="debt"),
)
"""Kept balances, each equal to the sum of its legs and of its lots; ``./till audit`` checks it.

``turnover_kopecks``: of the programme's tier window as of the last posting or nightly review. ``facts``: canonical JSON
of ``AccountFacts`` (NULL: none yet).
"""

LOT = Table(
    "lot",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("lot_id", String(80), primary_key=True),
    Column("earned_day", Date, nullable=False),
    Column("active_day", Date, nullable=False),
    Column("expires_day", Date, nullable=False),
    Column("programme_id", String(40), nullable=False),
    Column("granted", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False, default=0),
    Column("burnt", BigInteger, nullable=False),
    Column("taken_back", BigInteger, nullable=False, default=0),
    Column("sale_id", String(40)),
    Column("origin_lot_id", String(80)),
    CheckConstraint("remaining >= 0", name="remaining"),
    CheckConstraint("reserved >= 0 AND reserved <= remaining", name="reserved"),
    CheckConstraint("taken_back >= 0 AND taken_back <= granted", name="taken_back"),
    CheckConstraint("burnt >= 0", name="burnt"),
    Index("ix_lot_burns", "expires_day", "customer_id"),
)
"""Points of one accrual. A sale that earned one lot gave it its id, one that earned several ``id/0``, ``id/1`` …

``remaining`` holds what may be spent and ``reserved``, what of it is promised to tills and does not burn meanwhile.
``burnt``: what expired and was not called back by a return or a late sale since. ``sale_id``: the sale that earned it,
``taken_back``: what its returns asked back of it. ``origin_lot_id``: the expired lot whose returned points this one
keeps alive for the programme's grace.
"""

ENTRY = Table(
    "entry",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("entry_id", String(120), primary_key=True),
    Column("operation_id", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("posted_ms", BigInteger, nullable=False),
    UniqueConstraint("customer_id", "operation_id", "kind"),
)
"""The points journal: rows are only ever added. Its legs sum to zero."""

IS_BESIDE_RECEIPTS = ENTRY.c.kind.in_([literal_column(f"'{kind}'") for kind in _BESIDE_RECEIPTS])
Index(
    "ix_entry_beside_receipts",
    ENTRY.c.posted_ms,
    sqlite_where=IS_BESIDE_RECEIPTS,
    postgresql_where=IS_BESIDE_RECEIPTS,
)

LEG = Table(
    "leg",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("entry_id", String(120), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("account", String(40), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("lot_id", String(80)),
)
"""Sides of the entries, see ``ledger/accounts.py`` for the accounts and their signs."""

IS_CALLED_BACK = and_(LEG.c.account == literal_column("'programme.expired'"), LEG.c.amount < literal_column("0"))
Index(
    "ix_leg_called_back",
    LEG.c.customer_id,
    LEG.c.entry_id,
    sqlite_where=IS_CALLED_BACK,
    postgresql_where=IS_CALLED_BACK,
)

SPENT_PART = Table(
    "spent_part",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("sale_id", String(40), primary_key=True),
    Column("lot_id", String(80), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("returned", BigInteger, nullable=False),
    CheckConstraint("returned >= 0 AND returned <= amount", name="returned"),
)
"""Which lots a sale ate, and what went back to each; see ``ledger/lot_state.py`` for what is no lot: risk and debt.

What is out changes its lot when the sale that earned it comes back; the sum over a sale's parts never changes.
"""

TURNOVER_DAY = Table(
    "turnover_day",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kopecks", BigInteger, nullable=False),
)
"""Money of the purchases of a local day, less what of them came back since, on whatever day."""

MEMBERSHIP_BOUGHT = Table(
    "membership_bought",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("sale_id", String(40), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("day", Date, nullable=False),
    Column("periods", Integer, nullable=False),
)
"""Periods of a membership that a sale sold, less those that came back."""
