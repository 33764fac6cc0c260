"""Requests that are not a till's, not whole, not fresh or not new pass nowhere, on both databases."""

import asyncio
import base64
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from fastapi import Request
from sqlalchemy import func, select, update

from sync.protocol.encoding import decode, encode
from sync.protocol.error_body import ErrorBody
from sync.protocol.limits import MAX_MESSAGE_BYTES, PARCEL_PATH, PULL_PATH, PUSH_PATH, TILL_HEADER
from sync.protocol.operation import unix_ms
from sync.protocol.request_signature import NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER, TOLERANCE_MS
from sync.server.access.gate import Gate, Proof
from sync.server.access.rate_limit import RateLimiter, RateLimits
from sync.server.access.shut_out import shut_out
from sync.server.central import open_central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill
from sync.server.retry import write
from sync.server.tables import OPERATION, SEEN_REQUEST
from sync.server.tables import TILL as TILL_TABLE
from sync.server.web.problem import Problem
from sync.server.web.request_body import read_bounded
from tests.sync.server.asking import MANY, Asker, client_of, told
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import KEYS, OLGA, OTHER_TILL, TILL, Shop, vault

GOODS = f"{PULL_PATH}?stream=goods"


def push_body(till_id: str = TILL) -> bytes:
    stream = Stream(till_id)
    stream.add(sale(1, OLGA, points=100))
    return encode(stream.request())


def taken(shop: Shop) -> int:
    with reading(shop.central.engine) as connection:
        return connection.execute(select(func.count()).select_from(OPERATION)).scalar_one()


def resent(request: httpx.Request, **parts: object) -> httpx.Request:
    """The same request with parts of it exchanged on its way; the signature stays."""
    url = parts.get("url") or (request.url.join(str(parts["path"])) if "path" in parts else request.url)
    method, body = str(parts.get("method", request.method)), parts.get("body", request.content)
    changed = httpx.Request(method, str(url), content=body)  # type: ignore[arg-type]
    for name in (TILL_HEADER, TIME_HEADER, NONCE_HEADER, SIGNATURE_HEADER):
        changed.headers[name] = request.headers[name]
    for name, value in dict(parts.get("headers", {})).items():  # type: ignore[call-overload]
        changed.headers[name] = value
    return changed


CHANGES: tuple[dict[str, object], ...] = (
    {"body": push_body().replace(b'"have_seq":1', b'"have_seq":2')},
    {"body": b""},
    {"body": push_body() + b" "},
    {"path": PARCEL_PATH},
    {"path": f"{PUSH_PATH}?x=1"},
    {"headers": {TILL_HEADER: OTHER_TILL}},
    {"headers": {NONCE_HEADER: "A" * 22}},
    {"headers": {SIGNATURE_HEADER: base64.b64encode(bytes(64)).decode()}},
    {"headers": {SIGNATURE_HEADER: ""}},
    {"headers": {SIGNATURE_HEADER: "***"}},
    {"headers": {SIGNATURE_HEADER: "A" * 10_000}},
    {"headers": {NONCE_HEADER: "' OR 1=1 --"}},
    {"headers": {TIME_HEADER: "now"}},
    {"headers": {TIME_HEADER: "9" * 400}},
    {"headers": {TIME_HEADER: "-1"}},
    {"headers": {TIME_HEADER: "1e3"}},
)


def test_a_request_that_was_changed_on_its_way_is_refused(shop: Shop, asker: Asker) -> None:
    request = asker.request("POST", PUSH_PATH, push_body())
    for parts in CHANGES:
        assert told(asker.client.send(resent(request, **parts))) == (401, "signature_invalid"), parts
    assert taken(shop) == 0
    assert asker.client.send(request).status_code == 200  # its nonce was not used up by who changed it


def test_a_moved_time_is_refused(shop: Shop, asker: Asker) -> None:
    request = asker.request("POST", PUSH_PATH, push_body())
    moved = {TIME_HEADER: str(unix_ms(shop.clock.now()) + 1)}
    assert told(asker.client.send(resent(request, headers=moved))) == (401, "signature_invalid")


def test_a_get_is_no_post(asker: Asker) -> None:
    request = asker.request("GET", GOODS)
    assert told(asker.client.send(resent(request, path=f"{PULL_PATH}?stream=staff"))) == (
        401,
        "signature_invalid",
    )
    assert told(asker.client.send(resent(request, method="POST")))[0] == 405


def test_strangers_and_other_keys_get_nothing(shop: Shop, client: httpx.Client) -> None:
    for till_id in ("nobody", "' OR 1=1 --", "../../till-1", "till-1'--", "x" * 41, "TILL-1", "%00", "тилл"):
        stranger = Asker(client, shop.clock.now, till_id="stand-in", key=KEYS[TILL])
        signed = stranger.request("GET", GOODS)
        headers = [*(pair for pair in signed.headers.raw if pair[0].lower() != TILL_HEADER.lower().encode())]
        request = httpx.Request("GET", signed.url, headers=[*headers, (TILL_HEADER.encode(), till_id.encode())])
        assert told(client.send(request))[0] == 401, till_id
    thief = Asker(client, shop.clock.now, till_id=TILL, key=KEYS[OTHER_TILL])
    assert told(thief.ask("GET", GOODS)) == (401, "signature_invalid")
    for path in (GOODS, f"{PULL_PATH}?stream=customers"):
        assert told(client.get(path)) == (401, "signature_invalid")
        assert told(client.get(path, headers={"Authorization": "Bearer x", TILL_HEADER: TILL}))[0] == 401
    assert client.get(GOODS).headers["www-authenticate"] == "Kopilka-Signature"


