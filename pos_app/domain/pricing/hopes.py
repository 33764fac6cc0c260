"""The most that later stages could still take off: a bound that lets a search leave out what cannot be the best.

Line by line each stage takes the largest benefit that may still apply there and then all stacking ones. What a rule
gives on goods together, or within a limit, stands in the bound in one of two ways: line by line (*spread*), as if every
line had its part; or as one sum beside the lines (*capped*), as if no line got cheaper by it. A sum beside the lines
is no less than what the lines would miss by it: of what a line costs more the later stages take no more than that.
"""

from collections.abc import Iterator, Sequence

from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.rate import WHOLE_BP, part_floor
from pos_app.domain.money.rounding import div_ceil
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.facts import Facts
from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.progress import Progress
from pos_app.domain.pricing.rounds import Round
from pos_app.domain.pricing.stages.manual_discount import asked_kopecks
from pos_app.domain.pricing.supposed import NOTHING_BESIDE, Beside, StageOffers, Terms


class Hopes:
    """Bounds for the stages of one pricing run."""

    def __init__(self, facts: Facts, rounds: Sequence[Round]) -> None:
        sheet = facts.sheet
        listed = sum(one.list_kopecks for one in sheet)
        self.ground = rounds[0].ground
        self.stages = [StageOffers(one, len(sheet), listed) for one in rounds]
        self.limits = facts.compiled.programme.manual
        self.by_hand = [one.line.manual_discount for one in sheet]
        self.on_basket = facts.basket.manual_discount
        self.hands = self.on_basket is not None or any(one is not None for one in self.by_hand)
        chooses = self.limits.goods.chooses
        self.may = [one.line.item.rules.discountable and chooses(one.line.item) for one in sheet]
        self.listed = [one.list_kopecks for one in sheet]
        name = Stage.MANUAL_DISCOUNT.value
        bars = facts.compiled.bars
        self.manual_bit = 1 << bars.index(name) if name in bars else 0
        self._known: dict[object, Kopecks] = {}

    def of(self, index: int, progress: Progress, enough: Kopecks = -1) -> Kopecks:
        """The most that the rounds from ``index`` on and hands can take off; any bound up to ``enough`` will do."""
        best = sum(progress.nets) - sum(self.ground.floors)
        out = self.out_of_reach(index, progress.nets)
        for terms, beside in self.views(index, out, progress.nets, progress.nets):
            if best <= enough:
                return best
            best = min(best, self.taken(terms, beside, progress))
        return best

    def unlike_bp(self, index: int, nets: Sequence[Kopecks], lines: Sequence[int]) -> int:
        """By how much the parts differ that the rounds from ``index`` on take of what is left of these lines."""
        touching = {
            offer.rule.place
            for stage in self.stages[index:]
            for line in lines
            for offer in (*stage.competing[line], *stage.stacking[line])
        }
        several = [offer for stage in self.stages[index:] for offer in stage.several if offer.rule.place in touching]
        if self.on_basket is not None or any(offer.flat_kopecks or offer.moves for offer in several):
            return WHOLE_BP
        terms = Terms(index, frozenset(), frozenset())
        if any(self._overflow(terms, offer, nets) for offer in several):
            return WHOLE_BP
        rates = []
        for line in lines:
            left = self.least(terms, line, nets[line], 0, 0)
            discount = self.by_hand[line]
            if discount is not None and self.may[line]:
                left -= min(asked_kopecks(discount, left), left - self.ground.floors[line])
            rates.append(div_ceil((nets[line] - left) * WHOLE_BP, max(nets[line], 1)))
        return max(rates) - min(rates)

    # ------------------------------------------------------------ what is supposed

    def out_of_reach(self, index: int, nets: Sequence[Kopecks]) -> frozenset[int]:
        """Rules whose sums are not reached now: they are not later either."""
        return frozenset(
            offer.rule.place
            for stage in self.stages[index:]
            for offer in stage.asking
            if not stage.one.reaches_sums(offer, nets)
        )

    def views(
        self,
        index: int,
        out: frozenset[int],
        nets: Sequence[Kopecks],
        lowest: Sequence[Kopecks],
        *,
        closely: bool = False,
    ) -> Iterator[tuple[Terms, Beside]]:
        """Ways to look at it, each with the sums beside the lines. ``lowest``: what the lines may have come down to.

        ``closely``: also with only those sums beside the lines that are much less than the lines' parts of them.
        """
        offers = [offer for stage in self.stages[index:] for offer in stage.several if offer.rule.place not in out]
        if not offers:
            yield Terms(index, out, frozenset()), NOTHING_BESIDE
            return
        parts = self.ground.parts(nets)
        caps = {offer.rule.place: offer.most_of([parts[line] for line in offer.lines]) for offer in offers}
        if not all(caps.values()):  # pieces are missing, or a sum: less of them is not more
            out = out | {place for place, most in caps.items() if not most}
            offers = [offer for offer in offers if caps[offer.rule.place]]
            if not offers:
                yield Terms(index, out, frozenset()), NOTHING_BESIDE
                return
            caps = {place: most for place, most in caps.items() if most}
        fixed = frozenset(offer.rule.place for offer in offers if offer.flat_kopecks or offer.moves)
        limited = frozenset(offer.rule.place for offer in offers if isinstance(offer, UnitOffer))
        sides = [fixed | limited, frozenset(caps), fixed]
        if closely and len(offers) > 1:
            alone = {
                offer.rule.place: sum(self._amount(offer, line, nets[line]) for line in offer.lines) for offer in offers
            }
            sides.append(fixed | {place for place, most in caps.items() if 2 * most < alone[place]})
        for capped in dict.fromkeys(sides):
            terms = Terms(index, out, capped)
            lines = self.ground.floors if fixed else lowest
            moved = sum(
                self._overflow(terms, offer, lines)
                for offer in offers
                if offer.rule.place not in capped and not isinstance(offer, UnitOffer)
            )
            own = frozenset(line for offer in offers if offer.rule.place in capped for line in offer.lines)
            yield terms, Beside(sum(caps[place] for place in capped), own, moved)

    def _overflow(self, terms: Terms, offer: Offer, lowest: Sequence[Kopecks]) -> Kopecks:
        """What other lines may take of an offer on several, because some have no room for their part of it."""
        lines = offer.lines
        floors = self.ground.floors
        low = [max(self.least(terms, line, lowest[line], 0, 0), floors[line]) for line in lines]
        if not any(self._too_much(offer, line, net) for line, net in zip(lines, low, strict=True)):
            return 0
        return sum(self._too_much(offer, line, floors[line]) for line in lines)

    def _too_much(self, offer: Offer, line: int, net: Kopecks) -> Kopecks:
        part = self.ground.part(line, net)
        return max(offer.most(part) - part.room_kopecks, 0)

    # ------------------------------------------------------------ what the lines give

    def taken(self, terms: Terms, beside: Beside, progress: Progress) -> Kopecks:
        """What the stages and hands take off at most."""
        marks = [mark | progress.receipt_marks for mark in progress.marks]
        nets = progress.nets
        left = [
            self.least(terms, line, net, mark, took)
            for line, (net, mark, took) in enumerate(zip(nets, marks, progress.took, strict=True))
        ]
        return self.given(beside, nets, left, marks)

    def given(self, beside: Beside, nets: Sequence[Kopecks], left: Sequence[Kopecks], marks: Sequence[int]) -> Kopecks:
        """The same, where the stages leave ``left`` of ``nets`` at least, but for the sums beside the lines."""
        total = sum(nets) - sum(left)
        if beside.kopecks:
            room = sum(left[line] - self.ground.floors[line] for line in beside.lines)
            total += min(beside.kopecks, room)
        return total + beside.moved + (self._handed(nets, left, marks) if self.hands else 0)

    def _handed(self, nets: Sequence[Kopecks], left: Sequence[Kopecks], marks: Sequence[int]) -> Kopecks:
        """What hands take off at most, if the rules find ``nets`` and leave no less than ``left``."""
        total, together = 0, 0
        for line, discount in enumerate(self.by_hand):
            on_discounted = self.limits.on_discounted or nets[line] == self.listed[line]
            if not self.may[line] or marks[line] & self.manual_bit or not on_discounted:
                continue
            together += left[line]
            if discount is not None:
                most = min(asked_kopecks(discount, left[line]), part_floor(nets[line], self.limits.line_bp))
                total += min(most, left[line] - self.ground.floors[line])
        if self.on_basket is not None:
            total += min(asked_kopecks(self.on_basket, together), together)
        return min(total, part_floor(sum(nets), self.limits.basket_bp))

    def least_beside(self, terms: Terms, part: Part, net: Kopecks, marks: int, took: int) -> Kopecks:
        """The same of a line of which exclusive rules have all pieces but ``part``: stacking rules find no more."""
        stage, base, room = self.stages[terms.first], part.base_kopecks, part.room_kopecks
        left = net
        for offer in stage.stacking[part.line]:
            if terms.leaves_out(offer) or marks & offer.rule.names:
                continue
            found = part._replace(base_kopecks=max(base - net + left, 0), room_kopecks=max(room - net + left, 0))
            uneven = part.pieces if isinstance(offer, GroupOffer) else 0
            left -= min(offer.most(found) + uneven, found.room_kopecks)
        return self.least(terms._replace(first=terms.first + 1), part.line, left, marks, took)

    def least(self, terms: Terms, line: int, net: Kopecks, marks: int, took: int) -> Kopecks:
        """The least that the stages may leave of a line."""
        if terms.first == len(self.stages):
            return net
        key = (terms, line, net, marks, took)
        least = self._known.get(key)
        if least is None:
            least = self._least_of_all(terms, line, net, marks, took)
            self._known[key] = least
        return least

    def _least_of_all(self, terms: Terms, line: int, net: Kopecks, marks: int, took: int) -> Kopecks:
        stage = self.stages[terms.first]
        following = terms._replace(first=terms.first + 1)
        stands = [(net, marks, took, False)]
        most = 0
        for offer in stage.competing[line]:
            rule = offer.rule
            if terms.leaves_out(offer) or marks & rule.names or took & rule.forbids:
                continue
            if stage.one.divisible:  # the pieces may be shared out: each share is rounded for itself
                shared = offer.most(self.ground.part(line, net)) + 2 * len(stage.competing[line])
                amount = min(shared, net - self.ground.floors[line])
            else:
                amount = self._amount(offer, line, net)
            if rule.names or rule.forbids or rule.exclusive:
                alone = rule.exclusive and not stage.one.divisible
                stands.append((net - amount, marks | rule.forbids, took | rule.names, alone))
            else:
                most = max(most, amount)
        if most:
            stands[0] = (net - most, marks, took, False)
        if stage.one.divisible and len(stands) > 1:  # the pieces of a line may have several rules
            stands = [(min(stand[0] for stand in stands), marks, took, False)]
        least = net
        for stand in stands:
            for after, marked, taken in self._on_top(stage, terms, line, stand):
                least = min(least, self.least(following, line, after, marked, taken))
        return least

    def _on_top(
        self, stage: StageOffers, terms: Terms, line: int, stand: tuple[Kopecks, int, int, bool]
    ) -> list[tuple[Kopecks, int, int]]:
        """With the stacking offers; one that forbids others may be left out."""
        net, marks, took, alone = stand
        stands = [(net, marks, took)]
        if alone:
            return stands
        for offer in stage.stacking[line]:
            rule = offer.rule
            if terms.leaves_out(offer):
                continue
            following: list[tuple[Kopecks, int, int]] = []
            for one in stands:
                left, marked, taken = one
                if marked & rule.names or taken & rule.forbids:
                    following.append(one)
                    continue
                if rule.forbids:
                    following.append(one)
                after = left - self._amount(offer, line, left)
                following.append((after, marked | rule.forbids, taken | rule.names))
            stands = following
        return stands

    def _amount(self, offer: Offer, line: int, net: Kopecks) -> Kopecks:
        part = self.ground.part(line, net)
        return min(offer.most_on(part), part.room_kopecks)

    def slope(self, terms: Terms, progress: Progress, line: int) -> tuple[int, Kopecks]:
        """Of a kopeck that the line costs more at most so much is left (basis points), but for so much rounding."""
        marks = progress.marks[line] | progress.receipt_marks
        whole = self.ground.part(line, self.listed[line])
        kept, rounding = WHOLE_BP, 0
        for stage in self.stages[terms.first :]:
            on_top = WHOLE_BP
            for offer in stage.stacking[line]:
                rule = offer.rule
                rate_bp = offer.slope_on_bp(whole)
                if rate_bp and not (terms.leaves_out(offer) or rule.names or rule.forbids):
                    on_top = div_ceil(on_top * (WHOLE_BP - rate_bp), WHOLE_BP)
                    rounding += 1
            free: list[int] = []
            bound: list[int] = []
            for offer in stage.competing[line]:
                rule = offer.rule
                left = WHOLE_BP - (offer.slope_bp if stage.one.divisible else offer.slope_on_bp(whole))
                if terms.leaves_out(offer) or marks & rule.names:
                    continue
                if rule.exclusive and not stage.one.divisible:
                    bound.append(left)
                elif rule.names or rule.forbids:
                    bound.append(div_ceil(left * on_top, WHOLE_BP))
                else:
                    free.append(div_ceil(left * on_top, WHOLE_BP))
            most = max(*free, *bound) if free and bound else max(free) if free else max(on_top, *bound, 0)
            rounding += most < on_top
            kept = div_ceil(kept * most, WHOLE_BP)
        return kept, rounding
