"""A till that sells as fast as it can until it is killed; says on stdout what the cashier was told.

Arguments: path of till.db, number of the first sale. Each line is «draft N», «sold N» or «returned N», written after
the call returned. Run as a program.
"""

import sys
from pathlib import Path

from pos_app.domain.ledger.postings import return_entries, sale_entries
from sync.store.books import open_books
from tests.sync.store import records


def main(path: Path, first: int) -> None:
    books = open_books(path)
    number = first
    while True:
        books.save_draft(records.draft(number))
        say("draft", number)
        sale = records.sale(number)
        books.record_sale(sale, sale_entries(sale))
        say("sold", number)
        number += 1
        if number % 3 == 0:
            sale_return = records.sale_return(number, sale)
            books.record_return(sale_return, return_entries(sale_return, sale))
            say("returned", number)
            number += 1


def say(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
