"""Makes the demo shop's goods from their words: names, codes, prices, rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.codes import gtin
from pos_app.domain.money.units import Kopecks, Unit
from resources.demo.identifiers import demo_id
from resources.demo.vocabulary import GroupWords, Kind, Line, Size, Variant, groups

_COUNTRY_PREFIX = "469"  # of Russia's range 460–469 the part that is given out last
_COMPANY_DIGITS = 6
_ITEM_NUMBERS = 1_000  # 3 + 6 digits of company prefix leave 3 digits for the item
_FIRST_ARTICLE = 100_001
_FIRST_WEIGHED_ARTICLE = 10_001  # 5 digits: what a scale's label has room for
_BRAND_PERCENT = (84, 126)  # the cheapest and the dearest brand beside the middling one
_GROUP_OF_SHARED_CODE = "pets"
_ENDINGS_KOPECKS = (1, 10, 1, 50)  # 129.99, 129.90, 129.99, 129.50


class DemoWordsError(ValueError):
    """The words in ``goods/*.toml`` do not make what is asked of them. ``key``: ``demo_words_too_few``."""

    key = "demo_words_too_few"

    def __init__(self, group: str, wanted: int, made: int) -> None:
        super().__init__(f"group {group!r}: expected words for {wanted} goods, they make {made}; add kinds or brands")
        self.group, self.wanted, self.made = group, wanted, made


@dataclass(frozen=True, slots=True)
class _Choice:
    """One possible good."""

    line: Line
    kind: Kind
    variant: Variant
    size: Size
    brand: str


def make_goods(seed: int) -> tuple[Item, ...]:
    """All goods, first those by the piece, then those by weight; ids and articles rise in that order.

    Raises :class:`DemoWordsError`.
    """
    chance = Random(f"{seed}/goods")
    makers = _Makers(chance)
    choices = [(group, choice) for group in groups() for choice in _choose(group, chance)]
    goods = [_piece(number, group, choice, makers, seed) for number, (group, choice) in enumerate(choices)]
    return (*_with_a_shared_code(goods), *_weighed(len(goods), seed))


def _with_a_shared_code(goods: list[Item]) -> list[Item]:
    """A maker gave its new packing the code of the old one, as makers do: a scan of it asks which of the two it is."""
    first, second = [place for place, item in enumerate(goods) if item.group == _GROUP_OF_SHARED_CODE][:2]
    shared = replace(goods[second], codes=(*goods[second].codes, *goods[first].codes))
    return [*goods[:second], shared, *goods[second + 1 :]]


def _choose(group: GroupWords, chance: Random) -> list[_Choice]:
    """``group.count`` goods, every kind about equally often; back in the order of the words."""
    stacks = []
    for line in group.lines:
        for kind in line.kinds:
            stack = [
                _Choice(line, kind, variant, size, brand)
                for brand in line.brands
                for variant in kind.variants
                for size in kind.sizes
            ]
            chance.shuffle(stack)
            stacks.append(stack)
    chosen: list[_Choice] = []
    while len(chosen) < group.count:
        live = [stack for stack in stacks if stack]
        if not live:
            raise DemoWordsError(group.code, group.count, len(chosen))
        chosen.extend(stack.pop() for stack in live[: group.count - len(chosen)])
    order = {id(kind): place for place, kind in enumerate(kind for line in group.lines for kind in line.kinds)}
    return sorted(chosen, key=lambda choice: (order[id(choice.kind)], choice.brand))


class _Makers:
    """Invented makers: each brand has one company prefix, its own price level, and numbers its goods."""

    def __init__(self, chance: Random) -> None:
        brands = sorted({brand for group in groups() for line in group.lines for brand in line.brands})
        companies = chance.sample(range(10**_COMPANY_DIGITS), len(brands))
        self._company = {
            brand: f"{number:0{_COMPANY_DIGITS}d}" for brand, number in zip(brands, companies, strict=True)
        }
        self._percent = {brand: chance.randint(*_BRAND_PERCENT) for brand in brands}
        self._ending = {brand: chance.choice(_ENDINGS_KOPECKS) for brand in brands}
        numbers = {brand: chance.sample(range(_ITEM_NUMBERS), _ITEM_NUMBERS) for brand in brands}
        self._numbers: dict[str, Iterator[int]] = {brand: iter(free) for brand, free in numbers.items()}

    def next_code(self, brand: str) -> str:
        """The EAN-13 of the brand's next good."""
        return gtin.with_check_digit(f"{_COUNTRY_PREFIX}{self._company[brand]}{next(self._numbers[brand]):03d}")

    def price(self, choice: _Choice) -> Kopecks:
        """The brand's list price: whole roubles for tobacco, else with the brand's way of ending a price."""
        middling = choice.size.price_kopecks * choice.variant.price_percent // 100
        if choice.line.is_bag:
            return middling - 10
        roubles = middling * self._percent[choice.brand] // 10_000
        if choice.line.list_price_only:
            return roubles * 100
        return max(roubles * 100 - self._ending[choice.brand], choice.size.least_kopecks or 0)


def _piece(number: int, group: GroupWords, choice: _Choice, makers: _Makers, seed: int) -> Item:
    words = (choice.kind.name, choice.variant.words, f"«{choice.brand}»", choice.size.words)
    price = makers.price(choice)
    return Item(
        item_id=demo_id("goods", number, seed),
        name=" ".join(word for word in words if word),
        article=str(_FIRST_ARTICLE + number),
        codes=(makers.next_code(choice.brand),),
        group=group.code,
        brand=choice.brand,
        unit=Unit.PIECE,
        price_kopecks=price,
        vat_code=group.vat_code,
        rules=_rules(choice, price),
        tags=_tags(choice.line),
    )


def _rules(choice: _Choice, price: Kopecks) -> SellingRules:
    line = choice.line
    free = not line.list_price_only
    return SellingRules(
        discountable=free,
        earns=free,
        payable_with_points=free,
        floor_kopecks=choice.size.least_kopecks if free else price,
        age_limit_years=line.age_limit_years,
        marking_group=line.marking_group,
    )


def _tags(line: Line) -> tuple[str, ...]:
    tags = {"bag": line.is_bag, "tobacco": line.list_price_only, "adult": line.age_limit_years is not None}
    return tuple(sorted(tag for tag, holds in tags.items() if holds))


def _weighed(first_number: int, seed: int) -> list[Item]:
    kinds = [(group, kind) for group in groups() for kind in group.weighed]
    return [
        Item(
            item_id=demo_id("goods", first_number + place, seed),
            name=f"{kind.name} «{kind.brand}», кг" if kind.brand else f"{kind.name}, кг",
            article=str(_FIRST_WEIGHED_ARTICLE + place),
            codes=(),
            group=group.code,
            brand=kind.brand,
            unit=Unit.KILOGRAM,
            price_kopecks=kind.price_kopecks - 10,
            vat_code=group.vat_code,
            tags=("weighed",),
        )
        for place, (group, kind) in enumerate(kinds)
    ]
