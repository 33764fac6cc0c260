"""What promotions over several pieces give for the pieces that they get: (takes by line, pieces used by line)."""

from pos_app.campaign.engine.everything_tried.goods import Line, Part, Parts, Pieces, Takes, limit_of, off, split
from pos_app.domain.loyalty.rules.benefit import Benefit
from pos_app.domain.loyalty.rules.goods_promotions import Bundle, CheapestFree, GiftWithPurchase
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Kopecks


def groups_of(parts: Parts, take: int, cheap: int, benefit: Benefit, max_times: int | None) -> tuple[Takes, Pieces]:
    """Of every ``take`` pieces from the dearest down the ``cheap`` cheapest have the benefit, all share it."""
    pieces = sorted(
        ((part.each, line) for line, part in parts.items() for _ in range(part.pieces)),
        key=lambda piece: (-piece[0], piece[1]),
    )
    groups = [pieces[at : at + take] for at in range(0, len(pieces) - take + 1, take)][:max_times]
    # equal groups of one line share their benefit as one
    whole: list[list[tuple[int, int]]] = []
    for group in groups:
        alone = len({line for _, line in group}) == 1
        if alone and whole and {line for _, line in whole[-1]} == {group[0][1]}:
            whole[-1] = whole[-1] + group
        else:
            whole.append(group)
    most = limit_of(benefit)
    takes: Takes = {}
    used: Pieces = {}
    for together in whole:
        gift = 0
        for at in range(0, len(together), take):
            gift += sum(min(price, off(benefit, price)) for price, _ in together[at : at + take][take - cheap :])
        gift = gift if most is None else min(gift, most)
        lines = list(dict.fromkeys(line for _, line in together))
        counts = [sum(other == line for _, other in together) for line in lines]
        rooms = [parts[line].room * count // parts[line].pieces for line, count in zip(lines, counts, strict=True)]
        weights = [parts[line].each * count for line, count in zip(lines, counts, strict=True)]
        gift = min(gift, sum(rooms))
        most = None if most is None else most - gift
        for line, count, share in zip(lines, counts, allocate(gift, weights, rooms), strict=True):
            takes[line] = takes.get(line, 0) + share
            used[line] = used.get(line, 0) + count
    return takes, used


def cheapest_of(parts: Parts, rule: CheapestFree) -> tuple[Takes, Pieces]:
    """The cheapest of all; k of the n pieces of a line cost k/n of it, rounded down."""
    group = {line: part for line, part in parts.items() if part.pieces}
    if sum(part.pieces for part in group.values()) < rule.at_least:
        return {}, {}
    gift, left = 0, rule.free
    for _, part in sorted(group.items(), key=lambda pair: (pair[1].each, -pair[0])):
        gift += part.some(min(left, part.pieces)).base if left else 0
        left -= min(left, part.pieces)
    return split(gift, group), {line: part.pieces for line, part in group.items()}


def bundles_of(lines: list[Line], parts: Parts, rule: Bundle) -> tuple[Takes, Pieces]:
    """Bundles one after another, each of the dearest; the place with the least to choose from chooses first."""
    left = {line: part.pieces for line, part in parts.items() if part.pieces}
    takes: Takes = {}
    used: Pieces = {}
    most = limit_of(rule.benefit)
    times = 0
    while rule.max_times is None or times < rule.max_times:
        group = _bundle(lines, parts, left, rule)
        if group is None:
            break
        chosen = {line: parts[line].some(count) for line, count in sorted(group.items())}
        costs = sum(part.base for part in chosen.values())
        gift = min(off(rule.benefit, costs), costs)
        shares = split(gift if most is None else min(gift, most), chosen)
        most = None if most is None else most - sum(shares.values())
        for line, count in group.items():
            left[line] -= count
            used[line] = used.get(line, 0) + count
            takes[line] = takes.get(line, 0) + shares[line]
        times += 1
    return takes, used


def _bundle(lines: list[Line], parts: Parts, left: Pieces, rule: Bundle) -> Pieces | None:
    """The pieces of the next bundle; None where there is none."""
    fitting = {
        place: frozenset(line for line in parts if one.goods.chooses(lines[line].item))
        for place, one in enumerate(rule.parts)
    }
    spare = dict(left)

    def choice(place: int) -> tuple[int, int, int, list[int]]:
        mine, count = fitting[place], rule.parts[place].count
        return sum(left.get(line, 0) for line in mine) - count, len(mine), count, sorted(mine)

    group: Pieces = {}
    for place in sorted(fitting, key=choice):
        dearest = sorted(
            (line for line in fitting[place] for _ in range(spare.get(line, 0))),
            key=lambda line: (-parts[line].each, line),
        )
        if len(dearest) < rule.parts[place].count:
            return None
        for line in dearest[: rule.parts[place].count]:
            spare[line] -= 1
            group[line] = group.get(line, 0) + 1
    return group


def gifts_of(lines: list[Line], parts: Parts, rule: GiftWithPurchase) -> tuple[Takes, Pieces]:
    """As many gifts as what is bought beside them allows, of these the dearest in a row that leave enough bought."""
    row = sorted(
        (line for line, part in parts.items() if rule.gift.chooses(lines[line].item) for _ in range(part.pieces)),
        key=lambda line: (-parts[line].each, line),
    )
    bought = [line for line in parts if rule.goods.chooses(lines[line].item)]
    each = rule.buy_kopecks or rule.buy_quantity or 1
    most = len(row) // rule.gift_count
    for times in range(most if rule.max_times is None else min(most, rule.max_times), 0, -1):
        count = times * rule.gift_count
        for start in range(len(row) - count + 1):
            gifts: Pieces = {}
            for line in row[start : start + count]:
                gifts[line] = gifts.get(line, 0) + 1
            rest = {
                line: parts[line].some((parts[line].pieces or 1) - gifts.get(line, 0))
                for line in bought
                if (parts[line].pieces or 1) > gifts.get(line, 0)
            }
            if sum(_worth(rule, part) for part in rest.values()) >= times * each:
                return _shared_gift(parts, rule, gifts, rest, times * each)
    return {}, {}


def _shared_gift(parts: Parts, rule: GiftWithPurchase, gifts: Pieces, rest: Parts, needed: int) -> tuple[Takes, Pieces]:
    group = {line: parts[line].some(count) for line, count in gifts.items()}
    saved = 0
    for part in group.values():
        costs = (rule.gift_price_kopecks * part.quantity * 2 + 1000) // 2000
        saved += min(max(part.base - costs, 0), part.room)
    for line, part in sorted(rest.items(), key=lambda pair: (-pair[1].each, pair[0])):
        if needed <= 0:
            break
        count = min(part.pieces or 1, -(-needed // max(_worth(rule, part.some(1)), 1)))
        chosen = part.some(count)
        needed -= _worth(rule, chosen)
        other = group.get(line)
        if other is not None:
            pieces = other.pieces + chosen.pieces
            chosen = Part(other.base + chosen.base, other.room + chosen.room, pieces * 1000, pieces)
        group[line] = chosen
    group = dict(sorted(group.items()))
    return split(saved, group), {line: part.pieces or 1 for line, part in group.items()}


def _worth(rule: GiftWithPurchase, part: Part) -> Kopecks:
    return part.base if rule.buy_kopecks is not None else part.quantity
