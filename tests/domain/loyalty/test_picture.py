from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.picture import picture_of, spendable_offline
from pos_app.domain.loyalty.points_delta import PointsDelta

TODAY = date(2026, 3, 14)
LOTS = (Lot("a", TODAY + timedelta(days=3), 10_000), Lot("b", TODAY + timedelta(days=300), 50_000))
ACCOUNT = Account("c", 60_000, 0, LOTS, "silver", 1_000_000)

amounts = st.integers(0, 100_000)
moves = st.builds(PointsDelta, amounts, amounts, amounts, amounts)


def test_without_own_sales_the_picture_is_the_server_s() -> None:
    picture = picture_of(ACCOUNT, PointsDelta(), TODAY, 30)
    assert (picture.balance, picture.spendable, picture.pending, picture.debt) == (60_000, 60_000, 0, 0)
    assert picture.burning_soon == ((TODAY + timedelta(days=3), 10_000),)
    assert picture.tier_code == "silver"


def test_own_spends_come_off_at_once_and_own_earnings_wait() -> None:
    picture = picture_of(ACCOUNT, PointsDelta(spent=4000, earned=250), TODAY, 30)
    assert (picture.spendable, picture.pending, picture.balance) == (56_000, 250, 56_250)
    assert picture.burning_soon == ((TODAY + timedelta(days=3), 6000),)


def test_points_taken_back_come_from_what_is_pending_first() -> None:
    picture = picture_of(ACCOUNT, PointsDelta(earned=250, taken_back=300), TODAY, 30)
    assert (picture.pending, picture.spendable) == (0, 59_950)


def test_lots_that_ended_yesterday_are_gone_though_the_server_still_counts_them() -> None:
    picture = picture_of(ACCOUNT, PointsDelta(), TODAY + timedelta(days=4), 30)
    assert picture.spendable == 50_000
    assert picture.burning_soon == ()


def test_what_is_earned_pays_what_is_owed_first_as_the_server_will() -> None:
    owing = Account("c", 0, 44, (), "silver", 1_000_000)
    picture = picture_of(owing, PointsDelta(earned=1480), TODAY, 30)
    assert (picture.balance, picture.pending, picture.debt) == (1436, 1436, 0)
    picture = picture_of(owing, PointsDelta(earned=14), TODAY, 30)
    assert (picture.balance, picture.pending, picture.debt) == (0, 0, 30)


@given(moves)
def test_nothing_is_lost_or_made_up(local: PointsDelta) -> None:
    picture = picture_of(ACCOUNT, local, TODAY, 30)
    moved = local.returned + local.earned - local.spent - local.taken_back
    assert picture.balance - picture.debt == ACCOUNT.available + moved
    assert picture.balance == picture.spendable + picture.pending
    assert min(picture.spendable, picture.pending, picture.debt) >= 0
    assert picture.spendable <= max(0, ACCOUNT.available - local.spent)


@given(amounts, amounts, amounts)
def test_offline_the_day_s_allowance_bounds_what_may_be_spent(spendable: int, allowance: int, spent: int) -> None:
    offline = spendable_offline(spendable, allowance, spent)
    assert 0 <= offline <= spendable
    assert offline == 0 or offline + spent <= allowance


def test_the_allowance_by_hand() -> None:
    assert spendable_offline(60_000, 30_000, 0) == 30_000
    assert spendable_offline(60_000, 30_000, 25_000) == 5000
    assert spendable_offline(60_000, 30_000, 30_001) == 0
    assert spendable_offline(100, 30_000, 0) == 100
