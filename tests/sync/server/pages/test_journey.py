"""As a manager works: from a figure to its receipts, from a receipt to its «why», files, acceptance, corrections."""

import csv
import io
from collections.abc import Callable

import openpyxl
import pypdf
import pytest
from selenium.webdriver.common.by import By

from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.program_name import program_name, program_version
from sync.protocol.push import PushRequest
from sync.server.audit.report import audit
from sync.server.central import Central, system_now
from sync.server.database import reading
from sync.server.enrolment import present_till
from sync.server.journal.journal import first_broken_row, journal_rows
from tests.sync.server.pages.browser import Browser
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.office_world import EVIL, IVAN, IVAN_PHONE, KEYS, NORTH_TILL, World
from tests.sync.server.pages.test_sign_on import form_token

pytestmark = pytest.mark.end_to_end


def actions(central: Central, action: str) -> list[tuple[str, str]]:
    with reading(central.engine) as connection:
        assert first_broken_row(connection) is None
        return [(row.actor, row.subject) for row in journal_rows(connection) if row.action == action]


def test_from_a_figure_to_its_receipts_to_why(browser: Browser, session_of: Callable[[str], str], world: World) -> None:
    browser.be(session_of("vera"))
    browser.open("/office/shifts")
    browser.go(f"a[href='/office/shifts/{world.shop_shift}']")
    assert "2-1" in browser.heading()
    browser.go("a[href*='figure=points_spent']")
    links = {str(row.get_attribute("href")) for row in browser.all("td a[href*='/office/receipts/']")}
    assert {link.removesuffix("/why").rpartition("/")[2] for link in links} == {world.shop_sale}
    browser.go(f"a[href='/office/receipts/{world.shop_sale}']")
    assert "2-000001" in browser.heading()
    assert EVIL in browser.text(), "what was planted is read as it was typed"
    browser.go("a.button")
    told = browser.text()
    assert "Три по цене двух" in told
    assert "Оплата баллами" in told
    assert browser.all("li.take")
    assert browser.driver.title != "XSS"


