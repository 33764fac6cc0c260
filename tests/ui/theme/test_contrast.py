"""Legible for everybody: WCAG 2.2 AA in every palette."""

import re
from pathlib import Path

import pytest

from pos_app.ui.theme.contrast import contrast_ratio, shortfalls
from pos_app.ui.theme.palette import PALETTES, Palette
from pos_app.ui.theme.sizes import text_sizes
from pos_app.ui.theme.style_sheet import style_sheet


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast_ratio("#0B4DB2", "#0B4DB2") == 1.0


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_every_pair_is_legible(palette: Palette) -> None:
    assert shortfalls(palette) == ()


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_every_colour_of_the_style_sheet_is_a_token(palette: Palette) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(palette, text_sizes(100))))
    assert used <= {getattr(palette, name) for name in Palette.__slots__}


def test_no_colour_is_written_outside_the_palettes() -> None:
    """But the paper of a receipt, which is white in every theme."""
    folder = Path(__file__).resolve().parents[3] / "pos_app" / "ui"
    found = {path.name for path in folder.rglob("*.py") if re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text())}
    assert found == {"palette.py", "paper_view.py"}
