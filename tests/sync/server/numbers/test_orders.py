"""Orders on the server: taken in, told to the tills of their shop, opened by one till, handed out, cancelled."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.opened_order import PickUp
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderState
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from sync.protocol.claim import ClaimAnswer, ClaimRequest, ClaimState
from sync.protocol.encoding import encode
from sync.protocol.pull import PullRequest
from sync.protocol.rows import GoodsRow, OrderRow
from sync.protocol.rows import Stream as FeedStream
from sync.server.access.enrolment_codes import make_code
from sync.server.audit.report import audit
from sync.server.database import reading, writing
from sync.server.feed import publish
from sync.server.journal.journal import Action, journal_rows
from sync.server.numbers import order_office
from sync.server.numbers.order_office import (
    OrderOfficeError,
    OrderTaken,
    cancel_order,
    forget_ended_orders,
    listed_orders,
    order_clashes,
    take_orders,
)
from sync.server.numbers.orders_document import OrdersInvalidError, orders_schema, read_orders
from sync.server.office.shop_naming import name_shop
from sync.server.retry import write
from sync.server.stored_value.accounts import ValueAccount
from sync.server.web import exchange
from tests.sync.server.paper import AT, TEA, Stream, sale, sale_return
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop


def document(**changed: object) -> str:
    order = {"order": "web-1", "customer": OLGA, "note": "Позвонить", "ready": "2026-03-05"}
    lines = [{"code": TEA.item_id, "quantity": 3_000}]
    return json.dumps({"orders": [{**order, "lines": lines, **changed}]})


def take(place: Shop, **changed: object) -> OrderTaken:
    numbers = count(41)
    return take_orders(place.central, read_orders(document(**changed)), "test", lambda _: next(numbers))[0]


def ask(shop: Shop, claim_id: str, number: str, till: str = TILL, receipt_id: str = "sale-000001") -> ClaimAnswer:
    request = ClaimRequest(claim_id, ClaimKind.ORDER, number, receipt_id, 1)
    return exchange.claim(shop.central, shop.till(till), request)


def handing_out(number: int, order: str, pieces: int, prepaid: int = 0, at_risk: bool = False) -> Sale:
    bare = sale(number, OLGA, pieces=(pieces,), earned=0)
    sold = replace(bare, picked_up=PickUp(order, (pieces * 1_000,), at_risk))
    if not prepaid:
        return sold
    rest = bare.money_kopecks - prepaid
    paid = Tender(TenderKind.PREPAID, prepaid, prepaid, reference=order)
    tenders = (paid, *((Tender(TenderKind.CASH, rest, rest),) if rest else ()))
    line = replace(bare.lines[0], tender_kopecks=tuple(each.amount_kopecks for each in tenders))
    return replace(sold, lines=(line,), tenders=tenders)


def push(shop: Shop, *records: Sale, till: str = TILL, stream: Stream | None = None) -> list[str]:
    made = stream or Stream(till)
    before = len(made.operations)
    for record in records:
        made.add(record)
    answer = shop.push(made.request(*made.operations[before:]))
    return [result.outcome.value if result.reason is None else result.reason for result in answer.results]


def cancelling(number: str, cancel_id: str = "cancel-1") -> OrderCancelled:
    return OrderCancelled(cancel_id, number, "lena", "boss", "not wanted", AT)


def push_cancelling(shop: Shop, record: OrderCancelled, stream: Stream, sale: Sale | None = None) -> str | None:
    """``sale``: what the till sold before it."""
    before = len(stream.operations)
    if sale is not None:
        stream.add(sale)
    stream.add_body(record.cancel_id, "order_cancelled", encode(record))
    answer = shop.push(stream.request(*stream.operations[before:]))
    return answer.results[-1].reason


def told(shop: Shop, till: str = TILL) -> list[OrderRow]:
    return list(exchange.pull(shop.central, shop.till(till), PullRequest(FeedStream.ORDERS, None)).rows)


def order(shop: Shop) -> PreOrder:
    (found,) = listed_orders(shop.central, only_open=False)
    assert audit(shop.central.engine).findings == ()
    return found


def test_an_order_is_taken_in_told_to_the_tills_of_its_shop_and_handed_out(shop: Shop) -> None:
    taken = take(shop)
    assert (taken.outside_id, taken.outcome) == ("web-1", "new")
    waiting = order(shop)
    assert (waiting.customer_id, waiting.note, waiting.ready_day) == (OLGA, "Позвонить", date(2026, 3, 5))
    assert [row.order for row in told(shop)] == [waiting]
    answer = ask(shop, "a", taken.number)
    assert (answer.state, answer.order) == (ClaimState.GRANTED, waiting)
    assert ask(shop, "b", taken.number, OTHER_TILL).state is ClaimState.CLAIMED
    assert push(shop, handing_out(1, taken.number, 3)) == ["created"]
    assert order(shop).state is PreOrderState.PICKED_UP
    used = ask(shop, "c", taken.number, OTHER_TILL)
    assert (used.state, used.receipt_number) == (ClaimState.USED, handing_out(1, taken.number, 3).number)
    assert [row.order and row.order.state for row in told(shop)] == [PreOrderState.PICKED_UP]


def test_a_part_leaves_the_rest_and_what_was_prepaid_pays_once(shop: Shop) -> None:
    stream = Stream(TILL)
    taken = take(shop, prepaid_kopecks=25_000)
    first = handing_out(1, taken.number, 1, prepaid=10_000)
    push(shop, first, stream=stream)
    part = order(shop)
    assert (part.state, part.lines[0].left, part.prepaid_kopecks) == (PreOrderState.PARTLY, 2_000, 15_000)
    push(shop, handing_out(2, taken.number, 2, prepaid=15_000), stream=stream)
    assert (order(shop).state, order(shop).prepaid_kopecks) == (PreOrderState.PICKED_UP, 0)
    sums = audit(shop.central.engine).value_sums
    assert (sums[ValueAccount.CERTIFICATE], sums[ValueAccount.PAID], sums[ValueAccount.RISK]) == (0, -25_000, 0)
    push(shop, sale_return(3, first, {"line-0": 1}), stream=stream)  # type: ignore[arg-type]
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == -10_000, (
        "owed again, paid back as it came"
    )


def test_a_question_that_comes_after_its_receipt_keeps_the_rest_for_nobody(shop: Shop) -> None:
    taken = take(shop)
    part = handing_out(1, taken.number, 1, at_risk=True)
    push(shop, part)
    assert ask(shop, "late", taken.number, receipt_id=part.receipt_id).state is ClaimState.CLOSED
    assert ask(shop, "other", taken.number, OTHER_TILL).state is ClaimState.GRANTED


def test_two_tills_without_the_server_hand_out_the_same_and_the_second_is_flagged(shop: Shop) -> None:
    taken = take(shop, prepaid_kopecks=30_000)
    push(shop, handing_out(1, taken.number, 3, prepaid=30_000, at_risk=True))
    twice = replace(handing_out(2, taken.number, 3, prepaid=30_000, at_risk=True), number="3-000002", till_code="3")
    assert push(shop, twice, till=OTHER_TILL) == ["created"]
    with reading(shop.central.engine) as connection:
        (clash,) = order_clashes(connection)
    assert (clash.receipt_number, clash.why, clash.at_risk) == ("3-000002", "ended", True)
    report = audit(shop.central.engine)
    assert report.findings == ()
    assert report.flagged == {"order_handed_out_twice": 1, "value_at_risk": 1}


def test_more_than_waits_and_strangers_are_flagged_and_never_lost(shop: Shop) -> None:
    stream = Stream(TILL)
    taken = take(shop)
    assert push(shop, handing_out(1, taken.number, 5), handing_out(2, "KO999999993", 1), stream=stream) == [
        "created",
        "created",
    ]
    with reading(shop.central.engine) as connection:
        assert [each.why for each in order_clashes(connection)] == ["over", "unknown"]


def test_the_same_document_again_is_the_same_order_and_a_new_one_changes_it_while_it_waits(shop: Shop) -> None:
    taken = take(shop, prepaid_kopecks=5_000)
    assert take(shop, prepaid_kopecks=5_000) == OrderTaken("web-1", taken.number, "same")
    assert take(shop, prepaid_kopecks=7_000).outcome == "changed"
    assert order(shop).prepaid_kopecks == 7_000
    ask(shop, "a", taken.number)
    with pytest.raises(OrdersInvalidError, match="being handed out"):
        take(shop, prepaid_kopecks=9_000)


def test_cancelling_pays_back_what_was_prepaid_and_tills_forget_what_ended(shop: Shop) -> None:
    taken = take(shop, prepaid_kopecks=5_000)
    with pytest.raises(OrderOfficeError, match="reason"):
        cancel_order(shop.central, taken.number, " ", "test")
    assert cancel_order(shop.central, taken.number, "changed her mind", "test") == 5_000
    assert order(shop).state is PreOrderState.CANCELLED
    assert ask(shop, "a", taken.number).state is ClaimState.CANCELLED
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == 0
    assert forget_ended_orders(shop.central, days=0) == 0, "on the day itself it is still shown"
    assert forget_ended_orders(shop.central, days=-1) == 1
    assert [row.deleted for row in told(shop)] == [True]
    assert forget_ended_orders(shop.central, days=-1) == 0


def test_the_same_order_twice_at_one_moment_is_taken_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with many writers lets the second in until it meets the first one's name."""
    met: list[OrderTaken] = []

    def beside(engine: Engine, work: Callable[[Connection], object]) -> object:
        monkeypatch.undo()
        met.append(take(shop, prepaid_kopecks=5_000))
        raise IntegrityError("INSERT", None, Exception("unique"))

    monkeypatch.setattr(order_office, "write", beside)
    second = take(shop, prepaid_kopecks=5_000)
    assert (met[0].outcome, second.outcome, second.number) == ("new", "same", met[0].number)
    assert order(shop).prepaid_kopecks == 5_000
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == -5_000


