"""The shipped fonts hold every sign of the screen, and sums stand under each other."""

import itertools
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

from resources.fonts.symbols import FAMILY, SIGNS, build
from resources.paths import resource_path

TEXT_FONTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
RUSSIAN = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
LATIN = "".join(map(chr, range(0x20, 0x7F)))
SIGNS_OF_TEXT = "₽№«»„“—–−×·•…→←↑↓≤≥°\u00a0\u202f"


@pytest.mark.parametrize("style", TEXT_FONTS.values())
def test_text_font_holds_the_letters(style: str) -> None:
    cmap = TTFont(resource_path("fonts", f"GolosText-{style}.ttf")).getBestCmap()
    assert [sign for sign in RUSSIAN + LATIN + SIGNS_OF_TEXT if ord(sign) not in cmap] == []


def test_symbols_font_holds_what_the_text_font_lacks() -> None:
    cmap = TTFont(resource_path("fonts", "KopilkaSymbols.ttf")).getBestCmap()
    assert [sign for sign in SIGNS if ord(sign) not in cmap] == []
    assert set("▲●◆✓✕☰") <= set(SIGNS)


def test_symbols_font_is_what_the_script_makes(tmp_path: Path) -> None:
    build(tmp_path / "made.ttf")
    made, shipped = TTFont(tmp_path / "made.ttf"), TTFont(resource_path("fonts", "KopilkaSymbols.ttf"))
    assert made.getGlyphOrder() == shipped.getGlyphOrder()
    for name in made.getGlyphOrder():
        assert made["glyf"][name] == shipped["glyf"][name], name
        assert made["hmtx"][name] == shipped["hmtx"][name], name


def test_licence_travels_with_the_font() -> None:
    text = resource_path("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Golos Text Project Authors" in text


@pytest.mark.parametrize("weight", TEXT_FONTS)
def test_every_digit_has_one_width_as_qt_sets_it(qapp: object, weight: int) -> None:
    path = resource_path("fonts", f"GolosText-{TEXT_FONTS[weight]}.ttf")
    number = QFontDatabase.addApplicationFont(str(path))
    assert "Golos Text" in QFontDatabase.applicationFontFamilies(number)
    font = QFont("Golos Text")
    font.setPixelSize(26)
    font.setWeight(QFont.Weight(weight))
    metrics = QFontMetricsF(font)
    pairs = {metrics.horizontalAdvance(a + b) for a, b in itertools.product("0123456789", repeat=2)}
    sums = {metrics.horizontalAdvance(f"{d}{d}\u00a0{d}{d}{d},{d}{d}") for d in "0123456789"}
    assert len(pairs) == 1
    assert len(sums) == 1


def test_qt_takes_missing_signs_from_the_symbols_font(qapp: object) -> None:
    raw = QRawFont(str(resource_path("fonts", "KopilkaSymbols.ttf")), 26)
    assert raw.familyName() == FAMILY
    assert all(raw.supportsCharacter(ord(sign)) for sign in SIGNS)
