"""Returns in any order restore the state before the sales: lots with dates, pending points, debt."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.ledger.accounts import CUSTOMER_AVAILABLE, CUSTOMER_DEBT, PROGRAMME_EXPIRED
from pos_app.domain.ledger.points_entries import POINTS_BURNT, PointsPosting, points_entry
from pos_app.domain.loyalty.account import Lot
from pos_app.domain.loyalty.holding.holding import EMPTY_HOLDING, Cover, HeldLot, Holding, HoldingError, in_order
from pos_app.domain.loyalty.holding.moves import (
    EarnedPart,
    Move,
    SpentPart,
    burn,
    earn,
    give_back,
    shortfall_of,
    spend,
    take_back,
)

TODAY = date(2026, 3, 14)
FAR = TODAY + timedelta(days=700)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def lot(lot_id: str, points: int, active: int = 0, expires: int = 365) -> HeldLot:
    return HeldLot(lot_id, day(active), day(expires), points)


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    """Lots active and pending, or a debt of two origins."""
    if draw(st.integers(0, 3)) == 0:
        debts = draw(st.lists(st.integers(1, 3000), min_size=1, max_size=2))
        return Holding((), tuple(Cover(f"gone-{index}", None, points) for index, points in enumerate(debts)))
    sizes = draw(st.lists(st.integers(1, 5000), max_size=4))
    return Holding(
        in_order(
            lot(f"old-{index}", points, draw(st.integers(-30, 20)), draw(st.integers(100, 400)))
            for index, points in enumerate(sizes)
        )
    )


@dataclass
class SoldOnce:
    """A sale as far as points go, and what has come back."""

    spent: tuple[SpentPart, ...]
    earned: tuple[EarnedPart, ...]
    log: list[str] = field(default_factory=list)

    @property
    def open_spent(self) -> int:
        return sum(part.points - part.returned for part in self.spent)

    @property
    def open_earned(self) -> int:
        return sum(part.points - part.taken_back for part in self.earned)


def check(holding: Holding) -> None:
    """What always holds of a holding."""
    assert all(one.remaining > 0 for one in holding.lots)
    assert all(cover.points > 0 for cover in holding.covers)
    assert len({one.lot_id for one in holding.lots}) == len(holding.lots)
    assert holding.debt == 0 or holding.balance == 0


def moved(before: Holding, move: Move, points: int) -> None:
    """The changes are what happened to the lots and the debt, and sum to what moved."""
    check(move.holding)
    assert sum(change.points for change in move.changes) == points
    held = {one.lot_id: one.remaining for one in before.lots}
    debt = -before.debt
    for change in move.changes:
        if change.lot_id is None:
            debt += change.points
        else:
            held[change.lot_id] = held.get(change.lot_id, 0) + change.points
    assert {lot_id: points for lot_id, points in held.items() if points} == {
        one.lot_id: one.remaining for one in move.holding.lots
    }
    assert debt == -move.holding.debt


def sell(draw: st.DrawFn, holding: Holding, number: int, on: date) -> tuple[Holding, SoldOnce]:
    spending = spend(holding, draw(st.integers(0, holding.spendable(on))), on)
    moved(holding, spending.move, -sum(part.points for part in spending.parts))
    lots = tuple(
        HeldLot(f"sale-{number}/{index}", on + timedelta(days=draw(st.sampled_from([0, 0, 3, 14]))), FAR, points)
        for index, points in enumerate(draw(st.lists(st.integers(1, 4000), max_size=2)))
    )
    move, earned = earn(spending.move.holding, lots, on)
    moved(spending.move.holding, move, sum(one.remaining for one in lots))
    return move.holding, SoldOnce(spending.parts, earned)


def send_back(draw: st.DrawFn, holding: Holding, sale: SoldOnce, on: date) -> Holding:
    """Some of what is open, half of it at least so that it ends."""
    back = draw(st.integers((sale.open_spent + 1) // 2, sale.open_spent))
    given_back = give_back(holding, sale.spent, back, on, 14)
    moved(holding, given_back.move, back)
    taken = draw(st.integers((sale.open_earned + 1) // 2, sale.open_earned))
    taken_back = take_back(given_back.move.holding, sale.earned, taken, on, 14)
    moved(given_back.move.holding, taken_back.move, -taken)
    sale.spent, sale.earned = given_back.parts, taken_back.parts
    return taken_back.move.holding


@given(holdings(), st.data())
def test_returns_in_any_order_restore_the_state_before_the_sales(before: Holding, data: st.DataObject) -> None:
    holding, offset, sales = before, 0, list[SoldOnce]()
    count = data.draw(st.integers(1, 4))
    while True:
        offset += data.draw(st.integers(0, 4))
        open_sales = [sale for sale in sales if sale.open_spent or sale.open_earned]
        if len(sales) < count and (not open_sales or data.draw(st.booleans())):
            holding, sale = sell(data.draw, holding, len(sales), day(offset))
            sales.append(sale)
        elif open_sales:
            index = data.draw(st.integers(0, len(open_sales) - 1))
            holding = send_back(data.draw, holding, open_sales[index], day(offset))
        elif len(sales) == count:
            break
    assert holding == before


@given(holdings(), st.data())
def test_where_lots_expire_meanwhile_nothing_is_lost_but_what_burnt(before: Holding, data: st.DataObject) -> None:
    holding, sale = sell(data.draw, before, 0, TODAY)
    late = day(data.draw(st.integers(0, 600)))
    ended = burn(holding, late)
    burnt = -sum(change.points for change in ended.changes)
    holding = ended.holding
    while sale.open_spent or sale.open_earned:
        holding = send_back(data.draw, holding, sale, late)
    assert holding.balance - holding.debt == before.balance - before.debt - burnt
    assert all(one.alive(late) for one in holding.lots)


@given(holdings(), st.integers(0, 500))
def test_what_may_be_spent_is_active_and_goes_soonest_first(holding: Holding, offset: int) -> None:
    on = day(offset)
    assert holding.spendable(on) + holding.pending(on) == burn(holding, on).holding.balance
    spending = spend(holding, holding.spendable(on), on)
    dates = [part.lot.expires_day for part in spending.parts]
    assert dates == sorted(dates)
    assert all(part.lot.active_day <= on <= part.lot.expires_day for part in spending.parts)
    with pytest.raises(HoldingError, match="not_enough_points"):
        spend(holding, holding.spendable(on) + 1, on)


def test_pending_points_are_taken_back_first_and_then_others_stand_in() -> None:
    start = Holding((lot("old", 100), lot("waits", 30, active=10)))
    move, earned = earn(start, (lot("sale/now", 40), lot("sale/later", 20, active=14)), TODAY)
    spending = spend(move.holding, 140, TODAY)
    assert spending.move.holding.lots == (lot("waits", 30, active=10), lot("sale/later", 20, active=14))
    early = take_back(spending.move.holding, earned, 25, TODAY)
    assert early.move.holding.lots == (lot("waits", 25, active=10),)
    taken = take_back(spending.move.holding, earned, 60, TODAY)
    assert taken.move.holding.balance == 0
    assert taken.move.holding.debt == 10
    assert shortfall_of(spending.move.holding, earned, 60, TODAY) == 10
    restored = give_back(taken.move.holding, spending.parts, 140, TODAY, 14)
    assert restored.move.holding == start


def test_what_comes_in_pays_the_debt_first_and_a_return_of_it_brings_the_debt_back() -> None:
    owing = Holding((), (Cover("gone", None, 70),))
    move, earned = earn(owing, (lot("sale/0", 100, active=14),), TODAY)
    assert (move.holding.balance, move.holding.debt) == (30, 0)
    assert take_back(move.holding, earned, 100, TODAY).move.holding == owing


def test_points_that_come_back_to_a_lot_that_ended_live_through_the_grace() -> None:
    spending = spend(Holding((lot("old", 50, expires=5),)), 50, TODAY)
    back = give_back(spending.move.holding, spending.parts, 20, day(6), 14)
    assert back.move.holding.lots == (HeldLot("old", TODAY, day(20), 20),)
    assert burn(back.move.holding, day(21)).holding == EMPTY_HOLDING


def test_the_plain_lots_leave_pending_ones_out() -> None:
    holding = Holding((lot("old", 50), lot("waits", 30, active=10)))
    assert holding.plain_lots(TODAY) == (Lot("old", day(365), 50),)


def test_every_move_posts_an_entry_that_names_its_lots() -> None:
    posting = PointsPosting("op", "c", "p", datetime(2026, 3, 14, tzinfo=UTC))
    holding = Holding((lot("old", 50, expires=-1), lot("new", 10)))
    entry = points_entry(posting, POINTS_BURNT, burn(holding, TODAY).changes)
    assert [(leg.account, leg.owner, leg.amount, leg.lot_id) for leg in entry.legs] == [
        (CUSTOMER_AVAILABLE, "c", -50, "old"),
        (PROGRAMME_EXPIRED, "p", 50, None),
    ]
    _, earned = earn(EMPTY_HOLDING, (lot("sale", 10),), TODAY)
    owing = points_entry(posting, "points.taken_back", take_back(EMPTY_HOLDING, earned, 10, TODAY).move.changes)
    assert [(leg.account, leg.amount) for leg in owing.legs] == [(CUSTOMER_DEBT, -10), ("programme.issued", 10)]


def test_what_is_no_move_is_refused() -> None:
    _, earned = earn(EMPTY_HOLDING, (lot("sale", 10),), TODAY)
    with pytest.raises(HoldingError, match="more_than_earned"):
        take_back(EMPTY_HOLDING, earned, 11, TODAY)
    with pytest.raises(HoldingError, match="more_than_spent"):
        give_back(EMPTY_HOLDING, (), 1, TODAY, 14)
    with pytest.raises(HoldingError, match="lot_id_taken"):
        earn(Holding((lot("sale", 1),)), (lot("sale", 10),), TODAY)
    with pytest.raises(HoldingError, match="negative_points"):
        spend(EMPTY_HOLDING, -1, TODAY)
    with pytest.raises(HoldingError, match="negative_points"):
        earn(EMPTY_HOLDING, (replace(lot("sale", 1), remaining=-1),), TODAY)
