"""What to offer a customer who has points: the best use of them, and whether to spend or to keep."""

from dataclasses import dataclass, replace
from datetime import datetime

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import NO_POINTS, LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.pricing.compiled_programme import CompiledProgramme, compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket


@dataclass(frozen=True, slots=True)
class Way:
    """What the customer pays and gets: ``points`` are spent and ``earned`` come in, hundredths."""

    points: Points
    points_kopecks: Kopecks
    money_kopecks: Kopecks
    earned: Points

    @property
    def points_change(self) -> Points:
        """What the balance gains (plus) or loses (minus)."""
        return self.earned - self.points


@dataclass(frozen=True, slots=True)
class SpendOrKeep:
    """``keep``: no points are spent. ``spend``: as chosen, or all if nothing is chosen. ``best``: the best use."""

    keep: Way
    spend: Way
    best: Way
    best_choice: PointsChoice

    @property
    def earned_by_keeping(self) -> Points:
        """What keeping earns more than spending, hundredths: the price of spending."""
        return self.keep.earned - self.spend.earned


def best_use(
    basket: Basket,
    standing: Standing | None,
    programme: Programme | CompiledProgramme,
    at: datetime,
    most_kopecks: Kopecks = 0,
) -> PointsChoice:
    """The choice that saves the customer most, as a sum on every line; at most ``most_kopecks`` (0: all that may be).

    Choices of single lines that the basket has already stay. Saving is money not paid and the worth of what is earned.
    """
    asked = PointsChoice(PointsMode.BEST, most_kopecks, basket.points.lines)
    return _by_line(asked, price(replace(basket, points=asked), standing, programme, at))


def spend_or_keep(
    basket: Basket, standing: Standing | None, programme: Programme | CompiledProgramme, at: datetime
) -> SpendOrKeep:
    """What is paid and earned with and without points, and with the best use of them."""
    compiled = programme if isinstance(programme, CompiledProgramme) else compile_programme(programme)

    def priced(points: PointsChoice) -> PricedBasket:
        return price(replace(basket, points=points), standing, compiled, at)

    chosen = PointsChoice(PointsMode.ALL) if basket.points == NO_POINTS else basket.points
    best = priced(PointsChoice(PointsMode.BEST))
    return SpendOrKeep(
        keep=_way(priced(NO_POINTS)),
        spend=_way(priced(chosen)),
        best=_way(best),
        best_choice=_by_line(NO_POINTS, best),
    )


def _way(priced: PricedBasket) -> Way:
    return Way(priced.points, priced.points_kopecks, priced.money_kopecks, priced.earned)


def _by_line(asked: PointsChoice, priced: PricedBasket) -> PointsChoice:
    """What came out as a choice for every line, so that the cashier may change one and keep the others."""
    stated = dict(asked.lines)
    wishes = (
        (line.line_id, stated.get(line.line_id, LinePoints(LinePointsMode.SUM, line.points_kopecks)))
        for line in priced.lines
        if line.points_kopecks or line.line_id in stated
    )
    return PointsChoice(lines=tuple(sorted(wishes)))
