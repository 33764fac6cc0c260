"""Suspicious use as a manager sees it: his own shop's alone, with the way to shift and receipts, and as files."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.sync.server.pages.browser import DESKTOP, PHONE, Browser
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.office_world import World

pytestmark = pytest.mark.end_to_end

PAGE = "/office/reports/suspicion"


def links(browser: Browser, part: str) -> set[str]:
    return {urlsplit(str(each.get_attribute("href"))).path for each in browser.all(f"main a[href*='{part}']")}


@pytest.mark.parametrize(("person", "language"), [("anna", "ru"), ("boris", "en")])
def test_one_card_on_many_receipts_is_told_in_words(
    browser: Browser, session_of: Callable[[str], str], person: str, language: str
) -> None:
    browser.be(session_of(person))
    browser.open(PAGE)
    told = browser.text()
    assert ("Одна карта на многих чеках" if language == "ru" else "One account on many receipts") in told
    assert "Лидия" in told, "the cashier by name"
    assert browser.driver.title != "XSS", "the customer's name is text"
    browser.picture(f"suspicion-{language}")
    browser.resize(PHONE)
    browser.picture(f"suspicion-{language}-phone")
    assert browser.run("return document.documentElement.scrollWidth - window.innerWidth") <= 0
    browser.resize(DESKTOP)
    assert browser.complaints() == []


def test_a_manager_sees_his_own_shop_and_goes_on_to_the_receipts(
    browser: Browser, session_of: Callable[[str], str], world: World
) -> None:
    browser.be(session_of("vera"))
    browser.open(PAGE)
    assert links(browser, "/office/shifts/") == {f"/office/shifts/{world.shop_shift}"}
    receipts = links(browser, "/office/receipts/")
    assert receipts == {f"/office/receipts/sale-shop-{place}" for place in (0, 3, 6, 9)}
    browser.go(f"main a[href='/office/receipts/{world.shop_sale}']")
    assert "2-000001" in browser.heading()
    browser.be(session_of("nina"))
    browser.open(PAGE)
    assert links(browser, "/office/shifts/") == {f"/office/shifts/{world.north_shift}"}
    assert not links(browser, "sale-shop-")


def test_it_goes_into_files(visitor: Visitor) -> None:
    vera = visitor("vera")
    assert vera.get(f"{PAGE}?as=pdf").content.startswith(b"%PDF")
    assert vera.get(f"{PAGE}?as=xlsx").content.startswith(b"PK")
    text = vera.get(f"{PAGE}?as=csv").content.decode("utf-8-sig")
    assert "Одна карта на многих чеках" in text and "2-000001" in text
