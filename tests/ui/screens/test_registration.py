"""Joining at the counter: name, phone, two consents; also without the server."""

from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.ui.screens.sale import SaleScreen
from tests.ui.demo_till import MILK, PHONE
from tests.ui.stage import Stage

NEW_PHONE = "89736660101"


def joined(stage: Stage) -> list[CustomerRegistered]:
    return [record for record in stage.till.books.operations if isinstance(record, CustomerRegistered)]


def test_name_phone_and_two_consents(sale: Stage) -> None:
    before = sale.till.sync.nudges
    sale.scan(MILK)
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Зоя П.", "Enter", "Enter", "Enter")
    (record,) = joined(sale)
    assert record.name == "Зоя П."
    assert [consent.purpose for consent in record.consents] == list(ConsentPurpose)
    assert record.operator_id == "cashier-1"
    assert sale.state.basket.customer_id == record.customer_id
    assert sale.till.sync.nudges == before + 2  # the record, then the code that it is waited for


def test_offers_may_be_refused_and_points_are_collected_all_the_same(sale: Stage) -> None:
    sale.offline()
    sale.scan(MILK)
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Зоя П.", "Enter", "Enter", "0")
    (record,) = joined(sale)
    assert [consent.purpose for consent in record.consents] == [ConsentPurpose.PERSONAL_DATA]
    assert sale.state.priced.earned > 0


def test_without_consent_to_keep_the_data_nobody_joins(sale: Stage) -> None:
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Зоя П.", "Enter", "0")
    assert joined(sale) == []
    assert sale.state.basket.customer_id is None
    assert sale.screen_name == "sale"


def test_only_an_unknown_phone_offers_to_join(sale: Stage) -> None:
    sale.keys("F2", "9999", "Enter")
    assert "F4" not in {action.key for action in sale.window.key_bar.shown if action.enabled}
    sale.keys("Esc", "F2", PHONE, "Enter")
    assert sale.state.basket.customer_id == "c-1"


def test_a_name_is_needed_and_esc_leaves(sale: Stage) -> None:
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Enter")
    assert sale.error
    sale.keys("Esc")
    assert joined(sale) == []


def test_the_question_for_the_name_is_not_hidden_by_the_unknown_phone(sale: Stage) -> None:
    sale.keys("F2", NEW_PHONE, "Enter")
    assert sale.error
    sale.keys("F4")
    assert sale.error == ""


def test_a_friends_code_is_asked_for_by_its_key_only(sale: Stage) -> None:
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Зоя П.", "F4", "нет такого", "Enter")
    assert sale.error
    sale.keys(PHONE, "Enter", "Enter", "Enter")
    (record,) = joined(sale)
    assert (record.name, record.invited_by) == ("Зоя П.", "c-1")


def test_the_code_is_asked_for_at_once_and_may_be_left_for_later(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Зоя П.", "Enter", "Enter", "Enter")
    sale.wait_while(lambda: not sale.till.customer_door.asked)
    sale.keys("Esc")
    assert sale.state.panel is not None and not sale.state.panel.confirmed
    sale.scan(MILK)
    assert len(sale.state.basket.lines) == 1 and sale.state.priced.earned > 0


def test_without_the_server_it_is_said_when_points_may_be_spent(sale: Stage) -> None:
    sale.offline()
    sale.keys("F2", NEW_PHONE, "Enter", "F4", "Зоя П.", "Enter", "Enter", "Enter")
    assert sale.till.customer_door.asked == []
    assert sale.screen_name == "sale" and sale.state.basket.customer_id is not None


def test_name_phone_and_four_keys(sale: Stage) -> None:
    """till-screen.md: name + phone + 4. The whole number asks by itself, a letter begins the name."""
    sale.keys("F2", NEW_PHONE)
    sale.wait_while(lambda: not sale.error)
    name, keys = "Зоя", ("Enter", "Enter", "Enter")
    sale.keys(name, *keys)
    (record,) = joined(sale)
    assert record.name == name
    used = 1 + len(keys)
    print(f"register a customer: name + phone + {used} keys")
    assert used <= 4


def test_by_finger_the_letters_come_when_nobody_has_the_phone(sale: Stage) -> None:
    """And rubbing out brings the digits back: the number was typed wrong."""
    sale.scan(MILK)
    sale.keys("F2")
    screen = sale.screen
    assert isinstance(screen, SaleScreen)
    assert screen.side.pad.isVisible()
    sale.keys(NEW_PHONE, "Enter")
    assert screen.side.letters.isVisible()
    screen.type_key("Backspace")
    assert screen.side.pad.isVisible()
    sale.keys(NEW_PHONE, "Enter")
    screen.type_key("з")
    assert screen.dialog_name == "registration"
    assert screen.line.text() == "з"
