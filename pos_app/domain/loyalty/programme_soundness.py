"""Rules between the keys of a programme document: sorted, unique, possible.

They look at the raw document and skip what has the wrong shape (that is reported by the shape), so that all errors of
both kinds are told at once.
"""

from collections.abc import Iterator
from typing import Any, TypeGuard

from pos_app.domain.loyalty.programme_problem import Problem, place_of, shown

RESERVED_RULE_IDS = frozenset({"manual", "points", "earning"})
"""Names under which the trace speaks of what every programme has."""


def soundness_problems(document: object) -> Iterator[Problem]:
    """Every broken rule between keys."""
    if not isinstance(document, dict):
        return
    tiers = _objects(document.get("tiers"))
    promotions = _objects(document.get("promotions"))
    yield from _duplicates("tiers", "code", tiers)
    yield from _duplicates("promotions", "rule_id", promotions)
    yield from _turnovers(tiers)
    for index, promotion in promotions:
        yield from _promotion(index, promotion)


def _objects(value: object) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a list with their indexes."""
    if not isinstance(value, list):
        return []
    return [(index, one) for index, one in enumerate(value) if isinstance(one, dict)]


def _duplicates(of: str, key: str, objects: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, one in objects:
        name = one.get(key)
        if not isinstance(name, str):
            continue
        if name in first:
            expected = f"a {key} of its own, not that of {of}[{first[name]}]"
            yield Problem(place_of((of, index, key)), "duplicate", expected, shown(name))
        first.setdefault(name, index)


def _turnovers(tiers: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    before: int | None = None
    for index, tier in tiers:
        turnover = tier.get("turnover_kopecks")
        if not _is_whole(turnover):
            continue
        if before is not None and turnover <= before:
            place = place_of(("tiers", index, "turnover_kopecks"))
            yield Problem(place, "unsorted", f"more than {before}, the turnover of the tier before", shown(turnover))
        before = turnover


def _promotion(index: int, promotion: dict[str, Any]) -> Iterator[Problem]:
    rule_id = promotion.get("rule_id")
    if rule_id in RESERVED_RULE_IDS:
        place = place_of(("promotions", index, "rule_id"))
        yield Problem(
            place, "reserved_name", f"another name than {', '.join(sorted(RESERVED_RULE_IDS))}", shown(rule_id)
        )
    take, pay = promotion.get("take"), promotion.get("pay")
    if _is_whole(take) and _is_whole(pay) and take <= pay:
        place = place_of(("promotions", index, "pay"))
        yield Problem(place, "pay_not_below_take", f"less than take, which is {take}", shown(pay))
    goods = promotion.get("goods")
    if not isinstance(goods, dict):
        return
    for kind in ("groups", "brands", "tags"):
        names = goods.get(kind)
        if not isinstance(names, list):
            continue
        for at, name in enumerate(names):
            if name in names[:at]:
                yield Problem(place_of(("promotions", index, "goods", kind, at)), "duplicate", "each once", shown(name))


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
