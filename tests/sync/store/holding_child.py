"""A till that puts receipts aside and takes them up as fast as it can until it is killed.

Arguments: path of till.db, number of the first basket. Lines on stdout as of ``selling_child``: «draft N», «held N»,
«recalled N», each written after the call returned.
"""

import sys
from pathlib import Path

from pos_app.domain.basket.held import HeldBasket
from sync.store.books import open_books
from tests.sync.store import records
from tests.sync.store.selling_child import say


def held(number: int) -> HeldBasket:
    return HeldBasket(records.basket(number), records.START, "operator-1", 5_000, 1, f"note {number}")


def main(path: Path, first: int) -> None:
    books = open_books(path)
    number = first
    while True:
        books.save_draft(records.draft(number))
        say("draft", number)
        books.hold_basket(held(number))
        say("held", number)
        if number % 2:
            books.recall_basket(held(number).basket_id, records.draft(number))
            say("recalled", number)
            books.hold_basket(held(number))
            say("held", number)
        number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
