"""However records are cut into transactions, the derived tables hold the sums of the records; each counts once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2
from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.pool import StaticPool

from pos_app.domain.report.figures import Scope
from pos_app.domain.report.fold import fold
from pos_app.domain.report.shift_sums import total
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.sale import Sale
from sync.reports import answers
from sync.reports.cashiers import cashiers_of
from sync.reports.fact import Fact
from sync.reports.folding import Folding
from sync.reports.rolled_up import rolled_up_findings
from sync.reports.tables import DERIVED, REPORT_CURSOR, REPORTS
from tests.domain.receipts import sales

ZONE = ZoneInfo("Europe/Moscow")
FIRST = datetime(2026, 1, 20, 6, tzinfo=UTC)
DAYS = 45


@contextmanager
def derived() -> Iterator[Connection]:
    engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def _plain(connection: dbapi2.Connection, _record: object) -> None:
        connection.isolation_level = None

    with engine.connect() as connection:
        REPORTS.create_all(connection)
        yield connection
    engine.dispose()


@st.composite
def trade(draw: st.DrawFn) -> list[Fact]:
    """Shifts of some tills in two shops, each with sales of several people; a till's facts in their order."""
    facts: list[Fact] = []
    running = 0
    for till in range(draw(st.integers(1, 3))):
        shop = draw(st.sampled_from(["shop-1", "shop-2"]))
        days = sorted(draw(st.sets(st.integers(0, DAYS), min_size=1, max_size=3)))
        for number, day in enumerate(days, 1):
            opened_at = FIRST + timedelta(days=day)
            shift = ShiftOpened(f"shift-{till}-{number}", number, str(till), "op-1", opened_at, 1_000)
            facts.append(Fact(shop, f"till-{till}", str(till), 0, 0, shift))
            for sale in draw(st.lists(sales(), max_size=3)):
                running += 1
                record = replace(
                    sale,
                    receipt_id=f"r-{running}",
                    number=f"{till}-{running:06d}",
                    shift_id=shift.shift_id,
                    operator_id=draw(st.sampled_from(["op-1", "op-2"])),
                    sold_at=opened_at + timedelta(minutes=draw(st.integers(0, 700))),
                )
                facts.append(Fact(shop, f"till-{till}", str(till), 0, 0, record))
    return facts


def rows(connection: Connection) -> dict[str, list[str]]:
    return {
        table.name: sorted(map(repr, connection.execute(select(table))))
        for table in DERIVED
        if table is not REPORT_CURSOR
    }


@settings(max_examples=8, deadline=None)
@given(trade(), st.randoms(use_true_random=False), st.dates(date(2026, 1, 18), date(2026, 3, 10)), st.integers(0, 60))
def test_sums_are_those_of_the_records(facts: list[Fact], chance: Random, first: date, days: int) -> None:
    with derived() as whole, derived() as pieces:
        Folding(whole, ZONE, {}).take(facts)
        open_shifts: dict[str, str] = {}
        left = list(facts)
        while left:
            count = chance.randint(1, len(left))
            folding = Folding(pieces, ZONE, open_shifts)
            # What was told before may be told again: nothing counts twice.
            again = chance.sample(facts[: len(facts) - len(left)], chance.randint(0, len(facts) - len(left)))
            folding.take(left[:count])
            Folding(pieces, ZONE, folding.open_shifts).take([each for each in again if isinstance(each.record, Sale)])
            open_shifts, left = folding.open_shifts, left[count:]
        assert rows(whole) == rows(pieces)
        assert list(rolled_up_findings(whole)) == []
        scope = Scope(None, first, first + timedelta(days=days))
        opened = {each.record.shift_id: each.record.opened_at for each in facts if isinstance(each.record, ShiftOpened)}
        inside = {
            shift_id
            for shift_id, at in opened.items()
            if scope.first_day <= at.astimezone(ZONE).date() <= scope.last_day
        }
        sold = [each.record for each in facts if isinstance(each.record, Sale) and each.record.shift_id in inside]
        expected = total(fold(record).sums for record in sold)
        assert answers.shifts(whole, scope, 100, 0).sums == expected
        assert total(line.sums for line in answers.hours(whole, scope)) == expected
        assert total(line.sums for line in cashiers_of(whole, scope, 1_000).lines) == expected
        assert total(line.sums for line in answers.days(whole, scope)) == expected
        taken = sum(line.sums.kopecks for line in answers.discounts(whole, scope) if line.reason.stage != "price_set")
        assert taken == expected.discount_kopecks
