"""The number in which a rule's goods are counted, line by line, and what they bring at most."""

from collections.abc import Mapping

from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import ONE, Kopecks
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.part import Part

NEVER = -(1 << 60)
"""Less than any sum: a way that a tally supposes does not come about."""


class Tally:
    """Counts 0 at the beginning. ``flat`` is given at once. ``weights``: what a kopeck off each line counts."""

    def __init__(self, weights: Mapping[int, int], flat: Kopecks = 0) -> None:
        self.flat = flat
        self._weights = weights
        self._most_weight = max(weights.values())
        self._known: dict[tuple[int, int, int], tuple[int, Kopecks]] = {}

    def after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        """With another part: the number, and what that part brings at most."""
        key = (state, part.line, part.quantity)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._after(state, part)
        return found

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        del part
        return state, 0

    def end(self, state: int) -> Kopecks:
        """What has to be corrected in the end, 0 or less; ``NEVER`` where it did not come about as supposed."""
        del state
        return 0


class ByLine(Tally):
    """Line by line, whatever else it gets."""

    def __init__(self, offer: Offer, weights: Mapping[int, int]) -> None:
        super().__init__(weights, offer.flat_kopecks * max(weights.values()))
        self._offer = offer

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        return state, self._offer.most(part) * self._weights[part.line]


class Rooms(Tally):
    """What may be taken off at all."""

    def _after(self, state: int, part: Part) -> tuple[int, Kopecks]:
        return state, part.room_kopecks * self._weights[part.line]


def unit_kopecks(part: Part) -> Kopecks:
    """What a piece or a kilogram costs."""
    return div_floor(part.base_kopecks * ONE, max(part.quantity, 1))