def test_a_till_cancels_and_what_was_prepaid_is_owed_no_more(shop: Shop) -> None:
    taken = take(shop, prepaid_kopecks=5_000)
    ask(shop, "a", taken.number)
    stream = Stream(TILL)
    assert push_cancelling(shop, cancelling(taken.number), stream) is None
    assert (order(shop).state, order(shop).prepaid_kopecks) == (PreOrderState.CANCELLED, 0)
    assert [row.order and row.order.state for row in told(shop)] == [PreOrderState.CANCELLED]
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == 0
    assert ask(shop, "b", taken.number, OTHER_TILL).state is ClaimState.CANCELLED
    assert push_cancelling(shop, cancelling(taken.number, "cancel-2"), stream) is None, "twice is once"
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == 0
    with reading(shop.central.engine) as connection:
        entries = [each for each in journal_rows(connection) if each.action == Action.ORDER_CANCELLED.value]
    assert [(each.actor, each.subject, each.detail) for each in entries] == [("boss", taken.number, "not wanted")]


def test_a_part_was_handed_out_and_the_rest_is_cancelled(shop: Shop) -> None:
    taken = take(shop, prepaid_kopecks=25_000)
    first = handing_out(1, taken.number, 1, prepaid=10_000)
    assert push_cancelling(shop, cancelling(taken.number), Stream(TILL), first) is None
    assert (order(shop).state, order(shop).lines[0].handed_out) == (PreOrderState.CANCELLED, 1_000)
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == 0


