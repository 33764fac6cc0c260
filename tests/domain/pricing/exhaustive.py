"""The largest saving there is, found by trying everything: the yardstick for the engine's combination of rules.

Written from the rules, piece by piece, and sharing nothing with the engine but the splitting of sums. Every competing
rule is in or out; every piece (in later stages every line) goes to one of the rules that are in, want it, and would
give something for all their goods; stacking rules come on top; rules that forbid each other do not stand together.
"""

from dataclasses import dataclass, field
from itertools import combinations, product

from pos_app.domain.basket.basket import Basket, ManualDiscountKind
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.basket_promotions import EveryFullSum, Threshold
from pos_app.domain.loyalty.rules.benefit import PercentOff, PriceOf, SumOff
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponTarget
from pos_app.domain.loyalty.rules.goods_promotions import (
    Bundle,
    CheapestFree,
    FixedPrice,
    GoodsDiscount,
    NForMPromotion,
    NthDiscount,
    QuantitySteps,
)
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope, Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.standing_discounts import CardDiscount, TierDiscount, TurnoverLadder
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Unit

Pieces = dict[int, int]
"""By line, how many single things of it: pieces; a weighed line is one."""
Takes = dict[int, int]


@dataclass(frozen=True)
class Line:
    item: object
    quantity: int
    list_kopecks: int
    floor: int
    weighed: bool
    by_hand: object

    @property
    def count(self) -> int:
        return 1 if self.weighed else self.quantity // 1000


@dataclass(frozen=True)
class Stand:
    """What is left of the lines, and what applied where: (rule, its lines)."""

    nets: tuple[int, ...]
    applied: tuple[tuple[str, Stage, Rule, frozenset[int]], ...] = field(default=())


