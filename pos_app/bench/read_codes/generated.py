"""A set of pictures made here: every symbology with every fault on a counter, and counters without a code."""

from collections.abc import Iterator
from zlib import crc32

import cv2
import numpy as np
from numpy.random import Generator

from pos_app.bench.read_codes.code_picture import Picture, code_picture
from pos_app.bench.read_codes.faults import FAULTS
from pos_app.bench.read_codes.sample import Sample
from pos_app.domain.codes import card_number, receipt_code
from pos_app.domain.codes.check_digit import gs1_check_digit
from pos_app.domain.codes.scan import Symbology

EMPTY_GROUP = "no code"
_HEIGHT, _WIDTH = 480, 640
_WORDS = ("МОЛОКО 3,2%", "Milk 1 L", "89.90", "SALE", "IIIIIIII", "11111111", "|||||||", "Состав: вода")


def generated_samples(seed: int, count_each: int, empty: int) -> Iterator[Sample]:
    """``count_each`` pictures for each symbology and fault, ``empty`` without a code. One seed gives one set."""
    for fault in FAULTS:
        for symbology in Symbology:
            for number in range(count_each):
                yield _sample(fault, symbology, number, seed)
    for number in range(empty):
        chance = np.random.default_rng([seed, crc32(b"empty"), number])
        yield Sample(f"empty {number}", EMPTY_GROUP, empty_counter(chance), None)


def _sample(fault: str, symbology: Symbology, number: int, seed: int) -> Sample:
    chance = np.random.default_rng([seed, crc32(fault.encode()), crc32(symbology.encode()), number])
    text = random_text(symbology, chance)
    code = code_picture(symbology, text, int(chance.integers(2, 4)) if fault not in {"small", "blurred"} else 3)
    if code.shape[0] < 60:  # the writer draws some bar codes low
        code = np.repeat(code, 60 // code.shape[0] + 1, axis=0)
    spoiled = FAULTS[fault](code, chance)
    return Sample(f"{fault} {symbology} {number}", fault, on_counter(spoiled, chance), text)


def random_text(symbology: Symbology, chance: Generator) -> str:
    """What a shop has in such a code."""

    def digits(count: int) -> str:
        return "".join(str(digit) for digit in chance.integers(0, 10, count))

    def gtin(prefix: str, length: int) -> str:
        body = prefix + digits(length - 1 - len(prefix))
        return body + gs1_check_digit(body)

    match symbology:
        case Symbology.EAN13:
            return gtin(str(chance.choice(["46", "40", "21", "978"])), 13)
        case Symbology.EAN8:
            return gtin("46", 8)
        case Symbology.UPCA:
            return gtin("0", 12)
        case Symbology.ITF:
            return gtin("1", 14)
        case Symbology.CODABAR:
            return f"A{digits(8)}B"
        case Symbology.CODE39 | Symbology.CODE93:
            return f"KOP{digits(6)}"
        case Symbology.CODE128:
            number = int(chance.integers(0, 10**6))
            return receipt_code.compose(f"2-{number:06d}") if number % 2 else card_number.generate(number)
        case Symbology.DATAMATRIX:
            return f"01{gtin('04', 14)}21{digits(6)}aB\x1d93{digits(3)}x"
        case Symbology.QR:
            return str(chance.choice([f"Карта «Копилка» № {digits(5)}", f"tel:+7973{digits(7)}", f"KR1.{digits(30)}"]))


def on_counter(code: Picture, chance: Generator) -> Picture:
    """The spoiled code somewhere on a counter; shrunk if it does not fit."""
    fit = min((_HEIGHT - 20) / code.shape[0], (_WIDTH - 20) / code.shape[1], 1.0)
    if fit < 1:
        code = np.asarray(cv2.resize(code, None, fx=fit, fy=fit, interpolation=cv2.INTER_AREA), np.uint8)
    picture = empty_counter(chance)
    rows, columns = code.shape
    top, left = int(chance.integers(0, _HEIGHT - rows)), int(chance.integers(0, _WIDTH - columns))
    picture[top : top + rows, left : left + columns] = code
    return picture


def empty_counter(chance: Generator, height: int = _HEIGHT, width: int = _WIDTH) -> Picture:
    """Boxes, words and rows of stripes in uneven light; nothing that is a code."""
    picture = np.full((height, width), int(chance.integers(60, 210)), np.uint8)
    for _ in range(int(chance.integers(5, 25))):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        end = (x + int(chance.integers(20, 300)), y + int(chance.integers(20, 200)))
        cv2.rectangle(picture, (x, y), end, int(chance.integers(0, 256)), -1)
    for _ in range(int(chance.integers(5, 25))):
        at = (int(chance.integers(-50, width)), int(chance.integers(0, height)))
        size, thickness = float(chance.uniform(0.4, 1.6)), int(chance.integers(1, 4))
        word, shade = str(chance.choice(_WORDS)), int(chance.integers(0, 256))
        cv2.putText(picture, word, at, cv2.FONT_HERSHEY_SIMPLEX, size, shade, thickness, cv2.LINE_AA)
    if chance.integers(0, 3) == 0:
        _stripes(picture, chance)
    soft = cv2.GaussianBlur(picture, (0, 0), float(chance.uniform(0.5, 1.2)))
    return np.clip(soft + chance.normal(0, chance.uniform(1, 6), picture.shape), 0, 255).astype(np.uint8)


def _stripes(picture: Picture, chance: Generator) -> None:
    """Stripes of chance widths, as on a box or a blind: what readers without a check digit take for a code."""
    height, width = picture.shape
    x, top = int(chance.integers(0, width // 2)), int(chance.integers(0, height // 2))
    for _ in range(int(chance.integers(15, 60))):
        broad = int(chance.integers(1, 4)) * 3
        cv2.rectangle(picture, (x, top), (x + broad, top + 90), 20, -1)
        x += broad + int(chance.integers(1, 4)) * 3