def test_cancelled_too_late_and_of_nobody_is_flagged_and_changes_nothing(shop: Shop) -> None:
    taken = take(shop)
    push(shop, replace(handing_out(2, taken.number, 3), number="3-000002", till_code="3"), till=OTHER_TILL)
    stream = Stream(TILL)
    assert push_cancelling(shop, cancelling(taken.number), stream) is None
    assert push_cancelling(shop, cancelling("KO999999993", "cancel-2"), stream) is None
    assert order(shop).state is PreOrderState.PICKED_UP
    assert audit(shop.central.engine).flagged == {"order_cancelled_too_late": 1, "order_unknown": 1}


def test_a_till_that_has_it_open_meanwhile_is_flagged(shop: Shop) -> None:
    taken = take(shop)
    assert ask(shop, "b", taken.number, OTHER_TILL).state is ClaimState.GRANTED
    assert push_cancelling(shop, cancelling(taken.number), Stream(TILL)) is None
    late = replace(handing_out(2, taken.number, 3), number="3-000002", till_code="3")
    assert push(shop, late, till=OTHER_TILL) == ["created"]
    with reading(shop.central.engine) as connection:
        assert [each.why for each in order_clashes(connection)] == ["ended"]


def test_another_shops_order_is_not_told_and_not_opened(shop: Shop) -> None:
    write(shop.central.engine, lambda c: make_code(c, shop.clock.now(), os.urandom, "test", "far away", "1"))
    taken = take(shop, shop="far away")
    assert [row.deleted for row in told(shop)] == [True]
    assert ask(shop, "a", taken.number).state is ClaimState.ELSEWHERE


