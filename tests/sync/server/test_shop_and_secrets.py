import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.people.operator import Operator, Role
from sync.protocol.encoding import encode
from sync.protocol.pull import PullRequest
from sync.protocol.rows import StaffRow, Stream
from sync.server.central import open_central
from sync.server.database import reading, writing
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.feed import publish, take_change_numbers
from sync.server.secrets_file import ServerSecretsError, load_or_make_server_secrets
from sync.server.seed import ShopKnownError, seed_shop
from sync.server.tables import PUBLISHED
from sync.server.web.exchange import pull
from sync.vault.pin_hash import Argon2PinHasher
from sync.vault.signing import SigningKey
from tests.sync.server.paper import AT
from tests.sync.server.paper import Stream as Papers
from tests.sync.server.shop import TILL, Shop, enrol_till, shop_seed

ALL_STAFF = PullRequest(Stream.STAFF, None)
BADGE = "KB00000000018"


def test_a_shop_is_loaded_once(shop: Shop) -> None:
    balance = shop.account().available
    with pytest.raises(ShopKnownError):
        seed_shop(shop.central.engine, shop_seed(), shop.central.vault, shop.clock.now())
    assert shop.account().available == balance


DAMAGED = [
    "",
    "{}",
    "[]",
    '{"phone_hash_key_hex": "00", "phone_cipher_key_hex": "00"}',
    json.dumps({"phone_hash_key_hex": "11" * 32, "phone_cipher_key_hex": "22" * 32, "signing_key_hex": "33"}),
]


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_keys_are_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(ServerSecretsError, match=r"secrets\.json"):
        load_or_make_server_secrets(path)
    assert path.read_text() == content


def test_keys_from_before_servers_signed_are_completed_once(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps({"phone_hash_key_hex": "11" * 32, "phone_cipher_key_hex": "22" * 32}))
    completed = load_or_make_server_secrets(path)
    assert completed.phone_hash_key_hex == "11" * 32
    assert load_or_make_server_secrets(path).signing_key().public_hex == completed.signing_key().public_hex


def test_pins_of_the_staff_cost_what_the_tills_hasher_says(shop: Shop) -> None:
    row = pull(shop.central, shop.till(), ALL_STAFF).rows[0]
    assert isinstance(row, StaffRow) and row.operator is not None
    parameters = row.operator.pin_hash.rsplit("$", 2)[0]
    assert parameters == Argon2PinHasher().hash("0000").rsplit("$", 2)[0]
    assert Argon2PinHasher().verify(row.operator.pin_hash, "1111")


def test_a_copied_database_holds_no_hash_that_a_pin_could_be_guessed_by(shop: Shop) -> None:
    assert b"$argon2" not in shop.stored()
    before = pull(shop.central, shop.till(), ALL_STAFF).rows
    with writing(shop.central.engine) as connection:  # as an earlier version published them
        publish(connection, Stream.STAFF, before)
    assert b"$argon2" in shop.stored()
    open_central(shop.url, shop.central.vault).close()
    with reading(shop.central.engine) as connection:
        bodies = connection.execute(select(PUBLISHED.c.body)).scalars().all()
    assert b"$argon2" not in b"".join(map(bytes, bodies))
    assert {row.operator for row in pull(shop.central, shop.till(), ALL_STAFF).rows} == {row.operator for row in before}


def test_a_till_hears_of_its_own_shops_people_only(shop: Shop) -> None:
    garden = enrol_till(shop.central, "till-garden", SigningKey("55" * 32), "7", "garden")
    hasher = Argon2PinHasher().hash("1111")
    people = [
        StaffRow(name, Operator(name, name, Role.CASHIER, hasher), shop_ids=shops)
        for name, shops in (("here", (DEFAULT_SHOP,)), ("there", ("garden",)), ("both", (DEFAULT_SHOP, "garden")))
    ]
    with writing(shop.central.engine) as connection:
        publish(connection, Stream.STAFF, people)
    seen = {
        till.shop_id: {row.operator_id for row in pull(shop.central, till, ALL_STAFF).rows if row.operator is not None}
        for till in (shop.till(), garden)
    }
    assert seen == {
        DEFAULT_SHOP: {"operator-1", "boss", "owner", "here", "both"},
        "garden": {"operator-1", "boss", "owner", "there", "both"},
    }
    with writing(shop.central.engine) as connection:
        publish(connection, Stream.STAFF, [replace(people[0], shop_ids=("garden",))])
    cursor = pull(shop.central, shop.till(), ALL_STAFF).cursor
    assert "here" in {row.operator_id for row in pull(shop.central, shop.till(), ALL_STAFF).rows if row.deleted}
    assert pull(shop.central, shop.till(), replace(ALL_STAFF, cursor=cursor)).rows == ()


def test_badge_numbers_published_in_clear_are_hashed_at_the_start(shop_on: Callable[[str], Shop]) -> None:
    shop = shop_on("sqlite")
    clear = {"operator": {"operator_id": "o", "name": "О", "role": "cashier", "pin_hash": "", "badge": BADGE}}
    body = json.dumps({"operator_id": "o", "deleted": False, **clear}).encode()
    with writing(shop.central.engine) as connection:
        number = take_change_numbers(connection, Stream.STAFF, 1)[0]
        row = {"stream": "staff", "row_key": "o", "body": body, "change_number": number}
        connection.execute(insert(PUBLISHED).values(row))
    cursor = pull(shop.central, shop.till(), ALL_STAFF).cursor
    open_central(shop.url, shop.central.vault).close()
    (changed,) = pull(shop.central, shop.till(), replace(ALL_STAFF, cursor=cursor)).rows
    assert changed.operator.badge_hash == shop.central.vault.badge_hash(BADGE)
    with reading(shop.central.engine) as connection:
        assert BADGE.encode() not in b"".join(connection.execute(select(PUBLISHED.c.body)).scalars())


@pytest.mark.parametrize(
    ("operator", "approved_by", "reason"),
    [
        ("operator-1", None, "role_too_low"),
        ("operator-1", "operator-1", "role_too_low"),
        ("operator-1", "nobody", "role_too_low"),
        ("nobody", "owner", "role_too_low"),
        ("boss", "there", "role_too_low"),
        ("there", None, "role_too_low"),
        ("operator-1", "boss", None),
        ("boss", None, None),
    ],
)
def test_only_the_shops_own_people_decide_and_one_of_them_is_senior(
    shop_on: Callable[[str], Shop], operator: str, approved_by: str | None, reason: str | None
) -> None:
    shop = shop_on("sqlite")
    manager = Operator("there", "there", Role.MANAGER, "")
    with writing(shop.central.engine) as connection:
        publish(connection, Stream.STAFF, [StaffRow("there", manager, shop_ids=("garden",))])
    stream = Papers(TILL)
    stream.add_body("wrong", "sale", b"{}")
    decision = ParkedResolved("decision", "wrong", 1, 1, Resolution.VOID, operator, approved_by, "twice", AT)
    stream.add_body("decision", "parked_resolved", encode(decision))
    assert shop.push(stream.request()).results[-1].reason == reason
