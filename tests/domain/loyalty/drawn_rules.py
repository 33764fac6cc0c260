"""Hypothesis strategies for any rule of a programme, drawn from the types of its fields and their bounds."""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MinLen
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from pos_app.domain.loyalty.rules.awards import Award
from pos_app.domain.loyalty.rules.conditions import BirthdayWindow, Conditions, RequiredGoods
from pos_app.domain.loyalty.rules.coupons import CouponTarget
from pos_app.domain.loyalty.rules.figures import CODE_PATTERN, COUPON_PATTERN, EARN_STEPS
from pos_app.domain.loyalty.rules.goods import Attribute, GoodsExclusion, GoodsSelector
from pos_app.domain.loyalty.rules.goods_promotions import CheapestFree, GiftWithPurchase, NForMPromotion
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.loyalty.rules.rewards import Reward
from pos_app.domain.loyalty.rules.window import Hours, Weekday, Window

TIERS, MEMBERSHIPS, PARTNERS, SERIES = ("silver", "gold"), ("club",), ("shop", "bakery"), "series"
"""Codes that every drawn programme has, so that rules may refer to them."""

START = date(2026, 3, 1)
SPAN = 100_000

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12)
codes = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
coupon_codes = st.from_regex(r"[A-Z][A-Z0-9-]{1,9}", fullmatch=True)


