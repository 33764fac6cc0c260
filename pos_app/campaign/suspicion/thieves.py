"""Thefts, planted into honest days as a cashier would do them: openly, with measure, or a little every day.

A cashier uses receipts that he rings up anyway: of customers who named nobody, with cash where money must come out.
What he adds stands among what honest customers do, at any hour. The careful thief keeps to two or three receipts a
shift.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random

from pos_app.campaign.suspicion.habits import Cashier, Shop
from pos_app.campaign.suspicion.visit import CounterDay, Undoing, Visit
from pos_app.domain.people.customer_came import CameBy


class Theft(StrEnum):
    """What is done."""

    ONE_CARD = "one card on many receipts"
    CARD_FIRST = "cards kept at hand, named before the goods"
    STRANGERS_POINTS = "strangers' points spent without their proof"
    UNDONE = "voids and returns of receipts that had earned"
    OWN_CARD = "own card on customers' receipts"
    DISCOUNTS = "discounts at the role's limit"


class Intensity(StrEnum):
    """How boldly."""

    OPEN = "open"
    MEASURED = "measured"
    CAREFUL = "careful"


@dataclass(frozen=True, slots=True)
class Manner:
    """So many ``receipts`` (least, most) in each of ``shifts`` shifts, over so many ``accounts``."""

    shifts: int
    receipts: tuple[int, int]
    accounts: tuple[int, int] = (1, 1)


MANNERS: dict[tuple[Theft, Intensity], Manner] = {
    (Theft.ONE_CARD, Intensity.OPEN): Manner(1, (10, 20)),
    (Theft.ONE_CARD, Intensity.MEASURED): Manner(1, (5, 8)),
    (Theft.ONE_CARD, Intensity.CAREFUL): Manner(8, (2, 2)),
    (Theft.CARD_FIRST, Intensity.OPEN): Manner(1, (15, 30), (1, 3)),
    (Theft.CARD_FIRST, Intensity.MEASURED): Manner(3, (8, 12), (4, 6)),
    (Theft.CARD_FIRST, Intensity.CAREFUL): Manner(10, (3, 3), (3, 5)),
    (Theft.STRANGERS_POINTS, Intensity.OPEN): Manner(1, (12, 18)),
    (Theft.STRANGERS_POINTS, Intensity.MEASURED): Manner(3, (5, 8)),
    (Theft.STRANGERS_POINTS, Intensity.CAREFUL): Manner(10, (2, 3)),
    (Theft.UNDONE, Intensity.OPEN): Manner(1, (6, 9)),
    (Theft.UNDONE, Intensity.MEASURED): Manner(3, (3, 4)),
    (Theft.UNDONE, Intensity.CAREFUL): Manner(10, (1, 2)),
    (Theft.OWN_CARD, Intensity.OPEN): Manner(1, (8, 15)),
    (Theft.OWN_CARD, Intensity.MEASURED): Manner(1, (4, 6)),
    (Theft.OWN_CARD, Intensity.CAREFUL): Manner(6, (1, 2)),
    (Theft.DISCOUNTS, Intensity.OPEN): Manner(1, (12, 18)),
    (Theft.DISCOUNTS, Intensity.MEASURED): Manner(3, (5, 8)),
    (Theft.DISCOUNTS, Intensity.CAREFUL): Manner(10, (2, 3)),
}


@dataclass(slots=True)
class Thief:
    """One theft from its first day on; ``shifts``: where it was planted, by shift id, with how many receipts."""

    name: str
    theft: Theft
    intensity: Intensity
    cashier: Cashier
    begins: date
    accounts: tuple[str, ...]
    shows_plastic: bool
    shifts: dict[str, int] = field(default_factory=dict)

    @property
    def manner(self) -> Manner:
        """How boldly he steals."""
        return MANNERS[self.theft, self.intensity]

    def is_at_work(self, day: date) -> bool:
        """Whether he steals on this day, if he has a shift."""
        return day >= self.begins and len(self.shifts) < self.manner.shifts


def make_thief(
    shop: Shop, theft: Theft, intensity: Intensity, begins: date, busy: Sequence[Cashier], chance: Random
) -> Thief | None:
    """Somebody of the shop who steals nothing else (not in ``busy``); None where nobody is left for it."""
    able = [each for each in shop.cashiers if each not in busy and (theft is not Theft.OWN_CARD or each.own_account)]
    if not able:
        return None
    cashier = chance.choice(able)
    name = f"{shop.shop_id}/{theft.name.lower()}/{intensity}/{begins.isoformat()}"
    if theft is Theft.OWN_CARD:
        accounts: tuple[str, ...] = (cashier.own_account,)
    else:
        least, most = MANNERS[theft, intensity].accounts
        accounts = tuple(f"{name}/friend-{place}" for place in range(chance.randint(least, most)))
    return Thief(name, theft, intensity, cashier, begins, accounts, chance.randrange(100) < 30)


def steal(thief: Thief, shop: Shop, counter: CounterDay, chance: Random) -> None:
    """What he does in one shift; nothing where he does not sit there or no receipt suits him."""
    theirs = [
        visit
        for visit in counter.visits
        if visit.cashier.operator_id == thief.cashier.operator_id and not visit.planted and visit.undoing is None
    ]
    if len(theirs) < 20 or not thief.is_at_work(counter.day):  # he relieved somebody at dinner
        return
    wanted = chance.randint(*thief.manner.receipts)
    chosen = _suitable(thief.theft, theirs, wanted, chance)
    for visit in chosen:
        _do(thief, shop, visit, chance)
        visit.planted = thief.name
        if visit.undoing is not None:
            visit.undoing.planted = thief.name
    if chosen:
        thief.shifts[counter.shift_id] = len(chosen)


def _suitable(theft: Theft, theirs: list[Visit], wanted: int, chance: Random) -> list[Visit]:
    nobody = [visit for visit in theirs if not visit.customer_id]
    if theft is Theft.UNDONE:
        pool = [visit for visit in theirs if visit.customer_id and visit.is_cash and not visit.points_share]
        pool.sort(key=lambda visit: -visit.total_kopecks)
        pool = pool[: max(wanted * 3, 6)]  # what pays
    elif theft in (Theft.DISCOUNTS, Theft.STRANGERS_POINTS):
        cash = [visit for visit in nobody if visit.is_cash and not visit.discount_bp]
        other = [visit for visit in nobody if not visit.is_cash and not visit.discount_bp]
        pool = cash + chance.sample(other, min(len(other), len(cash) // 8))  # goods of his own, or a friend's
    else:
        pool = nobody
    return chance.sample(pool, min(wanted, len(pool)))


def _do(thief: Thief, shop: Shop, visit: Visit, chance: Random) -> None:
    lines = len(visit.prices)
    match thief.theft:
        case Theft.ONE_CARD | Theft.OWN_CARD:
            _name(visit, thief, chance)
            visit.first = lines if chance.randrange(100) < 80 else chance.randint(0, lines)
        case Theft.CARD_FIRST:
            _name(visit, thief, chance)
            visit.first = 0
        case Theft.STRANGERS_POINTS:
            visit.customer_id = chance.choice(shop.customers).customer_id
            ways = (CameBy.WHOLE_PHONE, CameBy.LAST_DIGITS, CameBy.CARD_TYPED, CameBy.NAMED)
            visit.way = chance.choices(ways, (55, 25, 15, 5))[0]
            visit.proved = False
            visit.first = lines
            visit.points_share = chance.choice((30, 50, 50))
        case Theft.UNDONE:
            minute = min(visit.minute + chance.randint(2, 60), shop.closes * 60 + 10)
            voids = chance.randrange(100) < 60
            share = 100 if voids or chance.randrange(100) < 60 else 50
            reason = chance.choice(("передумал", "ошибка", "не подошло", ""))
            visit.undoing = Undoing(
                visit.day, minute, visit.till, thief.cashier.operator_id, voids, share, reason, thief.name
            )
        case Theft.DISCOUNTS:
            visit.discount_bp, visit.approved = thief.cashier.limit_bp, False


def _name(visit: Visit, thief: Thief, chance: Random) -> None:
    visit.customer_id = chance.choice(thief.accounts)
    if thief.shows_plastic:
        visit.way, visit.proved = CameBy.CARD_SCAN, True
    else:
        visit.way = chance.choice((CameBy.WHOLE_PHONE, CameBy.LAST_DIGITS, CameBy.CARD_TYPED, CameBy.STATIC_QR))
        visit.proved = False
