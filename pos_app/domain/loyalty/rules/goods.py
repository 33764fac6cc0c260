"""Which goods a rule is for: what is in, and what of it is out again."""

from dataclasses import dataclass

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.figures import Text


@dataclass(frozen=True, slots=True)
class Attribute:
    """Goods whose attribute ``name`` (such as ``country``) has one of ``values``."""

    name: Text
    values: tuple[Text, ...]

    def chooses(self, item: Item) -> bool:
        """Whether the item carries the attribute with one of the values."""
        return any(name == self.name and value in self.values for name, value in item.attributes)


@dataclass(frozen=True, slots=True)
class GoodsExclusion:
    """Goods to leave out: those that any one of these names. Empty leaves nothing out. ``items`` are item ids."""

    groups: tuple[Text, ...] = ()
    brands: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    def names(self, item: Item) -> bool:
        """Whether the item is left out."""
        return (
            item.group in self.groups
            or item.brand in self.brands
            or item.item_id in self.items
            or any(tag in self.tags for tag in item.tags)
            or any(attribute.chooses(item) for attribute in self.attributes)
        )


NOTHING_LEFT_OUT = GoodsExclusion()


@dataclass(frozen=True, slots=True)
class GoodsSelector:
    """Goods by group, brand, tag, item id and attribute: an empty tuple does not restrict, all the others must match.

    Of one tuple one name is enough (of ``attributes`` each). ``excluding`` leaves out what any of its names names.
    """

    groups: tuple[Text, ...] = ()
    brands: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    excluding: GoodsExclusion = NOTHING_LEFT_OUT

    def chooses(self, item: Item) -> bool:
        """Whether the rule is for this item."""
        return (
            (not self.groups or item.group in self.groups)
            and (not self.brands or item.brand in self.brands)
            and (not self.tags or any(tag in self.tags for tag in item.tags))
            and (not self.items or item.item_id in self.items)
            and all(attribute.chooses(item) for attribute in self.attributes)
            and not self.excluding.names(item)
        )


ALL_GOODS = GoodsSelector()
