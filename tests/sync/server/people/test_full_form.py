"""The full form, looks at phones, two accounts that a person says are one."""

import base64
from datetime import date

from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_trust import PhoneShown
from sync.protocol.operation import OperationKind
from tests.sync.server.paper import AT, Stream, sale
from tests.sync.server.people.reporting import journal, people, registered, report
from tests.sync.server.shop import IVAN, OLGA, TILL, Shop

EMAIL = "olga@mail.example"


def details(shop: Shop, op_id: str, cipher: str, birth_day: date | None = date(1991, 1, 2)) -> DetailsChanged:
    return DetailsChanged(op_id, OLGA, "Ольга Петрова", cipher, birth_day, "operator-1", AT)


def test_the_full_form_is_told_to_the_tills_and_stands_nowhere_in_clear(shop: Shop) -> None:
    stream = Stream(TILL)
    sealed = base64.b64encode(shop.central.vault.seal_email(EMAIL, OLGA)).decode()
    assert report(shop, stream, OperationKind.DETAILS_CHANGED, "d-1", details(shop, "d-1", sealed)) is None
    row = people(shop)[OLGA]
    assert (row.name, row.email, row.birth_day) == ("Ольга Петрова", EMAIL, date(1991, 1, 2))
    assert EMAIL.encode() not in shop.stored()
    assert report(shop, stream, OperationKind.DETAILS_CHANGED, "d-2", details(shop, "d-2", "", None)) is None
    assert (people(shop)[OLGA].email, people(shop)[OLGA].birth_day) == ("", None)


def test_an_address_sealed_for_somebody_else_is_kept_aside(shop: Shop) -> None:
    sealed = base64.b64encode(shop.central.vault.seal_email(EMAIL, IVAN)).decode()
    reason = report(shop, Stream(TILL), OperationKind.DETAILS_CHANGED, "d-1", details(shop, "d-1", sealed))
    assert reason == "email_unreadable"


def test_a_look_at_a_phone_stands_in_the_journal(shop: Shop) -> None:
    record = PhoneShown("h-1", OLGA, "operator-1", AT)
    assert report(shop, Stream(TILL), OperationKind.PHONE_SHOWN, "h-1", record) is None
    assert journal(shop)[-1] == ("operator-1", "phone_shown", OLGA)


def merged(op_id: str, approved_by: str, goes: str = "anna") -> CustomersMerged:
    return CustomersMerged(op_id, OLGA, goes, "two phones", "operator-1", approved_by, AT)


def test_two_accounts_become_one_and_the_history_stays(shop: Shop) -> None:
    stream = Stream(TILL)
    record = registered(shop)
    report(shop, stream, OperationKind.CUSTOMER_REGISTERED, record.registration_id, record)
    stream.add(sale(1, "anna", pieces=(2,), earned=700))
    shop.push(stream.request(stream.operations[-1]))
    before = shop.account().available
    assert report(shop, stream, OperationKind.CUSTOMERS_MERGED, "m-1", merged("m-1", "operator-1")) == "role_too_low"
    assert report(shop, stream, OperationKind.CUSTOMERS_MERGED, "m-2", merged("m-2", "boss", OLGA)) == "same_customer"
    assert report(shop, stream, OperationKind.CUSTOMERS_MERGED, "m-3", merged("m-3", "boss")) is None
    assert shop.account().available == before + 700
    assert (people(shop)["anna"].deleted, people(shop)[OLGA].deleted) == (True, False)
    assert report(shop, stream, OperationKind.CUSTOMERS_MERGED, "m-4", merged("m-4", "boss")) is None  # one already
    stream.add(sale(2, "anna", pieces=(1,), earned=300))
    shop.push(stream.request(stream.operations[-1]))
    assert shop.account().available == before + 1_000
    assert shop.findings() == []
    assert journal(shop)[-1] == ("operator-1", "customers_merged", OLGA)
