"""The customer's page by key: what is shown, what may be done, what is said without the server."""

import base64
from dataclasses import replace

import pytest

from pos_app.domain.codes.card_number import generate as card
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentPurpose, ConsentWithdrawn
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.fact import PersonFact
from pos_app.domain.people.held_card import BlockReason
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.ui.screens.customer_page import CustomerPageScreen
from pos_app.ui.screens.sale_return import ReturnScreen
from tests.fakes.customer_door import CODE
from tests.ui.demo_till import CARD, MILK
from tests.ui.server_page import server_page
from tests.ui.stage import Stage

NEW_CARD = card(77)


def page(stage: Stage) -> CustomerPageScreen:
    screen = stage.screen
    assert isinstance(screen, CustomerPageScreen)
    return screen


def shown(stage: Stage) -> str:
    return " | ".join(label.text() for label in page(stage).summary.labels() if label.text())


def facts(stage: Stage) -> list[PersonFact]:
    return [one for one in stage.till.books.operations if isinstance(one, PersonFact)]


def rows(stage: Stage) -> list[tuple[str, ...]]:
    return [row.texts for row in page(stage).model.rows]


@pytest.fixture
def at_page(sale: Stage) -> Stage:
    """Anna's page; she bought at this till before, and the server tells of other tills."""
    sale.scan(MILK, CARD)
    sale.keys("F11", "Esc")
    sale.till.customer_door.pages["c-1"] = server_page(sale)
    sale.scan(MILK, CARD)
    sale.keys("F2", "F3")
    sale.wait_while(lambda: not page(sale).is_told)
    return sale


def test_two_keys_lead_to_the_page_and_esc_back(at_page: Stage) -> None:
    assert at_page.screen_name == "customer_page"
    text = shown(at_page)
    for part in ("Петрова Анна К.", "Золотой", "балл", "01.04.2026", "···0018", "Смирнов Олег В.", "2026-1"):
        assert part in text, part
    at_page.keys("Esc")
    assert at_page.screen_name == "sale" and at_page.state.basket.customer_id == "c-1"


def test_the_history_names_what_happened_and_why(at_page: Stage) -> None:
    what = [row[1] for row in rows(at_page)]
    assert what[0] == "Чек 2-000001 · ждёт сервера"
    assert what[1] == "Чек 7-000118"
    assert "касса зажевала чек" in what[4]


def test_without_the_server_it_says_that_it_knows_less(sale: Stage) -> None:
    sale.scan(MILK, CARD)
    sale.keys("F11", "Esc")
    sale.offline()
    sale.scan(MILK, CARD)
    sale.keys("F2", "F3")
    assert not page(sale).is_told
    assert "только этой кассы" in page(sale).line_entry.placeholderText()
    assert [row[1] for row in rows(sale)] == ["Чек 2-000001", "Больше эта касса не знает: остальное на сервере"]


def test_a_server_that_does_not_answer_leaves_what_is_known(sale: Stage) -> None:
    sale.till.customer_door.says = [""]
    sale.scan(MILK, CARD)
    sale.keys("F2", "F3")
    sale.wait_while(lambda: not sale.till.customer_door.asked)
    sale.settle()
    assert sale.screen_name == "customer_page" and not page(sale).is_told


def test_the_phone_is_shown_by_key_and_the_journal_names_who(at_page: Stage) -> None:
    assert "001-23-42" not in shown(at_page)
    at_page.keys("F2")
    assert "001-23-42" in shown(at_page)
    (fact,) = facts(at_page)
    assert isinstance(fact, PhoneShown) and fact.operator_id == "cashier-1"
    at_page.keys("F2")
    assert "001-23-42" not in shown(at_page)
    at_page.keys("F2", "Esc", "F2", "F3")
    assert "001-23-42" not in shown(at_page)


def test_a_receipt_opens_and_tells_why_and_goods_come_back(at_page: Stage) -> None:
    at_page.keys("Enter")
    assert page(at_page).paper.isVisible()
    at_page.keys("Esc", "Insert")
    assert at_page.screen_name == "why"
    at_page.keys("Esc")
    assert at_page.screen_name == "customer_page"
    at_page.keys("F9")
    assert at_page.screen_name == "sale_return"
    assert isinstance(at_page.screen, ReturnScreen)
    assert at_page.screen.model.rowCount() == 1  # the receipt is open, not the list of the latest


def test_a_receipt_of_another_till_says_so(at_page: Stage) -> None:
    at_page.keys("Down", "Enter")
    assert not page(at_page).paper.isVisible()
    assert "другой кассе" in page(at_page).advice.text()


def test_a_lost_card_is_replaced_in_three_keys_and_a_scan(at_page: Stage) -> None:
    at_page.keys("F3", "2")
    at_page.scan(NEW_CARD)
    blocked, bound = facts(at_page)
    assert isinstance(blocked, CardBlocked) and blocked.reason is BlockReason.LOST
    assert isinstance(bound, CardBound) and bound.card_number == NEW_CARD
    assert f"···{NEW_CARD[-4:]}" in shown(at_page) and "утеряна" in shown(at_page)
    at_page.keys("Esc")
    at_page.scan(CARD)
    assert "заблокирована" in at_page.error
    at_page.scan(NEW_CARD)
    assert at_page.state.basket.customer_id == "c-1"


