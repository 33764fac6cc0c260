"""The raw document as the checks between keys read it: what has the wrong shape is skipped, the shape tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from pos_app.domain.loyalty.rules.stage import Stage

Path = tuple[int | str, ...]
Raw = dict[str, Any]

STAGED_LISTS = {
    "promotions": Stage.GOODS_PROMOTION,
    "basket_promotions": Stage.BASKET_PROMOTION,
    "standing_discounts": Stage.STANDING_DISCOUNT,
    "coupons": Stage.COUPON,
    "earning_rules": Stage.EARNING,
    "coupon_prints": Stage.EARNING,
}
"""Lists of rules that work on a receipt, with their stage."""

OTHER_LISTS = ("awards", "rewards")
"""Lists of rules that work outside a receipt."""


@dataclass(frozen=True, slots=True)
class RawRule:
    """A rule's object, where it stands, and its stage (None outside a receipt)."""

    path: Path
    raw: Raw
    stage: Stage | None

    @property
    def rule_id(self) -> str | None:
        """Its id, if that is a text."""
        return text_of(self.raw, "rule_id")


def rules_of(document: Raw) -> list[RawRule]:
    """Every rule of the document in the order of the stages."""
    rules = [
        RawRule(path, raw, stage) for name, stage in STAGED_LISTS.items() for path, raw in objects(document, (name,))
    ]
    rules += [RawRule(path, raw, None) for name in OTHER_LISTS for path, raw in objects(document, (name,))]
    referral = document.get("referral")
    if isinstance(referral, dict):
        rules.append(RawRule(("referral",), referral, None))
    return rules


def objects(holder: Raw, path: Path) -> list[tuple[Path, Raw]]:
    """The objects of the list ``holder[path[-1]]``; ``path`` leads to the list."""
    found = holder.get(str(path[-1]))
    if not isinstance(found, list):
        return []
    return [((*path, index), one) for index, one in enumerate(found) if isinstance(one, dict)]


def texts(holder: Raw, key: str) -> list[tuple[int, str]]:
    """The texts of the list under ``key`` with their indexes."""
    found = holder.get(key)
    if not isinstance(found, list):
        return []
    return [(index, one) for index, one in enumerate(found) if isinstance(one, str)]


def text_of(holder: Raw, key: str) -> str | None:
    """The text under ``key``; None without one."""
    found = holder.get(key)
    return found if isinstance(found, str) else None


def object_of(holder: Raw, key: str) -> Raw:
    """The object under ``key``, an empty one without."""
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def is_whole(value: object) -> TypeGuard[int]:
    """Whether it is a JSON integer."""
    return isinstance(value, int) and not isinstance(value, bool)


def everywhere(node: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every object and list of the document with its place."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from everywhere(value, (*path, key))
    elif isinstance(node, list):
        yield path, node
        for index, value in enumerate(node):
            yield from everywhere(value, (*path, index))
