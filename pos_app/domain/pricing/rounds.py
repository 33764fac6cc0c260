"""A stage as a round: the competing rules share the goods out, then the stacking rules come on top, in their order."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.rounding import div_ceil, div_floor
from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.pricing.entrant import Entrant
from pos_app.domain.pricing.offers.ladder import LadderOffer
from pos_app.domain.pricing.offers.offer import Grant, Offer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.terms import sum_refusal


class Ground(NamedTuple):
    """What never changes about the lines of the sheet, by index. ``pieces``: 0 for weighed goods."""

    floors: tuple[Kopecks, ...]
    quantities: tuple[Quantity, ...]
    pieces: tuple[int, ...]

    def part(self, line: int, net_kopecks: Kopecks) -> Part:
        """The whole line as it stands."""
        return Part(line, net_kopecks, net_kopecks - self.floors[line], self.quantities[line], self.pieces[line])

    def parts(self, nets: Sequence[Kopecks]) -> list[Part]:
        """All lines as they stand."""
        rooms = map(int.__sub__, nets, self.floors)
        return list(map(Part, range(len(nets)), nets, rooms, self.quantities, self.pieces))


class Round(NamedTuple):
    """The offers of a stage: ``competing`` by rule id, ``stacking`` in the document's order.

    ``goods`` are all lines of a rule's goods, by its place, for conditions on their sum.
    """

    stage: Stage
    ground: Ground
    competing: tuple[Offer, ...]
    stacking: tuple[Offer, ...]
    goods: dict[int, tuple[int, ...]]

    @property
    def divisible(self) -> bool:
        """Whether the pieces of a line may go to several rules."""
        return self.stage is Stage.GOODS_PROMOTION

    def entrants(self, progress: Progress, without: Collection[int] = ()) -> list[Entrant]:
        """The competing offers that may apply now, with their goods: those that would give something for all of them.

        ``without``: places of rules left out.
        """
        entered: list[Entrant] = []
        nets = progress.nets
        parts = self.ground.parts(nets) if self.competing else []
        total = sum(nets)
        marked = progress.receipt_marks or any(progress.marks)
        for offer in self.competing:
            rule = offer.rule
            if rule.place in without or (rule.sums and not self.reaches_sums(offer, nets)):
                continue
            lines: Sequence[int] = offer.lines
            if marked and rule.names:
                lines = [line for line in lines if not progress.bars(rule.names, line)]
            if lines:
                mine = [parts[line] for line in lines]
                now = at_basket(offer, total)
                wanted = tuple(mine)
                alone = now.asked(wanted)
                if alone.total_kopecks:
                    entered.append(Entrant(now, wanted, alone))
        return entered

    def reaches_sums(self, offer: Offer, nets: Sequence[Kopecks]) -> bool:
        """Whether the conditions on sums hold."""
        rule = offer.rule
        return not rule.sums or sum_refusal(rule.rule.conditions, nets, self.goods[rule.place]) is None

    def close(self, progress: Progress, grants: Sequence[Grant], without: Collection[int] = ()) -> tuple[int, ...]:
        """Apply what the competition gave, the largest first, then the stacking rules.

        Where two of the grants do not go together nothing is applied; the answer is the places of those to leave out.
        """
        opened = progress.opened[-1]
        refused = tuple(grant.rule.place for grant in grants if not progress.take(grant))
        if refused:
            return refused
        exclusive: dict[int, tuple[int, Kopecks]] = {}
        for grant in grants:
            if grant.rule.exclusive:
                _keep_apart(exclusive, grant)
        total = sum(opened) if self.stacking else 0
        for offer in self.stacking:
            if offer.rule.place in without or not self.reaches_sums(offer, opened):
                continue
            offer = at_basket(offer, total)  # noqa: PLW2901
            parts = self.stacking_parts(offer, progress, opened, exclusive)
            if parts:
                grant = offer.asked(parts)
                if grant.total_kopecks:
                    progress.take(grant)
        return ()

    def stacking_parts(
        self,
        offer: Offer,
        progress: Progress,
        opened: Sequence[Kopecks],
        exclusive: dict[int, tuple[int, Kopecks]],
    ) -> list[Part]:
        """What a stacking rule finds: nothing of what an exclusive rule took, the rest as it stands."""
        parts: list[Part] = []
        names, forbids = offer.rule.names, offer.rule.forbids
        for line in offer.lines:
            if names and progress.bars(names, line):
                continue
            if forbids and progress.took[line] & forbids:
                continue
            kept = exclusive.get(line)
            if kept is None:
                part = self.ground.part(line, progress.nets[line])
                if part.room_kopecks:
                    parts.append(part)
                continue
            left = self.ground.pieces[line] - kept[0]
            if self.divisible and left > 0:
                parts.append(self._beside(line, left, kept, opened[line], progress.nets[line]))
        return parts

    def _beside(self, line: int, left: int, kept: tuple[int, Kopecks], opened: Kopecks, net: Kopecks) -> Part:
        """The pieces of a line that no exclusive rule took."""
        pieces = self.ground.pieces[line]
        base = net - (div_floor(opened * kept[0], pieces) - kept[1])
        room = min(base - div_ceil(self.ground.floors[line] * left, pieces), net - self.ground.floors[line])
        return Part(line, base, max(room, 0), left * ONE, left)


def at_basket(offer: Offer, basket_kopecks: Kopecks) -> Offer:
    """The offer when a stage begins with so much of the basket."""
    return offer.at_basket(basket_kopecks) if isinstance(offer, LadderOffer) else offer


def _keep_apart(exclusive: dict[int, tuple[int, Kopecks]], grant: Grant) -> None:
    takes = dict(grant.takes)
    for line, count in grant.used:
        pieces, kopecks = exclusive.get(line, (0, 0))
        exclusive[line] = (pieces + count, kopecks + takes.get(line, 0))
