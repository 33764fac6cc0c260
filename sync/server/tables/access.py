"""Tables of enrolment, of requests already seen, and of the journal."""

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, Text

from sync.server.tables.metadata import METADATA

ENROLMENT_CODE = Table(
    "enrolment_code",
    METADATA,
    Column("code_hash", String(64), primary_key=True),
    Column("shop_id", String(40), nullable=False),
    Column("till_code", String(20), nullable=False),
    Column("replaces", Boolean, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("used_ms", BigInteger),
    Column("used_by_key", String(64)),
    Column("answered_till_id", String(40)),
    Column("answered_epoch", BigInteger),
)
"""One-time codes. ``code_hash``: SHA-256 of the letters, which stand nowhere. ``replaces``: the till that has this
number in the shop now gives way. ``used_by_key``: the public key that used the code: who did not hear the answer asks
again with the same key and hears the same (``answered_*``)."""

SEEN_REQUEST = Table(
    "seen_request",
    METADATA,
    Column("till_id", String(40), primary_key=True),
    Column("nonce", String(22), primary_key=True),
    Column("forget_ms", BigInteger, nullable=False),
    Index("ix_seen_request_forgotten", "till_id", "forget_ms"),
)
"""Nonces of requests that were proven, kept until their time alone would have them refused."""

API_CLIENT = Table(
    "api_client",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("key_hash", String(64), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
    Index("ix_api_client_key_hash", "key_hash", unique=True),
)
"""Programs that may hand orders over. ``key_hash``: SHA-256 of the key, which stands nowhere."""

JOURNAL = Table(
    "journal",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_journal_of_action", "action", "number"),
    Index("ix_journal_of_actor", "actor", "number"),
)
"""Privileged actions, numbered from 1 without gaps. ``hash``: SHA-256 over the hash before and the row."""
