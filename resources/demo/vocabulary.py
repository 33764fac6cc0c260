"""Reads the words that goods are made of (``goods/*.toml``; its README tells the notation)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.money.units import Kopecks
from resources.paths import resource_path

# The order in which the groups stand in lists and take their article numbers.
_FILES = ("fresh", "grocery", "sweets", "home", "regulated")


@dataclass(frozen=True, slots=True)
class Size:
    """A pack: its words (empty for none), a middling brand's price, the least price of one piece if there is one."""

    words: str
    price_kopecks: Kopecks
    least_kopecks: Kopecks | None


@dataclass(frozen=True, slots=True)
class Variant:
    """A taste, fat content or colour: its words (empty for none) and its price, per cent of the kind's."""

    words: str
    price_percent: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of goods with all variants and sizes that it is sold in."""

    name: str
    variants: tuple[Variant, ...]
    sizes: tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Kinds that the same makers sell, and what the law says of them all."""

    brands: tuple[str, ...]
    kinds: tuple[Kind, ...]
    age_limit_years: int | None
    marking_group: str | None
    list_price_only: bool
    is_bag: bool


@dataclass(frozen=True, slots=True)
class WeighedKind:
    """Goods sold by the kilogram; ``price_kopecks`` is for one kilogram; ``brand`` may be empty."""

    name: str
    brand: str
    price_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group with its words; its lines make ``count`` goods by the piece, each weighed kind makes one good."""

    code: str
    name: LocalText
    vat_code: str
    count: int
    lines: tuple[Line, ...]
    weighed: tuple[WeighedKind, ...]


@cache
def groups() -> tuple[GroupWords, ...]:
    """All groups, in the shop's order."""
    found: list[GroupWords] = []
    for name in _FILES:
        with resource_path("demo", "goods", f"{name}.toml").open("rb") as file:
            found.extend(_group(table) for table in tomllib.load(file)["group"])
    return tuple(found)


def _group(table: dict[str, Any]) -> GroupWords:
    return GroupWords(
        code=table["code"],
        name=LocalText(table["ru"], table["en"]),
        vat_code=table["vat"],
        count=table["count"],
        lines=tuple(_line(line) for line in table["line"]),
        weighed=tuple(WeighedKind(name, brand, price * 100) for name, brand, price in table.get("weighed", [])),
    )


def _line(table: dict[str, Any]) -> Line:
    return Line(
        brands=tuple(table["brands"]),
        kinds=tuple(_kind(*words) for words in table["kinds"]),
        age_limit_years=table.get("age"),
        marking_group=table.get("marking"),
        list_price_only=table.get("list_price_only", False),
        is_bag=table.get("bag", False),
    )


def _kind(name: str, variants: str, sizes: str) -> Kind:
    return Kind(
        name,
        tuple(_variant(text.strip()) for text in variants.split(";")),
        tuple(_size(text.strip()) for text in sizes.split(";")),
    )


def _variant(text: str) -> Variant:
    words, _, percent = text.partition(" *")
    return Variant("" if words == "-" else words, int(percent or 100))


def _size(text: str) -> Size:
    words, _, prices = text.rpartition(" ")
    price, _, least = prices.partition("/")
    return Size(words, int(price) * 100, int(least) * 100 if least else None)
