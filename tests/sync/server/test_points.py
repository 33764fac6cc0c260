from dataclasses import replace
from datetime import timedelta

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from sync.protocol.encoding import encode
from sync.server.audit.report import audit
from sync.server.database import reading
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.expiry import burn_expired
from sync.server.ledger.accounts import PointsAccount
from sync.server.office.flagged_seen import FlaggedChoice, flagged_page
from tests.sync.server.paper import AT, DAY, Stream, sale, sale_return
from tests.sync.server.shop import GRACE_DAYS, IVAN, OLGA, OTHER_TILL, TILL, Shop


def sums(shop: Shop) -> dict[PointsAccount, int]:
    report = audit(shop.central.engine)
    assert report.findings == ()
    assert sum(report.sums.values()) == 0
    return report.sums


def burn(shop: Shop, days: int) -> int:
    return burn_expired(shop.central.engine, DAY + timedelta(days=days), shop.clock.now()).points


def test_points_are_spent_soonest_expiring_first_and_earned_into_a_lot_of_their_own(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(4,), points=25_000)
    stream.add(sold)
    shop.push(stream.request())
    assert shop.lots() == {"lot-b": 25_000, sold.receipt_id: 750}
    account = shop.account()
    assert (account.available, account.turnover_kopecks, account.tier_code) == (25_750, 15_000, None)
    assert {lot.lot_id: lot.expires_day for lot in account.lots}[sold.receipt_id] == sold.lot_expires_day
    assert sums(shop)[PointsAccount.REDEEMED] == 25_000


def test_turnover_lifts_the_tier_and_a_return_lowers_it(shop: Shop) -> None:
    stream = Stream(TILL)
    big = sale(1, IVAN, pieces=(4,))
    stream.add(big)
    assert shop.push(stream.request()).accounts[0].tier_code == "silver"
    stream.add(sale_return(2, big, {"line-0": 2}))
    assert shop.push(stream.request()).accounts[0].tier_code is None


def test_a_full_return_in_pieces_restores_the_account(shop: Shop) -> None:
    before = shop.account()
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(3, 2), points=33_333)
    stream.add(sold)
    stream.add(sale_return(2, sold, {"line-0": 1}))
    stream.add(sale_return(3, sold, {"line-0": 1, "line-1": 2}, {"line-0": 1}))
    stream.add(sale_return(4, sold, {"line-0": 1}, {"line-0": 2, "line-1": 2}))
    shop.push(stream.request())
    assert shop.account() == before
    assert sums(shop)[PointsAccount.REDEEMED] == 0


def test_two_tills_that_do_not_know_of_each_other_still_restore_the_account(shop: Shop) -> None:
    before = shop.account()
    first, second = Stream(TILL), Stream(OTHER_TILL)
    sold = sale(1, OLGA, pieces=(3,), points=10_001)
    first.add(sold)
    first.add(sale_return(2, sold, {"line-0": 1}))
    second.add(sale_return(3, sold, {"line-0": 1}))
    second.add(sale_return(4, sold, {"line-0": 1}, {"line-0": 1}))
    shop.push(first.request())
    shop.push(second.request())
    assert set(shop.states().values()) == {("applied", None)}
    after = shop.account()
    assert (after.lots, after.available, after.debt) == (before.lots, before.available, before.debt)
    assert shop.findings() == []


def test_a_return_before_its_sale_waits_and_is_posted_with_it(shop: Shop) -> None:
    before = shop.account()
    first, second = Stream(TILL), Stream(OTHER_TILL)
    sold = sale(1, OLGA, pieces=(2,), points=5_000)
    first.add(sold)
    second.add(sale_return(2, sold, {"line-0": 1}))
    second.add(sale_return(3, sold, {"line-0": 1}, {"line-0": 1}))
    second.add(sale_return(4, sold, {"line-0": 1}))
    answer = shop.push(second.request())
    assert {result.outcome.value for result in answer.results} == {"created"}
    assert {state for state, _ in shop.states().values()} == {"waiting"}
    assert shop.account() == before
    assert shop.findings() == []
    shop.push(first.request())
    assert shop.states()["return-000002"] == ("applied", None)
    assert shop.states()["return-000003"] == ("applied", None)
    assert shop.states()["return-000004"] == ("parked", "over_return")
    assert shop.account() == before
    assert shop.findings() == []


def test_points_that_are_not_there_are_the_programmes_risk_never_a_negative_balance(shop: Shop) -> None:
    before = shop.account()
    first, second = Stream(TILL), Stream(OTHER_TILL)
    first.add(sale(1, OLGA, pieces=(4,), points=40_000, earned=0))
    overdrawn = sale(2, OLGA, pieces=(4,), points=30_000, earned=0)
    second.add(overdrawn)
    shop.push(first.request())
    shop.push(second.request())
    assert shop.account().available == 0
    assert sums(shop)[PointsAccount.RISK] == -20_000
    second.add(sale_return(3, overdrawn, {"line-0": 4}))
    shop.push(second.request())
    assert shop.account().available == 10_000
    assert sums(shop)[PointsAccount.RISK] == 0
    assert before.available == 50_000


