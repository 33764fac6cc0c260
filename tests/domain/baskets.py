"""Hypothesis strategies: baskets as they come at a counter, with programmes that bite."""

from dataclasses import replace

from hypothesis import strategies as st

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import GoodsSelector, PointsRules, Programme, ReceiptPicture
from pos_app.domain.money.units import Unit
from tests.domain.goods import CUSTOMER, basket, item, n_for_m, off, percent, programme, tier

GROUPS = ("grocery", "dairy", "tobacco")


@st.composite
def items(draw: st.DrawFn, item_id: str) -> Item:
    """Goods of any kind: pieces or weighed, plain or regulated."""
    price = draw(st.one_of(st.integers(1, 300), st.integers(1, 200_000), st.sampled_from([100, 9990, 10_000])))
    unit = draw(st.sampled_from([Unit.PIECE, Unit.PIECE, Unit.KILOGRAM]))
    rules = draw(
        st.one_of(
            st.just(SellingRules()),
            st.builds(
                SellingRules,
                discountable=st.booleans(),
                earns=st.booleans(),
                payable_with_points=st.booleans(),
                floor_kopecks=st.one_of(st.none(), st.integers(0, price + 5)),
                max_points_share_bp=st.one_of(st.none(), st.integers(0, 10_000)),
            ),
        )
    )
    return item(item_id, price, unit=unit, group=draw(st.sampled_from(GROUPS)), rules=rules)


@st.composite
def lines(draw: st.DrawFn, line_id: str, item_id: str) -> BasketLine:
    """A line of few or many."""
    goods = draw(items(item_id))
    if goods.unit is Unit.PIECE:
        quantity = 1000 * draw(st.one_of(st.integers(1, 7), st.integers(1, 300)))
    else:
        quantity = draw(st.one_of(st.integers(1, 3000), st.integers(1, 30_000)))
    discount = draw(
        st.one_of(st.none(), st.none(), st.integers(1, 10_000).map(percent), st.integers(1, 50_000).map(off))
    )
    return BasketLine(line_id, goods, quantity, discount)


@st.composite
def choices(draw: st.DrawFn, of: tuple[BasketLine, ...]) -> PointsChoice:
    """A wish for points: by line for some, by mode for the rest."""
    wishes = []
    for one in of:
        if draw(st.integers(0, 3)) == 0:
            mode = draw(st.sampled_from(LinePointsMode))
            if mode is LinePointsMode.PIECES and one.item.unit is not Unit.PIECE:
                mode = LinePointsMode.ALL
            most = one.quantity // 1000 if mode is LinePointsMode.PIECES else 100_000
            value = draw(st.integers(0, most)) if mode in (LinePointsMode.PIECES, LinePointsMode.SUM) else 0
            wishes.append((one.line_id, LinePoints(mode, value)))
    mode = draw(st.sampled_from(PointsMode))
    kopecks = draw(st.integers(0, 200_000)) if mode is PointsMode.SUM else 0
    return PointsChoice(mode, kopecks, tuple(sorted(wishes)))


@st.composite
def baskets(draw: st.DrawFn, most_lines: int = 6) -> Basket:
    """A basket with a customer and a wish."""
    count = draw(st.integers(0, most_lines))
    drawn = tuple(draw(lines(f"l{index}", f"i{index}")) for index in range(count))
    return basket(*drawn, points=draw(choices(drawn)))


selectors = st.one_of(
    st.just(GoodsSelector()), st.lists(st.sampled_from(GROUPS), min_size=1, unique=True).map(tuple).map(GoodsSelector)
)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A programme with up to two promotions and two tiers."""
    promotions = tuple(
        n_for_m(f"promo-{index}", take, draw(st.integers(1, take - 1)), draw(selectors))
        for index, take in enumerate(draw(st.lists(st.integers(2, 5), max_size=2)))
    )
    rules = PointsRules(
        point_value_kopecks=draw(st.sampled_from([100, 100, 100, 1, 50, 33, 250])),
        max_points_share_bp=draw(st.sampled_from([10_000, 5000, 9900, 3333, 2000, 0])),
        min_points=draw(st.sampled_from([0, 0, 1, 10_000])),
        earn_step=draw(st.sampled_from([1, 100])),
    )
    return programme(
        floor_kopecks=draw(st.sampled_from([1, 1, 0, 100])),
        picture=draw(st.sampled_from(ReceiptPicture)),
        points=rules,
        base_earn_bp=draw(st.sampled_from([500, 0, 137])),
        tiers=(
            tier("silver", 0, draw(st.integers(0, 3000)), 300),
            tier("gold", 100_000, draw(st.integers(0, 3000)), 777),
        ),
        promotions=promotions,
    )


standings = st.builds(
    Standing,
    st.just(CUSTOMER),
    st.sampled_from([None, "silver", "gold", "forgotten"]),
    st.one_of(st.just(10**9), st.integers(0, 50_000)),
)


def shuffled(of: Basket, order: list[int]) -> Basket:
    """The same contents scanned in another order: the lines stand elsewhere and carry other ids."""
    renamed = {of.lines[old].line_id: f"s{new}" for new, old in enumerate(order)}
    return replace(
        of,
        lines=tuple(replace(of.lines[old], line_id=renamed[of.lines[old].line_id]) for old in order),
        points=replace(of.points, lines=tuple(sorted((renamed[line_id], wish) for line_id, wish in of.points.lines))),
    )
