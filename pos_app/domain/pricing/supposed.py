"""What a bound on later stages supposes about their rules."""

from typing import NamedTuple

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.rounds import Round, at_basket


class StageOffers:
    """One stage's offers by line; ``several``: those whose benefit lines share, or whose limit they do."""

    def __init__(self, one: Round, lines: int, list_kopecks: Kopecks) -> None:
        self.one = one
        self.competing: list[list[Offer]] = [[] for _ in range(lines)]
        self.stacking: list[list[Offer]] = [[] for _ in range(lines)]
        self.several: list[Offer] = []
        self.asking: list[Offer] = []
        for offers, by_line in ((one.competing, self.competing), (one.stacking, self.stacking)):
            for each in offers:
                offer = at_basket(each, list_kopecks)
                if not offer.independent:
                    self.several.append(offer)
                if offer.rule.sums:
                    self.asking.append(offer)
                for line in offer.lines:
                    by_line[line].append(offer)


class Terms(NamedTuple):
    """What a bound supposes: from the stage ``first`` on, without ``out`` (places), and ``capped`` ones beside."""

    first: int
    out: frozenset[int]
    capped: frozenset[int]

    def leaves_out(self, offer: Offer) -> bool:
        """Whether the offer is not looked at line by line."""
        return offer.rule.place in self.out or offer.rule.place in self.capped


class Beside(NamedTuple):
    """Sums beside the lines; ``kopecks`` are taken off ``lines``, ``moved`` off any."""

    kopecks: Kopecks
    lines: frozenset[int]
    moved: Kopecks


NOTHING_BESIDE = Beside(0, frozenset(), 0)
