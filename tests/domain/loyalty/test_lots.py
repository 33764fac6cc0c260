from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.account import Lot
from pos_app.domain.loyalty.lots import NegativePointsError, burn, burning_soon, consume, restore, sum_of

TODAY = date(2026, 3, 14)
days = st.integers(-40, 400).map(lambda offset: TODAY + timedelta(days=offset))


@st.composite
def lot_lists(draw: st.DrawFn) -> tuple[Lot, ...]:
    ids = draw(st.lists(st.integers(0, 99), unique=True, max_size=8))
    return tuple(Lot(f"lot-{number}", draw(days), draw(st.integers(0, 20_000))) for number in ids)


@given(lot_lists(), st.integers(0, 200_000))
def test_what_is_taken_and_what_remains_is_what_was_there(lots: tuple[Lot, ...], amount: int) -> None:
    taken, remaining, shortfall = consume(lots, amount)
    assert sum(part for _, part in taken) + shortfall == amount
    assert sum_of(remaining) + sum(part for _, part in taken) == sum_of(lots)
    assert all(part > 0 for _, part in taken)
    assert all(lot.remaining > 0 for lot in remaining)
    assert shortfall == max(0, amount - sum_of(lots))


@given(lot_lists(), st.integers(0, 50_000))
def test_no_lot_is_touched_while_one_that_burns_sooner_holds_points(lots: tuple[Lot, ...], amount: int) -> None:
    taken, remaining, _ = consume(lots, amount)
    dates = {lot.lot_id: (lot.expires_day, lot.lot_id) for lot in lots}
    used = [dates[lot_id] for lot_id, _ in taken]
    assert used == sorted(used)
    if used and remaining:
        assert used[-1] <= min(dates[lot.lot_id] for lot in remaining)


@given(lot_lists(), st.lists(st.integers(0, 9000), max_size=4))
def test_spending_in_parts_takes_the_same_lots_as_spending_at_once(lots: tuple[Lot, ...], parts: list[int]) -> None:
    left = consume(lots, 0).remaining
    for part in parts:
        left = consume(left, part).remaining
    assert left == consume(lots, sum(parts)).remaining


@given(lot_lists(), st.integers(0, 50_000))
def test_what_is_given_back_at_once_restores_the_state_before(lots: tuple[Lot, ...], amount: int) -> None:
    kept = burn(lots, TODAY).kept
    taken, remaining, _ = consume(kept, amount)
    dates = {lot.lot_id: lot.expires_day for lot in lots}
    returned = tuple(Lot(lot_id, dates[lot_id], part) for lot_id, part in taken)
    assert restore(remaining, returned, TODAY, 14) == kept


def test_points_of_a_lot_that_expired_since_live_through_the_grace() -> None:
    gone = Lot("old", TODAY - timedelta(days=1), 500)
    alive = Lot("new", TODAY, 700)
    restored = restore((), (gone, alive), TODAY, 14)
    assert restored == (alive, Lot("old", TODAY + timedelta(days=14), 500))


def test_a_lot_may_be_spent_on_its_last_day_and_not_after() -> None:
    lot = Lot("a", TODAY, 100)
    assert burn((lot,), TODAY) == ((lot,), ())
    assert burn((lot,), TODAY + timedelta(days=1)) == ((), (lot,))


def test_burning_soon_sums_by_day_within_the_notice() -> None:
    lots = (
        Lot("c", TODAY + timedelta(days=30), 5),
        Lot("a", TODAY, 100),
        Lot("b", TODAY, 20),
        Lot("d", TODAY + timedelta(days=31), 7),
        Lot("gone", TODAY - timedelta(days=1), 9),
    )
    assert burning_soon(lots, TODAY, 30) == ((TODAY, 120), (TODAY + timedelta(days=30), 5))


REFUSED: list[Callable[[], object]] = [
    lambda: consume((), -1),
    lambda: restore((), (Lot("a", TODAY, -1),), TODAY, 14),
]


@pytest.mark.parametrize("act", REFUSED)
def test_a_negative_amount_is_refused(act: Callable[[], object]) -> None:
    with pytest.raises(NegativePointsError, match="got -1") as caught:
        act()
    assert caught.value.key == "negative_points"
