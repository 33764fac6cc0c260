"""The server's tables. Keys begin with what a row is distributed by: ledger rows by customer, operations by till.

Points are hundredths of a point, money kopecks; ``*_ms`` are milliseconds since 1970 UTC, ``*_day`` local days of the
shop. No key is made by the database: ids come from tills or are derived from the operation that made the row.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PROPERTY = Table(
    "property",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the database says of itself: ``incarnation``."""

TILL = Table(
    "till",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("code", String(20), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_hash", String(64), nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("last_contact_ms", BigInteger),
)
"""``token_hash``: SHA-256 of the bearer token. ``last_seq``, ``last_hash``: the newest operation that was taken."""

OPERATION = Table(
    "operation",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("op_id", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("v", Integer, nullable=False),
    Column("business_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(80)),
    UniqueConstraint("till_id", "op_id"),
    CheckConstraint("state IN ('applied', 'parked', 'waiting')", name="state"),
)
"""Every operation as it came. ``state``: applied; parked with a reason; waiting for the sale that it returns."""

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
    Index(None, "sale_id"),
    CheckConstraint("kind IN ('sale', 'return')", name="kind"),
)
"""Applied sales and returns by id, from whichever till; ``sale_id`` is given for a return. Amounts are never negative.

``points`` and ``earned`` of a return are what was posted, which the server computes from the stored sale.
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
"""How much of each line came back with each return, thousandths."""

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

CUSTOMER = Table(
    "customer",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone_hash", LargeBinary(16)),
    Column("phone_cipher", LargeBinary),
    Column("card_number", String(40)),
    Column("birth_day", Date),
    Column("deleted", Boolean, nullable=False),
    Column("change_number", BigInteger, nullable=False, index=True),
)
"""People. The phone stands as keyed hash and ciphertext only; a deleted person has neither."""

PHONE = Table(
    "phone",
    METADATA,
    Column("phone_hash", LargeBinary(16), primary_key=True),
    Column("customer_id", String(40), nullable=False),
)
"""Who has a phone; one person each."""

CARD = Table(
    "card",
    METADATA,
    Column("card_number", String(40), primary_key=True),
    Column("customer_id", String(40), nullable=False),
)
"""Who holds a card; one person each."""

ACCOUNT = Table(
    "account",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("available", BigInteger, nullable=False),
    Column("debt", BigInteger, nullable=False),
    Column("turnover_kopecks", BigInteger, nullable=False),
    Column("tier_code", String(40)),
    Column("change_number", BigInteger, nullable=False, index=True),
    CheckConstraint("available >= 0", name="available"),
    CheckConstraint("debt >= 0", name="debt"),
)
"""Kept balances, each equal to the sum of its legs and of its lots; ``./till audit`` checks it."""

LOT = Table(
    "lot",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("lot_id", String(80), primary_key=True),
    Column("earned_day", Date, nullable=False),
    Column("expires_day", Date, nullable=False),
    Column("programme_id", String(40), nullable=False),
    Column("granted", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("burnt", BigInteger, nullable=False),
    Column("origin_lot_id", String(80)),
    CheckConstraint("remaining >= 0", name="remaining"),
    CheckConstraint("burnt >= 0", name="burnt"),
    Index("ix_lot_burns", "expires_day", "customer_id"),
)
"""Points of one accrual; the lot that a sale earned has the sale's id.

``burnt``: what expired and was not called back by a return or a late sale since. ``origin_lot_id``: the expired lot
whose returned points this one keeps alive for the programme's grace.
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

PUBLISHED = Table(
    "published",
    METADATA,
    Column("stream", String(20), primary_key=True),
    Column("row_key", String(80), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("change_number", BigInteger, nullable=False),
    Index("ix_published_changes", "stream", "change_number", unique=True),
)
"""Goods, staff, programme and VAT as the canonical JSON of their rows."""

CHANGE_COUNTER = Table(
    "change_counter",
    METADATA,
    Column("stream", String(20), primary_key=True),
    Column("last_number", BigInteger, nullable=False),
)
"""The newest change of each stream; taken under this row's lock inside the writing transaction, see ``feed.py``."""
