"""PINs: argon2id, and a damaged hash opens nothing."""

import pytest

from sync.vault.pin_hash import Argon2PinHasher


def test_only_the_right_pin_opens_and_each_hash_has_its_own_salt() -> None:
    hasher = Argon2PinHasher()
    stored = hasher.hash("4711")
    assert stored.startswith("$argon2id$")
    assert stored != hasher.hash("4711")
    assert hasher.verify(stored, "4711")
    assert not hasher.verify(stored, "4712")
    assert not hasher.verify(stored, "")


@pytest.mark.parametrize(
    "damaged", ["", "4711", "$argon2id$v=19$m=19456,t=2,p=1$", "$argon2id$v=19$m=1,t=2,p=1$aaaa$bbbb"]
)
def test_a_damaged_hash_opens_nothing(damaged: str) -> None:
    assert not Argon2PinHasher().verify(damaged, "4711")
