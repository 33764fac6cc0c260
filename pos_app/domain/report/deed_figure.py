"""Figures that count deeds, not receipts: which deeds stand behind each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.report.link import DeedsLink
from pos_app.domain.report.receipt_choice import NO_TRAIT, Figure, FigureUnknownError, Span, span_of_deeds
from pos_app.domain.report.words import Words

LINE_VOIDS, BASKET_VOIDS, VOIDS = "line_voids", "basket_voids", "voids_before"
BY_HAND, APPROVED = "by_hand", "approved"
_OF_LINES = frozenset({DeedKind.LINE_VOIDED, DeedKind.QUANTITY_LESSENED})
_OF_BASKETS = frozenset({DeedKind.BASKET_VOIDED, DeedKind.HELD_VOIDED})


@dataclass(frozen=True, slots=True)
class DeedFigure:
    """``kinds``: of these (empty: of every kind); ``approved``: only what a second person approved.

    ``figure``: the sums that count them.
    """

    title: Words
    figure: Figure
    kinds: frozenset[DeedKind] = frozenset()
    approved: bool = False


DEED_FIGURES: Mapping[str, DeedFigure] = MappingProxyType(
    {
        LINE_VOIDS: DeedFigure(
            Words("Lines voided or made less"),
            Figure(NO_TRAIT, ("line_voids_kopecks",), counts=("line_voids_count",)),
            _OF_LINES,
        ),
        BASKET_VOIDS: DeedFigure(
            Words("Receipts voided before payment"),
            Figure(NO_TRAIT, ("basket_voids_kopecks",), counts=("basket_voids_count",)),
            _OF_BASKETS,
        ),
        VOIDS: DeedFigure(
            Words("Voids before payment"),
            Figure(
                NO_TRAIT,
                ("line_voids_kopecks", "basket_voids_kopecks"),
                counts=("line_voids_count", "basket_voids_count"),
            ),
            _OF_LINES | _OF_BASKETS,
        ),
        BY_HAND: DeedFigure(
            Words("Discounts and prices by hand"),
            Figure(NO_TRAIT, (), counts=("discounts_by_hand_count", "prices_set_count")),
            frozenset({DeedKind.LINE_DISCOUNT, DeedKind.BASKET_DISCOUNT, DeedKind.PRICE_SET}),
        ),
        APPROVED: DeedFigure(
            Words("Approved by a second person"), Figure(NO_TRAIT, (), counts=("overrides_count",)), approved=True
        ),
    }
)


@dataclass(frozen=True, slots=True)
class DeedChoice:
    """Deeds of ``span`` that ``figure`` counts; those between two shifts no figure counts."""

    span: Span
    figure: DeedFigure


def deeds_of(link: DeedsLink, shop_ids: frozenset[str] | None) -> DeedChoice:
    """What a link of a report asks for, within these shops (None: all). Raises ``FigureUnknownError``."""
    if link.figure not in DEED_FIGURES:
        raise FigureUnknownError(link.figure)
    return DeedChoice(span_of_deeds(link, shop_ids), DEED_FIGURES[link.figure])
