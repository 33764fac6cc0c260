"""Weeks of trade of one shop, looked at shift by shift as the product does it, and what was found of the thefts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pos_app.campaign.suspicion.habits import Shop, make_shop
from pos_app.campaign.suspicion.honest import HonestTrade
from pos_app.campaign.suspicion.records import Recorder
from pos_app.campaign.suspicion.thieves import MANNERS, Intensity, Theft, Thief, make_thief, steal
from pos_app.campaign.suspicion.visit import CounterDay, Visit
from pos_app.domain.suspicion.alarm import Alarm, Pattern
from pos_app.domain.suspicion.detect import look_at
from pos_app.domain.suspicion.kept import CardDay, OperatorDay, first_day, usual_on
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS, Thresholds

PATTERN_OF = {
    Theft.ONE_CARD: Pattern.ONE_CARD,
    Theft.CARD_FIRST: Pattern.CARD_FIRST,
    Theft.STRANGERS_POINTS: Pattern.UNPROVED_POINTS,
    Theft.UNDONE: Pattern.UNDONE_EARNING,
    Theft.OWN_CARD: Pattern.OWN_CARD,
    Theft.DISCOUNTS: Pattern.LIMIT_DISCOUNTS,
}
LEARNING_WEEKS = 5
"""Without thieves: what a shop that begins with it knows of itself after a month."""
_FIRST_DAY = date(2026, 1, 5)
_THIEVES_AT_ONCE = 2
_DAYS_A_SHIFT = 3
"""Two days on, two off, and some days without a receipt that suits a thief."""
_KINDS = tuple((theft, intensity) for theft in Theft for intensity in Intensity)


@dataclass
class Planted:
    """One theft, and whether an alarm of its pattern names the thief with at least one of its receipts.

    ``shifts`` of it were planted, in ``alarmed`` of them an alarm named planted receipts; ``receipts`` were planted.
    """

    theft: Theft
    intensity: Intensity
    shifts: int
    alarmed: int
    receipts: int

    @property
    def is_found(self) -> bool:
        """Whether a manager heard of it at all."""
        return self.alarmed > 0


@dataclass
class Measured:
    """Of one shop or of several. ``honest``: alarms in each shift in which nothing was planted, in order of time.

    ``false_alarms``: alarms in honest shifts by pattern. ``learning``: shifts of the first weeks, in which nothing is
    planted and which are counted nowhere else; ``learning_alarms`` in them. ``cut_short``: thefts that the end of the
    weeks broke off, counted neither as planted nor as found.
    """

    planted: list[Planted] = field(default_factory=list)
    honest: list[int] = field(default_factory=list)
    false_alarms: dict[Pattern, int] = field(default_factory=lambda: defaultdict(int))
    learning: int = 0
    learning_alarms: int = 0
    receipts: int = 0
    cut_short: int = 0

    def add(self, other: "Measured") -> None:
        """Put what another shop gave to it."""
        self.planted += other.planted
        self.honest += other.honest
        for pattern, count in other.false_alarms.items():
            self.false_alarms[pattern] += count
        self.learning += other.learning
        self.learning_alarms += other.learning_alarms
        self.receipts += other.receipts
        self.cut_short += other.cut_short


class ShopRun:
    """One shop from its first day on. ``false_alarms``: those in shifts in which nothing was planted."""

    def __init__(
        self, seed: int, number: int, learning_weeks: int, thresholds: Thresholds = DEFAULT_THRESHOLDS
    ) -> None:
        self._chance = Random(f"{seed}/suspicion/{number}")
        self.shop: Shop = make_shop(number, self._chance)
        self._honest = HonestTrade(self.shop, self._chance)
        self._recorder = Recorder()
        self._thresholds = thresholds
        self._learnt = _FIRST_DAY + timedelta(weeks=learning_weeks)
        self._thieves: list[Thief] = []
        self._found: dict[str, set[str]] = defaultdict(set)
        self._operators: list[OperatorDay] = []
        self._cards: dict[str, list[CardDay]] = defaultdict(list)
        self._own = {each.operator_id: each.own_account for each in self.shop.cashiers if each.own_account}
        self._kinds = list(_KINDS)
        self._chance.shuffle(self._kinds)
        self._undone: list[Visit] = []
        self._ends = self._learnt
        self._result = Measured()
        self.false_alarms: list[Alarm] = []

    def weeks(self, weeks: int) -> Measured:
        """Trade so many weeks."""
        self._ends = _FIRST_DAY + timedelta(weeks=weeks)
        for number in range(weeks * 7):
            day = _FIRST_DAY + timedelta(days=number)
            for trade in self._trade(day):
                self._look(trade)
            self._operators = [row for row in self._operators if row.day >= first_day(day, self._thresholds)]
        for thief in self._thieves:
            if len(thief.shifts) < thief.manner.shifts:
                self._result.cut_short += 1
            else:
                found = self._found[thief.name]
                planted = sum(thief.shifts.values())
                self._result.planted.append(
                    Planted(thief.theft, thief.intensity, len(thief.shifts), len(found), planted)
                )
        return self._result

    def _trade(self, day: date) -> list[ShiftTrade]:
        counters = self._honest.day(day)
        if day >= self._learnt:
            self._send_thieves(day)
            for thief in self._thieves:
                for counter in counters:
                    steal(thief, self.shop, counter, self._chance)
        fresh = [visit for counter in counters for visit in counter.visits]
        self._undone = [visit for visit in self._undone if visit.day > day - timedelta(days=12)] + fresh
        self._note_returns(counters, day)
        return self._recorder.shifts(day, counters, [visit for visit in self._undone if visit.undoing is not None])

    def _note_returns(self, counters: list[CounterDay], day: date) -> None:
        self._result.receipts += sum(len(counter.visits) for counter in counters)

    def _send_thieves(self, day: date) -> None:
        """A few at a time, so that a shop stays a shop; each kind of theft before one comes again."""
        busy = [thief.cashier for thief in self._thieves if thief.is_at_work(day)]
        if len(busy) >= min(_THIEVES_AT_ONCE, max(1, len(self.shop.cashiers) // 3)) or self._chance.randrange(3):
            return
        if not self._kinds:
            self._kinds = list(_KINDS)
            self._chance.shuffle(self._kinds)
        rested = busy + [thief.cashier for thief in self._thieves if thief.begins > day - timedelta(days=14)]
        theft, intensity = self._kinds[-1]
        if day + timedelta(days=MANNERS[theft, intensity].shifts * _DAYS_A_SHIFT) > self._ends:
            return  # he would not come to an end
        thief = make_thief(self.shop, theft, intensity, day, rested, self._chance)
        if thief is not None:
            self._thieves.append(thief)
            self._kinds.pop()

    def _look(self, trade: ShiftTrade) -> None:
        came = {sale.customer_id for sale in trade.sales if sale.customer_id is not None}
        cards = [row for customer_id in came for row in self._cards.get(customer_id, ())]
        usual = usual_on(trade.day, self._operators, cards, self._own, self._thresholds)
        seen = look_at(trade, usual, self._thresholds)
        self._operators += [OperatorDay(operator, trade.day, sums) for operator, sums in seen.operators.items()]
        for (customer_id, operator), sums in seen.cards.items():
            self._cards[customer_id].append(CardDay(customer_id, operator, trade.day, sums))
        self._judge(trade, seen.alarms)

    def _judge(self, trade: ShiftTrade, alarms: tuple[Alarm, ...]) -> None:
        if trade.day < self._learnt:
            self._result.learning += 1
            self._result.learning_alarms += len(alarms)
            return
        thieves = [thief for thief in self._thieves if trade.shift_id in thief.shifts]
        for thief in thieves:
            receipts = self._recorder.planted[thief.name]
            if any(
                alarm.pattern is PATTERN_OF[thief.theft]
                and alarm.operator_id == thief.cashier.operator_id
                and receipts.intersection(alarm.receipts)
                for alarm in alarms
            ):
                self._found[thief.name].add(trade.shift_id)
        if not thieves:
            self._result.honest.append(len(alarms))
            for alarm in alarms:
                self._result.false_alarms[alarm.pattern] += 1
                self.false_alarms.append(alarm)


def run_shop(seed: int, number: int, weeks: int, learning_weeks: int = LEARNING_WEEKS) -> Measured:
    """One shop of a seed: the same figures on every machine."""
    return ShopRun(seed, number, learning_weeks).weeks(weeks)
