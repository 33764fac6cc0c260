"""Segments of customers as they were last looked at, how many moved, and offers to a segment with a control group."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text

from sync.server.tables.metadata import METADATA

_ID = String(40)
_CODE = String(40)

CUSTOMER_SEGMENT = Table(
    "customer_segment",
    METADATA,
    Column("customer_id", _ID, primary_key=True),
    Column("segment", _CODE, nullable=False),
    Column("tier_code", _CODE, nullable=False),
    Column("before_segment", _CODE, nullable=False),
    Column("before_tier", _CODE, nullable=False),
    Column("looked_day", Date, nullable=False),
    Column("last_day", Date),
    Column("visits", Integer, nullable=False),
    Column("kopecks", BigInteger, nullable=False),
    Index("ix_customer_segment_listed", "segment", "kopecks", "customer_id"),
)
"""One row a person, made anew every day. ``before_*``: as the day before last looked at had it ("": he was not here),
so that a look that is broken off and begun again counts each move once."""

SEGMENT_DAY = Table(
    "segment_day",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("code", _CODE, primary_key=True),
    Column("customers", BigInteger, nullable=False),
    Column("visits", BigInteger, nullable=False),
    Column("kopecks", BigInteger, nullable=False),
)
"""How large each segment (kind ``segment``) and tier (``tier``, "" for none) was on a day."""

SEGMENT_MOVE = Table(
    "segment_move",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("from_code", _CODE, primary_key=True),
    Column("to_code", _CODE, primary_key=True),
    Column("customers", BigInteger, nullable=False),
)
"""How many went from one to the other since the day before."""

TIER_MOVE = Table(
    "tier_move",
    METADATA,
    Column("customer_id", _ID, primary_key=True),
    Column("change_number", BigInteger, primary_key=True),
    Column("day", Date, nullable=False),
    Column("from_code", _CODE, nullable=False),
    Column("to_code", _CODE, nullable=False),
    Index("ix_tier_move_by_day", "day", "from_code", "to_code"),
)
"""Each change of somebody's tier, written with the account ("": none); ``change_number`` of the account then."""

OFFER_CAMPAIGN = Table(
    "offer_campaign",
    METADATA,
    Column("campaign_id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("rule_id", String(80), nullable=False),
    Column("segments", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("uses", Integer),
    Column("control_bp", Integer, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_by", String(80), nullable=False),
)
"""A personal offer given to everybody of some segments. ``segments``: codes with spaces; ``control_bp``: the share that
gets nothing, to compare with."""

OFFER_CAMPAIGN_PERSON = Table(
    "offer_campaign_person",
    METADATA,
    Column("campaign_id", _ID, primary_key=True),
    Column("customer_id", _ID, primary_key=True),
    Column("control", Boolean, nullable=False),
    Column("granted", Boolean, nullable=False),
    Index("ix_offer_campaign_person_waiting", "campaign_id", "control", "granted", "customer_id"),
)

OFFER_RESULT = Table(
    "offer_result",
    METADATA,
    Column("campaign_id", _ID, primary_key=True),
    Column("counted_ms", BigInteger, nullable=False),
    Column("is_last", Boolean, nullable=False),
    Column("waiting", BigInteger, nullable=False),
    Column("offered_people", BigInteger, nullable=False),
    Column("offered_buyers", BigInteger, nullable=False),
    Column("offered_visits", BigInteger, nullable=False),
    Column("offered_kopecks", BigInteger, nullable=False),
    Column("control_people", BigInteger, nullable=False),
    Column("control_buyers", BigInteger, nullable=False),
    Column("control_visits", BigInteger, nullable=False),
    Column("control_kopecks", BigInteger, nullable=False),
    Column("receipts_count", BigInteger, nullable=False),
    Column("given_kopecks", BigInteger, nullable=False),
)
"""What came of an offer as it was counted last; ``is_last``: so long after its end that it is not counted again."""
