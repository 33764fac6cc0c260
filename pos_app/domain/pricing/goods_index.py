"""Which rules are for an article, found by its item id, group, brand, tags and attributes instead of asking every rule.

A rule stands under the names of the narrowest restriction that it states; whatever else it states is asked then.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.goods import NOTHING_LEFT_OUT, GoodsSelector


class Mark(NamedTuple):
    """``part`` of the rule at ``place`` is for these goods."""

    place: int
    part: int
    goods: GoodsSelector


class Hit(NamedTuple):
    """``part`` of the rule at ``place`` is for an item."""

    place: int
    part: int


class _Shelf:
    """The marks under one name: those that are sure, and those that must be asked what else they state."""

    __slots__ = ("asked", "sure")

    def __init__(self) -> None:
        self.sure: list[Hit] = []
        self.asked: list[Mark] = []

    def collect(self, item: Item, found: list[Hit]) -> None:
        """Add what chooses the item."""
        found.extend(self.sure)
        for place, part, goods in self.asked:
            if goods.chooses(item):
                found.append(Hit(place, part))


class GoodsIndex:
    """Marks by what selects them. Never changed once it is made."""

    __slots__ = ("_attributes", "_brands", "_everywhere", "_groups", "_items", "_tags")

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._items: dict[str, _Shelf] = {}
        self._groups: dict[str, _Shelf] = {}
        self._brands: dict[str, _Shelf] = {}
        self._tags: dict[str, _Shelf] = {}
        self._attributes: dict[tuple[str, str], _Shelf] = {}
        self._everywhere = _Shelf()
        for mark in marks:
            self._enter(mark)

    def marks_of(self, item: Item) -> list[Hit]:
        """Place and part of the marks whose goods the item is of, each once, in no order that means anything."""
        found: list[Hit] = []
        self._everywhere.collect(item, found)
        for shelf in (self._items.get(item.item_id), self._groups.get(item.group), self._brands.get(item.brand)):
            if shelf is not None:
                shelf.collect(item, found)
        if self._tags and item.tags:
            found.extend(_once(item, (self._tags.get(tag) for tag in item.tags)))
        if self._attributes and item.attributes:
            found.extend(_once(item, (self._attributes.get(pair) for pair in item.attributes)))
        return found

    def _enter(self, mark: Mark) -> None:
        goods = mark.goods
        stated = sum(map(bool, (goods.groups, goods.brands, goods.tags, goods.items, goods.attributes)))
        sure = stated <= 1 and goods.excluding == NOTHING_LEFT_OUT and len(goods.attributes) <= 1
        for shelf in self._shelves_for(goods):
            if sure:
                shelf.sure.append(Hit(mark.place, mark.part))
            else:
                shelf.asked.append(mark)

    def _shelves_for(self, goods: GoodsSelector) -> list[_Shelf]:
        if goods.items:
            return [self._items.setdefault(item_id, _Shelf()) for item_id in dict.fromkeys(goods.items)]
        if goods.tags:
            return [self._tags.setdefault(tag, _Shelf()) for tag in dict.fromkeys(goods.tags)]
        if goods.attributes:
            first = goods.attributes[0]
            pairs = dict.fromkeys((first.name, value) for value in first.values)
            return [self._attributes.setdefault(pair, _Shelf()) for pair in pairs]
        if goods.groups:
            return [self._groups.setdefault(group, _Shelf()) for group in dict.fromkeys(goods.groups)]
        if goods.brands:
            return [self._brands.setdefault(brand, _Shelf()) for brand in dict.fromkeys(goods.brands)]
        return [self._everywhere]


def _once(item: Item, shelves: Iterable[_Shelf | None]) -> list[Hit]:
    """The marks of several shelves, each once."""
    found: list[Hit] = []
    for shelf in shelves:
        if shelf is not None:
            shelf.collect(item, found)
    return list(dict.fromkeys(found))
