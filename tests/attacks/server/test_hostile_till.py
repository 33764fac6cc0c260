"""A till with a good key that lies: what it says is applied or parked, and nobody else is kept from work by it."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.pre_order.pre_order import PreOrderState
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.fold import report_of
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from sync.protocol.claim import ClaimRequest
from sync.protocol.encoding import encode
from sync.protocol.limits import CLAIM_PATH, VALUE_PATH
from sync.protocol.operation import unix_ms
from sync.protocol.pull import PullRequest
from sync.protocol.push import Outcome
from sync.protocol.receipt_lookup import ReceiptRequest
from sync.protocol.rows import CardStepRow
from sync.protocol.rows import Stream as Feed
from sync.protocol.stored_value import ValueRequest
from sync.server.access.rate_limit import RateLimits
from sync.server.database import reading
from sync.server.numbers.order_office import listed_orders
from sync.server.receipt_lookup import find_receipt
from sync.server.reports.fold_operations import fold_new, rebuild
from sync.server.reports.server_reports import ServerReports
from sync.server.tables import OPERATION
from sync.server.tables import TILL as TILL_TABLE
from sync.server.web import exchange
from sync.store.cache_database import prepare_cache_database
from sync.store.feed_intake import open_intake
from sync.store.till_database import prepare_till_database
from tests.sync.server.asking import Asker, client_of, told
from tests.sync.server.numbers.test_orders import cancelling, push_cancelling, take
from tests.sync.server.paper import AT, DAY, Stream, sale, sale_return
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop, vault

LONG, ID_LONG, HUGE = "x" * 5_000, "y" * 40, 2**70
LARGE = 2**53 - 1
ONE_DAY = timedelta(days=1)
STRANGE: tuple[object, ...] = (
    LONG,
    ID_LONG,
    "\0",
    "\ud800",
    "9999-12-31T23:59:59Z",
    "0001-01-01",
    HUGE,
    -HUGE,
    -10_000,
    LARGE,
    "2-" + "9" * 30,
)


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a JSON document that is neither object nor list."""
    if not isinstance(node, dict | list):
        yield path
        return
    for key, child in node.items() if isinstance(node, dict) else enumerate(node):
        yield from leaves(child, (*path, key))


def with_leaf(body: bytes, path: tuple[Any, ...], value: object, identity: str) -> bytes:
    document = json.loads(body)
    document["receipt_id" if "receipt_id" in document else "shift_id"] = identity
    node = document
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return json.dumps(document).encode()


def opened() -> ShiftOpened:
    return ShiftOpened("shift-9", 9, "2", "operator-1", AT, 100_000)


def of_one_piece(number: int, kopecks: int, customer_id: str | None = None) -> Sale:
    """A sale of so much."""
    one = sale(number, None, pieces=(1,))
    line = replace(
        one.lines[0], list_kopecks=kopecks, net_kopecks=kopecks, money_kopecks=kopecks, tender_kopecks=(kopecks,)
    )
    paid = (Tender(TenderKind.CARD, kopecks, kopecks),)
    sums = {"list_kopecks": kopecks, "net_kopecks": kopecks, "money_kopecks": kopecks}
    return replace(one, lines=(line,), tenders=paid, customer_id=customer_id, **sums)  # type: ignore[arg-type]


def test_whatever_stands_in_a_record_reports_go_on_and_other_tills_read_the_feed(shop: Shop, tmp_path: Path) -> None:
    stream = Stream(TILL)
    sold = replace(sale(1, OLGA, pieces=(2,)), card_step=100, balance_before=5)
    stream.add(sold)
    for kind, record in (("sale", sold), ("return", sale_return(2, sold, {"line-0": 1})), ("shift_opened", opened())):
        body = encode(record)
        for path in leaves(json.loads(body)):
            for value in STRANGE:
                identity = f"strange-{len(stream.operations)}"
                stream.add_body(identity, kind, with_leaf(body, path, value, identity))
    for start in range(0, len(stream.operations), 200):
        answer = shop.push(stream.request(*stream.operations[start : start + 200]))
        assert {result.outcome for result in answer.results} <= {Outcome.CREATED, Outcome.PARKED}
    assert fold_new(shop.central) == len(stream.operations)
    assert shop.findings() == []
    books, cache = tmp_path / "till.db", tmp_path / "cache.db"
    prepare_till_database(books, OTHER_TILL, "3")
    prepare_cache_database(cache, vault())
    with closing(open_intake(cache, vault(), books)) as intake:
        for feed in Feed:
            page = exchange.pull(shop.central, shop.till(OTHER_TILL), PullRequest(feed, None, 1_000))
            intake.apply_page(feed, page.rows, page.cursor)


def test_a_step_of_a_card_that_nobody_can_have_shown_yet_is_not_told(shop: Shop) -> None:
    now = unix_ms(shop.clock.now()) // 30_000
    stream = Stream(TILL)
    for number, step in enumerate((now, now + 1_000, 2**40, -5), 1):
        stream.add(replace(sale(number, OLGA), card_step=step))
    assert {result.outcome for result in shop.push(stream.request()).results} == {Outcome.CREATED}
    page = exchange.pull(shop.central, shop.till(OTHER_TILL), PullRequest(Feed.CARD_STEPS, None, 100))
    assert page.rows == (CardStepRow("K100", now),)


