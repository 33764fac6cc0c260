"""Which of the rules that did nothing is nearest to doing something."""

from collections.abc import Iterable

from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.why.answers import WhyLine, WhyRule

_NOT_HERE = frozenset(
    {"not_begun", "over", "other_weekday", "other_shop", "other_partner", "coupon_not_presented", "no_offer"}
)
"""Reasons of rules that are not meant for this day, this shop or these people: told last."""


def nearest_first(missed: Iterable[WhyRule], piece_kopecks: Kopecks) -> tuple[WhyRule, ...]:
    """The order of :class:`~pos_app.domain.why.answers.Why`; equals stay as they were."""

    def distance(rule: WhyRule) -> tuple[int, int]:
        if rule.is_near:
            return 0, sum(_worth(name, value, piece_kopecks) for name, value in rule.missing.items())
        if rule.reason in _NOT_HERE:
            return 4, 0
        if rule.reason == reasons.NO_GOODS:
            return 3, 0
        return (1, min(rule.missing.values())) if rule.missing else (2, 0)

    return tuple(sorted(missed, key=distance))


def _worth(name: str, value: int, piece_kopecks: Kopecks) -> int:
    """What is missing as money, to tell which is nearer: a point counts as a rouble, a piece as the mean one."""
    if name.endswith("_kopecks") or "point" in name:
        return value
    return value * piece_kopecks // ONE if name.endswith("_quantity") else value * piece_kopecks


def piece_kopecks_of(lines: Iterable[WhyLine]) -> Kopecks:
    """The mean price of a unit in the basket."""
    lines = tuple(lines)
    quantity = sum(line.quantity for line in lines)
    return sum(line.list_kopecks for line in lines) * ONE // quantity if quantity else 0
