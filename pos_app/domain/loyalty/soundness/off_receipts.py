"""Conditions of rules that work outside receipts: what asks for goods or sums there would never be looked at."""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.loyalty.soundness.raw_document import Raw, object_of, rules_of

_OF_RECEIPTS = ("coupon", "min_basket_kopecks", "min_goods_kopecks", "min_quantity", "with_goods")


def off_receipt_problems(document: Raw) -> Iterator[Problem]:
    """Every condition that says something and would be ignored. Bringing friends has conditions of its own."""
    for rule in rules_of(document):
        if rule.stage is not None:
            continue
        conditions, at = object_of(rule.raw, "conditions"), (*rule.path, "conditions")
        for key, value in conditions.items():
            if not value:
                continue
            if rule.path == ("referral",):
                yield problem((*at, key), "not_for_friends", value)
            elif key in _OF_RECEIPTS:
                yield problem((*at, key), "not_on_receipts", value)
