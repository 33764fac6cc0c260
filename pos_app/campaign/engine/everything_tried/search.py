"""Every way in which a basket's rules can be combined, one after another; the one that saves most.

Every competing rule is in or out; every piece (in later stages every line) goes to one of the rules that are in, want
it, and would give something for all their goods; stacking rules come on top in their order, one that forbids something
may be left out; rules that forbid each other do not stand together; hands come last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, product

from pos_app.campaign.engine.everything_tried.by_hand import by_hand
from pos_app.campaign.engine.everything_tried.giving import give, is_for_every_unit
from pos_app.campaign.engine.everything_tried.goods import Part, Pieces, Takes, line_of
from pos_app.campaign.engine.everything_tried.in_force import Situation, goods_of
from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope, Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks

Applied = tuple[Stage, Rule, frozenset[int]]
"""A rule that applied, with the lines that served it."""
Shares = list[tuple[Rule, Pieces]]


@dataclass(frozen=True)
class Stand:
    """What is left of the lines, and what applied so far as it may still forbid something: (stage, rule, lines)."""

    nets: tuple[Kopecks, ...]
    applied: tuple[Applied, ...] = ()

    def key(self) -> object:
        """What tells stands apart for all that comes after."""
        forbidding = {(rule.rule_id, lines) for _, rule, lines in self.applied if rule.forbids or rule.forbids_stages}
        return self.nets, frozenset(forbidding)


class TooManyWaysError(Exception):
    """The basket is too large to try everything."""


class Exhaustive:
    """``ways`` counts what was tried; beyond ``most`` the search raises :class:`TooManyWaysError`."""

    def __init__(self, basket: Basket, who: Standing | None, programme: Programme, at: datetime, most: int) -> None:
        self.basket, self.who, self.programme, self.most = basket, who, programme, most
        self.ways = 0
        self.lines = [line_of(one, programme.floor_kopecks) for one in sorted(basket.lines, key=_contents)]
        self.situation = Situation(basket, self.lines, who, programme, at)
        self.stages = self.situation.stages()
        self._wanted: dict[str, list[int]] = {
            rule.rule_id: self._wants(rule) for _, rules in self.stages for rule in rules
        }

    def best(self) -> Kopecks:
        """All that rules and hands can take off."""
        stands = [Stand(tuple(line.list_kopecks for line in self.lines))]
        for stage, rules in self.stages:
            after = {one.key(): one for stand in stands for one in self._after(stage, rules, stand)}
            stands = list(after.values())
        listed = sum(line.list_kopecks for line in self.lines)
        return max(listed - sum(stand.nets) + self._by_hand(stand) for stand in stands)

    def _by_hand(self, stand: Stand) -> Kopecks:
        barred = [not self._open(None, Stage.MANUAL_DISCOUNT, stand, line) for line in range(len(self.lines))]
        return by_hand(self.lines, stand.nets, barred, self.basket.manual_discount, self.programme.manual)

    def _wants(self, rule: Rule) -> list[int]:
        items = self.situation.granted.get(rule.rule_id)
        return [
            line
            for line in goods_of(rule, self.lines)
            if self.lines[line].item.rules.discountable and (not items or self.lines[line].item.item_id in items)
        ]

    def _after(self, stage: Stage, rules: Sequence[Rule], stand: Stand) -> Iterator[Stand]:
        rules = [rule for rule in rules if self._sums_hold(rule, stand)]
        competing = [rule for rule in rules if rule.combination is not Combination.STACKING]
        able = [rule for rule in competing if self._gives_something(stage, rule, stand)]
        stacking = [rule for rule in rules if rule.combination is Combination.STACKING]
        for count in range(len(able) + 1):
            for chosen in combinations(able, count):
                for shares in self._shared_out(stage, chosen, stand):
                    yield from self._stood(stage, shares, stacking, stand)

    def _sums_hold(self, rule: Rule, stand: Stand) -> bool:
        goods = sum(stand.nets[line] for line in goods_of(rule, self.lines))
        conditions = rule.conditions
        return sum(stand.nets) >= conditions.min_basket_kopecks and goods >= conditions.min_goods_kopecks

    def _open(self, rule: Rule | None, stage: Stage, stand: Stand, line: int) -> bool:
        """Whether nothing that applied forbids the rule, or the stage, on the line."""
        for _, other, lines in stand.applied:
            on = other.forbid_scope is ForbidScope.RECEIPT or line in lines
            if on and ((rule is not None and rule.rule_id in other.forbids) or stage in other.forbids_stages):
                return False
        return True

    def _goods(self, stage: Stage, rule: Rule, stand: Stand) -> list[int]:
        return [line for line in self._wanted[rule.rule_id] if self._open(rule, stage, stand, line)]

    def _give(self, rule: Rule, share: Pieces, stand: Stand) -> tuple[Takes, Pieces]:
        parts = {}
        for line, count in sorted(share.items()):
            one, net = self.lines[line], stand.nets[line]
            whole = Part(net, net - one.floor_kopecks, one.quantity, 0 if one.weighed else one.count)
            parts[line] = whole.some(count)
        return give(rule, parts, self.lines, self.who, sum(stand.nets))

    def _gives_something(self, stage: Stage, rule: Rule, stand: Stand) -> bool:
        share = {line: self.lines[line].count for line in self._goods(stage, rule, stand)}
        return bool(share) and sum(self._give(rule, share, stand)[0].values()) > 0

    def _shared_out(self, stage: Stage, chosen: Sequence[Rule], stand: Stand) -> Iterator[Shares]:
        """Every way to give each piece, or each line, to one of the chosen."""
        wanting = [self._goods(stage, rule, stand) for rule in chosen]
        choices: list[list[list[tuple[int, int, int]]]] = []
        for line, one in enumerate(self.lines):
            takers = [index for index, mine in enumerate(wanting) if line in mine]
            if takers:
                single = one.count if stage is Stage.GOODS_PROMOTION else 1
                every_unit = [at for at, index in enumerate(takers) if is_for_every_unit(chosen[index])]
                ways = [
                    counts
                    for counts in product(range(single + 1), repeat=len(takers))
                    if sum(counts) == single and sum(counts[at] > 0 for at in every_unit) <= 1
                ]
                times = one.count // single
                choices.append(
                    [[(index, line, count * times) for index, count in zip(takers, way, strict=True)] for way in ways]
                )
        for way in product(*choices):
            self.ways += 1
            if self.ways > self.most:
                raise TooManyWaysError
            shares: list[Pieces] = [{} for _ in chosen]
            for counts in way:
                for index, line, count in counts:
                    if count:
                        shares[index][line] = count
            yield list(zip(chosen, shares, strict=True))

    def _stood(self, stage: Stage, shares: Shares, stacking: Sequence[Rule], stand: Stand) -> Iterator[Stand]:
        """The stands that follow when the competing rules get these shares; none if two of them do not go together."""
        nets = list(stand.nets)
        there: list[Applied] = []
        kept: dict[int, tuple[int, Kopecks]] = {}
        for rule, share in shares:
            takes, used = self._give(rule, share, stand)
            if not any(takes.values()):
                continue
            for line, amount in takes.items():
                nets[line] -= amount
            there.append((stage, rule, frozenset(used)))
            if rule.combination is Combination.EXCLUSIVE:
                for line, count in used.items():
                    pieces, amount = kept.get(line, (0, 0))
                    kept[line] = (pieces + count, amount + takes.get(line, 0))
        if any(_clash(one, other) for one in there for other in there if one is not other):
            return
        switches = [rule for rule in stacking if rule.forbids or rule.forbids_stages]
        for count in range(len(switches) + 1):
            for out in combinations(switches, count):
                on_top = [rule for rule in stacking if rule not in out]
                yield self._stacked(stage, on_top, Stand(tuple(nets), (*stand.applied, *there)), stand, kept)

    def _stacked(
        self, stage: Stage, stacking: Sequence[Rule], now: Stand, opened: Stand, kept: dict[int, tuple[int, Kopecks]]
    ) -> Stand:
        """Stacking rules in their order, on what is left; pieces that an exclusive rule took are not theirs."""
        for rule in stacking:
            parts: dict[int, Part] = {}
            for line in self._goods(stage, rule, now):
                part = self._left(stage, line, now, opened, kept.get(line))
                mine = frozenset((line,))
                clashes = any(_clash((stage, rule, mine), one) for one in now.applied if one[0] is stage)
                if part is not None and not clashes:
                    parts[line] = part
            takes, used = give(rule, parts, self.lines, self.who, sum(opened.nets)) if parts else ({}, {})
            if any(takes.values()):
                nets = tuple(net - takes.get(line, 0) for line, net in enumerate(now.nets))
                now = Stand(nets, (*now.applied, (stage, rule, frozenset(used))))
        return now

    def _left(
        self, stage: Stage, line: int, now: Stand, opened: Stand, kept: tuple[int, Kopecks] | None
    ) -> Part | None:
        """What a stacking rule finds of a line."""
        one, net = self.lines[line], now.nets[line]
        room = net - one.floor_kopecks
        if kept is None:
            return Part(net, room, one.quantity, 0 if one.weighed else one.count) if room else None
        pieces = one.count - kept[0]
        if stage is not Stage.GOODS_PROMOTION or pieces <= 0:
            return None
        base = net - (opened.nets[line] * kept[0] // one.count - kept[1])
        return Part(base, max(min(base - -(-one.floor_kopecks * pieces // one.count), room), 0), pieces * 1000, pieces)


def _contents(line: BasketLine) -> tuple[str, int, int, str, int, str]:
    """Lines stand in the order of their contents; that decides who gets the last kopeck of a split."""
    hand = line.manual_discount
    kind, value = ("", 0) if hand is None else (hand.kind.value, hand.value)
    return line.item.item_id, line.item.price_kopecks, line.quantity, kind, value, line.line_id


def _clash(one: Applied, other: Applied) -> bool:
    """Whether the first forbids the second, of the same stage, where both are."""
    stage, rule, lines = one
    if other[1].rule_id not in rule.forbids and stage not in rule.forbids_stages:
        return False
    return rule.forbid_scope is ForbidScope.RECEIPT or bool(lines & other[2])
