"""kill -9 while receipts are put aside and taken up: each is in exactly one place afterwards, none is lost."""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sync.store.books import open_books
from sync.store.till_database import prepare_till_database
from tests.sync.store import records
from tests.sync.store.holding_child import held

ROUNDS = 6


def killed_while_holding(path: Path, first: int, after_lines: int, extra_bytes: int) -> list[str]:
    """What the child had said when it was killed: whole lines only."""
    command = [sys.executable, "-m", "tests.sync.store.holding_child", str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        said = b"".join(child.stdout.readline() for _ in range(after_lines))
        said += child.stdout.read(extra_bytes)
        child.kill()
        said += child.stdout.read()
        child.wait()
    return said.decode().split("\n")[:-1]


@pytest.mark.slow
def test_each_receipt_is_in_one_place_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    chance, first = random.Random(11), 1
    for _ in range(ROUNDS):
        prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
        said = killed_while_holding(path, first, chance.randint(1, 9), chance.randint(0, 9))
        assert said, "the child did nothing before it was killed"
        word, number = said[-1].split()[0], int(said[-1].split()[1])
        with closing(open_books(path)) as books:
            draft, waiting = books.load_draft(), {each.basket_id: each for each in books.held_baskets()}
        open_id = draft.basket.receipt_id if draft is not None else None
        assert open_id not in waiting, "a receipt is open and put aside"
        for earlier in range(first, number):
            assert waiting[held(earlier).basket_id] == held(earlier)
        last = held(number).basket_id
        assert (last in waiting) != (last == open_id), f"after «{word} {number}» the receipt is lost"
        with closing(open_books(path)) as books:
            books.drop_held(tuple(waiting))
            books.clear_draft()
        first = number + 2
