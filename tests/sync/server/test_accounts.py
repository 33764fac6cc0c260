"""Lots with days of their own, pending points, money withheld, partners, tiers of a window, and what is odd."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from pos_app.domain.loyalty.account import Lot, PendingLot, RuleUses
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import ALL_GOODS, Programme
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.coalition import Clearing, Coalition, Partner
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.goods_promotions import NForMPromotion
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.tiers import TierTerms
from pos_app.domain.pricing.priced import TraceEntry, TraceOutcome
from pos_app.domain.transaction.sale import Sale, SaleLot
from sync.protocol.operation import chained
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import reading, writing
from sync.server.feed import publish
from sync.server.ingest.desk import CLOCK_OFF, CLOCK_SKEW, PROGRAMME_NOT_IN_FORCE, WITHOUT_PROMISE
from sync.server.ledger.accounts import PointsAccount
from sync.server.tables import LEG, OPERATION
from sync.server.upkeep import upkeep
from tests.sync.server.paper import AT, DAY, PROGRAMME, TEA, Stream, sale, sale_return
from tests.sync.server.shop import IVAN, OLGA, TILL, Shop, programme
from tests.sync.server.test_points import sums


def published(shop: Shop, **changes: Any) -> Programme:
    """A new version of the programme with these changes."""
    made = replace(programme(), version=2, **changes)
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(PROGRAMME, 2, write_programme(made))])
    return made


def in_two_lots(sold: Sale, waits: int) -> Sale:
    """Half of the points at once for five days, half later for a month."""
    later = sold.business_day + timedelta(days=waits)
    half = sold.earned // 2
    now = SaleLot(f"{sold.receipt_id}/0", sold.business_day, sold.business_day + timedelta(days=5), half)
    return replace(
        sold,
        lots=(now, SaleLot(f"{sold.receipt_id}/1", later, later + timedelta(days=30), sold.earned - half)),
    )


def flags(shop: Shop) -> list[str | None]:
    with reading(shop.central.engine) as connection:
        return list(connection.execute(select(OPERATION.c.flags).order_by(OPERATION.c.seq)).scalars())


def test_points_of_two_rules_live_in_two_lots_and_pending_ones_wait_for_their_day(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = in_two_lots(sale(1, IVAN, pieces=(4,)), 3)
    stream.add(sold)
    (account,) = shop.push(stream.request()).accounts
    assert account.lots == (Lot("sale-000001/0", DAY + timedelta(days=5), 1_000),)
    waiting = PendingLot("sale-000001/1", DAY + timedelta(days=3), DAY + timedelta(days=33), 1_000)
    assert (account.available, account.pending) == (1_000, (waiting,))
    assert replace(shop.account(IVAN), applied_seq=1, applied_epoch=1) == account
    stream.add(sale(2, IVAN, pieces=(1,), points=1_500, earned=0))
    shop.push(stream.request())
    assert sums(shop)[PointsAccount.RISK] == -500, "pending points are not spent"
    shop.clock.at += timedelta(days=3)
    assert (shop.account(IVAN).available, shop.account(IVAN).pending) == (1_000, ())


def test_a_return_takes_pending_points_first(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = in_two_lots(sale(1, IVAN, pieces=(4,)), 3)
    stream.add(sold)
    stream.add(sale_return(2, sold, {"line-0": 1}))
    (account,) = shop.push(stream.request()).accounts
    assert (account.available, [lot.points for lot in account.pending]) == (1_000, [500])
    stream.add(sale_return(3, sold, {"line-0": 2}, {"line-0": 1}))
    (account,) = shop.push(stream.request(stream.operations[-1])).accounts
    assert (account.available, account.pending) == (500, ())
    assert shop.findings() == []


def test_lots_that_are_not_the_sales_own_are_parked(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = in_two_lots(sale(1, IVAN, pieces=(4,)), 3)
    stream.add(replace(sold, lots=(replace(sold.lots[0], lot_id="lot-a"), sold.lots[1])))
    assert shop.push(stream.request()).results[0].reason == "lots_invalid"


def test_points_that_money_was_kept_for_stay_where_they_were_spent(shop: Shop) -> None:
    stream = Stream(TILL)
    earning = sale(1, IVAN, pieces=(2,))
    stream.add(earning)
    stream.add(sale(2, IVAN, pieces=(1,), points=800, earned=0))
    back = sale_return(3, earning, {"line-0": 2})
    refund = replace(back.refunds[0], amount_kopecks=back.refunds[0].amount_kopecks - 800)
    stream.add(replace(back, refunds=(refund,), withheld_points=800, withheld_kopecks=800))
    shop.push(stream.request())
    assert (shop.account(IVAN).available, shop.account(IVAN).debt) == (0, 0)
    posted = sums(shop)
    assert (posted[PointsAccount.WITHHELD], posted[PointsAccount.ISSUED]) == (-800, -50_000)


def test_partners_owe_for_what_they_issue_and_are_owed_for_what_they_accept(shop: Shop) -> None:
    partners = (
        Partner("cafe", LocalText("Кафе", "Cafe"), ("shop-1",)),
        Partner("bank", LocalText("Банк", "Bank"), ("shop-2",)),
    )
    published(shop, coalition=Coalition(partners, Clearing("bank")))
    stream = Stream(TILL)
    sold = replace(sale(1, OLGA, pieces=(4,), points=10_000), shop_code="shop-1", programme_version=2)
    stream.add(sold)
    stream.add(replace(sale(2, OLGA, pieces=(1,)), shop_code="shop-9", programme_version=2))
    shop.push(stream.request())
    with reading(shop.central.engine) as connection:
        rows = connection.execute(select(LEG.c.owner, LEG.c.amount).where(LEG.c.account == "programme.partner")).all()
    owed: dict[str, int] = {}
    for owner, amount in rows:
        owed[owner] = owed.get(owner, 0) + amount
    assert owed == {"cafe": 10_000 - 1_500, "bank": -8_500}
    assert flags(shop) == [WITHOUT_PROMISE, "outside_coalition"]
    stream.add(sale_return(3, sold, {"line-0": 4}))
    shop.push(stream.request())
    assert sums(shop)[PointsAccount.PARTNER] == 0


def test_turnover_counts_in_its_window_and_a_tier_falls_when_it_leaves(shop: Shop) -> None:
    published(shop, tier_terms=TierTerms(window_days=10))
    stream = Stream(TILL)
    stream.add(sale(1, IVAN, pieces=(4,)))
    shop.push(stream.request())
    account = shop.account(IVAN)
    assert (account.tier_code, account.turnover_kopecks) == ("silver", 40_000)
    shop.clock.at += timedelta(days=9)
    upkeep(shop.central)
    assert shop.account(IVAN).tier_code == "silver"
    shop.clock.at += timedelta(days=1)
    upkeep(shop.central)
    account = shop.account(IVAN)
    assert (account.tier_code, account.turnover_kopecks, account.facts.life_turnover_kopecks) == (None, 0, 40_000)


def test_what_the_engine_asks_about_is_counted_and_given_back(shop: Shop) -> None:
    once = Conditions(uses_per_customer=1)
    promotion = NForMPromotion("three-for-two", LocalText("3=2", "3 for 2"), ALL_GOODS, 3, 2, conditions=once)
    club = Membership("club", LocalText("Клуб", "Club"), (TEA.item_id,), 30)
    published(shop, promotions=(promotion,), memberships=(club,))
    before = shop.account()
    trace = (
        TraceEntry("goods_promotion", "three-for-two", TraceOutcome.APPLIED, "applied"),
        TraceEntry("coupon", "other", TraceOutcome.APPLIED, "applied"),
    )
    sold = replace(sale(1, OLGA, pieces=(2,), points=500), trace=trace, coupons=("SPRING",))
    stream = Stream(TILL)
    stream.add(sold)
    shop.push(stream.request())
    facts = shop.account().facts
    assert facts.rule_uses == (RuleUses("three-for-two", 1, 1),)
    assert (facts.coupons_used, facts.purchases, facts.accruals_today, facts.spends_today) == (("SPRING",), 1, 1, 1)
    assert [(held.code, held.until_day) for held in facts.memberships] == [("club", DAY + timedelta(days=59))]
    stream.add(sale_return(2, sold, {"line-0": 1}))
    shop.push(stream.request())
    facts = shop.account().facts
    assert [held.until_day for held in facts.memberships] == [DAY + timedelta(days=29)]
    assert facts.purchases == 1
    stream.add(sale_return(3, sold, {"line-0": 1}, {"line-0": 1}))
    shop.push(stream.request())
    assert shop.account() == before


def test_a_clock_that_is_wrong_is_said_and_does_not_make_points_live_longer(shop: Shop) -> None:
    stream = Stream(TILL)
    next_year = sale(1, IVAN, pieces=(4,), day=date(2027, 3, 2))
    made = stream.add(next_year)
    ahead = datetime(2027, 3, 2, 9, tzinfo=UTC)
    stream.operations[0] = chained(made.prev_hash, made.op_id, TILL, 1, 1, made.kind, 1, ahead, made.body)
    second = stream.add(sale(2, IVAN, pieces=(1,)))
    soon = AT + timedelta(minutes=4)
    stream.operations[1] = chained(second.prev_hash, second.op_id, TILL, 1, 2, second.kind, 1, soon, second.body)
    shop.push(stream.request())
    assert flags(shop) == [CLOCK_OFF, CLOCK_SKEW]
    assert [lot.expires_day for lot in shop.account(IVAN).lots] == [DAY + timedelta(days=30)] * 2
    assert shop.findings() == []


def test_a_programme_version_that_was_not_in_force_is_said(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(replace(sale(1, IVAN), programme_version=7))
    assert shop.push(stream.request()).results[0].reason is None
    assert flags(shop) == [PROGRAMME_NOT_IN_FORCE]
