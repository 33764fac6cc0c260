"""The office resolves what a till cannot: with a corrected record, in a stream of its own that the audit accepts."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from pos_app.domain.parked.resolved import Resolution
from sync.protocol.encoding import encode
from sync.protocol.parked import ParkedState
from sync.protocol.receipt_lookup import ReceiptRequest
from sync.server.database import reading
from sync.server.enrolment import TillUnknownError, all_tills
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.journal.journal import journal_rows
from sync.server.receipt_lookup import find_receipt
from sync.server.resolution.office import OfficeDecision, body_of_parked, decide_at_office, waiting_operations
from sync.server.tables import JOURNAL
from sync.server.web import exchange
from tests.sync.server.paper import Stream, sale, sale_return
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop

SOLD = sale(1, OLGA, pieces=(4,), points=25_000, earned=500)
WRONG = replace(SOLD, money_kopecks=SOLD.money_kopecks + 1)


@pytest.fixture
def stream(shop: Shop) -> Stream:
    """A till whose only receipt is parked."""
    made = Stream(TILL)
    made.add(WRONG)
    shop.push(made.request())
    return made


def decision(action: Resolution, approved_by: str | None = "Глеб", **more: object) -> OfficeDecision:
    return OfficeDecision(TILL, SOLD.receipt_id, action, "Вера", approved_by, "касса сбилась", **more)  # type: ignore[arg-type]


def test_what_waits_is_listed_with_its_record(shop: Shop, stream: Stream) -> None:
    with reading(shop.central.engine) as connection:
        (waiting,) = waiting_operations(connection)
        assert body_of_parked(connection, "2", SOLD.receipt_id) == encode(WRONG)
    assert (waiting.till, waiting.op_id, waiting.reason) == ("2", SOLD.receipt_id, "sums_do_not_tie")


def test_a_corrected_receipt_counts_and_is_found_and_can_be_returned(shop: Shop, stream: Stream) -> None:
    body = encode(SOLD).decode()
    decide_at_office(shop.central, decision(Resolution.REPLAY, body=body))
    assert shop.account().available == 25_500
    assert shop.findings() == []
    (told,) = exchange.parked(shop.central, shop.till()).operations
    assert told.state is ParkedState.REPLAYED
    assert find_receipt(shop.central, shop.till(OTHER_TILL), ReceiptRequest(SOLD.number)).sale == SOLD
    stream.add(sale_return(2, SOLD, {"line-0": 4}))
    assert shop.push(stream.request()).results[-1].reason is None
    assert shop.account().available == 50_000
    assert shop.findings() == []
    with reading(shop.central.engine) as connection:
        assert [till.code for till in all_tills(connection)] == ["2", "3"]
        (row,) = [row for row in journal_rows(connection) if row.action == "resolved"]
    assert row.actor == "Вера"


def test_decisions_of_one_office_follow_each_other(shop: Shop) -> None:
    made = Stream(TILL)
    for number in (1, 2, 3):
        made.add(replace(sale(number, None), money_kopecks=1))
    shop.push(made.request())
    for number in (1, 2, 3):
        each = OfficeDecision("2", f"sale-{number:06d}", Resolution.VOID, "Вера", None, "пробит в воздух")
        decide_at_office(shop.central, each)
    assert shop.findings() == []
    with reading(shop.central.engine) as connection:
        assert waiting_operations(connection) == ()


def test_points_set_right_by_two(shop: Shop, stream: Stream) -> None:
    decide_at_office(shop.central, decision(Resolution.ADJUST, points=700, customer_id=OLGA))
    assert shop.account().available == 50_700
    assert shop.findings() == []


@pytest.mark.parametrize("approved_by", [None, "Вера"])
def test_one_person_alone_moves_no_points_and_nothing_is_left_behind(
    shop: Shop, stream: Stream, approved_by: str | None
) -> None:
    for wrong in (
        decision(Resolution.REPLAY, approved_by, body=encode(SOLD).decode()),
        decision(Resolution.ADJUST, approved_by, points=700, customer_id=OLGA),
    ):
        with pytest.raises(RuleBrokenError, match="second_person_needed"):
            decide_at_office(shop.central, wrong)
    assert shop.account().available == 50_000
    assert shop.findings() == []


def test_what_is_not_parked_unreadable_or_of_no_till_is_refused(shop: Shop, stream: Stream) -> None:
    with pytest.raises(RuleBrokenError, match="body_invalid"):
        decide_at_office(shop.central, decision(Resolution.REPLAY, body="{}"))
    with pytest.raises(RuleBrokenError, match="reason_needed"):
        decide_at_office(shop.central, replace(decision(Resolution.VOID), reason=" "))
    with pytest.raises(TillUnknownError):
        decide_at_office(shop.central, replace(decision(Resolution.VOID), till="99"))
    decide_at_office(shop.central, decision(Resolution.VOID, None))
    with pytest.raises(RuleBrokenError, match="not_parked"):
        decide_at_office(shop.central, decision(Resolution.VOID, None))
    with reading(shop.central.engine) as connection:
        assert connection.execute(select(JOURNAL.c.action)).scalars().all().count("resolved") == 1
