"""Points beside receipts by day, and what is owed: the ledger's own sums."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from pos_app.domain.report.figures import Scope
from sync.server.database import reading
from sync.server.expiry import burn_expired
from sync.server.ledger.accounts import PointsAccount
from sync.server.reports.ledger_days import keep_ledger_days, rebuild_ledger_days
from sync.server.reports.server_reports import ServerReports
from sync.server.tables import LEG
from tests.sync.server.paper import AT, DAY, Stream, sale, sale_return
from tests.sync.server.shop import OLGA, OPENING_LOTS, TILL, Shop

SCOPE = Scope(None, DAY - timedelta(days=1), DAY + timedelta(days=60))


def leg_sum(shop: Shop, account: PointsAccount) -> int:
    with reading(shop.central.engine) as connection:
        found = connection.execute(select(func.sum(LEG.c.amount)).where(LEG.c.account == account.value)).scalar()
    return int(found or 0)


def test_what_burnt_came_back_and_is_owed(shop: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(2,), points=15_000, earned=0)
    stream.add(sold)
    shop.push(stream.request())
    reports = ServerReports(shop.central)
    assert keep_ledger_days(shop.central) > 0
    flow = reports.points_flow(SCOPE)
    assert flow.ledger is not None
    assert flow.owed is not None
    opening = sum(points for _, _, points in OPENING_LOTS)
    assert sum(day.corrected for day in flow.ledger) == opening
    assert flow.owed.points == opening - 15_000
    shop.clock.at = AT + timedelta(days=8)
    burn_expired(shop.central.engine, shop.central.today(), shop.central.now())
    keep_ledger_days(shop.central)
    burnt = reports.points_flow(SCOPE)
    assert burnt.ledger is not None
    assert sum(day.burnt for day in burnt.ledger) == leg_sum(shop, PointsAccount.EXPIRED) == 5_000
    assert burnt.owed is not None
    assert burnt.owed.points == opening - 15_000 - 5_000
    shop.clock.at = AT + timedelta(days=9)
    back = replace(sale_return(2, sold, {"line-0": 2}), returned_at=AT + timedelta(days=9))
    stream.add(back)
    shop.push(stream.request(stream.operations[-1]))
    burn_expired(shop.central.engine, shop.central.today(), shop.central.now())
    keep_ledger_days(shop.central)
    kept = reports.points_flow(SCOPE)
    assert kept.ledger is not None
    assert sum(day.burnt for day in kept.ledger) == leg_sum(shop, PointsAccount.EXPIRED)
    assert kept.owed is not None
    assert kept.owed.points == shop.account().available
    assert rebuild_ledger_days(shop.central) > 0
    assert reports.points_flow(SCOPE).ledger == kept.ledger