def test_earned_points_that_are_spent_already_become_a_debt_that_the_next_earning_pays(shop: Shop) -> None:
    stream = Stream(TILL)
    first = sale(1, IVAN, pieces=(2,))
    stream.add(first)
    stream.add(sale(2, IVAN, pieces=(1,), points=800, earned=0))
    stream.add(sale_return(3, first, {"line-0": 2}))
    shop.push(stream.request())
    assert (shop.account(IVAN).available, shop.account(IVAN).debt) == (0, 800)
    before = shop.account(IVAN)
    third = sale(4, IVAN, pieces=(2,))
    stream.add(third)
    shop.push(stream.request())
    assert (shop.account(IVAN).available, shop.account(IVAN).debt) == (200, 0)
    stream.add(sale_return(5, third, {"line-0": 1}))
    stream.add(sale_return(6, third, {"line-0": 1}, {"line-0": 1}))
    shop.push(stream.request())
    assert shop.account(IVAN) == before
    assert sums(shop)[PointsAccount.DEBT] == -800


def test_earned_points_spent_elsewhere_leave_neither_debt_nor_points_when_both_sales_came_back(shop: Shop) -> None:
    for order in ((1, 2), (2, 1)):
        stream = Stream(TILL if order == (1, 2) else OTHER_TILL)
        base = 10 * order[0]
        sold = {
            1: sale(base, IVAN, pieces=(5,), earned=250),
            2: sale(base + 1, IVAN, pieces=(1,), points=250, earned=0),
        }
        for number in (1, 2):
            stream.add(sold[number])
        for number in order:
            stream.add(sale_return(base + 1 + number, sold[number], {"line-0": 5 if number == 1 else 1}))
        shop.push(stream.request())
        assert (shop.account(IVAN).available, shop.account(IVAN).debt, shop.lots(IVAN)) == (0, 0, {})
    assert sums(shop)[PointsAccount.DEBT] == 0


def test_returned_points_keep_the_dates_of_the_lots_they_came_from(shop: Shop) -> None:
    before = shop.account()
    stream = Stream(TILL)
    earning = sale(1, OLGA, pieces=(5,), earned=2_500, lot_days=1)  # burns first, so the next sale spends it
    spending = sale(2, OLGA, pieces=(1,), points=2_500, earned=0)
    for record in (earning, spending):
        stream.add(record)
    stream.add(sale_return(3, earning, {"line-0": 5}))
    shop.push(stream.request())
    assert shop.lots() == {"lot-a": 17_500, "lot-b": 30_000}, "the spending sale moved on to the lot that burns next"
    stream.add(sale_return(4, spending, {"line-0": 1}))
    shop.push(stream.request())
    assert shop.account() == before


def test_points_that_come_back_pay_a_debt_first(shop: Shop) -> None:
    stream = Stream(TILL)
    other = sale(1, OLGA, pieces=(5,), points=50_000)
    earning = sale(2, OLGA, pieces=(5,), earned=2_500)
    spending = sale(3, OLGA, pieces=(1,), points=2_500, earned=0)
    for record in (other, earning, spending):
        stream.add(record)
    stream.add(sale_return(4, earning, {"line-0": 5}))
    shop.push(stream.request())
    assert (shop.account().available, shop.account().debt) == (0, 2_500)
    stream.add(sale_return(5, other, {"line-0": 5}))
    shop.push(stream.request())
    assert (shop.lots(), shop.account().debt) == ({"lot-a": 17_500, "lot-b": 30_000}, 0)
    stream.add(sale_return(6, spending, {"line-0": 1}))
    shop.push(stream.request())
    assert (shop.lots(), shop.account().debt) == ({"lot-a": 20_000, "lot-b": 30_000}, 0)
    assert shop.findings() == []


def test_points_earned_and_spent_and_returned_after_their_day_are_taken_back_from_the_grace_lot(shop: Shop) -> None:
    stream = Stream(TILL)
    earning = sale(1, IVAN, pieces=(5,), earned=2_500, lot_days=1)
    spending = sale(2, IVAN, pieces=(1,), points=2_500, earned=0)
    for record in (earning, spending):
        stream.add(record)
    late = DAY + timedelta(days=3)
    shop.clock.at += timedelta(days=3)
    stream.add(sale_return(3, spending, {"line-0": 1}, day=late))
    shop.push(stream.request())
    assert shop.account(IVAN).available == 2_500
    stream.add(sale_return(4, earning, {"line-0": 5}, day=late))
    shop.push(stream.request())
    assert (shop.account(IVAN).available, shop.account(IVAN).debt) == (0, 0)
    assert shop.findings() == []


