"""Goods in memory. Passes ``tests/contracts/catalogue_contract.py``."""

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate

PART_MIN = 3


class InMemoryCatalogue:
    """``items`` may be changed by the test between calls."""

    def __init__(self, items: tuple[Item, ...] = (), rates: tuple[VatRate, ...] = ()) -> None:
        self.items = list(items)
        self.rates = rates

    def by_code(self, gtin: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if gtin in item.codes)

    def by_id(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.item_id == item_id), None)

    def by_article(self, article: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.article == article)

    def search(self, text: str, limit: int) -> tuple[Item, ...]:
        words = _folded(text)
        if not words:
            return ()
        found = [
            item
            for item in self.items
            if all(any(part.startswith(word) for part in _folded(item.name)) for word in words)
        ]
        text = text.replace('"', " ")
        parts = [part for part in text.lower().replace("ё", "е").split() if len(part) >= PART_MIN]
        short = [part for word in text.split() if len(word) < PART_MIN for part in _folded(word)]
        for item in self.items if parts else ():
            name = item.name.lower().replace("ё", "е")
            begins = all(any(word.startswith(part) for word in _folded(item.name)) for part in short)
            if item not in found and begins and all(part in name for part in parts):
                found.append(item)
        return tuple(found[:limit])

    def vat_rates(self) -> tuple[VatRate, ...]:
        return self.rates

    def count(self) -> int:
        return len(self.items)


def _folded(text: str) -> list[str]:
    kept = "".join(character if character.isalnum() else " " for character in text.lower().replace("ё", "е"))
    return kept.split()
