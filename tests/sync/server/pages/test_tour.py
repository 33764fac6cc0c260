"""Every page in a real browser, in both languages, on a desk and on a phone; nothing comes from elsewhere."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.sync.server.pages.browser import DESKTOP, PHONE, Browser
from tests.sync.server.pages.office_world import OLGA, World

pytestmark = pytest.mark.end_to_end

PEOPLE = {"ru": "anna", "en": "boris"}
HEADINGS = {
    "today": ("Сегодня", "Today"),
    "shifts": ("Смены", "Shifts"),
    "tills": ("Кассы", "Tills"),
    "customers": ("Клиенты", "Customers"),
    "corrections": ("Исправления баллов", "Corrections of points"),
    "programme": ("Программа лояльности", "Loyalty programme"),
    "account": ("Ваша запись", "Your account"),
}


def pages(world: World) -> dict[str, str]:
    """Every page that stands by itself, and one of each kind behind it."""
    return {
        "today": "/office/",
        "shifts": "/office/shifts",
        "shift": f"/office/shifts/{world.shop_shift}",
        "shift_open": f"/office/shifts/{world.shop_open_shift}",
        "receipts": f"/office/receipts?figure=sales&shift={world.shop_shift}",
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
        "corrections": "/office/corrections",
        "account": "/office/account",
    }


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_opens(browser: Browser, world: World, session_of: Callable[[str], str], language: str) -> None:
    browser.be(session_of(PEOPLE[language]))
    for name, path in pages(world).items():
        browser.open(path)
        heading = browser.heading()
        assert browser.run("return document.documentElement.lang") == language
        if name in HEADINGS:
            assert heading == HEADINGS[name][language == "en"]
        assert browser.driver.title != "XSS", name
        assert browser.run("return document.querySelectorAll('main').length") == 1
        browser.picture(f"{name}-{language}")
        if language == "ru":
            browser.resize(PHONE)
            browser.picture(f"{name}-{language}-phone")
            overflow = browser.run("return document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{name} is {overflow} pixels wider than a phone"
            browser.resize(DESKTOP)
    assert browser.complaints() == []
    assert browser.hosts() == {urlsplit(browser.url).netloc}
