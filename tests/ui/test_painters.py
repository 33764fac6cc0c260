"""A fault while a widget paints itself is a line in the log, not the end of the till."""

import ast
from pathlib import Path

from pos_app import ui

FOLDER = Path(ui.__file__).parent


def test_every_painter_ends_whatever_happens() -> None:
    """A painter that outlives its widget's paint event, as an exception has it do, takes the program with it."""
    loose, safe = [], 0
    for path in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ended = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QPainter":
                safe += id(node) in ended
                loose += [] if id(node) in ended else [f"{path.name}:{node.lineno}"]
    assert loose == []
    assert safe >= 9
