"""A customer's page: everything that happened, with reasons, newest first; also under the name of an alias."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.people.merging import CustomersMerged
from sync.protocol.customer_page import HISTORY_ROWS, CustomerPageAnswer, CustomerPageRequest, HistoryKind, HistoryRow
from sync.protocol.operation import OperationKind, unix_ms
from sync.server.database import reading
from sync.server.expiry import burn_expired
from sync.server.people.history import HistoryPlace, history_of, history_page
from sync.server.people.page import customer_page
from sync.server.reservations.refused import RequestInvalidError
from tests.sync.server.paper import AT, DAY, Stream, sale, sale_return
from tests.sync.server.people.reporting import registered, report
from tests.sync.server.shop import OLGA, OLGA_PHONE, TILL, Shop


def asked(shop: Shop, customer_id: str = OLGA) -> CustomerPageAnswer:
    return customer_page(shop.central, shop.till(), CustomerPageRequest(customer_id, "operator-1"))


def test_receipts_and_what_else_moved_points(shop: Shop) -> None:
    stream = Stream(TILL)
    bought = sale(1, OLGA, pieces=(2,), points=5_000)
    stream.add(bought)
    stream.add(sale_return(2, bought, {"line-0": 1}))
    shop.push(stream.request())
    burn_expired(shop.central.engine, DAY + timedelta(days=6), AT)
    page = asked(shop)
    assert page.customer is not None and page.customer.phone_e164 == OLGA_PHONE
    told = {row.kind: row for row in page.history}
    assert set(told) == {HistoryKind.SALE, HistoryKind.RETURN, HistoryKind.OPENING, HistoryKind.BURN}
    sold = told[HistoryKind.SALE]
    assert (sold.number, sold.spent, sold.earned, sold.money_kopecks) == (
        bought.number,
        5_000,
        bought.earned,
        bought.money_kopecks,
    )
    assert sold.points == bought.earned - 5_000
    assert told[HistoryKind.RETURN].points == 2_500 - told[HistoryKind.RETURN].earned
    assert told[HistoryKind.BURN].points < 0
    assert sum(row.points for row in page.history) == page.account.available  # type: ignore[union-attr]


def test_an_alias_leads_to_the_person_with_both_histories(shop: Shop) -> None:
    stream = Stream(TILL)
    record = registered(shop, invited_by=OLGA)
    report(shop, stream, OperationKind.CUSTOMER_REGISTERED, record.registration_id, record)
    page = asked(shop, "anna")
    assert (page.registered_at, page.invited_by) == (AT, "Ольга П.")
    assert [(each.purpose, each.withdrawn) for each in page.consents] == [(ConsentPurpose.PERSONAL_DATA, False)]
    stream.add(sale(1, "anna", pieces=(2,), earned=700))
    shop.push(stream.request(stream.operations[-1]))
    merged = CustomersMerged("m-1", OLGA, "anna", "two phones", "operator-1", "boss", AT)
    report(shop, stream, OperationKind.CUSTOMERS_MERGED, "m-1", merged)
    page = asked(shop, "anna")
    assert page.customer is not None and page.customer.customer_id == OLGA
    kinds = [row.kind for row in page.history]
    assert HistoryKind.SALE in kinds and HistoryKind.MERGE in kinds and HistoryKind.OPENING in kinds


def test_a_long_history_is_cut_and_says_so(shop: Shop) -> None:
    stream = Stream(TILL)
    for number in range(1, HISTORY_ROWS + 5):
        stream.add(sale(number, OLGA, pieces=(1,)))
    shop.push(stream.request())
    page = asked(shop)
    assert len(page.history) == HISTORY_ROWS and page.more


def test_a_stranger_has_no_page(shop: Shop) -> None:
    assert asked(shop, "nobody") == CustomerPageAnswer(None, None)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.integers(1, 7))
def test_pages_of_any_size_tell_every_row_once_in_order(long_history: Shop, size: int) -> None:
    with reading(long_history.central.engine) as connection:
        whole = history_of(connection, OLGA, 1_000)
        told: list[HistoryRow] = []
        page = history_page(connection, OLGA, size)
        told += page.rows
        while page.next_before is not None:
            assert len(page.rows) == size
            page = history_page(connection, OLGA, size, before=HistoryPlace.parse(str(page.next_before)))
            told += page.rows
    assert tuple(told) == whole and len(whole) > 10


@pytest.fixture
def long_history(shop: Shop) -> Shop:
    """Receipts of the same moment, returns and points that burnt."""
    stream = Stream(TILL)
    for number in range(1, 10):
        stream.add(sale(number, OLGA, pieces=(2,), points=100))
    sold = sale(50, OLGA, pieces=(2,))
    stream.add(sold)
    stream.add(sale_return(51, sold, {"line-0": 1}))
    shop.push(stream.request())
    burn_expired(shop.central.engine, DAY + timedelta(days=6), AT)
    return shop


def test_the_door_tells_older_rows_and_refuses_a_place_that_is_none(long_history: Shop) -> None:
    page = asked(long_history)
    assert not page.more and page.next_before == ""
    at = page.history[2].at
    request = CustomerPageRequest(OLGA, "operator-1", before=f"{unix_ms(at)}/~")
    older = customer_page(long_history.central, long_history.till(), request)
    assert older.history and all(row.at <= at for row in older.history)
    for place in ("x", "1/", "-1/a", "9" * 30 + "/a", "1/a\0"):
        with pytest.raises(RequestInvalidError):
            customer_page(
                long_history.central, long_history.till(), CustomerPageRequest(OLGA, "operator-1", before=place)
            )
