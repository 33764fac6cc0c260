"""Figures that stand in an order: steps that rise, parts below wholes, one of two."""

from collections.abc import Iterator
from typing import Any

from pos_app.domain.loyalty.programme_problem import NOTHING, Problem, problem
from pos_app.domain.loyalty.soundness.raw_document import (
    Path,
    Raw,
    is_whole,
    object_of,
    objects,
    rules_of,
    text_of,
)

_RISING = {
    "quantity_steps": ("from_quantity",),
    "threshold": ("from_kopecks",),
    "turnover_ladder": ("from_kopecks", "rate_bp"),
    "earn_by_receipt": ("from_kopecks", "rate_bp"),
}
"""By kind: what rises from step to step."""


def order_problems(document: Raw) -> Iterator[Problem]:
    """Every broken order."""
    yield from _rising(objects(document, ("tiers",)), "turnover_kopecks")
    for rule in rules_of(document):
        path, raw = rule.path, rule.raw
        for key in _RISING.get(text_of(raw, "kind") or "", ()):
            yield from _rising(objects(raw, (*path, "steps")), key)
        conditions = object_of(raw, "conditions")
        at = (*path, "conditions")
        yield from _at_most(at, conditions, "from_purchase", "to_purchase")
        yield from _at_most(at, conditions, "uses_per_customer_day", "uses_per_customer")
        if path[0] == "promotions":
            yield from _promotion(path, raw)
        if path[0] == "coupons":
            yield from _coupon(path, raw)
    account = object_of(document, "money_account")
    yield from _at_most(("money_account",), account, "least_top_up_kopecks", "most_top_up_kopecks")
    yield from _at_most(("money_account",), account, "most_top_up_kopecks", "most_balance_kopecks")
    clearing = object_of(object_of(document, "coalition"), "clearing")
    yield from _at_most(("coalition", "clearing"), clearing, "accept_bp", "issue_bp")


def _rising(steps: list[tuple[Path, Raw]], key: str) -> Iterator[Problem]:
    before: int | None = None
    for path, step in steps:
        value = step.get(key)
        if not is_whole(value):
            continue
        if before is not None and value <= before:
            yield problem((*path, key), "unsorted", value, before=before)
        before = value


def _at_most(path: Path, holder: Raw, smaller: str, greater: str) -> Iterator[Problem]:
    least, most = holder.get(smaller), holder.get(greater)
    if is_whole(least) and is_whole(most) and most < least:
        yield problem((*path, greater), "less_than", most, least=least, other=smaller)


def _promotion(path: Path, raw: Raw) -> Iterator[Problem]:
    kind = raw.get("kind", "n_for_m")
    take, pay = raw.get("take"), raw.get("pay")
    if kind == "n_for_m" and is_whole(take) and is_whole(pay) and take <= pay:
        yield problem((*path, "pay"), "pay_not_below_take", pay, take=take)
    at_least, free = raw.get("at_least"), raw.get("free", 1)
    if kind == "cheapest_free" and is_whole(at_least) and is_whole(free) and at_least <= free:
        yield problem((*path, "free"), "free_not_below", free, at_least=at_least)
    if kind == "gift_with_purchase":
        given = [key for key in ("buy_quantity", "buy_kopecks") if raw.get(key) is not None]
        if len(given) != 1:
            found: Any = given or NOTHING
            yield problem(path, "not_exactly_one", found, names="buy_quantity, buy_kopecks")


def _coupon(path: Path, raw: Raw) -> Iterator[Problem]:
    if not raw.get("codes") and raw.get("prefix") is None:
        yield problem(path, "not_at_least_one", NOTHING, names="codes, prefix")
    if raw.get("single_use") is True and raw.get("prefix") is None:
        yield problem((*path, "single_use"), "no_series", True)
    together = raw.get("target", "together") == "together"
    if together and object_of(raw, "benefit").get("kind") == "price":
        yield problem((*path, "benefit", "kind"), "price_of_basket", "price")
