"""Sizes and versions that till and server agree on, and where each message goes."""

PROTOCOL_VERSION = 1
"""Spoken by this version. A peer that speaks another number is answered with the error code ``protocol_unknown``."""

MAX_BATCH_OPERATIONS = 200
MAX_BATCH_BYTES = 1024 * 1024
"""A batch closes before the body texts of its operations pass this; one operation alone may be larger."""

MAX_MESSAGE_BYTES = 8 * 1024 * 1024
"""The largest message body after decompression; more is refused with ``too_large``."""

MAX_PAGE_ROWS = 1000
"""The most rows of one pull answer."""

PUSH_PATH = "/v1/sync/push"
PULL_PATH = "/v1/sync/pull"
PARCEL_PATH = "/v1/sync/parcel"
PARKED_PATH = "/v1/sync/parked"
REJOIN_PATH = "/v1/sync/rejoin"
RESYNC_PATH = "/v1/sync/resync"
RESERVE_PATH = "/v1/reserve"
LOOKUP_PATH = "/v1/customers/find"
RECEIPT_PATH = "/v1/receipts/find"
CUSTOMER_PAGE_PATH = "/v1/customers/page"
CODE_ASK_PATH = "/v1/customers/code/ask"
CODE_CHECK_PATH = "/v1/customers/code/check"
VALUE_PATH = "/v1/value/hold"
CLAIM_PATH = "/v1/claim"
ACCEPTANCES_PATH = "/v1/shifts/acceptances"
POINTS_TOLD_PATH = "/v1/points/told"
ENROL_PATH = "/v1/enrol"
HEALTH_PATH = "/health"

TILL_HEADER = "X-Kopilka-Till"
"""Names the till that signed the request (``request_signature.py``)."""
