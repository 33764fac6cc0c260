"""JSON for people: what fits stands on one line, the rest is indented by two spaces. The same value, the same text."""

import json
from typing import Any

WIDTH = 120


def readable_json(value: Any) -> str:
    """The text of a JSON value, keys in their order, letters as they are, with a newline at the end."""
    return _text(value, 0, 0) + "\n"


def _text(value: Any, indent: int, before: int) -> str:
    """``before``: columns on the line that are taken already, by indent and key."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or before + len(line) < WIDTH:
        return line
    inner = indent + 2
    parts: list[str] = []
    if isinstance(value, dict):
        for key, one in value.items():
            begin = f"{json.dumps(key, ensure_ascii=False)}: "
            parts.append(begin + _text(one, inner, inner + len(begin)))
    else:
        parts = [_text(one, inner, inner) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    body = ",\n".join(" " * inner + part for part in parts)
    return f"{opening}\n{body}\n{' ' * indent}{closing}"
