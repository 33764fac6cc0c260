"""Bodies, texts and parameters that no till makes: an error in JSON or a parked operation; the books stay whole."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from pos_app.domain.reservation.kind import ReservationKind
from sync.protocol.encoding import decode, encode
from sync.protocol.limits import (
    ENROL_PATH,
    PARCEL_PATH,
    PARKED_PATH,
    PULL_PATH,
    PUSH_PATH,
    REJOIN_PATH,
    RESERVE_PATH,
    RESYNC_PATH,
)
from sync.protocol.parcel import ParcelLabel, ParcelRequest
from sync.protocol.parked import ParkedAnswer
from sync.protocol.push import Outcome, PushAnswer
from sync.protocol.rejoin import RejoinReason, RejoinRequest, ResyncRequest
from sync.protocol.reservation import Claim, ReserveRequest
from sync.server.database import reading
from sync.server.tables import METADATA
from sync.vault.signing import SigningKey
from tests.sync.server.asking import Asker, told
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop, new_code

INJECTIONS = (
    "' OR 1=1 --",
    "'; DROP TABLE till; --",
    '"; DELETE FROM account; --',
    "1); DELETE FROM lot; --",
    "%27%20OR%201=1",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}",
    "../../../../etc/passwd",
    "..\\..\\server.db",
    "file:///etc/passwd",
    "a\r\nX-Evil: 1",
    "a\u202eb",
    "\u0000",
    "a\u0000b",
    "𝟙" * 10,
    "x" * 10_000,
)
PATHS = (PUSH_PATH, PARCEL_PATH, RESERVE_PATH, REJOIN_PATH, RESYNC_PATH, ENROL_PATH)
SECRET_FILES = (
    "/v1/../server.db",
    "/..%2f..%2fetc/passwd",
    "/v1/sync/..%2f..%2fsecrets.json",
    "//etc/passwd",
    "/v1//sync/pull",
)


def push_of(till_id: str = TILL, **header: Any) -> dict[str, Any]:
    stream = Stream(till_id)
    stream.add(sale(1, OLGA))
    message: dict[str, Any] = json.loads(encode(stream.request()))
    message["operations"][0].update(header)
    return message


def raw(message: object) -> bytes:
    return json.dumps(message).encode()


GOOD = raw(push_of())
BODIES = {
    "empty": b"",
    "null": b"null",
    "a text": b'"push"',
    "a list": b"[]",
    "torn": GOOD[:-1],
    "two": GOOD + GOOD,
    "not utf-8": GOOD.replace(b"sale", b"s\xffle"),
    "utf-16": GOOD.decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "half a surrogate pair": GOOD.replace(b'"kind": "sale"', b'"kind": "\\ud800"'),
    "half a pair in the body": GOOD.replace(b'"body": "', b'"body": "\\udfff'),
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"operations":' * 100_000,
    "deep and closed": b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"," + GOOD[1:],
    "NaN": GOOD.replace(b'"have_seq": 1', b'"have_seq": NaN'),
    "infinity": GOOD.replace(b'"have_seq": 1', b'"have_seq": -Infinity'),
    "a float": GOOD.replace(b'"have_seq": 1', b'"have_seq": 1.5'),
    "an exponent": GOOD.replace(b'"have_seq": 1', b'"have_seq": 1e400'),
    "a number of 100,000 digits": GOOD.replace(b'"have_seq": 1', b'"have_seq": ' + b"9" * 100_000),
    "a number as text": GOOD.replace(b'"have_seq": 1', b'"have_seq": "1"'),
    "a date as number": raw(push_of(business_at=0)),
    "a date without offset": raw(push_of(business_at="2026-03-02T09:00:00")),
    "a date beyond time": raw(push_of(business_at="+999999-01-01T00:00:00Z")),
}
assert len({*BODIES.values(), GOOD}) == len(BODIES) + 1


def balances(shop: Shop) -> tuple[int, int]:
    """What every attack must leave as it was: tables, and Olga's points."""
    with reading(shop.central.engine) as connection:
        tables = [connection.execute(select(table)).first() for table in METADATA.sorted_tables]
    return len(tables), shop.account().available


@pytest.fixture(autouse=True)
def whole_books(shop: Shop) -> Any:
    before = balances(shop)
    yield
    assert balances(shop)[0] == before[0]
    assert shop.findings() == []


