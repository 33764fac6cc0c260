"""EAN-13 and UPC-A whose bars run into each other; and what is none, or not to be told, is never read."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.scanner.decoding import ImageDecoder
from hardware.scanner.digit_shapes import SAMPLES, best_digits, digit_shapes, edges_of, next_best, number_of
from hardware.scanner.matched_retail import matched
from hardware.scanner.read_code import ReadCode
from hardware.scanner.zxing_reader import ZxingReader
from pos_app.bench.read_codes.code_picture import Picture, code_picture
from pos_app.domain.codes.check_digit import gs1_check_digit
from pos_app.domain.codes.scan import Symbology

EAN = "4600051000057"
MODULE = 3


def blurred(symbology: Symbology, text: str, modules: float, noise: float = 1.0) -> Picture:
    """As ``upright`` lays it: a code whose blur has the width of so many modules, its quiet zones beside it."""
    code = code_picture(symbology, text, MODULE)
    ink = np.flatnonzero(code.min(axis=0) < 128)
    margin = round((ink[-1] - ink[0] + 1) * 0.2)
    row = code[code.shape[0] // 3, ink[0] : ink[-1] + 1]
    picture = np.tile(np.pad(row, margin, constant_values=255), (64, 1)).astype(np.float64)
    soft = cv2.GaussianBlur(picture, (0, 0), modules * MODULE)
    return np.clip(soft * 0.5 + 60 + np.random.default_rng(7).normal(0, noise, soft.shape), 0, 255).astype(np.uint8)


def read(picture: Picture) -> str | None:
    found = matched(picture, picture.shape[1] / 1.4)
    return None if found is None else found.text


@settings(max_examples=6)
@given(st.text("0123456789", min_size=12, max_size=12))
def test_every_number_is_the_shapes_of_its_own_digits(body: str) -> None:
    text = body + gs1_check_digit(body)
    picture = blurred(Symbology.EAN13 if text[0] != "0" else Symbology.UPCA, text.removeprefix("0"), 0.8, noise=0.5)
    assert read(picture) == text


@pytest.mark.parametrize("modules", [0.5, 0.8, 1.1, 1.3])
def test_what_no_edge_tells(modules: float) -> None:
    picture = blurred(Symbology.EAN13, EAN, modules)
    assert read(picture) == EAN
    assert read(np.ascontiguousarray(picture[:, ::-1])) == EAN
    if modules > 0.8:
        assert ZxingReader().read(picture) == ()


@pytest.mark.parametrize("lean", [-20, -7, 7, 20])
def test_leaning(lean: int) -> None:
    picture = blurred(Symbology.EAN13, EAN, 0.9)
    matrix = np.array([[1, lean / 64, -lean / 2], [0, 1, 0]])
    leaning = cv2.warpAffine(picture, matrix, picture.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
    assert read(np.asarray(leaning, np.uint8)) == EAN


@pytest.mark.parametrize(
    "symbology, text",
    [
        (Symbology.CODE128, "KP000102079"),
        (Symbology.CODE128, "4600051000057"),
        (Symbology.ITF, "18900434556625"),
        (Symbology.CODE39, "KOP123456"),
        (Symbology.CODE93, "KOP123456"),
        (Symbology.CODABAR, "A12345678B"),
        (Symbology.EAN8, "46000514"),
    ],
)
@pytest.mark.parametrize("modules", [0.6, 1.3])
def test_other_symbologies_are_none(symbology: Symbology, text: str, modules: float) -> None:
    assert read(blurred(symbology, text, modules)) is None


def test_what_is_blurred_beyond_all_telling_is_none() -> None:
    for modules in (2.0, 3.5):
        assert read(blurred(Symbology.EAN13, EAN, modules)) in {None, EAN}
    assert read(np.full((64, 400), 200, np.uint8)) is None
    assert read(np.random.default_rng(1).integers(0, 256, (64, 400), np.uint8)) is None


def test_a_wrong_check_digit_is_none() -> None:
    """The bars of a number whose check digit does not hold, drawn by hand."""
    states = np.array([6, 0, 0, 0, 5, 1, 0, 0, 0, 0, 5, 7])
    assert number_of(states) is None
    edges = edges_of(states)
    assert len(edges) == 60 and edges[0] == 0 and edges[-1] == 95
    assert number_of(np.array([6, 10, 0, 10, 15, 1, 0, 0, 0, 0, 5, 7])) is None
    assert number_of(np.array([6, 10, 0, 10, 15, 11, 0, 0, 0, 0, 5, 7])) is None, "no digit has these sets"
    assert number_of(np.array([6, 0, 10, 10, 15, 1, 0, 0, 0, 0, 5, 7])) is None, "the sets of another first digit"


def test_the_next_best_is_never_better() -> None:
    ink = np.random.default_rng(2).uniform(0, 1, (5, SAMPLES))
    best, _ = best_digits(ink, np.ones(5), digit_shapes(8))
    assert (next_best(ink, np.ones(5), digit_shapes(8)) >= best - 1e-9).all()


def test_the_decoder_reads_it_in_a_picture() -> None:
    scene: Picture = np.full((480, 640), 90, np.uint8)
    code = blurred(Symbology.EAN13, EAN, 1.2)
    label = np.repeat(code, 2, axis=0)
    scene[180 : 180 + label.shape[0], 100 : 100 + label.shape[1]] = label
    assert ImageDecoder().decode(scene) == (ReadCode(Symbology.EAN13, EAN),)
