"""Figures of points that moved beside receipts, told by a till: given for typed sums, spent on rewards."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import DeedsLink
from pos_app.domain.report.receipt_choice import NO_TRAIT, Figure, FigureUnknownError, Span, span_of_deeds
from pos_app.domain.report.words import Words
from pos_app.domain.transaction.quick_credit import QuickCredit

CREDITED, REWARDED = "credited", "rewarded"
BesideRecord = QuickCredit | RewardGiven


@dataclass(frozen=True, slots=True)
class BesideFigure:
    """``figure``: the sums that it is made of; ``of``: what is counted."""

    title: Words
    figure: Figure
    of: type[QuickCredit] | type[RewardGiven]


BESIDE_FIGURES: Mapping[str, BesideFigure] = MappingProxyType(
    {
        CREDITED: BesideFigure(
            Words("Points given for typed sums"),
            Figure(NO_TRAIT, ("credited",), counts=("credits_count",), kind=Kind.POINTS),
            QuickCredit,
        ),
        REWARDED: BesideFigure(
            Words("Points spent on rewards"),
            Figure(NO_TRAIT, ("rewarded",), counts=("rewards_count",), kind=Kind.POINTS),
            RewardGiven,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class BesideChoice:
    """What ``figure`` counts in ``span``."""

    span: Span
    figure: BesideFigure


def beside_of(link: DeedsLink, shop_ids: frozenset[str] | None) -> BesideChoice:
    """What a link of a report asks for, within these shops (None: all). Raises ``FigureUnknownError``."""
    if link.figure not in BESIDE_FIGURES:
        raise FigureUnknownError(link.figure)
    return BesideChoice(span_of_deeds(link, shop_ids), BESIDE_FIGURES[link.figure])


def points_of(record: BesideRecord) -> int:
    """What it adds to its figure, hundredths of a point."""
    return record.earned if isinstance(record, QuickCredit) else record.points


def id_of(record: BesideRecord) -> str:
    """Its operation's id."""
    return record.credit_id if isinstance(record, QuickCredit) else record.reward_id