def test_bodies_that_are_no_message_are_refused_in_json(shop: Shop, asker: Asker) -> None:
    for name, body in BODIES.items():
        for path in PATHS:
            response = asker.ask("POST", path, body)
            assert told(response) in ((400, "message_invalid"), (413, "too_large")), (name, path, response.text[:200])
    assert shop.account().available == balances(shop)[1]


def test_the_last_of_two_equal_keys_counts_and_is_checked_as_any(asker: Asker) -> None:
    foreign = GOOD[:-1] + b', "till_id": "till-2"}'
    assert told(asker.ask("POST", PUSH_PATH, foreign)) == (403, "forbidden")
    own = b'{"till_id": "till-2", ' + GOOD[1:]
    assert asker.ask("POST", PUSH_PATH, own).status_code == 200


def test_injections_in_a_header_are_refused_or_parked(shop: Shop, asker: Asker) -> None:
    for field in ("op_id", "kind", "prev_hash", "hash"):
        for text in INJECTIONS:
            response = asker.ask("POST", PUSH_PATH, raw(push_of(**{field: text})))
            if response.status_code == 200:
                (result,) = decode(PushAnswer, response.content).results
                assert result.outcome is Outcome.PARKED
            else:
                assert told(response)[0] in (400, 409), (field, text, response.text)


def test_numbers_that_no_column_holds_are_refused_everywhere(shop: Shop, asker: Asker) -> None:
    for number in (0, -1, 2**31, 2**53, 2**63, 2**64, 10**40):
        messages: list[tuple[str, dict[str, Any]]] = [
            (PUSH_PATH, push_of(seq=number)),
            (PUSH_PATH, push_of(v=number) if number > 2**31 else push_of(seq=number)),
            (PUSH_PATH, {**push_of(), "epoch": number}),
            (PUSH_PATH, {**push_of(), "epoch": number, "operations": []}),
            (RESERVE_PATH, {**json.loads(encode(RESERVE)), "epoch": number}),
            (REJOIN_PATH, {**json.loads(encode(REJOIN)), "old_epoch": number}),
            (RESYNC_PATH, {**json.loads(encode(RESYNC)), "old_epoch": number}),
            (
                PARCEL_PATH,
                {**json.loads(encode(PARCEL)), "label": {**json.loads(encode(PARCEL))["label"], "seq": number}},
            ),
            (
                PARCEL_PATH,
                {**json.loads(encode(PARCEL)), "label": {**json.loads(encode(PARCEL))["label"], "epoch": number}},
            ),
        ]
        for path, message in messages:
            response = asker.ask("POST", path, raw(message))
            assert told(response)[0] in (400, 409, 410), (path, number, response.text)
    assert shop.till().epoch == 1


RESERVE = ReserveRequest("reservation-1", OLGA, ReservationKind.HOLD, 100, 1)
REJOIN = RejoinRequest(TILL, 1, RejoinReason.FORK)
CLAIM = Claim("reservation-2", OLGA, ReservationKind.LEASE, 100, 0, 1_000, "grant", 1)
RESYNC = ResyncRequest(TILL, 1, "life", (CLAIM,))
PARCEL = ParcelRequest(ParcelLabel.of(Stream(TILL).add(sale(1, OLGA)), "why"), "AAAA")


def test_nobody_reserves_what_is_no_sum(shop: Shop, asker: Asker) -> None:
    for number, points in enumerate((0, -1, 2**53, 2**63, 10**40)):
        request = {**json.loads(encode(RESERVE)), "points": points, "reservation_id": f"reservation-{number}"}
        response = asker.ask("POST", RESERVE_PATH, raw(request))
        if response.status_code == 200:
            assert 0 <= response.json()["granted"] <= 50_000 < points
        else:
            assert told(response) == (400, "message_invalid")


def test_injections_in_a_reservation_reserve_nothing(shop: Shop, asker: Asker) -> None:
    for text in INJECTIONS:
        for field in ("reservation_id", "customer_id", "kind"):
            response = asker.ask("POST", RESERVE_PATH, raw({**json.loads(encode(RESERVE)), field: text}))
            if field != "reservation_id" or response.status_code != 200:
                assert told(response)[0] in (400, 404), (field, text, response.text)
    assert shop.account().available + shop.account().reserved == 50_000


