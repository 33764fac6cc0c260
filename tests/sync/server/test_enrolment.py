import os
from pathlib import Path

import pytest

from sync.server.database import reading
from sync.server.enrolment import TillKnownError, TokenWeakError, add_till, authenticated_till, revoke_till
from sync.server.phone_vault import PhoneUnreadableError, PhoneVault
from sync.server.secrets_file import ServerSecretsError, load_or_make_server_secrets
from sync.server.seed import ShopKnownError, seed_shop
from tests.sync.server.shop import OLGA_PHONE, OTHER_TOKEN, TILL, TOKEN, Shop, shop_seed, vault


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


def test_a_phone_is_sealed_to_its_person_and_key() -> None:
    sealed = vault().sealed(OLGA_PHONE, "olga")
    assert vault().opened(sealed, "olga") == OLGA_PHONE
    assert vault().sealed(OLGA_PHONE, "olga") != sealed
    assert vault().hashed(OLGA_PHONE) == vault().hashed(OLGA_PHONE)
    other = PhoneVault(b"x" * 32, b"y" * 32, os.urandom)
    assert other.hashed(OLGA_PHONE) != vault().hashed(OLGA_PHONE)
    for opener, person, content in (
        (other, "olga", sealed),
        (vault(), "ivan", sealed),
        (vault(), "olga", sealed[:-1]),
        (vault(), "olga", b""),
    ):
        with pytest.raises(PhoneUnreadableError):
            opener.opened(content, person)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"phone_hash_key_hex": "00", "phone_cipher_key_hex": "00"}'])
def test_damaged_keys_are_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(ServerSecretsError, match=r"secrets\.json"):
        load_or_make_server_secrets(path)
    assert path.read_text() == content
