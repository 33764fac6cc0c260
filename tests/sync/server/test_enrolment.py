from pathlib import Path

import pytest

from sync.protocol.rows import StaffRow, Stream
from sync.server.database import reading
from sync.server.enrolment import TillKnownError, TokenWeakError, add_till, authenticated_till, revoke_till
from sync.server.feed import published_rows
from sync.server.secrets_file import ServerSecretsError, load_or_make_server_secrets
from sync.server.seed import ShopKnownError, seed_shop
from sync.vault.pin_hash import Argon2PinHasher
from tests.sync.server.shop import OTHER_TOKEN, TILL, TOKEN, Shop, shop_seed


def test_the_same_enrolment_twice_changes_nothing_another_is_refused(shop: Shop) -> None:
    before = shop.till()
    add_till(shop.central.engine, TILL, "2", TOKEN)
    assert shop.till() == before
    with pytest.raises(TillKnownError):
        add_till(shop.central.engine, TILL, "2", OTHER_TOKEN)
    with pytest.raises(TillKnownError):
        add_till(shop.central.engine, TILL, "9", TOKEN)
    with pytest.raises(TokenWeakError):
        add_till(shop.central.engine, "till-9", "9", "short")


def test_a_token_opens_its_own_till_only_and_lies_hashed(shop: Shop, tmp_path: Path) -> None:
    with reading(shop.central.engine) as connection:
        assert authenticated_till(connection, TILL, TOKEN) == shop.till()
        assert authenticated_till(connection, TILL, OTHER_TOKEN) is None
        assert authenticated_till(connection, "nobody", TOKEN) is None
        assert authenticated_till(connection, TILL, "") is None
    revoke_till(shop.central.engine, TILL)
    assert shop.till().revoked
    shop.central.close()
    assert all(TOKEN.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_shop_is_loaded_once(shop: Shop) -> None:
    balance = shop.account().available
    with pytest.raises(ShopKnownError):
        seed_shop(shop.central.engine, shop_seed(), shop.central.vault, shop.clock.now())
    assert shop.account().available == balance


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"phone_hash_key_hex": "00", "phone_cipher_key_hex": "00"}'])
def test_damaged_keys_are_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(ServerSecretsError, match=r"secrets\.json"):
        load_or_make_server_secrets(path)
    assert path.read_text() == content


def test_pins_of_the_staff_cost_what_the_tills_hasher_says(shop: Shop) -> None:
    with reading(shop.central.engine) as connection:
        (row,) = published_rows(connection, Stream.STAFF)
    assert isinstance(row, StaffRow) and row.operator is not None
    parameters = row.operator.pin_hash.rsplit("$", 2)[0]
    assert parameters == Argon2PinHasher().hash("0000").rsplit("$", 2)[0]
    assert Argon2PinHasher().verify(row.operator.pin_hash, "1111")
