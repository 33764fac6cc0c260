"""The bench of reports opens every page and every report of small books. Nothing here says how fast it has to be."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pos_app.bench.benches import Progress
from pos_app.bench.reports.grounds import Ground, sqlite_ground, till_ground
from pos_app.bench.reports.questions import ask_all
from pos_app.bench.reports.trade import chain_trade, till_trade

_RECEIPTS = 400


@pytest.mark.slow
@pytest.mark.parametrize("opening", [till_ground, sqlite_ground])
def test_every_question_has_an_answer(
    opening: Callable[[Path, int, Progress], AbstractContextManager[Ground]], tmp_path: Path
) -> None:
    with opening(tmp_path, _RECEIPTS, lambda text: None) as ground:
        asked = ask_all(ground.questions, 1, lambda text: None)
    assert [each.question for each in asked] == list(ground.questions)
    assert all(each.runs[0] > 0 for each in asked)


@pytest.mark.parametrize("receipts", [500_000, 2_000_000, 20_000_000])
def test_there_are_about_as_many_receipts_as_were_ordered(receipts: int) -> None:
    for trade in (chain_trade(receipts), till_trade(receipts)):
        assert 0.95 * receipts < trade.receipts <= receipts


def test_a_chain_of_the_full_size_is_a_chain() -> None:
    trade = chain_trade(20_000_000)
    assert (trade.shops, trade.days) == (500, 365)
    assert trade.customers > 1_900_000
    assert sum(1 for _ in trade.shift_rows()) == trade.shifts
