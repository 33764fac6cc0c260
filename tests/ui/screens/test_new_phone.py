"""A customer's new number by key, on his page: the code, the senior person, and somebody else's number."""

import pytest

from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.ui.screens.customer_page import CustomerPageScreen
from tests.fakes.customer_door import CODE
from tests.ui.demo_till import CARD
from tests.ui.server_page import server_page
from tests.ui.stage import Stage

NEW = "89731234567"


@pytest.fixture
def at_page(sale: Stage) -> Stage:
    sale.till.customer_door.pages["c-1"] = server_page(sale)
    sale.scan(CARD)
    sale.keys("F2", "F3")
    return sale


def dialog(stage: Stage) -> str:
    screen = stage.screen
    assert isinstance(screen, CustomerPageScreen)
    stage.wait_while(lambda: bool(getattr(screen._dialog, "_waits", False)))
    stage.settle()
    return screen.dialog_name


def changes(stage: Stage) -> list[PhoneChanged]:
    return [one for one in stage.till.books.operations if isinstance(one, PhoneChanged)]


def test_the_number_and_the_code(at_page: Stage) -> None:
    at_page.keys("F8", NEW, "Enter")
    assert dialog(at_page) == "new_phone"
    at_page.keys("0000", "Enter")
    assert dialog(at_page) == "new_phone" and at_page.error
    at_page.keys(CODE, "Enter")
    assert dialog(at_page) == ""
    (record,) = changes(at_page)
    assert record.customer_id == "c-1" and record.code_id and not record.approved_by
    at_page.keys("Esc", "F2", NEW, "Enter")
    assert at_page.state.basket.customer_id == "c-1"


def test_without_the_server_a_senior_person_with_a_reason(at_page: Stage) -> None:
    at_page.offline()
    at_page.keys("F8", NEW, "Enter")
    assert dialog(at_page) == "new_phone"
    at_page.keys("F5", "1", "2222", "Enter")
    assert dialog(at_page) == ""
    (record,) = changes(at_page)
    assert record.approved_by and record.reason


def test_somebody_elses_number_leads_to_one_account(at_page: Stage) -> None:
    at_page.keys("F8", "89734440007", "Enter")
    assert dialog(at_page) == "new_phone" and at_page.error
    at_page.keys("Enter")
    assert dialog(at_page) == "merge"
    at_page.keys("Esc")
    assert changes(at_page) == []
    assert not any(isinstance(one, CustomersMerged) for one in at_page.till.books.operations)


def test_another_number_may_be_typed_instead(at_page: Stage) -> None:
    at_page.keys("F8", "89734440007", "Enter")
    dialog(at_page)
    at_page.keys(NEW, "Enter")
    dialog(at_page)
    at_page.keys(CODE, "Enter")
    dialog(at_page)
    assert len(changes(at_page)) == 1


def test_what_is_no_number_is_refused_and_esc_changes_nothing(at_page: Stage) -> None:
    at_page.keys("F8", "123", "Enter")
    assert at_page.error and dialog(at_page) == "new_phone"
    at_page.keys("Esc", "Esc")
    assert at_page.screen_name == "sale" and changes(at_page) == []
