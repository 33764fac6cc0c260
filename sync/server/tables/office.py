"""People of the office who sign on to the server's pages, their sessions, corrections that wait for a second one."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, String, Table, Text

from sync.server.tables.metadata import METADATA

OFFICE_PERSON = Table(
    "office_person",
    METADATA,
    Column("person_id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("shown_name", String(80), nullable=False),
    Column("role", String(20), nullable=False),
    Column("language", String(2), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("password_ms", BigInteger, nullable=False),
    Index("ix_office_person_name", "name", unique=True),
    CheckConstraint("role IN ('owner', 'office', 'manager', 'accountant', 'support')", name="role"),
    CheckConstraint("language IN ('ru', 'en')", name="language"),
)
"""``name``: what is typed to sign on, folded; ``password_hash``: argon2id. Nobody is ever deleted: deeds name them."""

OFFICE_PERSON_SHOP = Table(
    "office_person_shop",
    METADATA,
    Column("person_id", String(40), primary_key=True),
    Column("shop_id", String(40), primary_key=True),
)
"""The shops that a person answers for; for who has none here the role decides whether that is all or nothing."""

OFFICE_SESSION = Table(
    "office_session",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", String(40), nullable=False),
    Column("form_token", String(64), nullable=False),
    Column("begun_ms", BigInteger, nullable=False),
    Column("used_ms", BigInteger, nullable=False),
    Index(None, "person_id"),
)
"""Who is signed on. ``token_hash``: SHA-256 of the cookie, which stands nowhere; ``form_token`` goes with his forms."""

POINTS_CORRECTION = Table(
    "points_correction",
    METADATA,
    Column("correction_id", String(40), primary_key=True),
    Column("customer_id", String(40), nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),
    Column("decided_by", String(40)),
    Column("decided_ms", BigInteger),
    Index(None, "customer_id"),
    Index(None, "state", "asked_ms"),
    CheckConstraint("state IN ('asked', 'posted', 'refused')", name="state"),
    CheckConstraint("points <> 0", name="points"),
    CheckConstraint("state = 'asked' OR decided_by <> asked_by OR state = 'refused'", name="two_people"),
)
"""Points put on or taken off by hand, hundredths; posted when another person signs. Ids name people of the office."""
