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

LOOKUPS = "lookups"
"""``/v1/customers/find`` and ``/v1/receipts/find``."""

ALL_CAPABILITIES = (EPOCHS, LOOKUPS, PARKED, PEOPLE, RESERVATIONS)
"""Of this version, sorted."""