def test_a_header_that_comes_twice_is_worth_nothing(asker: Asker) -> None:
    request = asker.request("GET", GOODS)
    doubled = httpx.Request("GET", request.url, headers=[*request.headers.multi_items(), (TILL_HEADER, OTHER_TILL)])
    assert told(asker.client.send(doubled))[0] == 401


def test_a_request_is_taken_once_by_whichever_process(shop: Shop, asker: Asker) -> None:
    request = asker.request("GET", GOODS)
    assert asker.client.send(request).status_code == 200
    assert told(asker.client.send(request)) == (401, "replayed")
    other = open_central(shop.url, vault(), now=shop.clock.now)
    with client_of(replace(shop, central=other)) as process:
        assert told(process.send(resent(request, url=process.base_url.join(GOODS)))) == (401, "replayed")
    other.close()
    theirs = Asker(asker.client, shop.clock.now, OTHER_TILL).request("GET", GOODS)
    theirs.headers[NONCE_HEADER] = request.headers[NONCE_HEADER]
    assert told(asker.client.send(theirs)) == (401, "signature_invalid")


def slowly(request: httpx.Request, meanwhile: Callable[[], None]) -> httpx.Request:
    """The same request, whose body ends only after something happened that the server knows of."""

    def parts() -> Iterator[bytes]:
        yield request.content[:10]
        meanwhile()
        yield request.content[10:]

    headers = {name: value for name, value in request.headers.items() if name != "content-length"}
    return httpx.Request(request.method, request.url, headers=headers, content=parts())


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once the server has looked at the headers of a request and waits for its body."""
    told_so, before = threading.Event(), Gate.announced

    def noting(gate: Gate, proof: Proof) -> EnrolledTill:
        till = before(gate, proof)
        told_so.set()
        return till

    monkeypatch.setattr(Gate, "announced", noting)
    return told_so


def test_a_till_that_is_shut_out_while_its_body_is_on_the_way_is_out(
    shop: Shop, asker: Asker, announced: threading.Event
) -> None:
    def thief_is_noticed() -> None:
        assert announced.wait(10)
        write(shop.central.engine, lambda c: shut_out(c, shop.clock.now(), "office", shop.till(), "stolen"))

    request = asker.request("POST", PUSH_PATH, push_body())
    assert told(asker.client.send(slowly(request, thief_is_noticed))) == (403, "forbidden")
    assert taken(shop) == 0


def test_a_till_that_gets_a_new_key_while_its_body_is_on_the_way_is_out(
    shop: Shop, asker: Asker, announced: threading.Event
) -> None:
    def replaced() -> None:
        assert announced.wait(10)
        with shop.central.engine.begin() as connection:
            connection.execute(update(TILL_TABLE).where(TILL_TABLE.c.till_id == TILL).values(public_key="ab" * 32))

    request = asker.request("POST", PUSH_PATH, push_body())
    assert told(asker.client.send(slowly(request, replaced))) == (401, "signature_invalid")
    assert taken(shop) == 0


def test_a_recorded_request_whose_body_comes_when_its_nonce_is_forgotten_is_too_old(
    shop: Shop, asker: Asker, announced: threading.Event
) -> None:
    request = asker.request("POST", PUSH_PATH, push_body())

    def hours_later() -> None:
        assert announced.wait(10)
        shop.clock.at += 4 * timedelta(milliseconds=TOLERANCE_MS)

    assert told(asker.client.send(slowly(request, hours_later))) == (401, "clock_off")
    assert taken(shop) == 0


def test_one_request_sent_many_times_at_once_is_taken_once(shop_on: Callable[[str], Shop], database_kind: str) -> None:
    shop = shop_on(database_kind)
    answers: list[int] = []
    with client_of(shop) as client:
        request = Asker(client, shop.clock.now).request("GET", GOODS)
        start = threading.Barrier(6)

        def send() -> None:
            start.wait()
            answers.append(client.send(resent(request)).status_code)

        threads = [threading.Thread(target=send) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [200, 401, 401, 401, 401, 401]


@pytest.mark.parametrize("off_ms", [TOLERANCE_MS + 1, -TOLERANCE_MS - 1, 366 * 24 * 3_600_000])
def test_a_clock_that_is_off_is_told_the_time(shop: Shop, client: httpx.Client, off_ms: int) -> None:
    wrong = Asker(client, shop.clock.now, late=timedelta(milliseconds=off_ms))
    response = wrong.ask("GET", GOODS)
    assert told(response) == (401, "clock_off")
    assert decode(ErrorBody, response.content).server_at == shop.clock.now()
    assert Asker(client, shop.clock.now, late=timedelta(milliseconds=TOLERANCE_MS)).ask("GET", GOODS).status_code == 200


def test_an_old_request_is_stale_and_what_is_stale_is_forgotten(shop: Shop, asker: Asker) -> None:
    request = asker.request("GET", GOODS)
    assert asker.client.send(request).status_code == 200
    for _ in range(5):
        shop.clock.at += timedelta(minutes=4)
        assert asker.ask("GET", GOODS).status_code == 200
        assert told(asker.client.send(request)) in ((401, "replayed"), (401, "clock_off"))
    with reading(shop.central.engine) as connection:
        kept = connection.execute(select(func.count()).select_from(SEEN_REQUEST)).scalar_one()
    assert kept <= 4


def test_a_till_that_was_shut_out_is_refused_at_once(shop: Shop, asker: Asker) -> None:
    assert asker.ask("GET", GOODS).status_code == 200
    write(shop.central.engine, lambda link: shut_out(link, shop.clock.now(), "office", shop.till(), "stolen"))
    for request in (asker.request("GET", GOODS), asker.request("POST", PUSH_PATH, push_body())):
        assert told(asker.client.send(request)) == (403, "forbidden")
    assert taken(shop) == 0


def test_a_till_speaks_for_itself_only(shop: Shop, client: httpx.Client, asker: Asker) -> None:
    assert told(asker.ask("POST", PUSH_PATH, push_body(OTHER_TILL))) == (403, "forbidden")
    assert taken(shop) == 0


BOMB = gzip.compress(b" " * (MAX_MESSAGE_BYTES * 4))
PACKED = {"Content-Encoding": "gzip"}


@pytest.mark.parametrize("path", [PUSH_PATH, PARCEL_PATH])
def test_sizes_are_bounded_whoever_asks(shop: Shop, client: httpx.Client, asker: Asker, path: str) -> None:
    assert told(asker.ask("POST", path, b"x" * (MAX_MESSAGE_BYTES + 1))) == (413, "too_large")
    assert told(asker.ask("POST", path, BOMB, PACKED)) == (413, "too_large")
    assert told(asker.ask("POST", path, gzip.compress(BOMB), PACKED)) == (400, "message_invalid")
    assert told(asker.ask("POST", path, b"x" * 2000, PACKED)) == (400, "message_invalid")
    assert told(asker.ask("POST", path, b"{}", {"Content-Encoding": "br"})) == (415, "message_invalid")
    assert told(client.post(path, content=BOMB, headers=PACKED)) == (401, "signature_invalid")


def test_limits_hold_each_till_by_itself_and_strangers_use_up_nothing(shop: Shop) -> None:
    with client_of(shop, RateLimits(requests=3, lookups=1, enrolments=2)) as client:
        asker, other = Asker(client, shop.clock.now), Asker(client, shop.clock.now, OTHER_TILL)
        thief = Asker(client, shop.clock.now, TILL, KEYS[OTHER_TILL])
        assert {thief.ask("GET", GOODS).status_code for _ in range(5)} == {401}
        assert [asker.ask("GET", GOODS).status_code for _ in range(3)] == [200] * 3
        refused = asker.ask("GET", GOODS)
        assert told(refused) == (429, "rate_limited")
        assert 1 <= int(refused.headers["Retry-After"]) <= 20
        assert other.ask("GET", GOODS).status_code == 200
        assert [client.post("/v1/enrol", content=b"{}").status_code for _ in range(3)] == [401, 401, 429]


def test_a_bucket_fills_again_with_time() -> None:
    clock = [0]
    limiter = RateLimiter(60, lambda: clock[0])
    assert [limiter.wait_ms("a") for _ in range(60)] == [0] * 60
    assert limiter.wait_ms("a") == 1000
    assert limiter.wait_ms("b") == 0
    clock[0] += 1000
    assert (limiter.wait_ms("a"), limiter.wait_ms("a")) == (0, 1000)
    clock[0] += 3_600_000
    assert [limiter.wait_ms("a") for _ in range(61)] == [0] * 60 + [1000]
    assert MANY.requests == 1_000_000


def test_a_body_without_end_is_read_no_further_than_its_bound() -> None:
    """Whatever its headers promised: who sends more must not fill the memory before he is refused."""
    part, asked_for = b"x" * 65_536, 0

    async def receive() -> dict[str, object]:
        nonlocal asked_for
        asked_for += 1
        if asked_for > 2 * MAX_MESSAGE_BYTES // len(part):
            raise AssertionError("twice as much was read")
        return {"type": "http.request", "body": part, "more_body": True}

    with pytest.raises(Problem) as refused:
        asyncio.run(read_bounded(Request({"type": "http", "method": "POST", "headers": []}, receive)))
    assert refused.value.status == 413
    assert asked_for == MAX_MESSAGE_BYTES // len(part) + 1
