import json
from pathlib import Path

import pytest

from sync.protocol.rows import StaffRow, Stream
from sync.server.database import reading
from sync.server.feed import published_rows
from sync.server.secrets_file import ServerSecretsError, load_or_make_server_secrets
from sync.server.seed import ShopKnownError, seed_shop
from sync.vault.pin_hash import Argon2PinHasher
from tests.sync.server.shop import Shop, shop_seed


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
    with reading(shop.central.engine) as connection:
        (row,) = published_rows(connection, Stream.STAFF)
    assert isinstance(row, StaffRow) and row.operator is not None
    parameters = row.operator.pin_hash.rsplit("$", 2)[0]
    assert parameters == Argon2PinHasher().hash("0000").rsplit("$", 2)[0]
    assert Argon2PinHasher().verify(row.operator.pin_hash, "1111")
