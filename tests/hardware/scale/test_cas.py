from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.device import ScaleError
from hardware.open_channel import channel_opener
from hardware.scale.cas import Reading, answer_bytes, find_reading
from hardware.scale.cas_scale import CasScale
from hardware.scale.simulated_scale import SimulatedScale


def _answer(body: bytes) -> bytes:
    check = 0
    for byte in body:
        check ^= byte
    return b"\x01\x02" + body + bytes([check]) + b"\x03\x04"


@pytest.mark.parametrize(
    ("body", "reading"),
    [
        (b"S  0.254kg", Reading(254, steady=True)),
        (b"U   254.0 g", Reading(254, steady=False)),
        (b"S- 12.005kg", Reading(-12_005, steady=True)),
        (b"S 0.2545kg", None),
        (b"S 1.2.3 kg", None),
    ],
)
def test_known_answers(body: bytes, reading: Reading | None) -> None:
    assert find_reading(_answer(body)) == reading


def test_a_wrong_check_byte_is_no_answer() -> None:
    answer = bytearray(_answer(b"S  0.254kg"))
    answer[-3] ^= 1
    assert find_reading(bytes(answer)) is None


@given(st.integers(-99_999, 99_999), st.booleans(), st.binary(max_size=40))
def test_what_a_scale_says_is_understood_behind_any_junk(weight: int, steady: bool, junk: bytes) -> None:
    assert find_reading(junk + answer_bytes(Reading(weight, steady))) == Reading(weight, steady)


@given(st.binary(max_size=60))
def test_junk_is_no_weight(junk: bytes) -> None:
    find_reading(junk)


@pytest.fixture(name="bench")
def _bench() -> Iterator[tuple[SimulatedScale, CasScale]]:
    with SimulatedScale(1_254) as twin:
        yield twin, CasScale(channel_opener(f"serial:{twin.path}"), steady_s=60)


def test_a_weight(bench: tuple[SimulatedScale, CasScale]) -> None:
    twin, scale = bench
    assert scale.weigh() == 1_254
    twin.moves_for = 3
    assert scale.weigh() == 1_254, "it is waited for"


@pytest.mark.parametrize(("weight", "key"), [(0, "scale_empty"), (-5, "scale_negative")])
def test_nothing_to_weigh(bench: tuple[SimulatedScale, CasScale], weight: int, key: str) -> None:
    twin, scale = bench
    twin.weight = weight
    with pytest.raises(ScaleError, match=key):
        scale.weigh()


def test_a_plate_that_never_rests_and_a_scale_that_says_nothing(bench: tuple[SimulatedScale, CasScale]) -> None:
    twin, _ = bench
    scale = CasScale(channel_opener(f"serial:{twin.path}"), steady_s=0.2)
    twin.moves_for = 100_000_000
    with pytest.raises(ScaleError, match="scale_moves"):
        scale.weigh()
    twin.silent = True
    with pytest.raises(ScaleError, match="scale_silent"):
        scale.weigh()


def test_no_scale() -> None:
    with pytest.raises(ScaleError, match="scale_offline"):
        CasScale(channel_opener("serial:/dev/no-such-port")).weigh()


@pytest.mark.parametrize("address", ["", "serial:", "serial:/dev/ttyS0@300", "tcp:host", "tcp:host:0", "usb:1"])
def test_addresses_that_name_no_line(address: str) -> None:
    with pytest.raises(ValueError, match="expected serial"):
        channel_opener(address)
