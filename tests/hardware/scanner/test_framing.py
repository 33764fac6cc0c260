import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner.framing import IDLE_MS, TORN, Frame, Framer
from pos_app.domain.codes.scan import Symbology

codes = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=40,
).filter(lambda text: text[0] != "]")


def frames(*pieces: bytes) -> list[str]:
    framer = Framer()
    return [frame.data for piece in pieces for frame in framer.feed(piece)]


def wire(text: str, ending: str) -> bytes:
    data = text.encode()
    return b"\x02" + data + b"\x03" if ending == "stx" else data + {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n"}[ending]


@given(st.lists(st.tuples(codes, st.sampled_from(["cr", "lf", "crlf", "stx"])), max_size=8), st.data())
def test_whole_byte_by_byte_and_in_any_pieces(content: list[tuple[str, str]], data: st.DataObject) -> None:
    stream = b"".join(wire(text, ending) for text, ending in content)
    expected = [text for text, _ in content]
    assert frames(stream) == expected
    assert frames(*(bytes([byte]) for byte in stream)) == expected
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    assert frames(*(stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True))) == expected


def test_ten_thousand_codes_byte_by_byte() -> None:
    chance = random.Random(5)
    expected = ["".join(chance.choices("0123456789KP-", k=chance.randint(1, 30))) for _ in range(10_000)]
    framer = Framer()
    received: list[Frame] = []
    for text in expected:
        for byte in wire(text, chance.choice(["cr", "lf", "crlf", "stx"])):
            received += framer.feed(bytes([byte]))
            if chance.random() < 0.02:
                received += framer.idle(IDLE_MS)  # after the first suffix a pause tears nothing
    assert len(received) == 10_000
    assert [frame.data for frame in received] == expected


@given(st.binary(max_size=300), codes)
def test_junk_disturbs_nothing_that_follows_an_end(junk: bytes, code: str) -> None:
    framer = Framer()
    framer.feed(junk)
    framer.feed(b"\x03\r")
    assert [frame.data for frame in framer.feed(wire(code, "stx"))] == [code]
    assert [frame.data for frame in framer.feed(wire(code, "cr"))] == [code]


def test_without_suffix_a_pause_ends_a_code() -> None:
    framer = Framer()
    assert framer.feed(b"46000") == ()
    assert framer.idle(IDLE_MS - 1) == ()
    assert framer.feed(b"51000057") == ()
    assert framer.idle(IDLE_MS) == (Frame("4600051000057", None),)
    assert framer.idle(IDLE_MS) == ()


def test_half_a_code_is_dropped_when_its_rest_never_comes() -> None:
    framer = Framer()
    framer.feed(b"4600051000057\r")
    framer.feed(b"46000")
    assert [framer.idle(IDLE_MS) for _ in range(13)] == [()] * 12 + [(TORN,)], "dropped, and told"
    assert framer.idle(IDLE_MS * 20) == ()
    assert framer.feed(b"96385074\r") == (Frame("96385074", None),)


def test_stx_begins_anew_and_keeps_line_ends_inside() -> None:
    assert Framer().feed(b"torn\x02whole\x03") == (TORN, Frame("whole", None))
    assert Framer().feed(b"#!\x02whole\x03") == (Frame("whole", None),), "noise of the line"
    assert frames(b"\x02a\rb\x03") == ["ab"]


def test_identifier_separator_and_cyrillic() -> None:
    framer = Framer()
    assert framer.feed(b"]d2010460\x1d21" + b"\r") == (Frame("010460\x1d21", Symbology.DATAMATRIX),)
    assert framer.feed("Привет\r".encode()) == (Frame("Привет", None),)
    assert framer.feed("Привет\r".encode("cp1251")) == (Frame("Привет", None),)


@pytest.mark.parametrize("junk", [b"\r\n\r\n", b"\x00\x00\r", b" \r", b"]E0\r", b"\x02\x03"])
def test_nothing_is_no_code(junk: bytes) -> None:
    assert frames(junk) == []


def test_noise_without_end_is_dropped_whole() -> None:
    framer = Framer()
    assert framer.feed(b"x" * 5000) + framer.feed(b"y\r") == (TORN,)
    assert framer.feed(b"4600051000057\r") == (Frame("4600051000057", None),)


@given(st.binary(max_size=60))
def test_what_broke_off_leaves_nothing_behind(junk: bytes) -> None:
    framer = Framer()
    framer.feed(junk)
    assert framer.broken_off() in ((), (TORN,))
    assert framer.broken_off() == ()
    assert framer.feed(b"4600051000057\r") == (Frame("4600051000057", None),)
