import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import encode
from sync.protocol.operation import Operation
from sync.protocol.push import OperationResult, Outcome
from tests.sync.server.paper import Stream, sale, sale_return
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop

TRUE = sale(1, OLGA, pieces=(2, 1), points=1_000)
LINE = TRUE.lines[0]


def lying(change: Callable[[Sale], Sale]) -> Callable[[Stream], Operation]:
    return lambda stream: stream.add(change(TRUE))


def raw(kind: str, body: bytes, v: int = 1) -> Callable[[Stream], Operation]:
    return lambda stream: stream.add_body(TRUE.receipt_id, kind, body, v)


def without(name: str) -> bytes:
    plain = json.loads(encode(TRUE))
    del plain[name]
    return json.dumps(plain).encode()


def lines(**figures: int) -> Callable[[Sale], Sale]:
    return lambda true: replace(true, lines=(replace(true.lines[0], **figures), *true.lines[1:]))


CASES: list[tuple[str, Callable[[Stream], Operation]]] = [
    ("kind_unknown", raw("gift_certificate", b"{}")),
    ("version_unknown", raw("sale", encode(TRUE), v=2)),
    ("body_invalid", raw("sale", b"not json")),
    ("body_invalid", raw("sale", without("lines"))),
    ("body_invalid", raw("shift_opened", encode(TRUE))),
    ("id_differs", lambda stream: stream.add_body("sale-other", "sale", encode(TRUE))),
    ("sums_do_not_tie", lying(lambda true: replace(true, money_kopecks=true.money_kopecks - 1))),
    ("sums_do_not_tie", lying(lambda true: replace(true, earned=true.earned + 100))),
    ("sums_do_not_tie", lying(lambda true: replace(true, points=0))),
    ("sums_do_not_tie", lying(lines(net_kopecks=LINE.net_kopecks + 1, money_kopecks=LINE.money_kopecks + 1))),
    ("sums_do_not_tie", lying(lines(quantity=0))),
    ("sums_do_not_tie", lying(lambda true: replace(true, lines=()))),
    ("sums_do_not_tie", lying(lambda true: replace(true, customer_id=None))),
    ("sums_do_not_tie", lying(lambda true: replace(true, tenders=(replace(true.tenders[0], change_kopecks=5),)))),
    ("customer_unknown", lying(lambda true: replace(true, customer_id="customer-nobody"))),
    ("lot_day_missing", lying(lambda true: replace(true, lot_expires_day=None))),
]


@pytest.mark.parametrize(("reason", "add"), CASES)
def test_what_breaks_a_rule_is_kept_with_its_reason_and_the_queue_goes_on(
    shop: Shop, reason: str, add: Callable[[Stream], Operation]
) -> None:
    stream = Stream(TILL)
    bad = add(stream)
    good = stream.add(sale(2, IVAN))
    before = shop.account()
    for attempt in (Outcome.CREATED, Outcome.EXISTS):
        answer = shop.push(stream.request())
        assert answer.results == (
            OperationResult(bad.op_id, 1, Outcome.PARKED, reason),
            OperationResult(good.op_id, 2, attempt),
        )
        if reason in ("customer_unknown", "lot_day_missing"):  # readable: the till's picture must drop its own sums
            concerned = {account.customer_id for account in answer.accounts}
            assert concerned == ({IVAN, OLGA} if reason == "lot_day_missing" else {IVAN})
    assert shop.account() == before
    assert shop.states()[bad.op_id] == ("parked", reason)
    assert shop.findings() == []


def test_an_operation_that_was_changed_on_its_way_is_parked(shop: Shop) -> None:
    stream = Stream(TILL)
    changed = replace(stream.add(TRUE), body=encode(replace(TRUE, number="2-999999")))
    assert shop.push(stream.request(changed)).results[0].reason == "hash_differs"
    assert shop.findings() == []


def test_the_same_receipt_from_a_second_till_is_parked(shop: Shop) -> None:
    first, second = Stream(TILL), Stream(OTHER_TILL)
    first.add(TRUE)
    second.add(TRUE)
    shop.push(first.request())
    balance = shop.account().available
    assert shop.push(second.request()).results[0].reason == "receipt_known"
    assert shop.account().available == balance
    assert shop.findings() == []


@pytest.mark.parametrize(
    ("reason", "asked", "change"),
    [
        ("over_return", {"line-0": 2}, {}),
        ("return_does_not_mirror", {"line-1": 1}, {"points": 9}),
        ("return_does_not_mirror", {"line-1": 1}, {"earned": 9}),
        ("sums_do_not_tie", {"line-1": 1}, {"money_kopecks": 1}),
        ("customer_differs", {"line-1": 1}, {"customer_id": IVAN}),
    ],
)
def test_a_return_that_is_no_mirror_is_parked(
    shop: Shop, reason: str, asked: dict[str, int], change: dict[str, object]
) -> None:
    stream = Stream(TILL)
    stream.add(TRUE)
    stream.add(sale_return(2, TRUE, {"line-0": 1}))
    bad = sale_return(3, TRUE, asked)
    if "points" in change or "earned" in change:
        change = {**change, "lines": (replace(bad.lines[0], **change),)}  # type: ignore[arg-type]
    stream.add(replace(bad, **change))  # type: ignore[arg-type]
    shop.push(stream.request(*stream.operations[:2]))
    before = shop.account()
    answer = shop.push(stream.request())
    assert answer.results[-1] == OperationResult(bad.receipt_id, 3, Outcome.PARKED, reason)
    assert shop.account() == before
    assert shop.findings() == []


def test_a_return_of_a_return_and_of_a_strange_line_are_parked(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(TRUE)
    back = sale_return(2, TRUE, {"line-0": 1})
    stream.add(back)
    stream.add(replace(sale_return(3, TRUE, {"line-1": 1}), sale_id=back.receipt_id))
    strange = sale_return(4, TRUE, {"line-1": 1})
    stream.add(replace(strange, lines=(replace(strange.lines[0], line_id="line-9"),)))
    answer = shop.push(stream.request())
    assert [result.reason for result in answer.results] == [None, None, "not_a_sale", "line_unknown"]
    assert shop.findings() == []
