"""A customer's new number at the till: a code to it, or a senior person; whose it is already; what the journal says."""

import pytest

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.services.customer_answers import CustomerFound, CustomerNotFound
from pos_app.services.customer_desk.phone_change import NewPhone, PhoneTakenByError
from sync.protocol.phone_code import CodeAskRequest, CodeCheckRequest
from tests.fakes.customer_door import CODE
from tests.services.refusals import refused
from tests.services.shop import ANNAS_PHONE, BORISS_PHONE, Shop

NEW = "+79731234567"


def new_phone(shop: Shop, typed: str = "8 973 123-45-67") -> NewPhone:
    return shop.desk.phone_changes.new_phone("anna", typed)


def by_code(shop: Shop, new: NewPhone, code: str) -> None:
    changes, phones = shop.desk.phone_changes, shop.desk.phones
    asked = changes.question(new)
    sent = changes.sent(asked, phones.ask(asked))
    check = changes.check(new, sent, code, shop.cashier)
    changes.told(new, check, phones.ask_check(check), shop.cashier)


def records(shop: Shop) -> list[PhoneChanged]:
    return [each for each in shop.books.operations if isinstance(each, PhoneChanged)]


def test_with_a_code_a_cashier_does_it_alone(shop: Shop) -> None:
    new = new_phone(shop)
    by_code(shop, new, CODE)
    (record,) = records(shop)
    ask, check = (each for each in shop.customer_door.asked if isinstance(each, CodeAskRequest | CodeCheckRequest))
    assert ask.phone_hash == check.phone_hash == record.phone_hash and record.code_id == ask.code_id
    assert record.approved_by == ""
    found = shop.customers.find(NEW)
    assert isinstance(found, CustomerFound) and found.customer.customer_id == "anna"
    assert isinstance(shop.customers.find(ANNAS_PHONE), CustomerNotFound)
    (deed,) = (each for each in shop.books.journal.values() if each.kind is DeedKind.PHONE_CHANGED)
    assert (deed.operator_id, deed.approved_by, deed.fact("how")) == (shop.cashier.operator_id, None, "code")
    assert NEW[2:] not in repr(record) + repr(deed) + repr(new)


def test_a_wrong_code_changes_nothing(shop: Shop) -> None:
    with refused("code_wrong"):
        by_code(shop, new_phone(shop), "0000")
    with refused("code_digits"):
        by_code(shop, new_phone(shop), "12")
    assert records(shop) == [] and isinstance(shop.customers.find(ANNAS_PHONE), CustomerFound)


def test_without_the_server_a_senior_person_approves_with_a_reason(shop: Shop) -> None:
    shop.online = False
    new = new_phone(shop)
    changes = shop.desk.phone_changes
    with refused("codes_need_server"):
        changes.question(new)
    with refused("approval_needed"):
        changes.approve(new, "lost", shop.cashier)
    with refused("approval_needed"):
        changes.approve(new, "lost", shop.cashier, shop.cashier)
    with refused("reason_needed"):
        changes.approve(new, " ", shop.cashier, shop.senior)
    changes.approve(new, "lost", shop.cashier, shop.senior)
    (record,) = records(shop)
    assert (record.approved_by, record.reason, record.code_id) == (shop.senior.operator_id, "lost", "")
    (deed,) = (each for each in shop.books.journal.values() if each.kind is DeedKind.PHONE_CHANGED)
    assert (deed.operator_name, deed.approved_by_name) == (shop.cashier.name, shop.senior.name)
    assert deed.is_reported


def test_whose_number_it_is_already(shop: Shop) -> None:
    with pytest.raises(PhoneTakenByError) as taken:
        new_phone(shop, BORISS_PHONE)
    assert taken.value.owner.customer_id == "boris"
    with refused("phone_same"):
        new_phone(shop, ANNAS_PHONE)
    with refused("customer_unknown"):
        shop.desk.phone_changes.new_phone("nobody", NEW)
    shop.customer_door.says = ["phone_taken"]
    asked = shop.desk.phone_changes.question(new_phone(shop))
    with refused("phone_of_somebody"):
        shop.desk.phone_changes.sent(asked, shop.desk.phones.ask(asked))


def test_an_older_server_is_not_told_what_it_would_misread(shop: Shop) -> None:
    shop.books.server_can = tuple(each for each in shop.books.server_can if each != "phone_changes")
    with refused("phone_change_unsupported"):
        new_phone(shop)


def test_after_a_doubt_it_is_stored_once(shop: Shop) -> None:
    new = new_phone(shop)
    shop.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        shop.desk.phone_changes.approve(new, "lost", shop.senior)
    shop.desk.phone_changes.approve(new, "lost", shop.senior)
    assert len(records(shop)) == 1
