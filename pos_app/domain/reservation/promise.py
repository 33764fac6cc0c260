"""A reservation as the till that holds it sees it: how much is left, and until when by the machine's own clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_app.domain.money.units import Points
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.redemption import RedemptionPart


@dataclass(frozen=True, slots=True)
class BootMoment:
    """``ms`` since the machine was switched on, sleep included (CLOCK_BOOTTIME), in the boot named ``boot_id``.

    Nobody can turn this clock back; moments of two boots cannot be compared.
    """

    boot_id: str
    ms: int


@dataclass(frozen=True, slots=True)
class Promise:
    """An open reservation. ``deadline``: not to be spent from any more; the points come back only by a closing.

    ``receipt_id``: the receipt that a hold is for (empty for a lease). ``recalled``: the server wants it back.
    """

    reservation_id: str
    customer_id: str
    kind: ReservationKind
    granted: Points
    spent: Points
    duration_ms: int
    deadline: BootMoment
    grant: str
    receipt_id: str = ""
    recalled: bool = False

    @property
    def left(self) -> Points:
        """What may still be spent, hundredths of a point."""
        return self.granted - self.spent

    def is_alive(self, now: BootMoment) -> bool:
        """Whether its deadline lies ahead; after the machine was started again nobody can say, so it does not."""
        return now.boot_id == self.deadline.boot_id and now.ms < self.deadline.ms

    def is_fresh(self, now: BootMoment) -> bool:
        """Whether more than half of its time is left: an older lease is renewed at the next contact."""
        return self.is_alive(now) and self.deadline.ms - now.ms > self.duration_ms // 2


def usable_points(promises: Iterable[Promise]) -> Points:
    """What all of them allow together."""
    return sum(promise.left for promise in promises)


def spread(points: Points, promises: Iterable[Promise]) -> tuple[RedemptionPart, ...]:
    """Take ``points`` from the promises: holds first, then leases that end first. Never more than each has left.

    The sum of the parts is ``points`` or, if the promises do not reach, all that they have left.
    """
    parts: list[RedemptionPart] = []
    missing = points
    for promise in sorted(promises, key=_order):
        taken = min(missing, promise.left)
        if taken > 0:
            parts.append(RedemptionPart(promise.reservation_id, taken, promise.grant))
            missing -= taken
    return tuple(parts)


def _order(promise: Promise) -> tuple[bool, int, str]:
    return promise.kind is not ReservationKind.HOLD, promise.deadline.ms, promise.reservation_id