def test_an_order_for_a_shop_that_nobody_knows_is_refused_with_all_of_its_document(shop: Shop) -> None:
    lines = [{"code": TEA.item_id, "quantity": 1_000}]
    text = json.dumps(
        {"orders": [{"order": "good", "lines": lines}, {"order": "lost", "shop": "shpo", "lines": lines}]}
    )
    numbers = count(41)
    with pytest.raises(OrdersInvalidError) as caught:
        take_orders(shop.central, read_orders(text), "test", lambda _: next(numbers))
    assert caught.value.problems == ("order 'lost': there is no shop 'shpo' here; known are shop",)
    assert listed_orders(shop.central, only_open=False) == ()
    name_shop(shop.central, "shpo", "На Садовой", "test")  # a shop that is to open has a name before it has a till
    assert len(take_orders(shop.central, read_orders(text), "test", lambda _: next(numbers))) == 2


def test_an_order_without_a_shop_needs_a_chain_of_one(sqlite_shop: Shop) -> None:
    with sqlite_shop.central.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE till SET shop_id = 'north' WHERE code = '2'")
        connection.exec_driver_sql("UPDATE till SET shop_id = 'south' WHERE code = '3'")
        connection.exec_driver_sql("UPDATE enrolment_code SET shop_id = 'north'")
    with pytest.raises(OrdersInvalidError, match="there is no shop 'shop' here; known are north, south"):
        take(sqlite_shop)
    assert take(sqlite_shop, shop="south").outcome == "new"


def test_csv_says_the_same_as_json_and_every_wrong_line_is_named(shop: Shop) -> None:
    text = "order,customer,prepaid_kopecks,note,ready,code,quantity,price_kopecks\n"
    (read,) = read_orders(f"{text}web-1,{OLGA},0,Позвонить,2026-03-05,{TEA.item_id},3,\n")
    assert read == replace(read_orders(document())[0], customer=OLGA)
    assert read_orders(f"{text}a,,,,,{TEA.item_id},0.5,100\n")[0].lines[0].quantity == 500
    with pytest.raises(OrdersInvalidError) as caught:
        read_orders(f"{text}a,,,,,,1,\nb,,,,,{TEA.item_id},much,\n")
    assert len(caught.value.problems) >= 2
    (late,) = read_orders(f"{text}a,,,,,{TEA.item_id},1,\na,,5000,,,{TEA.item_id},2,\n")
    assert (late.prepaid_kopecks, len(late.lines)) == (5_000, 2), "whichever line says what was paid"
    with pytest.raises(OrdersInvalidError, match="line 3: prepaid_kopecks: expected"):
        read_orders(f"{text}a,,5000,,,{TEA.item_id},1,\na,,6000,,,{TEA.item_id},2,\n")
    with pytest.raises(OrdersInvalidError, match="line 2"):
        read_orders(f"{text}a,,,,,{TEA.item_id},Infinity,\n")
    with pytest.raises(OrdersInvalidError, match="no goods"):
        take(shop, lines=[{"code": "none", "quantity": 1}])
    with pytest.raises(OrdersInvalidError, match="nobody"):
        take(shop, customer="+7 973 000-00-99")
    assert orders_schema()["title"] == "OrdersDocument"


def test_goods_are_found_by_what_they_are_called_now(shop: Shop) -> None:
    def published(*rows: GoodsRow) -> None:
        with writing(shop.central.engine) as connection:
            publish(connection, FeedStream.GOODS, rows)

    def ordered(name: str, code: str) -> str:
        return take(shop, order=name, lines=[{"code": code, "quantity": 1_000}]).number

    old, new = (
        replace(TEA, article="A-1", codes=("4600000000017",)),
        replace(TEA, article="A-2", codes=("4600000000024",)),
    )
    published(GoodsRow(TEA.item_id, old))
    assert ordered("web-1", "A-1") != ""
    assert ordered("web-2", "4600000000017") != ""
    published(GoodsRow(TEA.item_id, new), GoodsRow("twin", replace(new, item_id="twin", article="A-3")))
    assert ordered("web-3", "A-2") != ""
    for called in ("A-1", "4600000000017", "4600000000024"):  # gone, gone, and of two goods
        with pytest.raises(OrdersInvalidError, match="no goods"):
            ordered("web-4", called)
    published(GoodsRow("twin", None, deleted=True))
    assert ordered("web-4", "4600000000024") != ""
