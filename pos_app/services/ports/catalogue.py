"""Goods on this till."""

from typing import Protocol

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate


class Catalogue(Protocol):
    """Goods on this till."""

    def by_code(self, gtin: str) -> tuple[Item, ...]:
        """Every item that carries the canonical GTIN-13; one code may name several."""
        ...

    def by_id(self, item_id: str) -> Item | None:
        """The goods behind an id; None if they are no longer sold."""
        ...

    def by_article(self, article: str) -> tuple[Item, ...]:
        """Every item with the shop's article number."""
        ...

    def search(self, text: str, limit: int) -> tuple[Item, ...]:
        """Items whose name holds every word of ``text``; ё = е. First those where each is the beginning of a word.

        Then those that hold the words of three letters and more anywhere; shorter ones are beginnings always.
        """
        ...

    def vat_rates(self) -> tuple[VatRate, ...]:
        """The dated table of rates."""
        ...

    def count(self) -> int:
        """How many goods there are; 0 before the first load."""
        ...
