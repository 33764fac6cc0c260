"""Pictures made here, spoiled as cameras spoil them."""

import sys

import cv2
import numpy as np
import pytest

from hardware.scanner.decoding import ImageDecoder, decode_image
from hardware.scanner.read_code import ReadCode
from hardware.scanner.zbar_reader import ZBAR_INSTALL_LINE
from pos_app.domain.codes import card_number, phone, receipt_code
from pos_app.domain.codes.scan import Symbology
from tests.hardware.scanner.pictures import bar_picture, on_counter, photographed, qr_picture

CARD = card_number.generate(42)
SAMPLES = [
    (Symbology.EAN13, "EAN13", "4600051000057"),
    (Symbology.EAN8, "EAN8", "96385074"),
    (Symbology.UPCA, "UPCA", "036000291452"),
    (Symbology.CODE128, "Code128", CARD),
    (Symbology.CODE128, "Code128", receipt_code.compose("2-000231")),
    (Symbology.CODE39, "Code39", "KOPILKA"),
    (Symbology.CODE93, "Code93", "KOPILKA"),
    (Symbology.ITF, "ITF", "14600051000054"),
    (Symbology.DATAMATRIX, "DataMatrix", "0104600051000057215ABC"),
]


@pytest.mark.parametrize(("symbology", "kind", "text"), SAMPLES)
def test_every_symbology_clean_and_photographed(symbology: Symbology, kind: str, text: str) -> None:
    picture = on_counter(bar_picture(kind, text))
    expected = (ReadCode(symbology, text),)
    assert decode_image(picture) == expected
    assert decode_image(photographed(picture, seed=len(text))) == expected


@pytest.mark.parametrize("text", [CARD, phone.uri("+79730000042"), "Карта «Копилка» № 42", "0104600051000057\x1d91ab"])
def test_qr(text: str) -> None:
    picture = on_counter(qr_picture(text))
    assert decode_image(picture) == (ReadCode(Symbology.QR, text),)
    colour = cv2.cvtColor(photographed(picture, seed=1), cv2.COLOR_GRAY2BGR)
    assert decode_image(np.asarray(colour, np.uint8)) == (ReadCode(Symbology.QR, text),)


@pytest.mark.parametrize("degrees", range(0, 91, 15))
def test_bar_codes_at_every_angle(degrees: int) -> None:
    for kind, text in (("EAN13", "4600051000057"), ("Code128", CARD)):
        picture = photographed(on_counter(bar_picture(kind, text), 640, 640), seed=degrees, degrees=degrees)
        assert [code.text for code in decode_image(picture)] == [text], kind


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (7, 300), (8, 300), (300, 8), (9, 9), (16, 4000)])
def test_a_strip_of_a_picture_is_no_trouble(shape: tuple[int, int]) -> None:
    decoder = ImageDecoder()
    picture = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    assert decoder.decode(picture) == ()
    for number in range(20):
        assert decoder.decode_frame(picture, number) == ()


def test_nothing_is_read_where_nothing_is() -> None:
    chance = np.random.default_rng(7)
    assert decode_image(np.full((480, 640), 190, np.uint8)) == ()
    assert decode_image(chance.integers(0, 255, (240, 320), np.uint8)) == ()
    stripes = np.tile(np.repeat(np.array([0, 255], np.uint8), 9), (200, 20))
    assert decode_image(on_counter(stripes)) == ()


def test_a_wrong_check_digit_is_no_code() -> None:
    whole = bar_picture("EAN13", "4600051000057")
    torn = np.concatenate([whole[:, : whole.shape[1] // 2], np.full_like(whole[:, : whole.shape[1] // 2], 255)], axis=1)
    assert decode_image(on_counter(torn)) == ()


def test_a_frame_says_which_step_read_it_and_takes_its_turn() -> None:
    decoder = ImageDecoder()
    frame = on_counter(qr_picture(CARD))
    (seen,) = decoder.decode_frame(frame, 0)
    assert (seen.step, seen.code) == ("direct", ReadCode(Symbology.QR, CARD))
    assert all(150 < x < 490 and 100 < y < 380 for x, y in seen.quad)
    empty = np.full((120, 160), 190, np.uint8)
    assert all(decoder.decode_frame(empty, number) == () for number in range(2 * len(decoder.steps)))


def test_an_array_that_is_no_picture() -> None:
    with pytest.raises(ValueError, match="expected rows"):
        decode_image(np.zeros(10, np.uint8))


def test_without_zbar_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar", None)  # the import fails as it does without the system's library
    decoder = ImageDecoder()
    assert decoder.missing is not None
    assert decoder.missing.cure == ZBAR_INSTALL_LINE
    assert not any("zbar" in step.name or "strips" in step.name for step in decoder.steps)
    picture = photographed(on_counter(bar_picture("EAN13", "4600051000057")), seed=3)
    assert decoder.decode(picture) == (ReadCode(Symbology.EAN13, "4600051000057"),)
