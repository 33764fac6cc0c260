"""The gate before every door of the tills: who asks, whether the request is his, fresh, new, and not too much.

The order matters: nothing costly is done for a stranger, nothing is remembered of a request that proves nothing, and a
body is unpacked only after it was proven.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from sync.protocol.error_body import (
    CLOCK_OFF,
    FORBIDDEN,
    RATE_LIMITED,
    REPLAYED,
    SIGNATURE_INVALID,
    UNAUTHORIZED,
)
from sync.protocol.operation import unix_ms
from sync.protocol.request_signature import (
    TOLERANCE_MS,
    is_nonce,
    signature_of,
    signed_bytes,
    time_of,
)
from sync.server.access.rate_limit import RateLimiter, RateLimits
from sync.server.access.seen_requests import SeenRequests
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, known_till
from sync.vault.signing import KeyInvalidError, VerifyKey

_LONGEST_ID = 40


class NotAdmittedError(Exception):
    """Why a request does not pass. ``status`` is HTTP's, ``code`` the error body's; ``retry_ms`` comes with 429."""

    def __init__(self, status: int, code: str, detail: str, retry_ms: int | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.retry_ms = retry_ms


@dataclass(frozen=True, slots=True)
class Proof:
    """What a request says for itself: the four headers, and what they sign. ``target`` is path and query as sent."""

    till_id: str
    time: str
    nonce: str
    signature: str
    method: str
    target: str

    def is_signed_by(self, key: VerifyKey, body: bytes) -> bool:
        """Whether the holder of the key signed this request with this very body."""
        time_ms = time_of(self.time)
        if time_ms is None:
            return False
        data = signed_bytes(self.till_id, self.method, self.target, body, time_ms, self.nonce)
        return key.verifies(signature_of(self.signature), data)


class Gate:
    """Works on the database of ``engine``; any thread may ask it. Close it before the engine."""

    def __init__(
        self, engine: Engine, now: Callable[[], datetime], monotonic_ms: Callable[[], int], limits: RateLimits
    ) -> None:
        self._engine = engine
        self._now = now
        self._seen = SeenRequests(engine)
        self._requests = RateLimiter(limits.requests, monotonic_ms)
        self._lookups = RateLimiter(limits.lookups, monotonic_ms)
        self._enrolments = RateLimiter(limits.enrolments, monotonic_ms)

    def announced(self, proof: Proof) -> EnrolledTill:
        """The till that the headers name, before its body is read. Raises :class:`NotAdmittedError`."""
        self.check_time(proof)
        if not proof.till_id or len(proof.till_id) > _LONGEST_ID or not proof.till_id.isprintable():
            raise _stranger()
        with reading(self._engine) as connection:
            till = known_till(connection, proof.till_id)
        if till is None or till.public_key is None:
            raise _stranger()
        return till

    def check_time(self, proof: Proof) -> None:
        """Headers of the right shape, and a time near the server's. Raises :class:`NotAdmittedError`."""
        time_ms = time_of(proof.time)
        if time_ms is None or not is_nonce(proof.nonce):
            raise NotAdmittedError(
                401, SIGNATURE_INVALID, "the headers of the signature are missing or no such headers"
            )
        if abs(unix_ms(self._now()) - time_ms) > TOLERANCE_MS:
            raise NotAdmittedError(401, CLOCK_OFF, "the time of the request is too far from the server's")

    def admit(self, proof: Proof, till: EnrolledTill, body: bytes) -> None:
        """Let a request pass whose body is there. Raises :class:`NotAdmittedError`."""
        try:
            key = VerifyKey(till.public_key or "")
        except KeyInvalidError as error:
            raise _stranger() from error
        if not proof.is_signed_by(key, body):
            raise _not_signed()

        def as_of_now(connection: Connection) -> None:
            present = known_till(connection, till.till_id)
            if present is None or present.public_key != till.public_key:
                raise _not_signed()
            if present.revoked:
                raise NotAdmittedError(403, FORBIDDEN, "this till was shut out")

        self.check_new(proof, till.till_id, as_of_now)
        _limit(self._requests, till.till_id, "requests")

    def check_new(
        self, proof: Proof, till_id: str, as_of_now: Callable[[Connection], None] = lambda _connection: None
    ) -> None:
        """Raises :class:`NotAdmittedError` for a nonce that the till used before, and for what ``as_of_now`` raises,

        which is asked in the transaction that remembers the nonce: a body may come an hour after the headers that were
        looked at, so that whether the till is let in, and whether the request is fresh, is decided when all is there.
        """
        self.check_time(proof)
        if not self._seen.is_new(till_id, proof.nonce, time_of(proof.time) or 0, unix_ms(self._now()), as_of_now):
            raise NotAdmittedError(401, REPLAYED, "this very request came before")

    def limit_lookups(self, till: EnrolledTill) -> None:
        """Count a look-up of a person. Raises :class:`NotAdmittedError` 429."""
        _limit(self._lookups, till.till_id, "look-ups")

    def limit_guesses(self, till: EnrolledTill) -> None:
        """Raise :class:`NotAdmittedError` 429 for a till that named too many numbers that nobody knows: those of

        certificates and coupons are money to whoever finds one.
        """
        if not self._lookups.left(till.till_id):
            _limit(self._lookups, till.till_id, "look-ups")

    def note_guess(self, till: EnrolledTill) -> None:
        """A till named a number that nobody knows."""
        self._lookups.spend(till.till_id, 1)

    def limit_enrolments(self, address: str) -> None:
        """Count a try with a code that came from a network address. Raises :class:`NotAdmittedError` 429."""
        _limit(self._enrolments, address, "enrolments")

    def now(self) -> datetime:
        """The server's time, which goes with ``clock_off``."""
        return self._now()

    def close(self) -> None:
        """Close connections of its own."""
        self._seen.close()


def _not_signed() -> NotAdmittedError:
    return NotAdmittedError(401, SIGNATURE_INVALID, "the signature is not the till's over this request")


def _stranger() -> NotAdmittedError:
    return NotAdmittedError(
        401, UNAUTHORIZED, "the till is not enrolled here, or has no key yet; ./till enrol does that"
    )


def _limit(limiter: RateLimiter, name: str, what: str) -> None:
    wait_ms = limiter.wait_ms(name)
    if wait_ms:
        detail = f"at most {limiter.per_minute} {what} a minute; come again in {wait_ms} ms"
        raise NotAdmittedError(429, RATE_LIMITED, detail, wait_ms)
