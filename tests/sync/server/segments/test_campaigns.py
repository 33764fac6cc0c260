"""An offer goes to everybody of a segment but the control group, and what came of it is told for both."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from pos_app.domain.loyalty.account import GrantedOffer
from pos_app.domain.report.campaign_figures import GroupFigures
from pos_app.domain.report.campaign_report import campaign_report
from pos_app.domain.segment.segment import Segment
from sync.server.central import Central
from sync.server.database import reading, writing
from sync.server.people.grants import give_offers
from sync.server.segments import campaigns
from sync.server.segments.campaigns import (
    CampaignRefusedError,
    CampaignTerms,
    begin_campaign,
    grant_waiting,
    is_control,
)
from sync.server.segments.look import look_at_segments
from sync.server.segments.results import count_results
from sync.server.segments.sheets import campaign
from sync.server.tables import TURNOVER_DAY
from tests.sync.server.people.reporting import journal
from tests.sync.server.people.test_grants import offering
from tests.sync.server.shop import IVAN, OLGA, Shop

__all__ = ["offering"]
CAMPAIGN = "campaign-1"


@pytest.fixture
def ready(offering: Shop) -> Shop:
    """Olga and Ivan are new; Olga is of the control group at 50 %, or Ivan: by the hash."""
    today = offering.central.today()
    with writing(offering.central.engine) as connection:
        rows = [{"customer_id": person, "day": today - timedelta(days=3), "kopecks": 10_000} for person in (OLGA, IVAN)]
        connection.execute(insert(TURNOVER_DAY), rows)
    look_at_segments(offering.central)
    return offering


def terms(central: Central, **changes: Any) -> CampaignTerms:
    usual = CampaignTerms("Весна", "tea-friend", (Segment.NEW,), central.today() + timedelta(days=14), 2, 0)
    return replace(usual, **changes)


def test_everybody_of_the_segment_gets_it_once(ready: Shop) -> None:
    assert begin_campaign(ready.central, CAMPAIGN, terms(ready.central), "owner") == 2
    assert begin_campaign(ready.central, CAMPAIGN, terms(ready.central), "owner") == 2
    until = ready.central.today() + timedelta(days=14)
    for person in (OLGA, IVAN):
        assert ready.account(person).facts.offers == (GrantedOffer("tea-friend", (), until, 2),)
    assert [entry for entry in journal(ready) if entry[2] == CAMPAIGN] == [("owner", "offers_granted", CAMPAIGN)]
    assert grant_waiting(ready.central) == 0
    assert ready.findings() == []


def test_the_control_group_gets_nothing_and_is_compared_with(ready: Shop) -> None:
    named = next(
        f"c-{i}" for i in range(99) if is_control(f"c-{i}", OLGA, 5_000) and not is_control(f"c-{i}", IVAN, 5_000)
    )
    assert begin_campaign(ready.central, named, terms(ready.central, control_bp=5_000), "owner") == 1
    assert ready.account(OLGA).facts.offers == ()
    assert ready.account(IVAN).facts.offers != ()
    today = ready.central.today()
    with writing(ready.central.engine) as connection:
        connection.execute(
            insert(TURNOVER_DAY),
            [
                {"customer_id": IVAN, "day": today, "kopecks": 30_000},
                {"customer_id": IVAN, "day": today + timedelta(days=2), "kopecks": 5_000},
                {"customer_id": OLGA, "day": today + timedelta(days=2), "kopecks": 4_000},
                {"customer_id": OLGA, "day": today + timedelta(days=60), "kopecks": 900_000},
            ],
        )
    later = replace(ready.central, now=lambda: ready.central.now() + timedelta(days=90))
    assert count_results(later) == 1
    assert count_results(later) == 0, "so long after its end it is not counted again"
    with reading(ready.central.engine) as connection:
        found = campaign(connection, named)
    assert found is not None
    assert found.counted_at.date() == later.now().date()
    assert found.offered == GroupFigures(1, 1, 2, 35_000)
    assert found.control == GroupFigures(1, 1, 1, 4_000)
    report = campaign_report(found, "Сеть", "Europe/Moscow", ready.central.now())
    assert [block.key for block in report.blocks()] == ["together", "groups", "rule", "counted", "few", "segments"]


def test_what_a_stopped_server_left_is_granted_later(ready: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "_PEOPLE_A_TRANSACTION", 1)
    real, given_to = give_offers, []

    def dies(connection: Any, central: Central, people: Any, one: Any) -> None:
        given_to.append(people)
        if len(given_to) == 2:
            raise ConnectionError
        real(connection, central, people, one)

    monkeypatch.setattr(campaigns, "give_offers", dies)
    with pytest.raises(ConnectionError):
        begin_campaign(ready.central, CAMPAIGN, terms(ready.central), "owner")
    assert sum(bool(ready.account(person).facts.offers) for person in (OLGA, IVAN)) == 1
    assert grant_waiting(ready.central) == 1
    assert all(ready.account(person).facts.offers for person in (OLGA, IVAN))


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("name_needed", {"name": "  "}),
        ("no_segment", {"segments": ()}),
        ("no_offer", {"rule_id": "coffee"}),
        ("days_wrong", {"last_day": date(2026, 1, 1)}),
        ("uses_wrong", {"uses": 0}),
        ("control_wrong", {"control_bp": 9_000}),
        ("nobody_there", {"segments": (Segment.BEST,)}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_begins(ready: Shop, key: str, changes: dict[str, Any]) -> None:
    with pytest.raises(CampaignRefusedError) as refused:
        begin_campaign(ready.central, CAMPAIGN, terms(ready.central, **changes), "owner")
    assert refused.value.key == key
    with reading(ready.central.engine) as connection:
        assert campaign(connection, CAMPAIGN) is None


@given(st.text("ab", min_size=1, max_size=5), st.integers(0, 5_000))
def test_the_control_group_has_about_its_share(campaign_id: str, control_bp: int) -> None:
    drawn = sum(is_control(campaign_id, f"person-{number}", control_bp) for number in range(2_000))
    assert abs(drawn - control_bp * 2_000 // 10_000) < 120