def some(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the names, each once."""
    return st.lists(st.sampled_from(of), unique=True, max_size=len(of)).map(tuple)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Days in order, hours apart."""
    begin = draw(st.none() | st.integers(0, 400).map(lambda days: START + timedelta(days=days)))
    end = draw(st.none() | st.integers(0, 400).map(lambda days: (begin or START) + timedelta(days=days)))
    minutes = sorted(draw(st.lists(st.integers(0, 1439), max_size=4, unique=True)))
    hours = tuple(Hours(_clock(a), _clock(b)) for a, b in zip(minutes[::2], minutes[1::2], strict=False))
    return Window(begin, end, draw(st.lists(st.sampled_from(Weekday), unique=True).map(tuple)), hours)


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


@st.composite
def selectors(draw: st.DrawFn) -> GoodsSelector:
    """Names in and others out."""
    names = [draw(st.lists(texts, unique=True, max_size=4)) for _ in range(4)]
    attributes = tuple(
        Attribute(draw(texts), tuple(draw(st.lists(texts, min_size=1, max_size=2, unique=True))))
        for _ in range(draw(st.integers(0, 1)))
    )
    halves = [(tuple(one[: len(one) // 2]), tuple(one[len(one) // 2 :])) for one in names]
    (groups, other_groups), (brands, other_brands), (tags, other_tags), (items, other_items) = halves
    left_out = GoodsExclusion(other_groups, other_brands, other_tags, other_items)
    return GoodsSelector(groups, brands, tags, items, attributes, left_out)


@st.composite
def conditions(draw: st.DrawFn) -> Conditions:
    """Referring only to what every drawn programme has."""
    first, last = sorted(draw(st.tuples(st.integers(1, 9), st.integers(1, 9))))
    day, ever = sorted(draw(st.tuples(st.integers(1, 9), st.integers(1, 9))))
    maybe = st.booleans()
    return Conditions(
        needs_customer=draw(maybe),
        tiers=draw(some(TIERS)),
        memberships=draw(some(MEMBERSHIPS)),
        customer_tags=draw(some(("vip", "staff"))),
        shops=draw(some(("lesnaya-5", "bakery-1"))),
        partners=draw(some(PARTNERS)),
        coupon=draw(st.sampled_from([None, SERIES])),
        min_basket_kopecks=draw(st.integers(0, SPAN)),
        min_quantity=draw(st.integers(0, SPAN)),
        with_goods=RequiredGoods(draw(selectors())) if draw(maybe) else None,
        birthday=BirthdayWindow(draw(st.integers(0, 180)), 3) if draw(maybe) else None,
        from_purchase=first if draw(maybe) else None,
        to_purchase=last if draw(maybe) else None,
        uses_per_customer=ever if draw(maybe) else None,
        uses_per_customer_day=day if draw(maybe) else None,
    )


_WHOLE: dict[type, Callable[[], st.SearchStrategy[Any]]] = {
    Window: windows,
    GoodsSelector: selectors,
    Conditions: conditions,
}
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "rule_id": st.just("unnamed"),
    "forbids": st.just(()),
    "forbids_stages": st.just(()),
    "exclusive_place": st.just(None),
    "tier": st.sampled_from(TIERS),
    "membership": st.sampled_from(MEMBERSHIPS),
    "coupon": st.just(SERIES),
    "series": st.just("cards"),
    "earn_step": st.sampled_from(EARN_STEPS),
    "nominal_kopecks": st.sampled_from([100_000, 300_000]),
}
"""Fields that name something else or take few values, whatever the class."""


@cache
def of_class(cls: type) -> st.SearchStrategy[Any]:
    """Any sound value of a dataclass of the programme."""
    if cls in _WHOLE:
        return _WHOLE[cls]()
    hints = get_type_hints(cls, include_extras=True)
    drawn = {
        field.name: _BY_NAME[field.name] if field.name in _BY_NAME else of_type(hints[field.name])
        for field in fields(cls)
    }
    return st.fixed_dictionaries(drawn).map(lambda values: _in_order(cls(**values)))


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type with its bounds."""
    origin = get_origin(hint)
    if origin is Annotated:
        base, *metadata = get_args(hint)
        return _bounded(base, metadata)
    if origin in (Union, types.UnionType):
        return st.one_of([of_type(one) for one in get_args(hint)])
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin is tuple:
        return _tuples(of_type(get_args(hint)[0]), 0)
    if hint is type(None):
        return st.none()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return st.deferred(lambda: of_class(hint))
    return {bool: st.booleans(), str: texts, int: st.integers(0, SPAN)}[hint]


def _bounded(base: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    bounds = [bound for one in metadata if isinstance(one, FieldInfo) for bound in one.metadata]
    pattern = next((found for bound in bounds if (found := getattr(bound, "pattern", None))), None)
    if pattern is not None:
        return {CODE_PATTERN: codes, COUPON_PATTERN: coupon_codes}[pattern]
    least = next((bound.ge for bound in bounds if isinstance(bound, Ge)), 0)
    if base is int:
        most = next((bound.le for bound in bounds if isinstance(bound, Le)), SPAN)
        return st.integers(least, min(most, least + SPAN))
    if get_origin(base) is tuple:
        length = next((bound.min_length for bound in bounds if isinstance(bound, MinLen)), 0)
        return _tuples(of_type(get_args(base)[0]), length)
    return of_type(base)


def _tuples(one: st.SearchStrategy[Any], least: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, min_size=least, max_size=max(3, least), unique_by=repr).map(tuple)


_NO_GOODS: dict[str, Any] = {
    "coupon": None,
    "min_basket_kopecks": 0,
    "min_goods_kopecks": 0,
    "min_quantity": 0,
    "with_goods": None,
}


def _in_order(value: Any) -> Any:
    """What rules between fields ask for."""
    if isinstance(value, NForMPromotion):
        return replace(value, pay=min(value.pay, value.take - 1))
    if isinstance(value, CheapestFree):
        return replace(value, free=min(value.free, value.at_least - 1))
    if isinstance(value, GiftWithPurchase):
        by_quantity = value.buy_quantity is not None
        return replace(value, buy_kopecks=None if by_quantity else value.buy_kopecks or 1)
    if isinstance(value, Award | Reward):
        return replace(value, conditions=replace(value.conditions, **_NO_GOODS))
    if isinstance(value, Referral):
        return replace(value, conditions=Conditions())
    if hasattr(value, "steps"):
        return replace(value, steps=_rising(value.steps))
    if getattr(value, "kind", None) == "coupon" and hasattr(value, "target") and value.benefit.kind == "price":
        return replace(value, target=CouponTarget.EACH_UNIT)
    return value


def _rising(steps: tuple[Any, ...]) -> tuple[Any, ...]:
    """Step n begins n higher than its figures and its rate says; equal ones differ by their place."""
    for key in ("from_kopecks", "from_quantity", "rate_bp"):
        if hasattr(steps[0], key):
            figures = sorted({getattr(step, key) for step in steps})
            steps = tuple(replace(step, **{key: figure}) for step, figure in zip(steps, figures, strict=False))
    return steps
