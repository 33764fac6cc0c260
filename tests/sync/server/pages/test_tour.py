"""Every page in a real browser, in both languages, on a desk and on a phone; nothing comes from elsewhere."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from sync.server.pages.routes import ROWS
from tests.sync.server.pages.browser import DESKTOP, PHONE, Browser
from tests.sync.server.pages.office_world import OLGA, World

pytestmark = pytest.mark.end_to_end

PEOPLE = {"ru": "anna", "en": "boris"}
OWNERS_ONLY = {"people"}
HEADINGS = {
    "today": ("Сегодня", "Today"),
    "shifts": ("Смены", "Shifts"),
    "tills": ("Кассы", "Tills"),
    "customers": ("Клиенты", "Customers"),
    "corrections": ("Исправления баллов", "Corrections of points"),
    "programme": ("Программа лояльности", "Loyalty programme"),
    "account": ("Ваш вход", "Your account"),
    "journal": ("Журнал", "Journal"),
    "flagged": ("Отмечено сервером", "Flagged by the server"),
    "people": ("Доступ и магазины", "Accounts and shops"),
}


def pages(world: World) -> dict[str, str]:
    """Every page that stands by itself, and one of each kind behind it."""
    days = world.week
    rule = "reason=&rule=three-for-two&stage=goods_promotion"
    return {
        "today": "/office/",
        "shifts": "/office/shifts",
        "shift": f"/office/shifts/{world.shop_shift}",
        "shift_open": f"/office/shifts/{world.shop_open_shift}",
        "receipts": f"/office/receipts?figure=sales&shift={world.shop_shift}",
        "receipts_of_days": "/office/receipts?figure=all&" + days,
        "receipts_of_a_rule": f"/office/receipts?figure=discount&{rule}&{days}",
        "deeds_of_days": "/office/deeds?figure=approved&" + days,
        "points_burnt": "/office/points/burnt?" + days,
        "points_owed": "/office/points/owed?" + days,
        "receipt": f"/office/receipts/{world.shop_sale}",
        "return": f"/office/receipts/{world.shop_return}",
        "why": f"/office/receipts/{world.shop_sale}/why",
        "differences": "/office/reports/differences",
        "deeds": "/office/reports/deeds",
        "discounts": "/office/reports/discounts",
        "days": "/office/reports/days",
        "hours": "/office/reports/hours",
        "cashiers": "/office/reports/cashiers",
        "points": "/office/reports/points",
        "tills": "/office/tills",
        "customers": "/office/customers",
        "customer": f"/office/customers/{OLGA}",
        "programme": "/office/programme",
        "programme_version": "/office/programme/versions/kopilka/1",
        "suspicion": "/office/reports/suspicion",
        "flagged": "/office/flagged",
        "segments": "/office/segments",
        "offers": "/office/offers",
        "corrections": "/office/corrections",
        "journal": "/office/journal",
        "people": "/office/people",
        "account": "/office/account",
    }


def look_on_a_phone(browser: Browser, name: str) -> None:
    browser.resize(PHONE)
    browser.picture(f"{name}-phone")
    overflow = browser.run("return document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{name} is {overflow} pixels wider than a phone"
    browser.resize(DESKTOP)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_opens(browser: Browser, world: World, session_of: Callable[[str], str], language: str) -> None:
    browser.be(session_of(PEOPLE[language]))
    for name, path in pages(world).items():
        if name in OWNERS_ONLY and language == "en":
            continue  # boris is of the office; the owner sees it in both languages below
        browser.open(path)
        heading = browser.heading()
        assert browser.run("return document.documentElement.lang") == language
        if name in HEADINGS:
            assert heading == HEADINGS[name][language == "en"]
        assert browser.driver.title != "XSS", name
        assert browser.run("return document.querySelectorAll('main').length") == 1
        browser.picture(f"{name}-{language}")
        look_on_a_phone(browser, f"{name}-{language}")
    assert browser.complaints() == []
    assert browser.hosts() == {urlsplit(browser.url).netloc}


def test_the_owners_page_in_english(browser: Browser, world: World, session_of: Callable[[str], str]) -> None:
    browser.be(session_of("anna"))
    browser.open("/office/people")
    browser.go("form.language button")
    assert browser.heading() == HEADINGS["people"][1]
    assert "Owner" in browser.text()
    browser.picture("people-en")
    look_on_a_phone(browser, "people-en")
    browser.go("form.language button")
    assert browser.heading() == HEADINGS["people"][0]


PICTURED = {
    "/sign-on": "sign_on",
    "/account": "account",
    "/": "today",
    "/tills": "tills",
    "/shifts": "shifts",
    "/shifts/{shift_id}": "shift",
    "/receipts": "receipts",
    "/deeds": "deeds_of_days",
    "/points/{part}": "points_burnt",
    "/receipts/{receipt_id}": "receipt",
    "/receipts/{receipt_id}/why": "why",
    "/reports/{name}": "hours",
    "/customers": "customers",
    "/customers/{customer_id}": "customer",
    "/segments": "segments",
    "/offers": "offers",
    "/offers/{campaign_id}": "offer",
    "/flagged": "flagged",
    "/journal": "journal",
    "/people": "people",
    "/corrections": "corrections",
    "/programme": "programme",
    "/programme/versions/{programme_id}/{version}": "programme_version",
    "/programme/drafts/{draft_id}": "programme-draft",
    "/programme/drafts/{draft_id}/difference": "programme-difference",
    "/programme/drafts/{draft_id}/section/{section}": "programme-section",
    "/programme/drafts/{draft_id}/rule/{list}/{index}": "programme-rule-wrong",
    "/programme/drafts/{draft_id}/try": "programme-try",
    "/programme/drafts/{draft_id}/publish": "programme-publish",
    "/programme/trials/{trial_id}": "programme-trial",
}
"""Each page with its picture in ``var/pictures/office``; test_programme and test_segments take those of their steps."""


def test_every_page_has_its_picture() -> None:
    assert {row.path for row in ROWS if row.method == "GET"} == set(PICTURED)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_doors_in_both_languages(browser: Browser, session_of: Callable[[str], str], language: str) -> None:
    browser.open("/office/sign-on")
    if browser.run("return document.documentElement.lang") != language:
        browser.go("form.language button")
    assert browser.run("return document.documentElement.lang") == language
    browser.picture(f"sign_on-{language}")
    browser.be(session_of(PEOPLE[language]))
    browser.open("/office/nothing/at/all")
    browser.picture(f"refused-{language}")
