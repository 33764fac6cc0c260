"""What a server can do beyond taking facts. A till asks for nothing that its server did not name.

A server from before a capability does not name it; facts (sales, returns, shifts) travel to every server.
"""

RESERVATIONS = "reservations"
"""``/v1/reserve``, and reservations in the answer to a push."""
EPOCHS = "epochs"
"""``/v1/sync/rejoin`` and ``/v1/sync/resync``."""
PARKED = "parked"
"""``/v1/sync/parked``, and the operation ``parked_resolved``."""
PEOPLE = "people"
"""Operations about customers: registered, card bound, phone changed, consents."""
CUSTOMER_PAGES = "customer_pages"
"""``/v1/customers/page``: history, consents and cards of one customer."""
PHONE_CODES = "phone_codes"
"""``/v1/customers/code/ask`` and ``…/check``: a code to the customer's phone."""
PHONE_CHANGES = "phone_changes"
"""A code may go to a new number, and the operation ``phone_changed`` says how it was proven."""
CARDS_LET_GO = "cards_let_go"
"""Deeds ``card_let_go``: a rotating card that was shown and named nobody in the end counts at no other till."""
CLAIMS = "claims"
"""``/v1/claim``, the stream ``orders``, the operation ``claim_closed``; coupons printed by receipts are kept."""
ORDER_CANCELLING = "order_cancelling"
"""The operation ``order_cancelled``: an order is cancelled at a till."""
STORED_VALUE = "stored_value"
"""``/v1/value/hold``; sales of certificates, top-ups, payments with them; rewards and points for a sum."""

ADVANCE_RETURNS = "advance_returns"
"""Returns that pay out what is left on a certificate, or of a top-up."""
KEPT_CHANGE_RETURNS = "kept_change_returns"
"""Returns that pay out change that was kept on a money account."""
LOOKUPS = "lookups"
"""``/v1/customers/find`` and ``/v1/receipts/find``."""

SHIFT_REPORTS = "shift_reports"
"""``/v1/shifts/acceptances``: who accepted the Z reports of the shop."""

POINTS_TOLD = "points_told"
"""``/v1/points/told``: what burnt and what is owed, for a manager's reports at the till."""

ALL_CAPABILITIES = (
    ADVANCE_RETURNS,
    CARDS_LET_GO,
    CLAIMS,
    CUSTOMER_PAGES,
    EPOCHS,
    KEPT_CHANGE_RETURNS,
    LOOKUPS,
    ORDER_CANCELLING,
    PARKED,
    PEOPLE,
    PHONE_CHANGES,
    PHONE_CODES,
    POINTS_TOLD,
    RESERVATIONS,
    SHIFT_REPORTS,
    STORED_VALUE,
)
"""Of this version, sorted."""
