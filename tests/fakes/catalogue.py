"""Goods in memory. Passes ``tests/contracts/catalogue_contract.py``."""

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate


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
        return tuple(found[:limit])

    def vat_rates(self) -> tuple[VatRate, ...]:
        return self.rates

    def count(self) -> int:
        return len(self.items)


def _folded(text: str) -> list[str]:
    kept = "".join(character if character.isalnum() else " " for character in text.lower().replace("ё", "е"))
    return kept.split()
