"""Journal, accounts, names of shops, thresholds of segments: with rights, told in the journal, by keyboard."""

import csv
import io
from collections.abc import Callable

import httpx
import pytest
from selenium.webdriver.common.keys import Keys
from sqlalchemy import select

from pos_app.domain.segment.segment import SegmentTerms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import Action, add_to_journal, journal_rows
from sync.server.office.named_in_journal import short_name
from sync.server.office.people import person_of_id
from sync.server.pages.journal_words import ACTION_WORDS
from sync.server.segments.terms import set_terms, terms_in_force
from sync.server.tables import CUSTOMER, STAFF_NAME, TILL
from tests.sync.server.pages.browser import Browser
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.test_sign_on import form_token

pytestmark = pytest.mark.end_to_end


def newest(beside: Central) -> tuple[str, str, str]:
    with reading(beside.engine) as connection:
        row = list(journal_rows(connection))[-1]
    return row.actor, row.action, row.detail


def test_the_journal_tells_who_did_what_and_is_kept_as_a_file(visitor: Visitor) -> None:
    anna = visitor("anna")
    anna.get("/office/shifts?as=csv")
    page = anna.get("/office/journal").text
    assert "Отчёт сохранён в файл" in page
    assert "страница /office/shifts, файл csv" in page
    assert "Анна Владимировна" in page
    only = anna.get("/office/journal?action=report_exported&actor=person-anna").text
    assert "Отчёт сохранён в файл</td>" in only
    assert "Касса подключена</td>" not in only
    file = anna.get("/office/journal?as=csv").content.decode("utf-8-sig")
    table = [row for row in csv.reader(io.StringIO(file), delimiter=";") if row and row[0].isdigit()]
    assert "Касса подключена" in {row[3] for row in table}
    assert anna.get("/office/journal?action=no_such_thing&before=x").status_code == 200


def test_the_journal_calls_people_by_their_names(visitor: Visitor, beside: Central) -> None:
    with beside.engine.begin() as connection:
        customer = connection.execute(select(CUSTOMER).where(CUSTOMER.c.name != "")).first()
        staff = connection.execute(select(STAFF_NAME)).first()
        till = connection.execute(select(TILL)).first()
        assert customer is not None
        assert staff is not None
        assert till is not None
        who = customer.customer_id
        vouched = f"vouched by {staff.operator_id}: знаю лично"
        add_to_journal(connection, beside.now(), staff.operator_id, Action.PHONE_CONFIRMED, who, vouched)
        add_to_journal(connection, beside.now(), staff.operator_id, Action.PHONE_SHOWN, who, f"at till {till.till_id}")
        add_to_journal(connection, beside.now(), "root (command)", Action.Z_ACCEPTED, "shift 2-7 (shift-7)", "сошлось")
    anna = visitor("anna")
    file = anna.get("/office/journal?as=csv").content.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(file), delimiter=";") if row and row[0].isdigit()][:3]
    accepted, shown, confirmed = (row[2:] for row in rows)
    called = short_name(customer.name, customer.card_number or "")
    assert accepted == ["root, командой на сервере", "Z-отчёт принят", "смена 2-7", "сошлось"]
    assert shown[2] == confirmed[2] == called
    assert shown[3].endswith(f"·\u00a0{till.code}")
    assert confirmed[3] == f"поручился {staff.name}: знаю лично"
    assert not [cell for row in rows for cell in row if who in cell or staff.operator_id in cell]
    assert f'href="/office/customers/{who}"' in anna.get("/office/journal").text


@pytest.mark.parametrize("name", ["vera", "galina", "sergey"])
def test_only_who_sees_the_chain_reads_it(visitor: Visitor, name: str) -> None:
    client = visitor(name)
    assert client.get("/office/journal").status_code == 403
    assert client.get("/office/journal?as=csv").status_code == 403
    assert client.get("/office/people").status_code == 403
    token = form_token(client.get("/office/account").text)
    for path in ("/office/people/person-anna/shut", "/office/shops/shop/name", "/office/segments/terms"):
        assert client.post(path, data={"form_token": token, "name": "моё"}).status_code == 403


