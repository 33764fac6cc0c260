"""A person whom a till does not know yet is found by his phone's hash, a receipt by its number; not too often."""

import os
from dataclasses import replace

from sqlalchemy import update

from sync.client.http import HttpDoor
from sync.protocol.encoding import decode, encode
from sync.protocol.limits import LOOKUP_PATH, RECEIPT_PATH
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.push import Outcome
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest, ReturnedPieces
from sync.server.access.rate_limit import RateLimits
from sync.server.database import reading, writing
from sync.server.tables import TILL as TILLS
from sync.vault.phone_vault import PhoneVault
from tests.sync.server.asking import Asker, client_of, told
from tests.sync.server.paper import Stream, sale, sale_return
from tests.sync.server.shop import OLGA, OLGA_PHONE, OTHER_TILL, TILL, Shop, identity


def asked_for(phone: str, shop: Shop) -> LookupRequest:
    return LookupRequest(shop.central.vault.hash(phone).hex())


def test_a_person_is_found_with_the_account(shop: Shop) -> None:
    with client_of(shop) as client:
        door = HttpDoor(str(client.base_url), identity(), shop.clock.now)
        found = door.find_customer(asked_for(OLGA_PHONE, shop))
        nobody = door.find_customer(asked_for("+79739999999", shop))
        door.close()
    assert found.customer is not None and found.account is not None
    assert (found.customer.customer_id, found.customer.phone_e164) == (OLGA, OLGA_PHONE)
    assert found.account.available == 50_000
    assert (nobody.customer, nobody.account) == (None, None)


def test_another_key_finds_nobody_and_what_is_no_hash_is_refused(shop: Shop) -> None:
    stranger = PhoneVault(b"x" * 32, b"y" * 32, os.urandom)
    with client_of(shop) as client:
        asker = Asker(client, shop.clock.now)
        answer = asker.ask("POST", LOOKUP_PATH, encode(LookupRequest(stranger.hash(OLGA_PHONE).hex())))
        assert decode(LookupAnswer, answer.content).customer is None
        for wrong in (OLGA_PHONE, "", "A" * 32, "00" * 17, "' OR 1=1 --" + "0" * 21, "\u0000" * 32):
            assert told(asker.ask("POST", LOOKUP_PATH, encode(LookupRequest(wrong)))) == (400, "message_invalid")


def test_a_till_that_looks_up_too_many_is_told_to_wait_and_still_works(shop: Shop) -> None:
    with client_of(shop, RateLimits(requests=1_000, lookups=3)) as client:
        asker, other = Asker(client, shop.clock.now), Asker(client, shop.clock.now, OTHER_TILL)
        body = encode(asked_for("+79731112233", shop))
        assert [asker.ask("POST", LOOKUP_PATH, body).status_code for _ in range(3)] == [200] * 3
        refused = asker.ask("POST", LOOKUP_PATH, body)
        assert told(refused) == (429, "rate_limited")
        assert 1 <= int(refused.headers["Retry-After"]) <= 20
        assert asker.ask("GET", "/v1/sync/pull?stream=goods").status_code == 200
        assert other.ask("POST", LOOKUP_PATH, body).status_code == 200


def test_a_receipt_of_another_till_is_found_with_what_came_back(shop: Shop) -> None:
    seller, taker = Stream(TILL), Stream(OTHER_TILL)
    sold = sale(231, OLGA, pieces=(3, 1))
    seller.add(sold)
    shop.push(seller.request())
    first = replace(sale_return(7, sold, {"line-0": 1}), number="3-000007", till_code="3", sold_elsewhere=sold)
    taker.add(first)
    assert [result.outcome for result in shop.push(taker.request()).results] == [Outcome.CREATED]
    with client_of(shop) as client:
        door = HttpDoor(str(client.base_url), identity(OTHER_TILL), shop.clock.now)
        found = door.find_receipt(ReceiptRequest(sold.number))
        nothing = door.find_receipt(ReceiptRequest("2-000999"))
        of_return = door.find_receipt(ReceiptRequest(first.number))
        door.close()
    assert found.sale == sold
    assert found.returned == (ReturnedPieces(first.receipt_id, "line-0", 1000),)
    assert (nothing.sale, of_return.sale) == (None, None)


def test_a_till_of_another_shop_hears_of_no_receipt(shop: Shop) -> None:
    sold = sale(231, OLGA)
    stream = Stream(TILL)
    stream.add(sold)
    shop.push(stream.request())
    with writing(shop.central.engine) as connection:
        connection.execute(update(TILLS).where(TILLS.c.till_id == OTHER_TILL).values(shop_id="other-shop"))
    with client_of(shop) as client:
        asker = Asker(client, shop.clock.now, OTHER_TILL)
        answer = asker.ask("POST", RECEIPT_PATH, encode(ReceiptRequest(sold.number)))
    assert decode(ReceiptAnswer, answer.content).sale is None


def test_what_is_no_number_is_refused_and_questions_are_counted_with_those_of_people(shop: Shop) -> None:
    with client_of(shop, RateLimits(requests=1_000, lookups=8)) as client:
        asker = Asker(client, shop.clock.now)
        for wrong in ("", "231", " 2-000231", "2-000231'--", "٢-000231", "K2-000231-3", "2-" + "1" * 4000):
            answer = asker.ask("POST", RECEIPT_PATH, encode(ReceiptRequest(wrong)))
            assert told(answer) == (400, "message_invalid"), wrong
        assert asker.ask("POST", LOOKUP_PATH, encode(asked_for(OLGA_PHONE, shop))).status_code == 200
        assert told(asker.ask("POST", RECEIPT_PATH, encode(ReceiptRequest("2-000231")))) == (429, "rate_limited")


def test_a_number_is_found_without_reading_all_receipts(shop: Shop) -> None:
    if shop.central.engine.dialect.name != "sqlite":
        return  # PostgreSQL reads a small table whole, rightly
    with reading(shop.central.engine) as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM receipt JOIN till ON till.till_id = receipt.till_id"
            " WHERE receipt.number = '2-000231' AND receipt.kind = 'sale' AND till.shop_id = 'shop'"
        ).all()
    assert "ix_receipt_number" in str(plan)
