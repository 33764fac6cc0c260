"""Names that point to something else in the document: tiers, memberships, partners, coupons, series."""

from collections.abc import Collection, Iterator

from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.loyalty.soundness.raw_document import (
    Path,
    Raw,
    is_whole,
    object_of,
    objects,
    rules_of,
    text_of,
    texts,
)

_NOTHING_NAMED = "–"
_WHAT = {"tiers": "tier", "memberships": "membership", "partners": "partner"}


def reference_problems(document: Raw) -> Iterator[Problem]:
    """Every name of something that the document does not have."""
    coalition = object_of(document, "coalition")
    known = {
        "tiers": _named(objects(document, ("tiers",)), "code"),
        "memberships": _named(objects(document, ("memberships",)), "code"),
        "partners": _named(objects(coalition, ("coalition", "partners")), "code"),
    }
    coupons = {name: one for _, one in objects(document, ("coupons",)) if (name := text_of(one, "rule_id"))}
    for rule in rules_of(document):
        conditions, at = object_of(rule.raw, "conditions"), (*rule.path, "conditions")
        for key, names in known.items():
            for index, name in texts(conditions, key):
                yield from _unknown((*at, key, index), name, _WHAT[key], names)
        yield from _unknown((*at, "coupon"), text_of(conditions, "coupon"), "coupon", coupons)
        kind = text_of(rule.raw, "kind")
        if kind == "tier_discount":
            yield from _unknown((*rule.path, "tier"), text_of(rule.raw, "tier"), "tier", known["tiers"])
        if kind == "membership_discount":
            name = text_of(rule.raw, "membership")
            yield from _unknown((*rule.path, "membership"), name, "membership", known["memberships"])
        if rule.path[0] == "coupon_prints":
            yield from _series((*rule.path, "coupon"), text_of(rule.raw, "coupon"), coupons)
        gift = object_of(rule.raw, "gift")
        if rule.path[0] == "awards" and gift.get("kind") == "coupon":
            yield from _series((*rule.path, "gift", "coupon"), text_of(gift, "coupon"), coupons)
    operator = text_of(object_of(coalition, "clearing"), "operator")
    yield from _unknown(("coalition", "clearing", "operator"), operator, "partner", known["partners"])
    yield from _certificates(document)


def _named(found: list[tuple[Path, Raw]], key: str) -> list[str]:
    return [name for _, one in found if (name := text_of(one, key))]


def _unknown(path: Path, name: str | None, what: str, names: Collection[str]) -> Iterator[Problem]:
    if name is not None and name not in names:
        yield problem(path, "unknown_name", name, what=what, names=", ".join(names) or _NOTHING_NAMED)


def _series(path: Path, name: str | None, coupons: dict[str, Raw]) -> Iterator[Problem]:
    """A coupon from which new numbers are made."""
    if name in coupons and not text_of(coupons[name], "prefix"):
        yield problem(path, "no_series", name)
    else:
        yield from _unknown(path, name, "coupon", coupons)


def _certificates(document: Raw) -> Iterator[Problem]:
    series = {name: one for _, one in objects(document, ("certificates",)) if (name := text_of(one, "code"))}
    for path, reward in objects(document, ("rewards",)):
        gives = object_of(reward, "gives")
        if gives.get("kind") != "certificate":
            continue
        name, nominal = text_of(gives, "series"), gives.get("nominal_kopecks")
        yield from _unknown((*path, "gives", "series"), name, "certificate", series)
        nominals = series[name].get("nominals_kopecks") if name in series else None
        if isinstance(nominals, list) and is_whole(nominal) and nominal not in nominals:
            names = ", ".join(map(str, nominals))
            yield problem((*path, "gives", "nominal_kopecks"), "no_nominal", nominal, names=names)