def test_files_hold_what_the_page_shows(visitor: Visitor, world: World, beside: Central) -> None:
    vera = visitor("vera")
    page = f"/office/shifts/{world.shop_shift}"
    rows = list(csv.reader(io.StringIO(vera.get(f"{page}?as=csv").content.decode("utf-8-sig")), delimiter=";"))
    flat = [cell for row in rows for cell in row]
    assert "Лидия" in flat
    pdf = pypdf.PdfReader(io.BytesIO(vera.get(f"{page}?as=pdf").content))
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert "−120,00" in text
    book = openpyxl.load_workbook(io.BytesIO(vera.get(f"{page}?as=xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert -120 in cells
    assert vera.get(f"{page}?as=exe").status_code == 400
    assert actions(beside, "report_exported")[-3:] == [("person-vera", "shift")] * 3
    for name in ("hours", "cashiers", "points", "differences", "days", "discounts", "deeds"):
        answer = vera.get(f"/office/reports/{name}?as=pdf")
        assert answer.content.startswith(b"%PDF"), name


def test_a_shift_is_accepted_once_with_a_note(browser: Browser, session_of: Callable[[str], str], world: World) -> None:
    browser.be(session_of("nina"))
    browser.open(f"/office/shifts/{world.north_shift}")
    note = browser.find("#note")
    note.send_keys(f"Всё сошлось {EVIL}")
    token = browser.find("form[action$='/accept'] input[name=form_token]").get_attribute("value")
    browser.go("form[action$='/accept'] button")
    assert "Всё сошлось" in browser.text()
    assert "Нина" in browser.text()
    assert not browser.all("form[action$='/accept']")
    assert browser.driver.title != "XSS"
    again = browser.run(
        "return fetch(arguments[0], {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'},"
        " body: 'note=x&form_token=' + arguments[1]}).then(answer => answer.status)",
        f"/office/shifts/{world.north_shift}/accept",
        token,
    )
    assert again == 409


def test_an_open_shift_is_not_accepted(visitor: Visitor, world: World) -> None:
    vera = visitor("vera")
    form = {"form_token": form_token(vera.get("/office/account").text), "note": "рано"}
    assert vera.post(f"/office/shifts/{world.shop_open_shift}/accept", data=form).status_code == 409


def test_a_customer_is_found_and_his_phone_shown_to_who_says_so(
    browser: Browser, session_of: Callable[[str], str], beside: Central
) -> None:
    browser.be(session_of("anna"))
    for wanted in (IVAN_PHONE, "8 973 555-01-90", "иван", IVAN):
        browser.open("/office/customers")
        browser.find("#wanted").send_keys(wanted)
        browser.go("form[role=search] button")
        assert browser.find("td a").text == "Иван С.", wanted
    assert "973" not in browser.driver.current_url
    browser.go("td a")
    assert "+7 973 ···-··-90" in browser.text()
    assert "555-01-90" not in browser.text()
    before = len(actions(beside, "phone_shown"))
    browser.go("form[action$='/phone'] button")
    assert "+7 973 555-01-90" in browser.text()
    assert actions(beside, "phone_shown")[before:] == [("person-anna", IVAN)]
    browser.open("/office/customers")
    browser.find("#wanted").send_keys("ив")
    browser.go("form[role=search] button")
    assert not browser.all("td a"), "two letters find nobody"


def test_points_move_when_a_second_person_signs(
    browser: Browser, session_of: Callable[[str], str], visitor: Visitor, beside: Central
) -> None:
    browser.be(session_of("anna"))
    browser.open(f"/office/customers/{IVAN}")
    before = browser.find(".facts dd").text
    browser.find("#points").send_keys("+150,50")
    browser.find("#reason").send_keys(f"Чек пробит без карты {EVIL}")
    browser.go("form[action$='/corrections'] button")
    assert browser.find(".facts dd").text == before, "nothing has moved yet"
    browser.open("/office/corrections")
    assert not browser.all("form[action$='/sign']"), "nobody signs his own"
    path = browser.find("form[action$='/refuse']").get_attribute("action").replace("/refuse", "/sign")
    anna = visitor("anna")
    own = anna.post(path, data={"form_token": form_token(anna.get("/office/account").text)})
    assert own.status_code == 409
    browser.be(session_of("mikhail"))
    browser.open("/office/corrections")
    browser.picture("corrections-waiting-ru")
    browser.go("form[action$='/sign'] button")
    browser.open(f"/office/customers/{IVAN}")
    assert browser.find(".facts dd").text != before
    assert "Чек пробит без карты" in browser.text()
    browser.picture("customer-corrected-ru")
    again = visitor("mikhail")
    assert again.post(path, data={"form_token": form_token(again.get("/office/account").text)}).status_code == 409
    assert [actor for actor, _ in actions(beside, "corrected")] == ["person-mikhail"]
    assert audit(beside.engine).findings == ()


def test_the_language_is_changed_where_one_is(browser: Browser, session_of: Callable[[str], str]) -> None:
    browser.be(session_of("mikhail"))
    browser.open(f"/office/customers/{IVAN}")
    browser.go("form[action$='/phone'] button")
    for language in ("en", "ru"):
        browser.go("form.language button")
        assert browser.run("return document.documentElement.lang") == language
        assert browser.driver.current_url.endswith(f"/office/customers/{IVAN}")


@pytest.mark.parametrize("points", ["", "0", "x", "1,234", "1000000", "--5"])
def test_a_correction_that_is_none(visitor: Visitor, points: str) -> None:
    anna = visitor("anna")
    form = {"form_token": form_token(anna.get("/office/account").text), "points": points, "reason": "так"}
    assert anna.post(f"/office/customers/{IVAN}/corrections", data=form).status_code == 400
    assert (
        anna.post(f"/office/customers/{IVAN}/corrections", data={**form, "points": "5", "reason": " "}).status_code
        == 400
    )


def test_the_tills_renew_themselves(browser: Browser, session_of: Callable[[str], str], beside: Central) -> None:
    browser.be(session_of("sergey"))
    browser.open("/office/tills")
    assert "0.0.9" in browser.text()
    browser.run("window.notReloaded = true")
    with reading(beside.engine) as connection:
        till = present_till(connection, NORTH_TILL)
    door = HttpDoor(browser.url, TillIdentity(NORTH_TILL, KEYS[NORTH_TILL]), system_now)
    door.push(PushRequest(NORTH_TILL, 1, till.last_seq + 7, ()))
    door.close()
    browser.driver.implicitly_wait(8)
    try:
        row = browser.driver.find_element(By.XPATH, f"//tr[td[.='{program_version(program_name())}']]")
    finally:
        browser.driver.implicitly_wait(0)
    assert row.find_elements(By.CSS_SELECTOR, "td.number")[0].text == "7"
    assert browser.run("return window.notReloaded") is True
