"""Tills and what came from them, distributed by till."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sync.server.tables.metadata import METADATA

TILL = Table(
    "till",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("code", String(20), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_hash", String(64), nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("last_contact_ms", BigInteger),
    Column("have_seq", BigInteger),
    Column("program", String(80)),
    Column("story", String(10), nullable=False, default="told"),
    Column("lost_ms", BigInteger),
    Column("public_key", String(64)),
    Column("shop_id", String(40), nullable=False, server_default="shop"),
    Column("name", String(80), nullable=False, server_default=""),
    Index("ix_till_public_key", "public_key", unique=True),
    Index("ix_till_number", "shop_id", "code", unique=True),
)
"""``public_key``: Ed25519, hex; empty for a till enrolled before tills had keys. ``code``: its number in the shop.

``last_seq``, ``last_hash``: the newest operation that was taken in ``epoch``; ``have_seq``: the newest that the till
said it has, so the difference waits there; ``program``: which version of the till's program said so.

``story``: what this till has told since the server was restored from a backup, see ``epochs/story.py``. ``lost_ms``:
when a person declared it lost (or NULL).
"""

PAID_OUT_TWICE = ("over_return", "advance_spent")
"""Why a return is put aside whose money had gone out before, or had been spent elsewhere."""
ODD = text(
    "(operation.flags IS NOT NULL"
    " OR operation.kind = 'return' AND operation.reason IN ('over_return', 'advance_spent'))"
)
"""What a manager should look at, literally as in the condition of the index that has these rows alone."""
_ODD_ROWS = text("flags IS NOT NULL OR kind = 'return' AND reason IN ('over_return', 'advance_spent')")

OPERATION = Table(
    "operation",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("op_id", String(60), nullable=False),
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
    Column("flags", String(80).with_variant(Text(), "postgresql")),
    CheckConstraint("state IN ('applied', 'parked', 'waiting', 'replayed', 'voided', 'adjusted')", name="state"),
    Index("ix_operation_parked", "till_id", "state"),
    Index(
        "ix_operation_odd",
        *("received_ms", "till_id", "epoch", "seq", "flags", "reason", "kind"),
        sqlite_where=_ODD_ROWS,
        postgresql_where=_ODD_ROWS,
    ),
)
"""Every operation as it came. ``state``: applied; parked with a reason; waiting for the sale that it returns; what was
parked and a person replayed, voided or adjusted. ``flags``: what was odd about it and did not stop it, with spaces.

``op_id``: of a second operation that a till sent under an id which it had used in an earlier epoch, with ``#`` and the
epoch behind it (``ingest/second_life.py``).
"""

OPERATION_REPEAT = Table(
    "operation_repeat",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("op_id", String(60), nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
)
"""Numbers of a new epoch under which a till sent again what was known from an earlier one."""

TILL_EPOCH = Table(
    "till_epoch",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("old_epoch", Integer, primary_key=True),
    Column("new_epoch", Integer, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_hash", String(64), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("begun_ms", BigInteger, nullable=False),
)
"""How each epoch of a till ended: its newest operation, why, and the epoch that followed."""

PARKED_RESOLUTION = Table(
    "parked_resolution",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("op_id", String(60), primary_key=True),
    Column("resolution_id", String(40), nullable=False),
    Column("action", String(10), nullable=False),
    Column("operator_id", String(40), nullable=False),
    Column("approved_by", String(40)),
    Column("reason", Text, nullable=False),
    Column("resolved_ms", BigInteger, nullable=False),
)
"""What a person decided about a parked operation."""
