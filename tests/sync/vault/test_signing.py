import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.vault.signing import KEY_BYTES, SIGNATURE_BYTES, KeyInvalidError, SigningKey, VerifyKey, new_key_hex

KEY = SigningKey("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")


def test_the_first_vector_of_rfc_8032() -> None:
    assert KEY.public_hex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert KEY.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")


@given(data=st.binary(max_size=200), at=st.integers(0, SIGNATURE_BYTES - 1), bit=st.integers(0, 7))
def test_only_the_holder_signs_and_only_these_bytes(data: bytes, at: int, bit: int) -> None:
    signature, public = KEY.sign(data), VerifyKey(KEY.public_hex)
    assert len(signature) == SIGNATURE_BYTES
    assert public.verifies(signature, data)
    bent = bytearray(signature)
    bent[at] ^= 1 << bit
    assert not public.verifies(bytes(bent), data)
    assert not public.verifies(signature, data + b"x")
    assert not VerifyKey(SigningKey(new_key_hex(os.urandom)).public_hex).verifies(signature, data)
    assert not public.verifies(b"", data)


@pytest.mark.parametrize("text", ["", "00", "AA" * KEY_BYTES, "zz" * KEY_BYTES, "0" * 63, "٣" * 64, "00" * 33])
def test_what_is_no_key_is_refused_and_not_repeated(text: str) -> None:
    for made in (SigningKey, VerifyKey):
        with pytest.raises(KeyInvalidError) as refused:
            made(text)
        assert not text or text not in str(refused.value)
