"""The door of enrolment over HTTP: one code, many who want in; keys that are not one's own; nothing of the server's."""

import json
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
from sqlalchemy import func, select

from pos_app.bootstrap.secrets_file import load_or_make_secrets
from sync.protocol.encoding import decode, encode
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, code_shown
from sync.protocol.limits import ENROL_PATH, PULL_PATH, TILL_HEADER
from sync.server.access.rate_limit import RateLimits
from sync.server.database import reading
from sync.server.enrolment import all_tills
from sync.server.tables import JOURNAL
from sync.store.books import open_books, open_outbox
from sync.store.till_database import prepare_till_database
from sync.vault.signing import SigningKey
from tests.sync.server.asking import Asker, client_of, told
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import KEYS, OLGA, OTHER_TILL, TILL, Shop, new_code

KEY = SigningKey("66" * 32)


def wanting(code: str, key: SigningKey = KEY, till_id: str = "till-new") -> EnrolRequest:
    return EnrolRequest(code, key.public_hex, "laptop", till_id)


def show(client: httpx.Client, shop: Shop, request: EnrolRequest, key: SigningKey = KEY) -> httpx.Response:
    return Asker(client, shop.clock.now, request.till_id, key).ask("POST", ENROL_PATH, encode(request))


def test_a_till_that_enrolled_is_let_in_with_its_key_and_no_other(shop: Shop, client: httpx.Client) -> None:
    code = new_code(shop.central, "7")
    answer = decode(EnrolAnswer, show(client, shop, wanting(code)).content)
    assert (answer.till_id, answer.till_code, answer.epoch) == ("till-new", "7", 1)
    assert answer.server_key == shop.central.signing_key.public_hex
    assert (answer.phone_hash_key, answer.phone_cipher_key) == shop.central.vault.keys_hex()
    till = Asker(client, shop.clock.now, "till-new", KEY)
    assert till.ask("GET", f"{PULL_PATH}?stream=goods").status_code == 200
    till.key = KEYS[TILL]
    assert told(till.ask("GET", f"{PULL_PATH}?stream=goods")) == (401, "signature_invalid")


def test_one_code_shown_by_many_at_once_lets_one_in(shop_on: Callable[[str], Shop], database_kind: str) -> None:
    shop = shop_on(database_kind)
    code = new_code(shop.central, "7")
    answers: list[tuple[int, str]] = []
    with client_of(shop) as client:
        start = threading.Barrier(5)

        def enter(number: int) -> None:
            key = SigningKey(f"{number:02d}" * 32)
            start.wait()
            response = show(client, shop, wanting(code, key, f"till-{number}"), key)
            answers.append((200, "") if response.status_code == 200 else told(response))

        threads = [threading.Thread(target=enter, args=(number,)) for number in range(40, 45)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [(200, "")] + [(409, "code_used")] * 4
    with reading(shop.central.engine) as connection:
        assert len(all_tills(connection)) == 3


def test_only_who_holds_a_key_enrols_it(shop: Shop, client: httpx.Client) -> None:
    code = new_code(shop.central, "7")
    stolen = wanting(code, KEYS[OTHER_TILL])
    assert told(show(client, shop, stolen, KEY)) == (401, "signature_invalid")
    request = Asker(client, shop.clock.now, "till-new", KEY).request("POST", ENROL_PATH, encode(wanting(code)))
    request.headers[TILL_HEADER] = TILL
    assert told(client.send(request)) == (401, "signature_invalid")
    assert told(client.post(ENROL_PATH, content=encode(wanting(code)))) == (401, "signature_invalid")
    for wrong in ("", "00", "zz" * 32, KEY.public_hex.upper() + "A", "\u0000" * 64):
        assert told(show(client, shop, replace(wanting(code), public_key=wrong))) == (400, "message_invalid")
    assert show(client, shop, wanting(code)).status_code == 200


def test_a_recorded_enrolment_is_worth_nothing(shop: Shop, client: httpx.Client) -> None:
    request = Asker(client, shop.clock.now, "till-new", KEY).request(
        "POST", ENROL_PATH, encode(wanting(new_code(shop.central, "7")))
    )
    assert client.send(request).status_code == 200
    assert told(client.send(request)) == (401, "replayed")


def test_codes_cannot_be_tried_out(shop: Shop) -> None:
    new_code(shop.central, "7")
    with client_of(shop, RateLimits(enrolments=5)) as client:
        tried = [told(show(client, shop, wanting(f"{number:012d}"))) for number in range(8)]
    assert tried == [(409, "code_unknown")] * 5 + [(429, "rate_limited")] * 3


def test_a_code_stands_nowhere_in_the_books(shop: Shop, client: httpx.Client) -> None:
    code = new_code(shop.central, "7")
    show(client, shop, wanting(code))
    stored = shop.stored()
    assert code.encode() not in stored and code_shown(code).encode() not in stored
    for key in (*shop.central.vault.keys_hex(), "66" * 32):
        assert key.encode() not in stored and bytes.fromhex(key) not in stored


def test_every_enrolment_is_in_the_journal(shop: Shop, client: httpx.Client) -> None:
    with reading(shop.central.engine) as connection:
        before = connection.execute(select(func.count()).select_from(JOURNAL)).scalar_one()
    show(client, shop, wanting(new_code(shop.central, "7")))
    with reading(shop.central.engine) as connection:
        rows = connection.execute(select(JOURNAL.c.action, JOURNAL.c.subject).order_by(JOURNAL.c.number)).all()[before:]
    assert [tuple(row) for row in rows] == [("code_made", "shop/7"), ("enrolled", "shop/7 till-new")]


def test_a_till_without_a_key_from_before_waits_for_a_code(shop: Shop, client: httpx.Client) -> None:
    with shop.central.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE till SET public_key = NULL WHERE till_id = '{TILL}'")
    asker = Asker(client, shop.clock.now)
    assert told(asker.ask("GET", f"{PULL_PATH}?stream=goods")) == (401, "unauthorized")
    request = replace(wanting(new_code(shop.central, "2", replaces=True), KEYS[TILL], TILL), epoch=1, till_code="2")
    answer = json.loads(show(client, shop, request, KEYS[TILL]).content)
    assert (answer["till_id"], answer["epoch"]) == (TILL, 1)
    assert asker.ask("GET", f"{PULL_PATH}?stream=goods").status_code == 200


def test_a_device_that_replaces_a_till_gives_no_receipt_number_twice(
    shop: Shop, client: httpx.Client, tmp_path: Path
) -> None:
    papers = Stream(TILL)
    papers.add(sale(9, OLGA))
    papers.add(sale(10, OLGA))
    shop.push(papers.request())
    answer = decode(EnrolAnswer, show(client, shop, wanting(new_code(shop.central, "2", replaces=True))).content)
    assert (answer.till_id, answer.epoch, answer.last_receipt) == (TILL, 2, 1_010)
    secrets = load_or_make_secrets(tmp_path / "secrets.json", "till-new").enrolled(answer)
    for _ in range(2):
        prepare_till_database(
            *(tmp_path / "till.db", secrets.till_id, answer.till_code),
            *(secrets.epoch_of_new_books, secrets.last_receipt_before_new_books),
        )
    with closing(open_books(tmp_path / "till.db")) as books:
        assert books.next_receipt_number() == "2-001011"
    with closing(open_outbox(tmp_path / "till.db")) as outbox:
        assert (outbox.till_id(), outbox.epoch()) == (TILL, 2)