def test_injections_in_claims_and_lives_claim_nothing(shop: Shop, asker: Asker) -> None:
    for text in INJECTIONS:
        for field in ("reservation_id", "customer_id", "grant"):
            message = encode(replace(RESYNC, claims=(replace(CLAIM, **{field: text}),), incarnation=text))
            response = asker.ask("POST", RESYNC_PATH, message)
            assert response.status_code == 200 or told(response)[0] == 400, (field, text, response.text)
    for forged in (
        replace(CLAIM, grant="e30.AAAA"),
        replace(CLAIM, granted=10**9),
        replace(CLAIM, granted=-5, spent=-9),
    ):
        response = asker.ask("POST", RESYNC_PATH, encode(replace(RESYNC, claims=(forged,))))
        assert response.status_code == 200 or told(response)[0] == 400, response.text
    assert shop.account().available == 50_000


def test_a_till_does_not_begin_epochs_of_another(shop: Shop, asker: Asker) -> None:
    assert told(asker.ask("POST", REJOIN_PATH, encode(replace(REJOIN, till_id=OTHER_TILL)))) == (403, "forbidden")
    assert told(asker.ask("POST", RESYNC_PATH, encode(replace(RESYNC, till_id=OTHER_TILL)))) == (403, "forbidden")
    assert shop.till(OTHER_TILL).epoch == 1


def test_a_till_sees_its_own_parked_operations_only(shop: Shop, client: httpx.Client, asker: Asker) -> None:
    assert asker.ask("POST", PUSH_PATH, raw(push_of(kind="nonsense"))).status_code == 200
    other = Asker(client, shop.clock.now, OTHER_TILL)
    assert len(decode(ParkedAnswer, asker.ask("GET", PARKED_PATH).content).operations) == 1
    assert decode(ParkedAnswer, other.ask("GET", f"{PARKED_PATH}?till_id={TILL}").content).operations == ()


def test_parameters_are_never_sql_and_never_paths(asker: Asker) -> None:
    for text in INJECTIONS:
        parameters = httpx.QueryParams({"stream": "goods", "cursor": text, "limit": "1"})
        response = asker.ask("GET", f"{PULL_PATH}?{parameters}")
        assert response.status_code == 200 or told(response) == (422, "message_invalid"), (text, response.text)
        for name in ("stream", "limit", "protocol"):
            parameters = httpx.QueryParams({"stream": "goods", name: text})
            assert told(asker.ask("GET", f"{PULL_PATH}?{parameters}"))[0] in (400, 422), (name, text)
    for cursor in ("x.1", f"{'9' * 70}", "a.٣", f"{'0' * 79}1"):
        assert asker.ask("GET", f"{PULL_PATH}?{httpx.QueryParams(stream='goods', cursor=cursor)}").status_code == 200


def test_no_path_leads_out_of_the_doors(client: httpx.Client) -> None:
    for path in (*SECRET_FILES, "/" + "a" * 5_000, "/%00", "/v1/openapi.json/../../secrets.json"):
        response = client.get(path)
        assert response.status_code in (400, 404, 414), path
        assert b"phone_hash_key" not in response.content and b"root:" not in response.content


def test_injections_in_names_of_an_enrolment_stay_names(shop: Shop, client: httpx.Client) -> None:
    code = new_code(shop.central, "7")
    key = SigningKey("66" * 32)
    for text in INJECTIONS:
        for field in ("till_name", "till_id", "till_code", "code", "public_key"):
            message = {"code": code, "public_key": key.public_hex, "till_name": "", "till_id": "till-9", field: text}
            till_id = (
                message["till_id"] if message["till_id"].isascii() and message["till_id"].isprintable() else "till-9"
            )
            response = Asker(client, shop.clock.now, till_id[:100], key).ask("POST", ENROL_PATH, raw(message))
            if response.status_code == 200:  # a name or an id may be any printable text: it is stored, and no more
                assert field in ("till_name", "till_id") and text.isprintable()
                return
            assert told(response)[0] in (400, 401, 409), (field, text, response.text)


def test_texts_of_every_kind_of_record_are_storable_or_parked(shop: Shop, asker: Asker) -> None:
    stream = Stream(TILL)
    for number, text in enumerate(("\u0000", "a\u0000b", *INJECTIONS[:6])):
        body = json.dumps({"registration_id": f"r-{number}", "customer_id": text, "name": text, "phone_hash": text})
        for kind in ("customer_registered", "card_bound", "phone_changed", "consent_given", "parked_resolved", "sale"):
            stream.add_body(f"op-{number}-{kind}", kind, body.encode())
    answer = decode(PushAnswer, asker.ask("POST", PUSH_PATH, encode(stream.request())).content)
    assert {result.outcome for result in answer.results} == {Outcome.PARKED}
    assert len(answer.results) == len(stream.operations)
