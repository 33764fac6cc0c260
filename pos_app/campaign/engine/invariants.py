"""What must hold of every priced basket: «Always true» 1, 2, 3, 4 and 6 of the arithmetic of a sale."""

from collections.abc import Callable
from dataclasses import replace

from pos_app.campaign.engine.case import Case
from pos_app.campaign.engine.chance import Chance
from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.points_choice import NO_POINTS
from pos_app.domain.loyalty.programme import Programme, ReceiptPicture
from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES, Stage
from pos_app.domain.money.points import kopecks_to_points
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.units import ONE
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.positions import positions_of
from pos_app.domain.pricing.priced import PricedBasket, TraceOutcome
from sync.protocol.encoding import decode, encode


class BrokenError(Exception):
    """An invariant does not hold; the text says what was expected and what came."""


class TooLargeError(Exception):
    """The case is too large for this check: it is not judged."""


def price_of(case: Case, basket: Basket | None = None) -> PricedBasket:
    """What the engine says."""
    return price(case.basket if basket is None else basket, case.standing, case.programme, case.at)


def require(holds: bool, what: str) -> None:
    """Raise :class:`BrokenError` unless it holds."""
    if not holds:
        raise BrokenError(what)


def same(what: str, expected: object, got: object) -> None:
    """Raise :class:`BrokenError` unless both are equal."""
    if expected != got:
        raise BrokenError(f"{what}: expected {expected}, got {got}")


def sums_tie(case: Case, priced: PricedBasket) -> None:
    """1: Σ lines = receipt, Σ allocations of a stage = the stage's total; positions multiply out in both pictures."""
    same("line ids", [line.line_id for line in case.basket.lines], [line.line_id for line in priced.lines])
    for name in ("list_kopecks", "net_kopecks", "points", "points_kopecks", "money_kopecks", "earned"):
        same(f"sum of {name}", sum(getattr(line, name) for line in priced.lines), getattr(priced, name))
    by_stage = dict.fromkeys(DISCOUNT_STAGES, 0)
    for line in priced.lines:
        for take in line.takes:
            require(take.amount_kopecks > 0, f"take of {take.rule_id} above 0")
            by_stage[take.stage] += take.amount_kopecks
        same(f"net of {line.line_id}", line.list_kopecks - line.discount_kopecks, line.net_kopecks)
        taken = sum(take.amount_kopecks for take in line.takes)
        same(f"takes of {line.line_id}", line.discount_kopecks, taken)
        same(f"money of {line.line_id}", line.net_kopecks - line.points_kopecks, line.money_kopecks)
        if line.earnings:
            same(f"earnings of {line.line_id}", line.earned, sum(one.points for one in line.earnings))
    for stage, amount in by_stage.items():
        told = sum(entry.amount_kopecks for entry in priced.trace if entry.stage == stage)
        same(f"trace of stage {stage}", amount, told)
    value = case.programme.points.point_value_kopecks
    same("points for their kopecks", kopecks_to_points(priced.points_kopecks, value), priced.points)
    _positions_multiply_out(case, priced)


def _positions_multiply_out(case: Case, priced: PricedBasket) -> None:
    for line, source in zip(priced.lines, case.basket.lines, strict=True):
        for picture in ReceiptPicture:
            found = positions_of(source.item, line, picture)
            expected = line.money_kopecks if picture is ReceiptPicture.DISCOUNT else line.net_kopecks
            same(f"positions of {line.line_id} as {picture}", expected, sum(one.sum_kopecks for one in found))
            same(f"quantity of {line.line_id} as {picture}", line.quantity, sum(one.quantity for one in found))
            for one in found:
                same("price × quantity", line_amount(one.price_kopecks, one.quantity), one.sum_kopecks)


def floors_and_caps_hold(case: Case, priced: PricedBasket) -> None:
    """2: 0 ≤ floor ≤ net ≤ list price for every unit; points used ≤ every cap."""
    programme, eligible = case.programme, 0
    for line, source in zip(priced.lines, case.basket.lines, strict=True):
        rules, item = source.item.rules, source.item
        own = programme.floor_kopecks if rules.floor_kopecks is None else rules.floor_kopecks
        unit_floor = min(own, item.price_kopecks)
        name = line.line_id
        same(f"list price of {name}", line_amount(item.price_kopecks, source.quantity), line.list_kopecks)
        require(0 <= line.money_kopecks <= line.net_kopecks <= line.list_kopecks, f"order of sums of {name}")
        above = line.money_kopecks * ONE >= unit_floor * source.quantity
        require(above or line.money_kopecks == line.list_kopecks, f"floor of {name}")
        require(line.points_kopecks <= line.points_cap_kopecks, f"cap of {name}")
        share = WHOLE_BP if rules.max_points_share_bp is None else rules.max_points_share_bp
        require(line.points_kopecks * WHOLE_BP <= line.net_kopecks * share, f"own share of {name}")
        require(rules.discountable or not line.takes, f"{name} may not be discounted")
        require(rules.earns or not line.earned, f"{name} earns nothing")
        payable = rules.payable_with_points and programme.points.goods.chooses(item)
        require(payable or not line.points, f"{name} is not paid with points")
        eligible += line.net_kopecks if payable else 0
    spendable = 0 if case.standing is None else case.standing.spendable
    require(priced.points <= spendable, f"balance: {priced.points} of {spendable}")
    require(priced.points_kopecks <= priced.points_limit_kopecks, "limit of the receipt")
    require(priced.points_kopecks * WHOLE_BP <= eligible * _largest_share(case), "programme's share")
    require(not 0 < priced.points < programme.points.min_points, "least points")


