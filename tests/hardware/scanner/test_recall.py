"""How much is read of pictures made here; the figures are floors below what was measured, far above single libraries.

``./till bench read-codes`` prints the whole table, ``./till bench read-codes FOLDER`` that of real photographs.
"""

import cv2
import numpy as np
import pytest

from hardware.scanner.decoding import ImageDecoder
from hardware.scanner.frame_judge import FrameJudge
from hardware.scanner.read_code import ReadCode
from pos_app.bench.read_codes.code_picture import Picture, code_picture
from pos_app.bench.read_codes.faults import turned_by
from pos_app.bench.read_codes.generated import empty_counter, generated_samples
from pos_app.bench.read_codes.readers import readers
from pos_app.bench.read_codes.tally import tally
from pos_app.domain.codes import card_number
from pos_app.domain.codes.scan import Symbology

CARD = card_number.generate(42)
EAN = "4600051000057"


@pytest.fixture(scope="module")
def decoder() -> ImageDecoder:
    return ImageDecoder()


@pytest.mark.slow
def test_more_than_any_single_library_and_nothing_wrong() -> None:
    samples = [sample for sample in generated_samples(77, 1, 4) if sample.group in {"turned", "small", "no code"}]
    table = tally("sample", "sample", samples, readers())
    read = dict(zip(table.head, table.rows[-2], strict=True))
    ours, misread = (int(part) for part in read["ours"].split("/"))
    assert misread == 0
    assert ours >= 17
    assert all(ours > int(read[name].split("/")[0]) for name in table.head[3:])


@pytest.mark.parametrize("degrees", range(0, 91, 9))
def test_bar_codes_at_every_angle_still_and_live(decoder: ImageDecoder, degrees: int) -> None:
    for symbology, text in ((Symbology.EAN13, EAN), (Symbology.CODE128, CARD)):
        code = code_picture(symbology, text, 3)
        picture = turned_by(np.repeat(code, 2, axis=0), degrees)
        assert decoder.decode(picture) == (ReadCode(symbology, text),)
        assert live(decoder, picture) == {text}


def live(decoder: ImageDecoder, picture: Picture, frames: int = 30) -> set[str]:
    """What the camera would hand on of a scene held before it for a second or so."""
    judge = FrameJudge()
    told: set[str] = set()
    for number in range(frames):
        told |= {code.text for code in judge.see(decoder.decode_frame(picture, number), 40 * number)}
    return told


@pytest.mark.parametrize(
    "text", ["Карта", "я", "КОПИЛКА КАРТА", "Ёлка и объём № 7", "+7 Иван", "ООО «Ромашка»", "Щука 12,5 кг"]
)
def test_cyrillic_in_whatever_code_page(decoder: ImageDecoder, text: str) -> None:
    import io

    import segno

    for encoding in (None, "utf-8", "cp1251"):
        buffer = io.BytesIO()
        try:
            code = segno.make(text, micro=False, encoding=encoding)
        except UnicodeError:
            continue
        code.save(buffer, kind="png", scale=4, border=4)
        picture = np.asarray(cv2.imdecode(np.frombuffer(buffer.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
        assert decoder.decode(picture) == (ReadCode(Symbology.QR, text),), encoding


def test_the_separators_of_marked_goods_stay(decoder: ImageDecoder) -> None:
    text = "0104600051000057215ABCabc\x1d91EE06\x1d92" + "aB+/" * 11
    picture = code_picture(Symbology.DATAMATRIX, text, 4)
    assert decoder.decode(picture) == (ReadCode(Symbology.DATAMATRIX, text),)
    assert live(decoder, picture, 2) == {text}


def test_several_codes_in_one_picture(decoder: ImageDecoder) -> None:
    scene: Picture = np.full((480, 640), 200, np.uint8)
    wanted = {
        ReadCode(Symbology.EAN13, EAN): (20, 20),
        ReadCode(Symbology.CODE128, CARD): (200, 20),
        ReadCode(Symbology.QR, CARD): (20, 420),
        ReadCode(Symbology.DATAMATRIX, "0104600051000057"): (300, 420),
    }
    for code, (top, left) in wanted.items():
        drawn = code_picture(code.symbology, code.text, 2)
        if drawn.shape[0] < 60:
            drawn = np.repeat(drawn, 60 // drawn.shape[0] + 1, axis=0)
        scene[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    sightings = decoder.sightings(scene)
    assert {sighting.code for sighting in sightings} == set(wanted)
    for sighting in sightings:
        top, left = wanted[sighting.code]
        assert all(left - 30 <= x <= left + 330 and top - 30 <= y <= top + 200 for x, y in sighting.quad)


def test_a_short_itf_is_never_a_piece_of_a_long_one(decoder: ImageDecoder) -> None:
    code = np.repeat(code_picture(Symbology.ITF, "18900434556625", 3), 2, axis=0)
    for degrees in range(0, 180, 5):
        assert {found.text for found in decoder.decode(turned_by(code, degrees))} <= {"18900434556625"}
    short = np.repeat(code_picture(Symbology.ITF, "070429", 3), 2, axis=0)
    assert decoder.decode(short) == (ReadCode(Symbology.ITF, "070429"),)


def test_nothing_is_read_on_an_empty_counter(decoder: ImageDecoder) -> None:
    chance = np.random.default_rng(3)
    for _ in range(3):
        assert decoder.decode(empty_counter(chance)) == ()
        assert live(decoder, empty_counter(chance), 15) == set()


def test_every_further_step_has_its_turn_and_reads(decoder: ImageDecoder) -> None:
    """Light on dark: none of the quick steps reads it, a further one does when its turn comes."""
    dark = np.asarray(255 - code_picture(Symbology.EAN13, EAN, 3), np.uint8)
    scene: Picture = np.full((480, 640), 60, np.uint8)
    drawn = np.repeat(dark, 2, axis=0)
    drawn = drawn[:200]
    scene[180 : 180 + drawn.shape[0], 150 : 150 + drawn.shape[1]] = drawn
    assert live(decoder, scene, 40) == {EAN}
