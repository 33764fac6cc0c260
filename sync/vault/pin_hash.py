"""PINs as argon2id hashes (RFC 9106): the server makes them for its staff, the till checks them.

Fulfils ``PinHasher`` of ``pos_app.services.ports`` by its shape.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Some 20 ms on a till, where a wrong PIN is checked against every person of the shop: a PIN has few digits, so that a
# copied hash must cost time to try.
_TIME_COST = 2
_MEMORY_KIB = 19_456
_LANES = 1


class Argon2PinHasher:
    """Makes and checks hashes; a hash carries its own parameters, so that old ones stay valid when these change."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=_TIME_COST, memory_cost=_MEMORY_KIB, parallelism=_LANES)

    def hash(self, pin: str) -> str:
        """The text to store for a PIN; each call has its own salt."""
        return self._hasher.hash(pin)

    def verify(self, pin_hash: str, pin: str) -> bool:
        """Whether ``pin`` is the one; a damaged hash is False."""
        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False