def test_receipts_beyond_any_shop_are_parked_and_move_no_report(shop: Shop) -> None:
    stream = Stream(TILL)
    for number in (1, 2, 3):  # of such sums a thousand would be more than 64 bits hold: no report, no audit any more
        stream.add(of_one_piece(number, LARGE))
    answer = shop.push(stream.request())
    assert [(result.outcome, result.reason) for result in answer.results] == [(Outcome.PARKED, "body_invalid")] * 3
    assert fold_new(shop.central) == 3
    assert shop.findings() == []


def test_a_receipt_with_another_tills_number_is_not_found_in_its_place(shop: Shop) -> None:
    true, forged = Stream(OTHER_TILL), Stream(TILL)
    true.add(replace(sale(1, OLGA), number="3-000001", till_code="3"))
    forged.add(replace(of_one_piece(2, 90_000_000), number="3-000001", till_code="3", business_day=DAY + ONE_DAY))
    for stream in (true, forged):
        shop.push(stream.request())
    found = find_receipt(shop.central, shop.till(OTHER_TILL), ReceiptRequest("3-000001")).sale
    assert found is not None and found.receipt_id == "sale-000001"


def test_a_till_that_names_anothers_shift_moves_and_closes_its_own_figures_alone(shop: Shop) -> None:
    true, reports = Trading(), ServerReports(shop.central)
    true.open(1)
    true.sell(2)
    true.send(shop)
    reports.fold()
    liar = Trading(Stream(OTHER_TILL), running=500)
    liar.open(1)
    lied = liar.sell(7)
    liar.take_back(lied)
    liar.move(900_000)
    liar.close(off_kopecks=-5_000)
    liar.send(shop)
    reports.fold()
    true.sell(1)
    z_report = true.close()
    true.send(shop)
    everything = (DAY, DAY + timedelta(days=400))
    for _ in range(2):
        reports.fold()
        honest = reports.shift("shift-1", None)
        assert honest is not None and honest.findings == ()
        assert (honest.line.till_id, honest.line.z_id, honest.line.over_short_kopecks) == (TILL, z_report.z_id, 0)
        line, stated = honest.line, z_report.report
        assert report_of(stated.shift, line.sums, line.first_number, line.last_number, z_report.closed_at) == stated
        others = [line for line in reports.shifts(Scope(None, *everything)).lines if line.shift_id != "shift-1"]
        assert [(line.till_id, line.sums.sales_count, line.over_short_kopecks) for line in others] == [
            (OTHER_TILL, 1, -5_000)
        ]
        behind = reports.shift(others[0].shift_id, None)
        assert behind is not None and behind.findings == ()
        rebuild(shop.central)
    assert flags_of(shop, OTHER_TILL) == ["shift_of_another_till"] * 5
    assert flags_of(shop, TILL) == [None] * 4


def flags_of(shop: Shop, till_id: str) -> list[str | None]:
    with reading(shop.central.engine) as connection:
        asked = select(OPERATION.c.flags).where(OPERATION.c.till_id == till_id).order_by(OPERATION.c.seq)
        return list(connection.execute(asked).scalars())


def test_a_till_of_another_shop_ends_no_order(shop: Shop) -> None:
    number = take(shop, prepaid_kopecks=5_000).number
    with shop.central.engine.begin() as connection:
        connection.execute(update(TILL_TABLE).where(TILL_TABLE.c.till_id == OTHER_TILL).values(shop_id="far away"))
    assert push_cancelling(shop, cancelling(number), Stream(OTHER_TILL)) is None
    assert [order.state for order in listed_orders(shop.central)] == [PreOrderState.WAITING]
    assert shop.findings() == []


def test_numbers_that_are_money_cannot_be_tried_out(sqlite_shop: Shop) -> None:
    with client_of(sqlite_shop, RateLimits(lookups=3)) as client:
        asker = Asker(client, sqlite_shop.clock.now)
        certificate = ValueRequest("hold-1", ValueKind.CERTIFICATE, "KG00000000018", "receipt-1", 0, 1)
        coupon = ClaimRequest("claim-1", ClaimKind.COUPON, "000000000018", "receipt-1", 1)
        for _ in range(2):
            assert asker.ask("POST", VALUE_PATH, encode(certificate)).json()["state"] == "unknown"
        assert asker.ask("POST", CLAIM_PATH, encode(coupon)).json()["state"] == "unknown"
        assert told(asker.ask("POST", VALUE_PATH, encode(certificate))) == (429, "rate_limited")
        assert told(asker.ask("POST", CLAIM_PATH, encode(coupon))) == (429, "rate_limited")
        assert asker.ask("GET", "/v1/sync/pull?stream=goods").status_code == 200  # its other work goes on
