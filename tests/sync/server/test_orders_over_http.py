"""Another program hands orders over, looks at them and cancels them, with a key of its own."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from pos_app.domain.pre_order.pre_order import PreOrder
from sync.protocol.claim import ClaimState
from sync.protocol.encoding import decode
from sync.server.access.api_clients import ApiClientError, end_api_client, listed_api_clients
from sync.server.access.rate_limit import RateLimits
from sync.server.audit.report import audit
from sync.server.database import reading
from sync.server.journal.journal import journal_rows
from sync.server.numbers.order_office import take_orders
from sync.server.numbers.orders_document import read_orders
from sync.server.retry import write
from sync.server.stored_value.accounts import ValueAccount
from sync.server.tables import PRE_ORDER
from sync.server.web.order_routes import CANCEL_PATH, FIND_PATH, ORDERS_PATH
from tests.sync.server.asking import client_of, let_in, told
from tests.sync.server.numbers.test_orders import ask, cancelling, handing_out, push, push_cancelling
from tests.sync.server.paper import TEA, Stream, sale_return
from tests.sync.server.shop import OLGA, TILL, Shop


@pytest.fixture
def client(shop: Shop) -> Iterator[httpx.Client]:
    with client_of(shop) as made:
        yield made


def order(name: str = "web-1", **changed: object) -> dict[str, Any]:
    return {"order": name, "customer": OLGA, "lines": [{"code": TEA.item_id, "quantity": 3_000}], **changed}


def asked(client: httpx.Client, key: str, path: str, body: object) -> httpx.Response:
    return client.post(path, json=body, headers={"Authorization": f"Bearer {key}"})


def taken(client: httpx.Client, key: str, *orders: dict[str, Any]) -> list[dict[str, Any]]:
    answer = asked(client, key, ORDERS_PATH, {"orders": list(orders)})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["orders"]
    return found


def seen(client: httpx.Client, key: str, name: str = "web-1") -> dict[str, Any]:
    answer = asked(client, key, FIND_PATH, {"order": name})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_orders_are_taken_once_changed_while_they_wait_and_seen_as_they_are_handed_out(
    shop: Shop, client: httpx.Client
) -> None:
    key = let_in(shop)
    first, second = taken(client, key, order(prepaid_kopecks=5_000), order("web-2"))
    assert [first["outcome"], second["outcome"]] == ["new", "new"] and first["number"] != second["number"]
    assert taken(client, key, order(prepaid_kopecks=5_000)) == [{**first, "outcome": "same"}]
    assert taken(client, key, order(prepaid_kopecks=6_000)) == [{**first, "outcome": "changed"}]
    assert seen(client, key)["state"] == "waiting"
    sold = handing_out(1, first["number"], 1, prepaid=6_000)
    assert push(shop, sold) == ["created"]
    part = seen(client, key)
    assert (part["state"], part["receipts"], part["prepaid_kopecks"]) == ("partly", [sold.number], 0)
    assert [(line["quantity"], line["handed_out"]) for line in part["lines"]] == [(3_000, 1_000)]
    with reading(shop.central.engine) as connection:
        assert {row.actor for row in journal_rows(connection) if row.action == "orders_taken"} == {"client web-shop"}


def test_cancelling_pays_back_once_and_says_so_again(shop: Shop, client: httpx.Client) -> None:
    key = let_in(shop)
    (made,) = taken(client, key, order(prepaid_kopecks=5_000))
    assert ask(shop, "a", made["number"]).state is ClaimState.GRANTED
    wish = {"order": "web-1", "reason": "changed her mind"}
    assert told(asked(client, key, CANCEL_PATH, wish)) == (409, "order_busy"), "it is open at a till"
    push(shop, handing_out(1, made["number"], 1))  # the receipt ends what was kept for it
    for _ in range(2):
        answer = asked(client, key, CANCEL_PATH, wish).json()
        assert (answer["state"], answer["prepaid_kopecks"], answer["paid_back_kopecks"]) == ("cancelled", 0, 5_000)
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == 0
    assert told(asked(client, key, CANCEL_PATH, {**wish, "order": "web-9"})) == (404, "order_unknown")


def test_what_a_till_cancelled_is_told_as_paid_back(shop: Shop, client: httpx.Client) -> None:
    """The till gives no cash: whoever took the money pays it back, and has to hear how much."""
    key = let_in(shop)
    (made,) = taken(client, key, order(prepaid_kopecks=5_000))
    assert taken(client, key, order(prepaid_kopecks=4_000))[0]["outcome"] == "changed", "its own doing, no paying back"
    assert push_cancelling(shop, cancelling(made["number"]), Stream(TILL)) is None
    answer = seen(client, key)
    assert (answer["state"], answer["prepaid_kopecks"], answer["paid_back_kopecks"]) == ("cancelled", 0, 4_000)
    again = asked(client, key, CANCEL_PATH, {"order": "web-1", "reason": "not wanted"}).json()
    assert again == answer


def test_what_no_receipt_took_of_a_prepaid_order_is_paid_back(shop: Shop, client: httpx.Client) -> None:
    """Cheaper than it was paid for, and a piece came back: both lie under the number of an order that ended."""
    key = let_in(shop)
    (made,) = taken(client, key, order(prepaid_kopecks=50_000))
    stream, wish = Stream(TILL), {"order": "web-1", "reason": "goods came back"}
    sold = handing_out(1, made["number"], 3, prepaid=30_000)
    push(shop, sold, stream=stream)
    answer = seen(client, key)
    assert (answer["state"], answer["prepaid_kopecks"], answer["paid_back_kopecks"]) == ("picked_up", 20_000, 0)
    push(shop, sale_return(2, sold, {"line-0": 1}), stream=stream)
    assert seen(client, key)["prepaid_kopecks"] == 30_000
    for _ in range(2):
        answer = asked(client, key, CANCEL_PATH, wish).json()
        assert (answer["state"], answer["prepaid_kopecks"], answer["paid_back_kopecks"]) == ("picked_up", 0, 30_000)
    assert audit(shop.central.engine).value_sums[ValueAccount.CERTIFICATE] == 0
    assert audit(shop.central.engine).findings == ()


def test_an_order_without_a_prepaid_sum_that_ended_is_not_cancelled(shop: Shop, client: httpx.Client) -> None:
    key = let_in(shop)
    (made,) = taken(client, key, order())
    push(shop, handing_out(1, made["number"], 3))
    wish = {"order": "web-1", "reason": "too late"}
    assert told(asked(client, key, CANCEL_PATH, wish)) == (409, "order_busy")


def test_what_cannot_be_taken_is_named_and_nothing_of_the_document_was(shop: Shop, client: httpx.Client) -> None:
    key = let_in(shop)
    wrong = order("web-2", lines=[{"code": "no such", "quantity": 1_000}], customer="nobody")
    answer = asked(client, key, ORDERS_PATH, {"orders": [order(), wrong]})
    assert told(answer) == (409, "orders_invalid")
    assert "no such" in answer.json()["detail"] and "web-2" in answer.json()["detail"]
    assert told(asked(client, key, ORDERS_PATH, {"orders": [order(), order()]})) == (409, "orders_invalid")
    for body in (
        {},
        {"orders": [order(prepaid_kopecks=-1)]},
        {"orders": [order("a\0b")]},
        {"orders": [order(lines=[])]},
    ):
        assert told(asked(client, key, ORDERS_PATH, body)) == (400, "message_invalid")
    assert told(asked(client, key, FIND_PATH, {"order": "web-1"})) == (404, "order_unknown")


def test_only_a_key_that_is_good_opens(shop: Shop, client: httpx.Client) -> None:
    key = let_in(shop)
    assert taken(client, key, order())
    for wrong in ("", "Bearer", f"Basic {key}", f"Bearer {key}x", "Bearer é"):
        assert told(client.post(ORDERS_PATH, json={}, headers={"Authorization": wrong.encode("utf-8")}))[0] == 401
    twice = [("Authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")]
    assert told(client.post(ORDERS_PATH, json={}, headers=twice)) == (401, "unauthorized")
    newer = let_in(shop)
    assert told(asked(client, key, FIND_PATH, {"order": "web-1"})) == (401, "unauthorized")
    assert seen(client, newer)["state"] == "waiting"
    now = shop.central.now()
    write(shop.central.engine, lambda connection: end_api_client(connection, now, "web-shop", "test"))
    assert told(asked(client, newer, FIND_PATH, {"order": "web-1"})) == (401, "unauthorized")
    with pytest.raises(ApiClientError, match="no program"):
        write(shop.central.engine, lambda connection: end_api_client(connection, now, "web-shop", "test"))
    with pytest.raises(ApiClientError, match="a name has"):
        let_in(shop, "Web Shop")
    with reading(shop.central.engine) as connection:
        (listed,) = listed_api_clients(connection)
        actions = [row.action for row in journal_rows(connection) if row.subject == "web-shop"]
    assert listed.ended_at is not None
    assert actions == ["api_client_let_in", "api_client_let_in", "api_client_shut_out"]


def test_a_program_has_its_own_orders_and_nobody_elses(shop: Shop, client: httpx.Client) -> None:
    key, other = let_in(shop), let_in(shop, "assembly")
    (mine,) = taken(client, key, order(prepaid_kopecks=5_000))
    office = take_orders(
        shop.central, read_orders(json.dumps({"orders": [order("of the office")]})), "test", lambda _: 7
    )
    for name in ("web-1", mine["number"], "of the office", office[0].number):
        assert told(asked(client, other, FIND_PATH, {"order": name})) == (404, "order_unknown")
        assert told(asked(client, other, CANCEL_PATH, {"order": name, "reason": "x"})) == (404, "order_unknown")
    (theirs,) = taken(client, other, order(prepaid_kopecks=1_000))
    assert theirs["outcome"] == "new" and theirs["number"] != mine["number"]
    taken(client, key, order("web-2", note="позвонить 8 (973) 555-01-02"))
    with reading(shop.central.engine) as connection:
        notes = [decode(PreOrder, bytes(body)).note for body in connection.execute(select(PRE_ORDER.c.body)).scalars()]
    assert "позвонить …0102" in notes, "every till keeps it"
    assert seen(client, key)["prepaid_kopecks"] == 5_000 and seen(client, other)["prepaid_kopecks"] == 1_000


def test_a_name_is_a_name_whatever_stands_in_it(shop: Shop, client: httpx.Client) -> None:
    key = let_in(shop)
    for name in ("'; DROP TABLE pre_order; --", "../../etc/passwd", "%s%n{0}", "=1+1", "ё" * 80, "\x1b@\x1bp"):
        (made,) = taken(client, key, order(name, note=name))
        assert (made["order"], seen(client, key, name)["number"]) == (name, made["number"])
        assert told(asked(client, key, FIND_PATH, {"order": f"{name[:70]}'--"})) == (404, "order_unknown")
        assert told(asked(client, key, CANCEL_PATH, {"order": "%", "reason": name})) == (404, "order_unknown")


def test_too_many_orders_at_once_are_not_taken(shop: Shop, client: httpx.Client) -> None:
    key = let_in(shop)
    answer = asked(client, key, ORDERS_PATH, {"orders": [order(f"web-{each}") for each in range(201)]})
    assert told(answer) == (400, "message_invalid") and "200" in answer.json()["detail"]


def test_a_program_does_not_learn_whose_phones_are_customers(shop: Shop) -> None:
    key, other = let_in(shop), let_in(shop, "assembly")
    with client_of(shop, RateLimits(lookups=3)) as client:
        guessed = [order(f"guess-{each}", customer=f"+7973000000{each}") for each in range(9)]
        first = asked(client, key, ORDERS_PATH, {"orders": guessed})
        assert told(first) == (409, "orders_invalid") and first.json()["detail"].count("nobody here") == 3
        again = asked(client, key, ORDERS_PATH, {"orders": guessed[:1]})
        assert told(again) == (429, "rate_limited") and int(again.headers["retry-after"]) >= 1
        assert told(asked(client, other, ORDERS_PATH, {"orders": guessed[:1]})) == (409, "orders_invalid")
        assert taken(client, key, order(customer=None))[0]["outcome"] == "new", "who names nobody is not kept waiting"


def test_a_program_gone_mad_is_slowed_down(shop: Shop) -> None:
    key = let_in(shop)
    with client_of(shop, RateLimits(requests=2)) as client:
        answers = [asked(client, key, FIND_PATH, {"order": "web-1"}) for _ in range(3)]
    assert [each.status_code for each in answers] == [404, 404, 429]
    assert int(answers[2].headers["retry-after"]) >= 1
