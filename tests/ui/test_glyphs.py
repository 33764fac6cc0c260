"""Every sign on the screen is in the shipped fonts: a bare system has no others."""

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

from fontTools.ttLib import TTFont

from resources.paths import resource_path

ROOT = Path(__file__).resolve().parents[2]
_INVISIBLE = {"\n", "\t", "\r", "\u00a0"}


def _texts() -> set[str]:
    texts: set[str] = set()
    for path in (ROOT / "pos_app" / "ui").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if _has_docstring(node)}
        strings = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        texts |= strings - documentation  # type: ignore[operator]
    for element in ET.parse(resource_path("translations", "kopilka_ru.ts")).getroot().iter("translation"):
        texts.add(element.text or "")
    return texts


def _has_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)


def test_every_sign_has_a_glyph() -> None:
    known = set(_INVISIBLE)
    for name in ("GolosText-Regular.ttf", "KopilkaSymbols.ttf"):
        known |= {chr(code) for code in TTFont(resource_path("fonts", name)).getBestCmap()}
    used = {sign for text in _texts() for sign in text}
    assert "▲" in used
    assert "ж" in used
    assert sorted(used - known) == []
