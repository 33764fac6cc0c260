"""The more the cheaper: the highest step that the quantity reaches is for every unit."""

from collections.abc import Hashable, Sequence

from pos_app.domain.loyalty.rules.benefit import Benefit, PercentOff
from pos_app.domain.loyalty.rules.goods_promotions import QuantityStep
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import BasisPoints, Kopecks, Quantity
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part, amount_off, unit_told
from pos_app.domain.pricing.refusal import Params, Refusal, refused


class StepsOffer(Offer):
    """``articles[line]`` names what is counted together: the article, or the same for all goods of the rule."""

    __slots__ = ("articles", "steps")

    def __init__(
        self, rule: CompiledRule, lines: Sequence[int], steps: Sequence[QuantityStep], articles: dict[int, str]
    ) -> None:
        super().__init__(rule, lines)
        self.grows = False  # a later step may give less
        self.steps = tuple(steps)
        self.articles = articles

    def give(self, parts: Sequence[Part]) -> Grant:
        """The reached step's benefit on every unit; each limit of a step's percentage is for the receipt."""
        quantities = self._quantities(parts)
        by_benefit: dict[int, list[tuple[Part, Kopecks]]] = {}
        for part in parts:
            index = self._reached(quantities[self.articles[part.line]])
            if index is not None:
                amount = min(amount_off(self.steps[index].benefit, part), part.room_kopecks)
                by_benefit.setdefault(index, []).append((part, amount))
        taken: list[tuple[int, Kopecks]] = []
        used: list[tuple[int, int]] = []
        for index, amounts in by_benefit.items():
            shares = _limited([amount for _, amount in amounts], self.steps[index].benefit)
            for (part, _), share in zip(amounts, shares, strict=True):
                taken.append((part.line, share))
                used.append((part.line, part.shares))
        return self.granted(taken, used)

    def roles(self, lines: Sequence[int]) -> Hashable:
        """The articles."""
        return tuple([self.articles[line] for line in lines])

    def most(self, part: Part) -> Kopecks:
        """The best step's benefit."""
        return min(max(amount_off(step.benefit, part) for step in self.steps), part.room_kopecks)

    @property
    def slope_bp(self) -> BasisPoints:
        """The least of the percentages; a sum, or a price that is not reached, does not grow."""
        rates = [step.benefit.rate_bp if isinstance(step.benefit, PercentOff) else 0 for step in self.steps]
        return min(rates)

    def told(self, parts: Sequence[Part]) -> Params:
        """The quantity that counts most and what it is short of the next step (0: none above)."""
        quantity, unit = self._most(parts)
        above = [step.from_quantity for step in self.steps if step.from_quantity > quantity]
        return (("quantity", quantity), ("missing_quantity", min(above) - quantity if above else 0), *unit.items())

    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Quantity missing to the first step, or floors, or a step that takes nothing off."""
        quantity, unit = self._most(parts)
        first = min(step.from_quantity for step in self.steps)
        if quantity < first:
            return refused(reasons.QUANTITY_MISSING, missing_quantity=first - quantity, quantity=quantity, **unit)
        quantities = self._quantities(parts)
        for part in parts:
            index = self._reached(quantities[self.articles[part.line]])
            if index is not None and amount_off(self.steps[index].benefit, part):
                return Refusal(reasons.FLOOR_REACHED)
        return Refusal(reasons.TOO_LITTLE)

    def _quantities(self, parts: Sequence[Part]) -> dict[str, Quantity]:
        quantities: dict[str, Quantity] = {}
        for part in parts:
            article = self.articles[part.line]
            quantities[article] = quantities.get(article, 0) + part.quantity
        return quantities

    def _most(self, parts: Sequence[Part]) -> tuple[Quantity, dict[str, str]]:
        """The largest quantity of what is counted together, with the param that tells its unit."""
        quantities = self._quantities(parts)
        if not quantities:
            return 0, {}
        article = max(quantities, key=lambda name: quantities[name])
        return quantities[article], unit_told(part.unit for part in parts if self.articles[part.line] == article)

    def _reached(self, quantity: Quantity) -> int | None:
        reached = [index for index, step in enumerate(self.steps) if step.from_quantity <= quantity]
        return max(reached, key=lambda index: self.steps[index].from_quantity, default=None)


def _limited(amounts: Sequence[Kopecks], benefit: Benefit) -> Sequence[Kopecks]:
    most = benefit.most_kopecks if isinstance(benefit, PercentOff) else None
    if most is None or sum(amounts) <= most:
        return amounts
    return allocate(most, amounts, amounts)