def _largest_share(case: Case) -> int:
    """The largest share that anything in the programme may grant this customer."""
    programme = case.programme
    shares = [programme.points.max_points_share_bp]
    tiers = [tier.max_points_share_bp for tier in programme.tiers]
    partners = [] if programme.coalition is None else [one.max_points_share_bp for one in programme.coalition.partners]
    return max(shares + [share for share in (*tiers, *partners) if share is not None])


def order_changes_nothing(case: Case, priced: PricedBasket) -> None:
    """3: same contents in another order, stored and read back, under the programme read back: the same to the bit."""
    order = list(range(len(case.basket.lines)))
    Chance(case.mix).shuffle(order)
    mixed = replace(case.basket, lines=tuple(case.basket.lines[place] for place in order))
    again = price_of(case, decode(Basket, encode(mixed)))
    for place, source in enumerate(order):
        same(f"line {priced.lines[source].line_id} in another order", priced.lines[source], again.lines[place])
    same("receipt in another order", replace(priced, lines=()), replace(again, lines=()))
    compiled = compile_programme(case.programme)
    same(
        "the same question again, with the programme compiled",
        priced,
        price(case.basket, case.standing, compiled, case.at),
    )


def document_is_kept(case: Case, priced: PricedBasket) -> None:
    """The programme written as a document and read back is the same programme."""
    read: Programme = read_programme(write_programme(case.programme))
    same("programme read back", case.programme, read)


NAMED = frozenset(
    {
        "n_for_m",
        "cheapest_free",
        "bundle",
        "nth_discount",
        "quantity_steps",
        "gift_with_purchase",
        "threshold",
        "every_full_sum",
        "turnover_ladder",
        "coupon",
    }
)
"""Kinds that may give more for more goods; so may a rule that asks for a sum, a quantity or other goods."""


def more_is_not_less(case: Case, priced: PricedBasket) -> None:
    """4: a scan more never makes the sum smaller, but where a named promotion gives more than before, or elsewhere.

    Elsewhere: with the new goods it takes other pieces, which leaves some to a rule that gives more for them.
    """
    bare = replace(case.basket, points=NO_POINTS, manual_discount=None)
    less = price_of(case, bare)
    more = price_of(case, replace(bare, lines=(*bare.lines, case.more)))
    drop = less.money_kopecks - more.money_kopecks
    if drop <= 0:
        return
    named = {rule.rule_id for _, rule in case.programme.staged_rules() if is_named(rule)}
    before, after = _given_by(named, less), _given_by(named, more)
    has_moved = any(after.get(key, 0) != amount for key, amount in before.items())
    grown = sum(max(0, amount - before.get(key, 0)) for key, amount in after.items())
    require(has_moved or drop <= grown, f"a scan more lowers the sum by {drop}, named promotions gave {grown} more")


def is_named(rule: object) -> bool:
    """Whether more goods may make the rule give more than its part of them."""
    conditions = getattr(rule, "conditions", None)
    asks = conditions is not None and bool(
        conditions.min_basket_kopecks
        or conditions.min_goods_kopecks
        or conditions.min_quantity
        or conditions.with_goods is not None
    )
    return asks or getattr(rule, "kind", "") in NAMED


def _given_by(rules: set[str], priced: PricedBasket) -> dict[tuple[str, str], int]:
    """What these rules took off which line."""
    sums: dict[tuple[str, str], int] = {}
    for line in priced.lines:
        for take in line.takes:
            if take.rule_id in rules:
                key = (take.rule_id, line.line_id)
                sums[key] = sums.get(key, 0) + take.amount_kopecks
    return sums


def trace_adds_up(case: Case, priced: PricedBasket) -> None:
    """6: list − Σ reasons = to pay; each rule of the programme has exactly one entry, each other one a reason."""
    in_money = [entry for entry in priced.trace if entry.stage != Stage.CASH_ROUNDING]
    told = sum(entry.amount_kopecks for entry in in_money)
    same("list − Σ reasons", priced.money_kopecks, priced.list_kopecks - told)
    entries: dict[str, int] = {}
    for entry in priced.trace:
        entries[entry.rule_id] = entries.get(entry.rule_id, 0) + 1
        require(bool(entry.reason), f"reason of {entry.rule_id}")
        applied = entry.outcome is TraceOutcome.APPLIED
        require(applied or not (entry.amount_kopecks or entry.points), f"{entry.rule_id} did not apply and gave")
    for rule_id in (
        *(rule.rule_id for _, rule in case.programme.staged_rules()),
        *(f"tier:{tier.code}" for tier in case.programme.tiers),
    ):
        same(f"entries of {rule_id}", 1, entries.get(rule_id, 0))
    taken: dict[tuple[str, str], int] = {}
    for line in priced.lines:
        for take in line.takes:
            key = (take.stage.value, take.rule_id)
            taken[key] = taken.get(key, 0) + take.amount_kopecks
    for key, amount in taken.items():
        stated = sum(entry.amount_kopecks for entry in priced.trace if (entry.stage, entry.rule_id) == key)
        same(f"amount of {key[1]}", amount, stated)


Check = Callable[[Case, PricedBasket], None]
