"""Personal offers and tags from the office's list, counted down by receipts, told to the tills."""

from dataclasses import replace
from datetime import date

import pytest

from pos_app.domain.loyalty.account import GrantedOffer
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer
from pos_app.domain.pricing.priced import TraceEntry, TraceOutcome
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import writing
from sync.server.feed import publish
from sync.server.people.grants import GrantsInvalidError, grant, read_grants
from tests.sync.server.paper import PROGRAMME, Stream, sale
from tests.sync.server.people.reporting import journal
from tests.sync.server.shop import IVAN, OLGA, OLGA_PHONE, TILL, Shop, programme


@pytest.fixture
def offering(shop: Shop) -> Shop:
    """The programme has one personal offer."""
    offer = PersonalOffer("tea-friend", LocalText("Чай другу", "Tea for a friend"), benefit=PercentOff(1_000))
    document = write_programme(replace(programme(), version=2, standing_discounts=(offer,)))
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(PROGRAMME, 2, document)])
    shop.central = replace(shop.central, now=shop.clock.now)
    return shop


def test_a_list_grants_offers_and_tags_to_people_by_any_name(offering: Shop) -> None:
    text = f"""who,offer,items,until,uses,tag
{OLGA_PHONE},tea-friend,,2026-12-31,2,
{OLGA},,,,,vip
{IVAN},tea-friend,tea milk,,,-vip
"""
    done = grant(offering.central, read_grants(text), "office")
    assert (done.people, done.offers, done.tags) == (2, 2, 2)
    facts = offering.account(OLGA).facts
    assert facts.offers == (GrantedOffer("tea-friend", (), date(2026, 12, 31), 2),)
    assert facts.tags == ("vip",)
    assert offering.account(IVAN).facts.offers == (GrantedOffer("tea-friend", ("tea", "milk")),)
    assert journal(offering)[-1][:2] == ("office", "offers_granted")
    assert offering.account(OLGA).available == 50_000 and offering.findings() == []
    grant(offering.central, read_grants("who,offer,uses,tag\n" + f"{OLGA},tea-friend,0,-vip\n"), "office")
    assert offering.account(OLGA).facts.offers == () and offering.account(OLGA).facts.tags == ()


def test_receipts_count_an_offer_down(offering: Shop) -> None:
    grant(offering.central, read_grants(f"who,offer,uses\n{OLGA},tea-friend,2\n"), "office")
    trace = (TraceEntry("standing", "tea-friend", TraceOutcome.APPLIED, "applied"),)
    stream = Stream(TILL)
    stream.add(replace(sale(1, OLGA), trace=trace))
    offering.push(stream.request())
    assert offering.account(OLGA).facts.offers == (GrantedOffer("tea-friend", (), None, 1),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,offer\nOlga,x\n", "expected the columns"),
        (f"who,offer\n{OLGA},\n", "line 2: expected who, and an offer or a tag"),
        (f"who,offer,until\n{OLGA},tea-friend,soon\n", "line 2: until"),
        (f"who,offer,uses\n{OLGA},tea-friend,-1\n", "line 2: uses"),
        (f"who,offer\n{OLGA},coffee\n", "line 2: no personal offer 'coffee'"),
        (f"who,offer\n{OLGA},tea-friend\n+79730009999,tea-friend\n", "line 3: nobody here"),
    ],
)
def test_a_list_with_a_wrong_line_grants_nothing_and_says_where(offering: Shop, text: str, says: str) -> None:
    with pytest.raises(GrantsInvalidError) as wrong:
        grant(offering.central, read_grants(text), "office")
    assert says in str(wrong.value)
    assert "+7973" not in str(wrong.value)
    assert offering.account(OLGA).facts.offers == ()