def test_an_account_is_closed_at_once_and_opened_again(visitor: Visitor, beside: Central) -> None:
    anna, mikhail = visitor("anna"), visitor("mikhail")
    assert mikhail.get("/office/people").status_code == 403, "accounts are the owner's"
    token = form_token(anna.get("/office/people").text)
    assert anna.post("/office/people/person-mikhail/shut", data={"form_token": token}).status_code == 303
    assert newest(beside) == ("person-anna", Action.OFFICE_PERSON_CHANGED.value, "blocked")
    assert mikhail.get("/office/").status_code == 303, "he is signed out"
    assert "вход закрыт" in anna.get("/office/people").text
    assert anna.post("/office/people/person-mikhail/let", data={"form_token": token}).status_code == 303
    with reading(beside.engine) as connection:
        person = person_of_id(connection, "person-mikhail")
    assert person is not None and not person.blocked
    assert anna.post("/office/people/person-anna/shut", data={"form_token": token}).status_code == 400
    assert anna.post("/office/people/nobody/shut", data={"form_token": token}).status_code == 404
    assert anna.post("/office/people/person-vera/shut", data={"form_token": "0"}).status_code == 403


def test_a_shop_gets_its_name_everywhere(visitor: Visitor, beside: Central) -> None:
    anna = visitor("anna")
    token = form_token(anna.get("/office/people").text)
    named = {"form_token": token, "name": "=Лавка <у моста>"}
    assert anna.post("/office/shops/north/name", data=named).status_code == 303
    assert newest(beside) == ("person-anna", Action.SHOP_NAMED.value, "=Лавка <у моста>")
    for path in ("/office/", "/office/tills", "/office/shifts", "/office/reports/differences"):
        told = anna.get(path).text
        assert "=Лавка &lt;у моста&gt;" in told
        assert "<у моста>" not in told
    file = anna.get("/office/shifts?as=csv").content.decode("utf-8-sig")
    assert ";'=Лавка <у моста>;" in file, "a name is no formula"
    assert anna.post("/office/shops/elsewhere/name", data=named).status_code == 404
    assert anna.post("/office/shops/north/name", data={**named, "name": " "}).status_code == 400
    anna.post("/office/shops/north/name", data={**named, "name": "north"})


def test_thresholds_are_set_on_the_page_by_keyboard(
    browser: Browser, session_of: Callable[[str], str], beside: Central
) -> None:
    browser.be(session_of("anna"))
    browser.open("/office/segments")
    field = browser.find("#lately")
    browser.run("arguments[0].focus()", field)
    browser.press(Keys.CONTROL, "a")
    for value in ("20", "60", "120", "6", "15000"):
        browser.press(Keys.CONTROL + "a" + Keys.NULL + value)
        browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    browser.wait(".note.good")
    with reading(beside.engine) as connection:
        assert terms_in_force(connection) == SegmentTerms(20, 60, 120, 6, 15_000_00)
    assert newest(beside)[1] == Action.SEGMENT_TERMS_CHANGED.value
    browser.picture("segment_terms-ru")
    set_terms(beside, SegmentTerms(), "person-anna")


def test_thresholds_that_fit_nobody_are_refused_with_what_was_typed(visitor: Visitor, beside: Central) -> None:
    boris = visitor("boris")
    token = form_token(boris.get("/office/segments").text)
    typed = {"form_token": token, "lately": "90", "cooling": "30", "risk": "180", "often": "12", "much": "1000"}
    refused: httpx.Response = boris.post("/office/segments/terms", data=typed)
    assert "expected each later than the one before" in refused.text
    assert 'value="90"' in refused.text
    with reading(beside.engine) as connection:
        assert terms_in_force(connection) == SegmentTerms()


def test_every_row_of_the_journal_can_be_said() -> None:
    assert ACTION_WORDS.keys() == set(Action)
