"""The server's tables. Keys begin with what a row is distributed by: ledger rows by customer, operations by till.

Points are hundredths of a point, money kopecks; ``*_ms`` are milliseconds since 1970 UTC, ``*_day`` local days of the
shop. No key is made by the database: ids come from tills or are derived from the operation that made the row.
"""

from sync.reports.tables import REPORTS
from sync.server.tables.access import API_CLIENT, ENROLMENT_CODE, JOURNAL, SEEN_REQUEST
from sync.server.tables.feed import CHANGE_COUNTER, GOODS_NAME, PROPERTY, PUBLISHED
from sync.server.tables.metadata import METADATA
from sync.server.tables.names import SHOP_NAME, STAFF_NAME
from sync.server.tables.numbers import CLAIM, COUPON, COUPON_USE, ORDER_PICK_UP, PRE_ORDER
from sync.server.tables.office import OFFICE_PERSON, OFFICE_PERSON_SHOP, OFFICE_SESSION, POINTS_CORRECTION
from sync.server.tables.people import (
    CARD,
    CARD_CODE_USE,
    CONSENT,
    CUSTOMER,
    CUSTOMER_ALIAS,
    CUSTOMER_NAME,
    PHONE,
    PHONE_CODE,
    PHONE_HISTORY,
    WAITING_MESSAGE,
)
from sync.server.tables.points import ACCOUNT, ENTRY, LEG, LOT, MEMBERSHIP_BOUGHT, SPENT_PART, TURNOVER_DAY
from sync.server.tables.programme import PROGRAMME_DRAFT, PROGRAMME_RELEASE, PROGRAMME_TRIAL
from sync.server.tables.receipts import RECEIPT, RETURNED_LINE, WAITING_RETURN
from sync.server.tables.reservations import RESERVATION, RESERVATION_LOT
from sync.server.tables.segments import (
    CUSTOMER_SEGMENT,
    OFFER_CAMPAIGN,
    OFFER_CAMPAIGN_PERSON,
    OFFER_RESULT,
    SEGMENT_DAY,
    SEGMENT_MOVE,
    TIER_MOVE,
)
from sync.server.tables.stored_value import STORED_VALUE, VALUE_ENTRY, VALUE_HOLD, VALUE_LEG, VALUE_PAYMENT
from sync.server.tables.tills import (
    ODD,
    OPERATION,
    OPERATION_REPEAT,
    PAID_OUT_TWICE,
    PARKED_RESOLUTION,
    TILL,
    TILL_EPOCH,
)

# The derived tables of reports stand beside the facts; ``sync.reports`` alone reads and writes them.
for _table in REPORTS.tables.values():
    _table.to_metadata(METADATA)

__all__ = [
    "ACCOUNT",
    "API_CLIENT",
    "CARD",
    "CARD_CODE_USE",
    "CHANGE_COUNTER",
    "CLAIM",
    "CONSENT",
    "COUPON",
    "COUPON_USE",
    "CUSTOMER",
    "CUSTOMER_ALIAS",
    "CUSTOMER_NAME",
    "CUSTOMER_SEGMENT",
    "ENROLMENT_CODE",
    "ENTRY",
    "GOODS_NAME",
    "JOURNAL",
    "LEG",
    "LOT",
    "MEMBERSHIP_BOUGHT",
    "METADATA",
    "ODD",
    "OFFER_CAMPAIGN",
    "OFFER_CAMPAIGN_PERSON",
    "OFFER_RESULT",
    "OFFICE_PERSON",
    "OFFICE_PERSON_SHOP",
    "OFFICE_SESSION",
    "OPERATION",
    "OPERATION_REPEAT",
    "ORDER_PICK_UP",
    "PAID_OUT_TWICE",
    "PARKED_RESOLUTION",
    "PHONE",
    "PHONE_CODE",
    "PHONE_HISTORY",
    "POINTS_CORRECTION",
    "PRE_ORDER",
    "PROGRAMME_DRAFT",
    "PROGRAMME_RELEASE",
    "PROGRAMME_TRIAL",
    "PROPERTY",
    "PUBLISHED",
    "RECEIPT",
    "RESERVATION",
    "RESERVATION_LOT",
    "RETURNED_LINE",
    "SEEN_REQUEST",
    "SEGMENT_DAY",
    "SEGMENT_MOVE",
    "SHOP_NAME",
    "SPENT_PART",
    "STAFF_NAME",
    "STORED_VALUE",
    "TIER_MOVE",
    "TILL",
    "TILL_EPOCH",
    "TURNOVER_DAY",
    "VALUE_ENTRY",
    "VALUE_HOLD",
    "VALUE_LEG",
    "VALUE_PAYMENT",
    "WAITING_MESSAGE",
    "WAITING_RETURN",
]
