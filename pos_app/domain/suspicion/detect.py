"""All that looks suspicious in one shift, and what of it is kept to know what is usual."""

from collections.abc import Mapping
from dataclasses import dataclass

from pos_app.domain.suspicion.alarm import Alarm
from pos_app.domain.suspicion.card_first import card_first
from pos_app.domain.suspicion.card_sums import CardSums
from pos_app.domain.suspicion.limit_discounts import limit_discounts
from pos_app.domain.suspicion.one_card import one_card
from pos_app.domain.suspicion.operator_sums import OperatorSums
from pos_app.domain.suspicion.own_card import own_card
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.tally import tallies_of
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS, Thresholds
from pos_app.domain.suspicion.undone_earning import undone_earning
from pos_app.domain.suspicion.unproved_points import unproved_points
from pos_app.domain.suspicion.usual import Usual

DETECTORS = (one_card, card_first, unproved_points, undone_earning, own_card, limit_discounts)


@dataclass(frozen=True)
class LookedAt:
    """The alarms of a shift, the least likely first; its sums by cashier, and by account and cashier, to be kept."""

    alarms: tuple[Alarm, ...]
    operators: Mapping[str, OperatorSums]
    cards: Mapping[tuple[str, str], CardSums]


def look_at(trade: ShiftTrade, usual: Usual, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> LookedAt:
    """Judge a shift by what was usual before its day."""
    tallies = tallies_of(trade, usual)
    alarms = [
        alarm
        for tally in tallies.values()
        for detector in DETECTORS
        for alarm in detector(trade, tally, usual, thresholds)
    ]
    alarms.sort(key=lambda alarm: (-alarm.one_in, alarm.pattern, alarm.operator_id, alarm.customer_id))
    return LookedAt(
        alarms=tuple(alarms),
        operators={operator_id: tally.sums for operator_id, tally in tallies.items()},
        cards={
            (customer_id, operator_id): sums
            for operator_id, tally in tallies.items()
            for customer_id, sums in tally.card_sums().items()
        },
    )
