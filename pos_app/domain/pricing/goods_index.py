"""Which rules are for an article, found by its item id, group, brand, tags and attributes instead of asking every rule.

A rule stands under the names of the narrowest restriction that it states; whatever else it states is asked then.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.goods import NOTHING_LEFT_OUT, GoodsSelector


class Mark(NamedTuple):
    """``part`` of the rule at ``place`` is for these goods."""

    place: int
    part: int
    goods: GoodsSelector


class _Entry(NamedTuple):
    mark: Mark
    sure: bool


class GoodsIndex:
    """Marks by what selects them. Never changed once it is made."""

    __slots__ = ("_attributes", "_brands", "_everywhere", "_groups", "_items", "_tags")

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._items: dict[str, list[_Entry]] = {}
        self._groups: dict[str, list[_Entry]] = {}
        self._brands: dict[str, list[_Entry]] = {}
        self._tags: dict[str, list[_Entry]] = {}
        self._attributes: dict[tuple[str, str], list[_Entry]] = {}
        self._everywhere: list[_Entry] = []
        for mark in marks:
            self._enter(mark)

    def marks_of(self, item: Item) -> Iterator[Mark]:
        """The marks whose goods the item is of, each once, in no order that means anything."""
        yield from self._chosen(self._everywhere, item)
        yield from self._chosen(self._items.get(item.item_id, ()), item)
        yield from self._chosen(self._groups.get(item.group, ()), item)
        yield from self._chosen(self._brands.get(item.brand, ()), item)
        if item.tags and self._tags:
            entries = [entry for tag in item.tags for entry in self._tags.get(tag, ())]
            yield from self._chosen(_once(entries), item)
        if item.attributes and self._attributes:
            entries = [entry for pair in item.attributes for entry in self._attributes.get(pair, ())]
            yield from self._chosen(_once(entries), item)

    @staticmethod
    def _chosen(entries: Iterable[_Entry], item: Item) -> Iterator[Mark]:
        for mark, sure in entries:
            if sure or mark.goods.chooses(item):
                yield mark

    def _enter(self, mark: Mark) -> None:
        goods = mark.goods
        stated = sum(map(bool, (goods.groups, goods.brands, goods.tags, goods.items, goods.attributes)))
        entry = _Entry(mark, sure=stated <= 1 and goods.excluding == NOTHING_LEFT_OUT and len(goods.attributes) <= 1)
        if goods.items:
            for item_id in goods.items:
                self._items.setdefault(item_id, []).append(entry)
        elif goods.tags:
            for tag in goods.tags:
                self._tags.setdefault(tag, []).append(entry)
        elif goods.attributes:
            first = goods.attributes[0]
            for value in first.values:
                self._attributes.setdefault((first.name, value), []).append(entry)
        elif goods.groups:
            for group in goods.groups:
                self._groups.setdefault(group, []).append(entry)
        elif goods.brands:
            for brand in goods.brands:
                self._brands.setdefault(brand, []).append(entry)
        else:
            self._everywhere.append(entry)


def _once(entries: list[_Entry]) -> Iterator[_Entry]:
    """Entries of several names, each once (a mark has one place and part)."""
    seen: set[tuple[int, int]] = set()
    for entry in entries:
        key = (entry.mark.place, entry.mark.part)
        if key not in seen:
            seen.add(key)
            yield entry
