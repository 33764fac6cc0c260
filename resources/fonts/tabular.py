"""Gives Golos Text digits of equal width, so that sums stand under each other whatever the widget or its style sheet.

The font's own ``tnum`` feature does not do it: in version 2.004 the advances of its tabular digits differ by up to 7 %
(580 to 620 units in Regular), and 1, 4 and 7 are kerned against each other. Here each digit takes the outline
that the font has for tables, stands in the middle of one common advance, and leaves kerning.

``python -m resources.fonts.tabular SOURCE_FOLDER`` reads ``GolosText_400Regular.ttf`` … as they are published and
writes ``GolosText-Regular.ttf`` … beside this file. Needs fontTools, a development dependency.
"""

import copy
import sys
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
STYLES = {
    "GolosText_400Regular.ttf": "GolosText-Regular.ttf",
    "GolosText_500Medium.ttf": "GolosText-Medium.ttf",
    "GolosText_600SemiBold.ttf": "GolosText-SemiBold.ttf",
    "GolosText_700Bold.ttf": "GolosText-Bold.ttf",
}
_VERSION_NOTE = "; digits of equal width for Kopilka"
_NAME_ID_VERSION = 5
_PAIR_ADJUSTMENT = 2


def make_tabular(font: TTFont) -> None:
    """Change ``font`` in place. Raises ValueError where it has no table digits: nothing half-done is shipped."""
    missing = [digit for digit in DIGITS if f"{digit}.tf" not in font["glyf"].glyphs]
    if missing:
        raise ValueError(f"expected a glyph for tables (….tf) for each digit; missing: {', '.join(missing)}")
    width = max(font["hmtx"][f"{digit}.tf"][0] for digit in DIGITS)
    glyph_set = font.getGlyphSet()
    drawn = {digit: _centred(glyph_set, f"{digit}.tf", width) for digit in DIGITS}
    for digit, glyph in drawn.items():
        for name in (digit, f"{digit}.tf"):
            own = copy.deepcopy(glyph)
            font["glyf"][name] = own
            own.recalcBounds(font["glyf"])
            font["hmtx"][name] = (width, own.xMin)
    _drop_digits_from_kerning(font)
    for record in font["name"].names:
        if record.nameID == _NAME_ID_VERSION:
            record.string = record.toUnicode() + _VERSION_NOTE


def _centred(glyph_set: Any, name: str, width: int) -> Any:
    """The outline of ``name`` without references to other glyphs, moved to the middle of ``width``."""
    recording = DecomposingRecordingPen(glyph_set)
    glyph = glyph_set[name]
    glyph.draw(recording)
    pen = TTGlyphPen(None)
    recording.replay(TransformPen(pen, (1, 0, 0, 1, (width - glyph.width) // 2, 0)))
    return pen.glyph()


def _drop_digits_from_kerning(font: TTFont) -> None:
    digits = {name for digit in DIGITS for name in (digit, f"{digit}.tf")}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        if lookup.LookupType != _PAIR_ADJUSTMENT:
            continue
        for table in lookup.SubTable:
            if table.Format == 2:
                _require_no_digits_in_classes(table, digits)
                continue
            every = zip(table.Coverage.glyphs, table.PairSet, strict=True)
            kept = [(first, pairs) for first, pairs in every if first not in digits]
            for _, pairs in kept:
                pairs.PairValueRecord = [r for r in pairs.PairValueRecord if r.SecondGlyph not in digits]
                pairs.PairValueCount = len(pairs.PairValueRecord)
            table.Coverage.glyphs = [first for first, _ in kept]
            table.PairSet = [pairs for _, pairs in kept]
            table.PairSetCount = len(kept)


def _require_no_digits_in_classes(table: Any, digits: set[str]) -> None:
    """Class kerning of this font holds no digit; if a later version does, stop instead of shipping crooked sums."""
    first = set(table.Coverage.glyphs)
    second = set(table.ClassDef2.classDefs)
    found = sorted((first | second) & digits)
    if found:
        raise ValueError(f"expected no digits in class kerning, found {', '.join(found)}: extend this script")


def main() -> None:
    """Read the published files in the folder named on the command line, write ours beside this file."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m resources.fonts.tabular FOLDER_OF_PUBLISHED_TTF_FILES")
    source, target = Path(sys.argv[1]), Path(__file__).resolve().parent
    for published, ours in STYLES.items():
        font = TTFont(source / published, recalcTimestamp=False)
        make_tabular(font)
        font.save(target / ours)
        sys.stdout.write(f"{ours}\n")


if __name__ == "__main__":
    main()
