"""Phones are found by a keyed hash and open only with the key and for their own customer."""

import hashlib
import hmac
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.vault.phone_vault import PhoneUnreadableError, PhoneVault

HASH_KEY, CIPHER_KEY = bytes(range(32)), bytes(range(32, 64))
phones = st.from_regex(r"\+7973[0-9]{7}", fullmatch=True)


def vault() -> PhoneVault:
    return PhoneVault(HASH_KEY, CIPHER_KEY, os.urandom)


def test_hashes_are_the_stated_ones() -> None:
    phone = "+79730001122"
    assert vault().hash(phone) == hmac.new(HASH_KEY, phone.encode(), hashlib.sha256).digest()[:16]
    assert vault().last4_hash("1122") == hmac.new(HASH_KEY, b"last4:1122", hashlib.sha256).digest()[:16]


@given(phones)
def test_a_number_opens_for_its_customer_and_twice_looks_different(phone: str) -> None:
    ours = vault()
    cipher = ours.encrypt(phone, "c1")
    assert ours.decrypt(cipher, "c1") == phone
    assert phone.encode() not in cipher
    assert ours.encrypt(phone, "c1") != cipher


def test_a_changed_moved_or_foreign_ciphertext_does_not_open() -> None:
    cipher = vault().encrypt("+79730001122", "c1")
    other = PhoneVault(HASH_KEY, bytes(32), os.urandom)
    flipped = cipher[:-1] + bytes([cipher[-1] ^ 1])
    for attempt, customer, with_vault in (
        (cipher, "c2", vault()),
        (flipped, "c1", vault()),
        (cipher[:20], "c1", vault()),
        (b"", "c1", vault()),
        (cipher, "c1", other),
    ):
        with pytest.raises(PhoneUnreadableError):
            with_vault.decrypt(attempt, customer)


def test_the_fingerprint_changes_with_either_key() -> None:
    prints = {
        PhoneVault(hash_key, cipher_key, os.urandom).fingerprint
        for hash_key in (HASH_KEY, bytes(32))
        for cipher_key in (CIPHER_KEY, bytes(32))
    }
    assert len(prints) == 4


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="cipher_key must be 32 bytes, got 5"):
        PhoneVault(HASH_KEY, b"short", os.urandom)
