"""A person whom a till does not know yet is found by his phone's hash, not too often."""

import os

from sync.client.http import HttpDoor
from sync.protocol.encoding import decode, encode
from sync.protocol.limits import LOOKUP_PATH
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.server.access.rate_limit import RateLimits
from sync.vault.phone_vault import PhoneVault
from tests.sync.server.asking import Asker, client_of, told
from tests.sync.server.shop import OLGA, OLGA_PHONE, OTHER_TILL, Shop, identity


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
