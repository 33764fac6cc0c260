"""The office sees segments, gives an offer to one, and sees what came of it; a manager of one shop does not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer
from pos_app.domain.segment.segment import Segment
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.central import Central
from sync.server.database import reading, writing
from sync.server.feed import accounts_of, publish
from sync.server.segments.look import look_at_segments
from tests.sync.server.pages.browser import Browser
from tests.sync.server.pages.office_world import IVAN, OLGA, PROGRAMME

OFFER = PersonalOffer("tea-friend", LocalText("Чай другу", "Tea for a friend"), benefit=PercentOff(1_000))
_NEWEST = 9_000
"""Newer than what other tests publish."""


@pytest.fixture
def ready(beside: Central) -> Iterator[Central]:
    """The programme has a personal offer, and everybody was looked at."""
    newest = replace(PROGRAMME, version=_NEWEST, starts_at=beside.now(), standing_discounts=(OFFER,))
    document = write_programme(newest)
    with writing(beside.engine) as connection:
        publish(connection, Stream.PROGRAMME, [ProgrammeRow(PROGRAMME.programme_id, _NEWEST, document)])
    look_at_segments(beside)
    yield beside
    with writing(beside.engine) as connection:
        publish(connection, Stream.PROGRAMME, [ProgrammeRow(PROGRAMME.programme_id, _NEWEST, "", deleted=True)])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def form(page: str, **changes: str) -> dict[str, str]:
    usual = {"name": "Весна <b>", "offer": "tea-friend", "last": "2099-01-01", "uses": "2", "control": "0"}
    kept = {name: hidden(page, name) for name in ("form_token", "campaign_id")}
    return {**usual, **{f"segment_{each.value}": "1" for each in Segment}, **kept, **changes}


def test_an_offer_is_given_to_segments_and_told(ready: Central, visitor: Callable[[str], httpx.Client]) -> None:
    owner = visitor("anna")
    seen = owner.get("/office/segments").text
    assert "Сегменты покупателей" in seen and "Новые" in seen
    page = owner.get("/office/offers").text
    sent = form(page)
    told = owner.post("/office/offers", data=sent)
    assert (told.status_code, told.headers["location"]) == (303, f"/office/offers/{sent['campaign_id']}")
    assert owner.post("/office/offers", data=sent).status_code == 303
    result = owner.get(told.headers["location"]).text
    assert "Весна &lt;b&gt;" in result and "<b>" not in result
    with reading(ready.engine) as connection:
        accounts = accounts_of(connection, [OLGA, IVAN], 0, ready.today())
    assert [[offer.rule_id for offer in each.facts.offers] for each in accounts] == [["tea-friend"]] * 2
    assert sent["campaign_id"] in owner.get("/office/offers").text
    assert owner.get(f"{told.headers['location']}?as=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize(("language", "name"), [("ru", "anna"), ("en", "boris")])
def test_what_came_of_an_offer_is_read_in_the_browser(
    ready: Central,
    visitor: Callable[[str], httpx.Client],
    browser: Browser,
    session_of: Callable[[str], str],
    language: str,
    name: str,
) -> None:
    owner = visitor(name)
    told = owner.post("/office/offers", data=form(owner.get("/office/offers").text))
    browser.be(session_of(name))
    browser.open(told.headers["location"])
    assert browser.run("return document.documentElement.lang") == language
    assert "Весна <b>" in browser.text()
    browser.picture(f"offer-{language}")


def test_what_is_wrong_is_said_and_what_was_typed_stays(ready: Central, visitor: Callable[[str], httpx.Client]) -> None:
    owner = visitor("boris")
    page = owner.get("/office/offers").text
    refused = owner.post("/office/offers", data=form(page, control="90", name="Autumn"))
    assert refused.status_code == 400
    assert "expected 0 to 50 percent" in refused.text and 'value="Autumn"' in refused.text
    assert owner.post("/office/offers", data=form(page, campaign_id="../x")).status_code == 400
    assert owner.post("/office/offers", data=form(page, form_token="0")).status_code == 403
    for wrong in ({"last": "soon"}, {"uses": "-1"}, {"offer": "x"}, {"name": ""}):
        assert owner.post("/office/offers", data=form(page, **wrong)).status_code == 400


def test_a_manager_of_one_shop_has_no_business_there(ready: Central, visitor: Callable[[str], httpx.Client]) -> None:
    vera = visitor("vera")
    for path in ("/office/segments", "/office/offers", "/office/offers/0"):
        assert vera.get(path).status_code in (403, 404)
    assert "/office/segments" not in vera.get("/office/").text