def test_a_wrong_card_is_explained(at_page: Stage) -> None:
    at_page.keys("F3", "1", "12", "Enter")
    assert "KP" in at_page.error
    at_page.scan("KP000000026")  # somebody else's
    assert at_page.error and facts(at_page) == []
    at_page.keys("Esc")
    assert page(at_page).dialog_name == ""


def test_a_found_card_takes_a_senior_person(at_page: Stage) -> None:
    at_page.keys("F3", "4", "F3", "2")
    assert page(at_page).dialog_name == "approval"
    at_page.keys("1111", "Enter")
    assert at_page.error
    at_page.keys("2222", "Enter")
    assert isinstance(facts(at_page)[-1], CardActivated)
    assert page(at_page).dialog_name == ""


def test_the_full_form_is_filled_with_enter(at_page: Stage) -> None:
    at_page.keys("F4", "Enter", "anna@mail.example", "Enter", "Enter")
    (fact,) = facts(at_page)
    assert isinstance(fact, DetailsChanged) and fact.name == "Петрова Анна К."
    assert base64.b64decode(fact.email_cipher).decode().endswith("anna@mail.example")
    assert "an···@mail.example" in shown(at_page)


def test_a_birthday_that_is_none_is_explained(at_page: Stage) -> None:
    at_page.keys("F4", "Enter", "Enter")
    page(at_page).line_entry.clear()
    at_page.keys("31.02.1990", "Enter")
    assert at_page.error and facts(at_page) == []


def test_a_consent_is_taken_back(at_page: Stage) -> None:
    at_page.keys("F5", "2", "Enter")
    (fact,) = facts(at_page)
    assert isinstance(fact, ConsentWithdrawn) and fact.purpose is ConsentPurpose.MARKETING
    assert "отозвано" in shown(at_page)


def test_two_accounts_are_shown_before_they_become_one(at_page: Stage) -> None:
    at_page.keys("F7", "89734440007", "Enter")
    assert "⚠" in page(at_page).advice.text()
    at_page.keys("Enter", "1", "2222", "Enter")
    (fact,) = facts(at_page)
    assert isinstance(fact, CustomersMerged)
    assert (fact.stays_id, fact.goes_id, fact.operator_id, fact.approved_by) == (
        "c-1",
        "c-4",
        "cashier-1",
        "senior-1",
    )


def test_the_other_account_may_be_the_one_that_stays(at_page: Stage) -> None:
    at_page.keys("F7", "89734440007", "Enter", "F2", "Enter", "1", "2222", "Enter")
    (fact,) = facts(at_page)
    assert isinstance(fact, CustomersMerged) and (fact.stays_id, fact.goes_id) == ("c-4", "c-1")


def unconfirmed(stage: Stage) -> None:
    customer, phone = stage.till.directory.people["c-1"]
    stage.till.directory.people["c-1"] = (replace(customer, confirmed=False), phone)


def test_a_phone_is_confirmed_by_the_code(sale: Stage) -> None:
    unconfirmed(sale)
    sale.scan(MILK, CARD)
    assert sale.state.priced.points_limit_kopecks == 0
    sale.keys("F2", "F6")
    sale.wait_while(lambda: not sale.till.customer_door.asked)
    sale.settle()
    sale.keys("0000", "Enter")
    sale.wait_while(lambda: not sale.error)
    assert "2" in sale.error
    sale.keys(CODE, "Enter")
    sale.wait_while(lambda: not sale.state.priced.points_limit_kopecks)
    assert sale.state.panel is not None and sale.state.panel.confirmed


def test_without_the_server_a_senior_vouches(sale: Stage) -> None:
    unconfirmed(sale)
    sale.offline()
    sale.scan(MILK, CARD)
    sale.keys("F2", "F6", "F5", "1", "2222", "Enter")
    (fact,) = facts(sale)
    assert isinstance(fact, PhoneVouched) and fact.approved_by == "senior-1"
    assert sale.state.panel is not None and sale.state.panel.confirmed


def test_a_scan_on_the_page_goes_on_selling(at_page: Stage) -> None:
    before = len(at_page.state.basket.lines)
    at_page.scan("4600000000305")
    assert at_page.screen_name == "sale" and len(at_page.state.basket.lines) == before + 1


def test_a_doubt_about_the_disk_is_asked_again_and_stored_once(at_page: Stage) -> None:
    at_page.till.books.lose_next_commit(stored=True)
    at_page.keys("F3", "4")
    assert at_page.screen_name == "checking"
    at_page.keys("Enter")
    assert at_page.screen_name == "customer_page"
    assert len([one for one in facts(at_page) if isinstance(one, CardBlocked)]) == 1
