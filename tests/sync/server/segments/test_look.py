"""Everybody is looked at once a day; moves are counted once, also by a look that was broken off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from pos_app.domain.report.segment_figures import Move
from pos_app.domain.segment.segment import Segment, SegmentTerms
from sync.server.database import reading, writing
from sync.server.journal.journal import Action, journal_rows
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import write_accounts
from sync.server.segments import look
from sync.server.segments.look import look_at_segments
from sync.server.segments.sheets import segment_sheet
from sync.server.segments.terms import TermsRefusedError, set_terms, terms_in_force
from sync.server.tables import ACCOUNT, CUSTOMER, CUSTOMER_SEGMENT, TURNOVER_DAY
from tests.sync.server.shop import IVAN, OLGA, Shop


@pytest.fixture
def today(shop: Shop) -> date:
    shop.central = replace(shop.central, now=shop.clock.now)
    return shop.central.today()


def bought(shop: Shop, customer_id: str, days: Mapping[date, int]) -> None:
    """Roubles by day."""
    rows = [{"customer_id": customer_id, "day": day, "kopecks": roubles * 100} for day, roubles in days.items()]
    with writing(shop.central.engine) as connection:
        connection.execute(insert(TURNOVER_DAY), rows)


def rows(shop: Shop) -> dict[str, Any]:
    with reading(shop.central.engine) as connection:
        return {row.customer_id: row for row in connection.execute(select(CUSTOMER_SEGMENT))}


def test_everybody_has_a_segment_and_moves_are_counted(shop: Shop, today: date) -> None:
    bought(shop, OLGA, {today - timedelta(days=back): 3_000 for back in range(25, 37)})
    bought(shop, IVAN, {today - timedelta(days=366): 90_000})
    assert look_at_segments(shop.central) == 0
    assert rows(shop)[OLGA].segment == Segment.BEST
    assert (rows(shop)[OLGA].visits, rows(shop)[OLGA].kopecks) == (12, 36_000_00)
    assert rows(shop)[IVAN].segment == Segment.NEVER
    assert look_at_segments(shop.central) == 0
    shop.clock.at += timedelta(days=10)
    assert look_at_segments(shop.central) == 1
    with reading(shop.central.engine) as connection:
        sheet = segment_sheet(connection, today, today + timedelta(days=10))
    assert sheet is not None
    assert sheet.segment_moves == (Move("best", "cooling", 1),)
    assert {each.code: (each.customers, each.customers_before) for each in sheet.segments if each.code != "never"} == {
        "best": (0, 1),
        "cooling": (1, 0),
    }


def test_a_look_that_was_broken_off_counts_each_move_once(
    shop: Shop, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (OLGA, IVAN):
        bought(shop, person, {today: 500})
    look_at_segments(shop.central)
    shop.clock.at += timedelta(days=40)
    monkeypatch.setattr(look, "_PEOPLE_A_TRANSACTION", 1)
    whole, calls = look._put, []

    def dies(connection: Any, rows: Any) -> None:
        calls.append(rows)
        if len(calls) == 2:
            raise ConnectionError
        whole(connection, rows)

    monkeypatch.setattr(look, "_put", dies)
    with pytest.raises(ConnectionError):
        look_at_segments(shop.central)
    monkeypatch.setattr(look, "_put", whole)
    assert look_at_segments(shop.central) == 2
    with reading(shop.central.engine) as connection:
        sheet = segment_sheet(connection, today, shop.central.today())
    assert sheet is not None and sheet.segment_moves == (Move("new", "passing", 2),)


def test_who_is_merged_away_counts_no_more(shop: Shop, today: date) -> None:
    look_at_segments(shop.central)
    assert IVAN in rows(shop)
    with writing(shop.central.engine) as connection:
        connection.execute(CUSTOMER.update().where(CUSTOMER.c.customer_id == IVAN).values(deleted=True))
    shop.clock.at += timedelta(days=1)
    look_at_segments(shop.central)
    assert IVAN not in rows(shop)


def move(shop: Shop, tier_code: str | None) -> None:
    """As the ledger does it when turnover comes."""
    with writing(shop.central.engine) as connection:
        today = shop.central.today()
        books = load_books(connection, {OLGA: Need(today)})[OLGA]
        books.set_tier(tier_code, books.turnover_kopecks, today)
        write_accounts(connection, [books])


def test_moves_between_tiers_are_there_though_nobody_looked(shop: Shop, today: date) -> None:
    with reading(shop.central.engine) as connection:
        before = connection.execute(select(ACCOUNT.c.tier_code).where(ACCOUNT.c.customer_id == OLGA)).scalar_one() or ""
    move(shop, "silver-2")
    move(shop, "silver-2")
    shop.clock.at += timedelta(days=1)
    move(shop, "gold-2")
    with reading(shop.central.engine) as connection:
        sheet = segment_sheet(connection, today, shop.central.today())
        later = segment_sheet(connection, shop.central.today(), shop.central.today())
    assert sheet.last_look is None
    assert set(sheet.tier_moves) == {Move(before, "silver-2", 1), Move("silver-2", "gold-2", 1)}
    assert later.tier_moves == (Move("silver-2", "gold-2", 1),)


def test_thresholds_that_somebody_set_are_looked_by_at_once(shop: Shop, today: date) -> None:
    bought(shop, OLGA, {today - timedelta(days=10): 5_000_00, today - timedelta(days=20): 5_000_00})
    look_at_segments(shop.central)
    assert rows(shop)[OLGA].segment != Segment.BEST.value
    terms = SegmentTerms(lately_days=14, cooling_days=30, risk_days=60, often_visits=2, much_kopecks=1_000_00)
    set_terms(shop.central, terms, "person-anna")
    look_at_segments(shop.central)
    assert rows(shop)[OLGA].segment == Segment.BEST.value
    with reading(shop.central.engine) as connection:
        assert terms_in_force(connection) == terms
        newest = list(journal_rows(connection))[-1]
    assert (newest.actor, newest.action) == ("person-anna", Action.SEGMENT_TERMS_CHANGED.value)
    assert newest.detail == "30/90/180 days, 12 visits, 3000000 kopecks -> 14/30/60 days, 2 visits, 100000 kopecks"


@pytest.mark.parametrize(
    ("key", "terms"),
    [
        ("days_wrong", SegmentTerms(lately_days=90)),
        ("days_wrong", SegmentTerms(lately_days=0)),
        ("days_wrong", SegmentTerms(risk_days=366)),
        ("often_wrong", SegmentTerms(often_visits=0)),
        ("much_wrong", SegmentTerms(much_kopecks=0)),
    ],
)
def test_thresholds_that_nobody_could_meet_are_refused(shop: Shop, key: str, terms: SegmentTerms) -> None:
    with pytest.raises(TermsRefusedError, match=key):
        set_terms(shop.central, terms, "person-anna")
    with reading(shop.central.engine) as connection:
        assert terms_in_force(connection) == SegmentTerms()