def test_lots_burn_after_their_last_day_and_only_once(shop: Shop) -> None:
    assert burn(shop, 5) == 0
    assert burn(shop, 6) == 20_000
    assert burn(shop, 6) == 0
    assert shop.lots() == {"lot-b": 30_000}
    assert sums(shop)[PointsAccount.EXPIRED] == 20_000


def test_points_come_back_to_a_lot_that_has_expired_for_the_grace_days(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(4,), points=25_000, earned=0)
    stream.add(sold)
    shop.push(stream.request())
    late = DAY + timedelta(days=7)
    shop.clock.at += timedelta(days=7)
    back = sale_return(2, sold, {"line-0": 4}, day=late)
    stream.add(back)
    shop.push(stream.request())
    lots = {lot.lot_id: (lot.expires_day, lot.remaining) for lot in shop.account().lots}
    assert lots[back.receipt_id] == (late + timedelta(days=GRACE_DAYS), 20_000)
    assert lots["lot-b"][1] == 30_000
    assert shop.findings() == []


def test_a_sale_that_comes_late_spends_points_that_were_alive_on_its_day(shop: Shop) -> None:
    burn(shop, 6)
    stream = Stream(TILL)
    stream.add(sale(1, OLGA, pieces=(6,), points=45_000, earned=0))
    shop.push(stream.request())
    posted = sums(shop)
    assert (posted[PointsAccount.RISK], posted[PointsAccount.EXPIRED]) == (0, 5_000)
    assert shop.account().available == 0


def test_taking_back_an_earning_that_burnt_takes_no_other_points(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(2,), lot_days=1)
    stream.add(sold)
    shop.push(stream.request())
    assert burn(shop, 2) == 1_000
    shop.clock.at += timedelta(days=2)
    stream.add(sale_return(2, sold, {"line-0": 2}, day=DAY + timedelta(days=2)))
    shop.push(stream.request())
    account = shop.account()
    assert (account.available, account.debt) == (50_000, 0)
    assert sums(shop)[PointsAccount.EXPIRED] == 0


def test_pieces_returned_at_two_offline_tills_are_paid_once_in_points_and_shown_in_money(shop: Shop) -> None:
    first, second = Stream(TILL), Stream(OTHER_TILL)
    sold = sale(1, OLGA, pieces=(2,), points=5_000)
    first.add(sold)
    first.add(sale_return(2, sold, {"line-0": 2}))
    second.add(sale_return(3, sold, {"line-0": 1}))
    shop.push(first.request())
    after = shop.account()
    assert shop.push(second.request()).results[0].reason == "over_return"
    assert shop.account() == after
    report = audit(shop.central.engine)
    assert (report.findings, report.paid_twice_kopecks) == ((), 7_500)
    # A person tries it again: his decision is refused with the same reason, and is no money.
    twice = second.operations[-1]
    again = ParkedResolved("again-1", twice.op_id, 1, twice.seq, Resolution.REPLAY, "boss", "owner", "once more", AT)
    second.add_body(again.resolution_id, "parked_resolved", encode(again))
    assert shop.push(second.request(second.operations[-1])).results[0].reason == "over_return"
    report = audit(shop.central.engine)
    assert (report.findings, report.paid_twice_kopecks) == ((), 7_500)
    assert report.flagged == {"without_promise": 1}
    both_named(shop, twice.op_id)


def both_named(shop: Shop, twice: str) -> None:
    """A manager reads of the second return, and of the first beside it; the other shop's manager reads nothing."""
    day = FlaggedChoice(shop.clock.at - timedelta(days=1), shop.clock.at + timedelta(days=1), frozenset({DEFAULT_SHOP}))
    with reading(shop.central.engine) as connection:
        page = flagged_page(connection, day, 10, None)
        assert [(row.kinds, row.number, row.receipt_id) for row in page.rows] == [
            (("over_return",), "2-000003", None),
            (("without_promise",), "2-000001", "sale-000001"),
        ]
        paid, spent = page.rows
        assert [(each.receipt_id, each.number) for each in paid.beside] == [("return-000002", "2-000002")]
        assert (paid.money_kopecks, paid.state, spent.points, spent.beside) == (7_500, "parked", 5_000, ())
        assert (spent.customer, spent.cashier, paid.till) == ("Ольга П. · ···K100", "Анна", "3")
        (one,) = flagged_page(connection, replace(day, kind="over_return"), 10, None).rows
        assert one == paid
        first = flagged_page(connection, day, 1, None)
        assert first.rows == (paid,)
        rest = flagged_page(connection, day, 1, first.before)
        assert (rest.rows, rest.before) == ((spent,), None)
        assert flagged_page(connection, replace(day, shop_ids=frozenset({"other"})), 10, None).rows == ()
        assert (
            flagged_page(connection, replace(day, begin=day.end, end=day.end + timedelta(days=1)), 10, None).rows == ()
        )
