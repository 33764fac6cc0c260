"""The programme on the pages: edited in forms, compared in words, tried, published, taken back; two people at once."""

import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from pos_app.domain.loyalty.programme_form.sections import sections
from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import journal_rows
from sync.server.programmes import ProgrammeBook
from tests.sync.server.pages.browser import PHONE, Browser
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.form_fields import form_fields
from tests.sync.server.pages.office_world import World
from tests.sync.server.pages.test_access import CONTRAST, ORDER, SMALL, UNLABELLED

pytestmark = pytest.mark.end_to_end

LIST = "/office/programme"
UNSEEN = ("first-default", "checkbox", "radio")
LOW_TICKS = """
return [...document.querySelectorAll("label.tick")].filter(e => e.checkVisibility())
  .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 100));
"""
BEGIN = "/office/programme/versions/kopilka/1/draft"


def post(client: httpx.Client, page: str, action: str, **said: str) -> httpx.Response:
    """A form of a page, filled in."""
    fields = form_fields(client.get(page).text, action)
    return client.post(action, data={**fields, **said})


def begun(client: httpx.Client) -> str:
    answer = client.post(
        BEGIN, data={"form_token": form_fields(client.get(LIST).text, "/office/language")["form_token"]}
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def with_rule(client: httpx.Client, draft: str) -> str:
    """A draft with a discount on tea; answers the rule's page."""
    added = post(client, draft, f"{draft}/list/promotions", kind="goods_discount", do="add", index="", identity="")
    rule = added.headers["location"]
    saved = post(
        client,
        rule,
        rule,
        **{
            "promotions[1]:goods_discount.name.ru": "Чай дешевле",
            "promotions[1]:goods_discount.name.en": "Tea for less",
            "promotions[1]:goods_discount.goods.items": "tea",
            "promotions[1]:goods_discount.combination": "stacking",
            "promotions[1]:goods_discount.benefit.kind": "percent",
            "promotions[1]:goods_discount.benefit:percent.rate_bp": "12,5",
            "do": "save",
        },
    )
    assert saved.headers["location"] == f"{draft}?saved=1"
    return rule


def test_every_form_comes_back_as_it_was(visitor: Visitor) -> None:
    anna = visitor("anna")
    draft = begun(anna)
    before = anna.get(f"{draft}/difference").text
    forms = [f"{draft}/section/{section.key}" for section in sections() if section.fields]
    for form in (*forms, f"{draft}/rule/promotions/0"):
        answer = post(anna, form, form, do="save")
        assert (answer.status_code, answer.headers["location"]) == (303, f"{draft}?saved=1"), form
    assert form_fields(anna.get(forms[0]).text, forms[0])["revision"] == "1", "nothing was changed"
    assert "Отличий нет" in before


def test_what_is_wrong_is_said_at_its_field_and_stops_publishing(visitor: Visitor) -> None:
    anna = visitor("anna")
    draft = begun(anna)
    form = f"{draft}/section/earning"
    answer = post(anna, form, form, base_earn_bp="сто", do="save")
    assert answer.headers["location"] == f"{form}?saved=1"
    page = anna.get(form).text
    assert 'value="сто"' in page
    assert "проценты, например 7,5" in page
    assert 'aria-invalid="true"' in page
    overview = anna.get(draft).text
    assert f"{form}#base_earn_bp" in overview
    refused = post(anna, f"{draft}/publish", f"{draft}/publish", reason="проба", meant="yes")
    assert refused.status_code == 409
    assert "В черновике есть ошибки" in refused.text


def test_the_second_of_two_is_told_and_keeps_what_he_typed(visitor: Visitor) -> None:
    anna, boris = visitor("anna"), visitor("boris")
    draft = begun(anna)
    form = f"{draft}/section/earning"
    hers = form_fields(anna.get(form).text, form)
    assert post(boris, form, form, base_earn_bp="6", do="save").status_code == 303
    told = anna.post(form, data={**hers, "base_earn_bp": "7", "do": "save"})
    assert told.status_code == 409
    assert "черновик изменили: Boris" in told.text
    fields = form_fields(told.text, form)
    assert fields["base_earn_bp"] == "7"
    assert anna.post(form, data={**fields, "do": "save"}).status_code == 303
    assert "5\u00a0% → 7\u00a0%" in anna.get(f"{draft}/difference").text


def test_entries_grow_and_shrink_without_a_script(visitor: Visitor) -> None:
    anna = visitor("anna")
    draft = begun(anna)
    added = post(anna, draft, f"{draft}/list/tiers", do="add", kind="")
    tier = added.headers["location"]
    put = post(anna, tier, tier, **{"tiers[0].name.ru": "Золотой", "do": "grow:tiers[0].privileges"})
    assert put.headers["location"] == f"{tier}?saved=1#tiers[0].privileges"
    page = anna.get(tier).text
    assert 'name="tiers[0].privileges[0].name.ru"' in page
    assert form_fields(page, tier)["tiers[0].name.ru"] == "Золотой"
    post(anna, tier, tier, do="without:tiers[0].privileges[0]")
    assert "privileges[0]" not in anna.get(tier).text
    form = f"{draft}/section/till"
    post(anna, form, form, do="add:cash_rounding")
    assert form_fields(anna.get(form).text, form)["cash_rounding.step_kopecks"] == "1"
    post(anna, form, form, do="without:cash_rounding")
    assert "cash_rounding.step_kopecks" not in anna.get(form).text
    up = post(anna, draft, f"{draft}/list/tiers", do="remove", index="0", identity="tier-1")
    assert up.status_code == 303
    gone = post(anna, draft, f"{draft}/list/promotions", do="remove", index="0", identity="another")
    assert gone.status_code == 409


def test_goods_are_found_by_their_name(visitor: Visitor) -> None:
    anna = visitor("anna")
    draft = begun(anna)
    rule, field = f"{draft}/rule/promotions/0", "promotions[0]:n_for_m.goods.items"
    found = post(anna, rule, rule, **{f"{field}~": "молоко 930", "do": f"find:{field}"})
    page = anna.get(found.headers["location"].partition("#")[0]).text
    assert f'name="{field}=milk"' in page
    assert f'name="{field}=bread"' not in page
    post(anna, rule, rule, **{f"{field}=milk": "yes", "do": "save"})
    page = anna.get(rule).text
    assert form_fields(page, rule)[field] == "milk"
    assert "Молоко 3,2 %, 930 мл" in page
    missed = post(anna, rule, rule, **{f"{field}~": "вертолёт", "do": f"find:{field}"})
    assert "Таких товаров нет" in anna.get(missed.headers["location"].partition("#")[0]).text


def test_a_draft_is_tried_published_and_taken_back(visitor: Visitor, beside: Central) -> None:
    anna = visitor("anna")
    draft = begun(anna)
    with_rule(anna, draft)
    assert "Процент: 12,5\u00a0%" in anna.get(f"{draft}/difference").text
    today = beside.today()
    tried = post(
        anna,
        f"{draft}/try",
        f"{draft}/try",
        first=(today - timedelta(days=3)).isoformat(),
        last=today.isoformat(),
    )
    trial = tried.headers["location"]
    deadline = time.monotonic() + 60
    while "data-then" not in anna.get(f"{trial}?part=1").text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    report = anna.get(trial).text
    assert "Чай дешевле" in report
    assert "<svg" in report
    assert 'href="/office/receipts/sale-' in report
    assert anna.get(f"{trial}?as=xlsx").content[:2] == b"PK"
    warned = post(anna, f"{draft}/publish", f"{draft}/publish", reason="Неделя чая", when="now")
    assert (warned.status_code, 'name="meant"' in warned.text) == (200, True)
    fields = form_fields(warned.text, f"{draft}/publish")
    done = anna.post(f"{draft}/publish", data={**fields, "meant": "yes"})
    version = int(done.headers["location"].removeprefix(f"{LIST}?done=published&version="))
    assert _rules(beside) == {"three-for-two", "goods-discount-1"}
    shown = anna.get(f"{LIST}/versions/kopilka/{version}").text
    assert "Неделя чая" in shown
    assert "shop 2" in shown, "tills that were not heard since are named"
    assert "Чай дешевле" in shown
    back = f"{LIST}/versions/kopilka/1/back"
    rolled = post(anna, LIST, back, reason="Дорого")
    assert rolled.headers["location"] == f"{LIST}?done=back&version={version + 1}"
    assert _rules(beside) == {"three-for-two"}
    with reading(beside.engine) as connection:
        told = [(row.actor, row.subject) for row in journal_rows(connection) if row.action == "programme_published"]
    assert told[-2:] == [("person-anna", f"kopilka.{version}"), ("person-anna", f"kopilka.{version + 1}")]


def test_who_may_do_what(visitor: Visitor, world: World) -> None:
    anna, nina, galina = visitor("anna"), visitor("nina"), visitor("galina")
    assert galina.get(LIST).status_code == 403
    draft = begun(nina)
    page = nina.get(f"{draft}/publish").text
    assert f'action="{draft}/publish"' not in page
    token = form_fields(page, "/office/language")["form_token"]
    refused = nina.post(
        f"{draft}/publish",
        data={"form_token": token, "revision": "1", "seen_version": "1", "when": "now", "reason": "x", "meant": "yes"},
    )
    assert refused.status_code == 409
    assert "/back" not in nina.get(LIST).text
    back = nina.post(f"{LIST}/versions/kopilka/1/back", data={"form_token": token, "reason": "x"})
    assert back.status_code == 403
    assert anna.post(f"{draft}/drop", data={"revision": "1"}).status_code == 403, "a form without its page's token"
    for path in (
        f"{LIST}/drafts/none",
        f"{LIST}/trials/none",
        f"{LIST}/versions/kopilka/99",
        f"{draft}/section/x",
        f"{draft}/rule/promotions/9",
        f"{draft}/rule/points/0",
        f"{LIST}/versions/kopilka/x",
    ):
        assert anna.get(path).status_code == 404, path


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_manager_changes_the_programme_in_the_browser(
    browser: Browser, session_of: Callable[[str], str], language: str
) -> None:
    browser.be(session_of({"ru": "anna", "en": "boris"}[language]))
    browser.open(LIST)
    browser.picture(f"programme-{language}")
    browser.go("section.card button.primary")
    draft = urlsplit(browser.driver.current_url).path
    Select(browser.find("#kind-promotions")).select_by_value("goods_discount")
    browser.go(f"form[action='{draft}/list/promotions'].add button")
    name = "promotions[1]:goods_discount"
    for field, text in (("name.ru", "Вечерний чай"), ("name.en", "Evening tea"), ("benefit:percent.rate_bp", "120")):
        if field.startswith("benefit"):
            browser.driver.find_element(By.NAME, f"{name}.benefit.kind").click()
        field_at(browser, f"{name}.{field}").send_keys(text)
    Select(field_at(browser, f"{name}.combination")).select_by_value("stacking")
    press_save(browser)
    assert browser.find("[aria-invalid='true']").get_attribute("id") == f"{name}.benefit:percent.rate_bp"
    browser.picture(f"programme-rule-wrong-{language}")
    browser.resize(PHONE)
    browser.picture(f"programme-rule-wrong-{language}-phone")
    assert browser.run("return document.documentElement.scrollWidth - window.innerWidth") <= 0
    browser.resize((1366, 768))
    rate = field_at(browser, f"{name}.benefit:percent.rate_bp")
    rate.clear()
    rate.send_keys("12.5")
    with browser.next_page():
        rate.send_keys(Keys.ENTER)
    assert urlsplit(browser.driver.current_url).path == draft, "Enter saves"
    browser.picture(f"programme-draft-{language}")
    browser.open(f"{draft}/difference")
    assert {"ru": "Вечерний чай", "en": "Evening tea"}[language] in browser.text()
    browser.picture(f"programme-difference-{language}")
    browser.open(f"{draft}/try")
    browser.picture(f"programme-try-{language}")
    fill_days(browser)
    browser.go("form.card button.primary")
    browser.picture(f"programme-progress-{language}")
    browser.wait("figure svg")
    browser.picture(f"programme-trial-{language}")
    browser.open(f"{draft}/publish")
    browser.driver.find_element(By.NAME, "reason").send_keys("Неделя чая")
    browser.find("input[name='when'][value='now']").click()
    browser.go("form.card button.primary")
    browser.picture(f"programme-publish-{language}")
    browser.find("input[name='meant']").click()
    browser.go("form.card button.primary")
    assert browser.find("[role='status']").text
    browser.picture(f"programme-published-{language}")
    browser.open(f"{draft}/section/till")
    browser.picture(f"programme-section-{language}")
    browser.open(LIST)
    browser.find(f"form[action='{LIST}/versions/kopilka/1/back'] input[name='reason']").send_keys("Проба")
    browser.go(f"form[action='{LIST}/versions/kopilka/1/back'] button")
    browser.picture(f"programme-back-{language}")
    assert browser.complaints() == []
    assert browser.hosts() == {urlsplit(browser.url).netloc}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_forms_are_for_everybody(
    browser: Browser, visitor: Visitor, session_of: Callable[[str], str], dark: bool
) -> None:
    anna = visitor("anna")
    draft = begun(anna)
    rule = with_rule(anna, draft)
    wrong = f"{draft}/section/earning"
    post(anna, wrong, wrong, base_earn_bp="сто", do="grow:earning.goods.attributes")
    browser.be(session_of("anna"))
    browser.dark(dark)
    for path in (
        draft,
        rule,
        wrong,
        f"{draft}/section/points",
        f"{draft}/difference",
        f"{draft}/try",
        f"{draft}/publish",
    ):
        browser.open(path)
        browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert browser.run(CONTRAST) == [], path
        assert browser.run(UNLABELLED) == [], path
        assert browser.run(ORDER) == [], path
        # A box to tick is as large as its words; the button that stands for the Enter key is not seen.
        assert [one for one in browser.run(SMALL) if not any(word in one for word in UNSEEN)] == [], path
        assert browser.run(LOW_TICKS) == [], path
        ids: list[str] = browser.run("return [...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), path
    if dark:
        browser.open(wrong)
        browser.picture("programme-form-dark")


def field_at(browser: Browser, name: str) -> WebElement:
    return browser.driver.find_element(By.ID, name)


def press_save(browser: Browser) -> None:
    browser.go(".save button.primary")


def fill_days(browser: Browser) -> None:
    """Up to today: the world's trade is of yesterday and today."""
    browser.run("document.getElementById('last').value = new Date().toISOString().slice(0, 10)")


def _rules(central: Central) -> set[str]:
    with reading(central.engine) as connection:
        programme = ProgrammeBook(connection).any_in_force(central.now())
    assert programme is not None
    return {rule.rule_id for _, rule in programme.staged_rules()}