class Exhaustive:
    """``ways`` counts the stands looked at; above ``most`` the search raises :class:`TooManyWaysError`."""

    def __init__(self, basket: Basket, who: Standing | None, programme: Programme, most: int) -> None:
        self.who = who
        self.programme = programme
        self.basket = basket
        self.most = most
        self.ways = 0
        self.lines = [self._line(one) for one in basket.lines]
        self.stages: list[tuple[Stage, list[Rule]]] = [
            (Stage.GOODS_PROMOTION, list(programme.promotions)),
            (Stage.BASKET_PROMOTION, list(programme.basket_promotions)),
            (Stage.STANDING_DISCOUNT, self._standing_rules()),
            (Stage.COUPON, [one for one in programme.coupons if set(one.codes) & set(basket.coupons)]),
        ]

    def best(self) -> int:
        stands = {Stand(tuple(line.list_kopecks for line in self.lines))}
        for stage, rules in self.stages:
            stands = {after for stand in stands for after in self._after(stage, rules, stand)}
        listed = sum(line.list_kopecks for line in self.lines)
        return max(listed - sum(stand.nets) + self._by_hand(stand) for stand in stands)

    def _line(self, one) -> Line:
        item = one.item
        own = item.rules.floor_kopecks
        unit_floor = min(self.programme.floor_kopecks if own is None else own, item.price_kopecks)
        listed = (item.price_kopecks * one.quantity * 2 + 1000) // 2000
        floor = min(-(-unit_floor * one.quantity // 1000), listed)
        return Line(item, one.quantity, listed, floor, item.unit is Unit.KILOGRAM, one.manual_discount)

    def _standing_rules(self) -> list[Rule]:
        if self.who is None:
            return []
        rules: list[Rule] = []
        for tier in self.programme.tiers:
            if tier.code == self.who.tier_code and tier.discount_bp:
                rules.append(
                    TierDiscount(f"tier:{tier.code}", tier.name, tier=tier.code, benefit=PercentOff(tier.discount_bp))
                )
        for rule in self.programme.standing_discounts:
            if isinstance(rule, TierDiscount) and rule.tier != self.who.tier_code:
                continue
            rules.append(rule)
        return rules

    def _wants(self, rule: Rule) -> list[int]:
        selectors = [part.goods for part in rule.parts] if isinstance(rule, Bundle) else [rule.goods]
        return [
            index
            for index, line in enumerate(self.lines)
            if line.item.rules.discountable and any(one.chooses(line.item) for one in selectors)
        ]

    def _after(self, stage: Stage, rules: list[Rule], stand: Stand) -> set[Stand]:
        rules = [rule for rule in rules if self._sums_hold(rule, stand)]
        able = [rule for rule in rules if rule.combination is not Combination.STACKING]
        able = [rule for rule in able if self._gives_something(stage, rule, stand)]
        stacking = [rule for rule in rules if rule.combination is Combination.STACKING]
        after: set[Stand] = set()
        for count in range(len(able) + 1):
            for chosen in combinations(able, count):
                for shares in self._shared_out(stage, chosen, stand):
                    competed = self._competed(stage, shares, stand)
                    if competed is not None:
                        after |= self._stacked(stage, stacking, *competed, stand)
        return after

    def _open(self, rule: Rule, stage: Stage, stand: Stand, line: int) -> bool:
        for _, _, other, lines in stand.applied:
            on = other.forbid_scope is ForbidScope.RECEIPT or line in lines
            if on and (rule.rule_id in other.forbids or stage in other.forbids_stages):
                return False
        return True

    def _goods(self, stage: Stage, rule: Rule, stand: Stand) -> list[int]:
        return [line for line in self._wants(rule) if self._open(rule, stage, stand, line)]

    def _gives_something(self, stage: Stage, rule: Rule, stand: Stand) -> bool:
        share = {line: self.lines[line].count for line in self._goods(stage, rule, stand)}
        return bool(share) and sum(self._give(rule, share, stand.nets, stand.nets)[0].values()) > 0

    def _shared_out(self, stage: Stage, chosen: tuple[Rule, ...], stand: Stand):
        """Every way to give each piece, or each line, to one of the chosen."""
        wanting = {index: self._goods(stage, rule, stand) for index, rule in enumerate(chosen)}
        choices = []
        for line, one in enumerate(self.lines):
            takers = [index for index in wanting if line in wanting[index]]
            if not takers:
                continue
            single = one.count if stage is Stage.GOODS_PROMOTION else 1
            whole = one.count
            splits = [
                split
                for split in product(range(single + 1), repeat=len(takers))
                if sum(split) == single and sum(bool(split[at]) for at in each(chosen, takers)) <= 1
            ]
            choices.append(
                [
                    [(index, line, count * whole // single) for index, count in zip(takers, split, strict=True)]
                    for split in splits
                ]
            )
        for way in product(*choices):
            self.ways += 1
            if self.ways > self.most:
                raise TooManyWaysError
            shares: list[Pieces] = [{} for _ in chosen]
            for split in way:
                for index, line, count in split:
                    if count:
                        shares[index][line] = count
            yield list(zip(chosen, shares, strict=True))

    def _competed(self, stage: Stage, shares, stand: Stand):
        nets = list(stand.nets)
        applied = []
        exclusive: dict[int, tuple[int, int]] = {}
        for rule, share in shares:
            takes, used = self._give(rule, share, stand.nets, stand.nets)
            if not sum(takes.values()):
                continue
            for line, amount in takes.items():
                nets[line] -= amount
            applied.append((rule.rule_id, stage, rule, frozenset(used)))
            if rule.combination is Combination.EXCLUSIVE:
                for line, count in used.items():
                    pieces, amount = exclusive.get(line, (0, 0))
                    exclusive[line] = (pieces + count, amount + takes.get(line, 0))
        for one, other in product(applied, applied):
            if one is not other and self._clash(stage, one, other):
                return None
        return nets, applied, exclusive

    def _clash(self, stage: Stage, one, other) -> bool:
        if other[0] not in one[2].forbids and stage not in one[2].forbids_stages:
            return False
        return one[2].forbid_scope is ForbidScope.RECEIPT or bool(one[3] & other[3])

    def _stacked(self, stage: Stage, stacking: list[Rule], nets, applied, exclusive, stand: Stand) -> set[Stand]:
        """Stacking rules in their order; one that forbids something may be left out."""
        found: set[Stand] = set()
        switches = [rule for rule in stacking if rule.forbids or rule.forbids_stages]
        for count in range(len(switches) + 1):
            for out in combinations(switches, count):
                now, there = list(nets), list(applied)
                for rule in stacking:
                    if rule in out:
                        continue
                    standing = Stand(stand.nets, (*stand.applied, *there))
                    share: Pieces = {}
                    base = list(now)
                    for line in self._goods(stage, rule, standing):
                        if any(
                            (other_id in rule.forbids or stage in rule.forbids_stages)
                            and (rule.forbid_scope is ForbidScope.RECEIPT or line in lines)
                            for other_id, _, _, lines in there
                        ):
                            continue
                        pieces = self.lines[line].count
                        if line in exclusive:
                            if stage is not Stage.GOODS_PROMOTION or exclusive[line][0] >= pieces:
                                continue
                            kept = stand.nets[line] * exclusive[line][0] // pieces - exclusive[line][1]
                            base[line] = now[line] - kept
                            pieces -= exclusive[line][0]
                        if now[line] > self.lines[line].floor:
                            share[line] = pieces
                    if share:
                        takes, used = self._give(rule, share, base, stand.nets, now)
                        if sum(takes.values()):
                            for line, amount in takes.items():
                                now[line] -= amount
                            there.append((rule.rule_id, stage, rule, frozenset(used)))
                found.add(Stand(tuple(now), (*stand.applied, *there)))
        return found

    def _sums_hold(self, rule: Rule, stand: Stand) -> bool:
        conditions = rule.conditions
        goods = [index for index, line in enumerate(self.lines) if self._any_goods(rule).chooses(line.item)]
        return (
            sum(stand.nets) >= conditions.min_basket_kopecks
            and sum(stand.nets[line] for line in goods) >= conditions.min_goods_kopecks
        )

    def _any_goods(self, rule: Rule):
        return rule.parts[0].goods if isinstance(rule, Bundle) else rule.goods

    # what the rules give for what they get: (takes by line, single things used by line)

    def _give(self, rule: Rule, share: Pieces, bases, opened, now=None) -> tuple[Takes, Pieces]:
        parts = {line: self._part(line, count, bases, now or bases) for line, count in sorted(share.items())}
        if isinstance(rule, NForMPromotion):
            return self._groups(parts, rule.take, rule.take - rule.pay, PercentOff(10_000), rule.max_times)
        if isinstance(rule, NthDiscount):
            return self._groups(parts, rule.nth, 1, rule.benefit, rule.max_times)
        if isinstance(rule, CheapestFree):
            return self._cheapest(parts, rule)
        if isinstance(rule, Bundle):
            return self._bundle(parts, rule)
        if isinstance(rule, QuantitySteps):
            return self._steps(parts, rule)
        if isinstance(rule, Threshold | EveryFullSum):
            return self._basket_sum(parts, rule)
        if isinstance(rule, Coupon) and rule.target is CouponTarget.TOGETHER:
            return self._together(parts, rule.benefit)
        benefit = self._unit_benefit(rule, sum(opened))
        amounts = {line: min(off(benefit, base, quantity), room) for line, (base, room, quantity, _) in parts.items()}
        if isinstance(benefit, PercentOff) and benefit.most_kopecks is not None:
            amounts = capped(amounts, benefit.most_kopecks)
        return amounts, {line: share[line] for line, amount in amounts.items() if amount}

    def _part(self, line: int, count: int, bases, now) -> tuple[int, int, int, int]:
        """Base, room, quantity and pieces of so many single things."""
        one = self.lines[line]
        if one.weighed or count == one.count:
            return bases[line], now[line] - one.floor, one.quantity, 0 if one.weighed else count
        if now is not bases:  # beside an exclusive rule: the base is that of these pieces already
            room = min(bases[line] - -(-one.floor * count // one.count), now[line] - one.floor)
            return bases[line], max(room, 0), count * 1000, count
        base = bases[line] * count // one.count
        return base, (bases[line] - one.floor) * count // one.count, count * 1000, count

    def _unit_benefit(self, rule: Rule, total: int):
        if isinstance(rule, FixedPrice):
            return PriceOf(rule.price_kopecks)
        if isinstance(rule, CardDiscount):
            return PercentOff(min(self.who.card_discount_bp or rule.rate_bp, rule.most_bp))
        if isinstance(rule, TurnoverLadder):
            turnover = self.who.life_turnover_kopecks if rule.whole_life else self.who.turnover_kopecks
            turnover += total if rule.counts_this_receipt else 0
            rates = [step.rate_bp for step in rule.steps if step.from_kopecks <= turnover]
            return PercentOff(rates[-1] if rates else 0)
        return rule.benefit

    def _groups(self, parts, take: int, cheap: int, benefit, max_times: int | None):
        pieces = sorted(
            ((base // count, line) for line, (base, _, _, count) in parts.items() for _ in range(count)),
            key=lambda piece: (-piece[0], piece[1]),
        )
        groups = [pieces[at : at + take] for at in range(0, len(pieces) - take + 1, take)][:max_times]
        most = benefit.most_kopecks if isinstance(benefit, PercentOff) else None
        takes: Takes = {}
        used: Pieces = {}
        for group in groups:
            gift = sum(min(price, off(benefit, price, 1000)) for price, _ in group[take - cheap :])
            if most is not None:
                gift = min(gift, most)
            lines = sorted({line for _, line in group}, key=[line for _, line in group].index)
            counts = [sum(1 for _, other in group if other == line) for line in lines]
            rooms = [parts[line][1] * count // parts[line][3] for line, count in zip(lines, counts, strict=True)]
            weights = [parts[line][0] // parts[line][3] * count for line, count in zip(lines, counts, strict=True)]
            gift = min(gift, sum(rooms))
            most = None if most is None else most - gift
            for line, count, share in zip(lines, counts, allocate(gift, weights, rooms), strict=True):
                takes[line] = takes.get(line, 0) + share
                used[line] = used.get(line, 0) + count
        return takes, used

    def _cheapest(self, parts, rule: CheapestFree):
        pieces = sorted(base // count for base, _, _, count in parts.values() for _ in range(count) if count)
        if len(pieces) < rule.at_least:
            return {}, {}
        group = {line: part for line, part in parts.items() if part[3]}
        takes = split(sum(pieces[: rule.free]), group)
        return takes, {line: part[3] for line, part in group.items()}

    def _bundle(self, parts, rule: Bundle):
        """Bundles of goods that no two places share, one after another."""
        left = {line: part[3] for line, part in parts.items()}
        takes: Takes = {}
        used: Pieces = {}
        most = rule.benefit.most_kopecks if isinstance(rule.benefit, PercentOff) else None
        for _ in range(rule.max_times or 1000):
            group: Pieces = {}
            for place in rule.parts:
                fitting = [line for line in left if place.goods.chooses(self.lines[line].item)]
                dearest = sorted(
                    (line for line in fitting for _ in range(left[line])),
                    key=lambda line: (-(parts[line][0] // parts[line][3]), line),
                )
                if len(dearest) < place.count:
                    return takes, used
                for line in dearest[: place.count]:
                    group[line] = group.get(line, 0) + 1
            chosen = {
                line: (parts[line][0] * count // parts[line][3], parts[line][1] * count // parts[line][3], 0, count)
                for line, count in group.items()
            }
            costs = sum(part[0] for part in chosen.values())
            gift = off(rule.benefit, costs, 1000)
            gift = min(gift, costs) if most is None else min(gift, costs, most)
            shares = split(gift, dict(sorted(chosen.items())))
            most = None if most is None else most - sum(shares.values())
            for line, count in group.items():
                left[line] -= count
                used[line] = used.get(line, 0) + count
                takes[line] = takes.get(line, 0) + shares[line]
        return takes, used

    def _steps(self, parts, rule: QuantitySteps):
        takes: Takes = {}
        used: Pieces = {}
        for line, (base, room, _, count) in parts.items():
            article = self.lines[line].item.item_id
            quantity = sum(
                part[2]
                for other, part in parts.items()
                if not rule.each_article or self.lines[other].item.item_id == article
            )
            reached = [step for step in rule.steps if step.from_quantity <= quantity]
            if reached:
                takes[line] = min(off(reached[-1].benefit, base, parts[line][2]), room)
                used[line] = count or 1
        return takes, used

    def _basket_sum(self, parts, rule: Threshold | EveryFullSum):
        total = sum(part[0] for part in parts.values())
        if isinstance(rule, EveryFullSum):
            times = min(total // rule.each_kopecks, rule.max_times or total)
            benefit = SumOff(times * rule.off_kopecks) if times else None
        else:
            reached = [step for step in rule.steps if step.from_kopecks <= total]
            benefit = reached[-1].benefit if reached else None
        return self._together(parts, benefit) if benefit else ({}, {})

    def _together(self, parts, benefit):
        total = sum(part[0] for part in parts.values())
        amount = off(benefit, total, 1000)
        if isinstance(benefit, PercentOff) and benefit.most_kopecks is not None:
            amount = min(amount, benefit.most_kopecks)
        return split(amount, parts), {line: part[3] or 1 for line, part in parts.items()}

    def _by_hand(self, stand: Stand) -> int:
        total = 0
        for index, line in enumerate(self.lines):
            discount, net = line.by_hand, stand.nets[index]
            forbidden = any(
                Stage.MANUAL_DISCOUNT in rule.forbids_stages
                and (rule.forbid_scope is ForbidScope.RECEIPT or index in lines)
                for _, _, rule, lines in stand.applied
            )
            if discount is None or not line.item.rules.discountable or forbidden:
                continue
            asked = discount.value
            if discount.kind is ManualDiscountKind.PERCENT:
                asked = (net * discount.value * 2 + 10_000) // 20_000
            total += min(asked, net - line.floor)
        return total


class TooManyWaysError(Exception):
    """The basket is too large to try everything."""


def off(benefit, base: int, quantity: int) -> int:
    """What a benefit on every unit takes off, before rooms."""
    if isinstance(benefit, PercentOff):
        return (base * benefit.rate_bp * 2 + 10_000) // 20_000
    units = (benefit.kopecks * quantity * 2 + 1000) // 2000
    return units if isinstance(benefit, SumOff) else max(base - units, 0)


def split(amount: int, parts) -> Takes:
    rooms = [part[1] for part in parts.values()]
    shares = allocate(min(amount, sum(rooms)), [part[0] for part in parts.values()], rooms)
    return dict(zip(parts, shares, strict=True))


def each(chosen, takers) -> list[int]:
    """Which of the takers have a benefit on every unit: one of them gets all that no other rule of a line gets."""
    limited = [getattr(rule, "benefit", None) for rule in chosen]
    return [
        at
        for at, index in enumerate(takers)
        if isinstance(chosen[index], GoodsDiscount | FixedPrice)
        and not (isinstance(limited[index], PercentOff) and limited[index].most_kopecks is not None)
    ]


def capped(amounts: Takes, most: int) -> Takes:
    if sum(amounts.values()) <= most:
        return amounts
    shares = allocate(most, list(amounts.values()), list(amounts.values()))
    return dict(zip(amounts, shares, strict=True))
