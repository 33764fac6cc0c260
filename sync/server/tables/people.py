"""Who the customers are."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text

from sync.server.tables.metadata import METADATA

CUSTOMER = Table(
    "customer",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone_hash", LargeBinary(16)),
    Column("phone_cipher", LargeBinary),
    Column("card_number", String(40)),
    Column("birth_day", Date, index=True),
    Column("registered_ms", BigInteger),
    Column("email_cipher", LargeBinary),
    Column("unconfirmed", Boolean, nullable=False, default=False),
    Column("invited_by", String(40)),
    Column("phone_since_ms", BigInteger),
    Column("deleted", Boolean, nullable=False),
    Column("change_number", BigInteger, nullable=False, index=True),
)
"""People. The phone stands as keyed hash and ciphertext only; a deleted person has neither.

``registered_ms``: business time of the registration (NULL: he was here from the start). ``unconfirmed``: whether the
phone is his is not known yet: points are earned and not spent. ``invited_by``: whose code he told when he joined.
``phone_since_ms``: business time of the last change of his number (NULL: it is his first one).
"""

CUSTOMER_NAME = Table(
    "customer_name",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("key", Text().with_variant(Text(collation="C"), "postgresql"), nullable=False),
    Index("ix_customer_name_key", "key", "customer_id"),
)
"""Names to be found by, one row for each word: see ``people/names.py``, which makes them anew from ``CUSTOMER``."""

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
    Column("blocked", String(20)),
    Column("since_ms", BigInteger),
    Index(None, "customer_id"),
)
"""Who holds or held a card; one person each, for ever: a blocked number is handed to nobody else.

``blocked``: why it is not taken any more (NULL: it is in force); ``since_ms``: business time of the last change.
"""

CUSTOMER_ALIAS = Table(
    "customer_alias",
    METADATA,
    Column("alias_id", String(40), primary_key=True),
    Column("customer_id", String(40), nullable=False),
    Column("merged_ms", BigInteger, nullable=False),
    Index(None, "customer_id"),
)
"""Ids that turned out to be somebody known already; kept for ever, for tills may go on using them."""

PHONE_HISTORY = Table(
    "phone_history",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("phone_hash", LargeBinary(16), primary_key=True),
    Column("until_ms", BigInteger, primary_key=True),
)
"""Numbers that somebody had, and when they ended."""

CONSENT = Table(
    "consent",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("purpose", String(40), primary_key=True),
    Column("operation_id", String(40), primary_key=True),
    Column("text_version", String(80), nullable=False),
    Column("way", String(40), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)
"""Consents given and taken back, each as it was told; the newest for a purpose holds."""

PHONE_CODE = Table(
    "phone_code",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("code_id", String(40), primary_key=True),
    Column("phone_hash", LargeBinary(16), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("sent_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("told", Boolean, nullable=False, default=False),
)
"""Codes sent to phones: as keyed hashes, with how often somebody was wrong; the newest of a customer counts.

``told``: the right code came back; ``phone_hash`` is the number that it was sent to, a new one of his maybe."""

WAITING_MESSAGE = Table(
    "waiting_message",
    METADATA,
    Column("message_id", String(40), primary_key=True),
    Column("customer_id", String(40), nullable=False),
    Column("phone_cipher", LargeBinary, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("next_ms", BigInteger, nullable=False),
)
"""Old numbers that are still to be told of a new one; gone as soon as the gateway has taken the message.

``message_id`` is the change's; ``phone_cipher`` is sealed for ``customer_id``; ``next_ms``: not tried before.
"""

CARD_CODE_USE = Table(
    "card_code_use",
    METADATA,
    Column("customer_id", String(40), primary_key=True),
    Column("step", BigInteger, primary_key=True),
    Column("till_id", String(40), nullable=False),
    Column("used_ms", BigInteger, nullable=False),
)
"""Which till was shown which code of a customer's rotating card, for some weeks: two that took the same one are seen.

``used_ms``: when the server heard of it."""
