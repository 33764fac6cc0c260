"""JSON text as values, and what JSON lets pass though no document may say it: keys twice, half characters."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pos_app.domain.loyalty.programme_problem import Problem, problem

Path = tuple[int | str, ...]
DEEPEST = 100
"""Brackets within brackets; no document needs a tenth of it."""

_DIGITS = re.compile(r"[0-9]+")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_BLANK = " \t\r\n"


class JsonTextError(ValueError):
    """A text is no JSON. ``problem`` says where and why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(str(found))
        self.problem = found


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value of a text with the keys that stand twice in it, as problems with their places within the value."""

    value: object
    problems: tuple[Problem, ...]


class _Doubled(dict[str, Any]):
    """An object in which keys stand twice, with all the values of each."""

    __slots__ = ("every",)
    every: dict[str, list[Any]]


def json_text(data: bytes) -> str:
    """UTF-8 with or without its mark at the beginning. Raises :class:`JsonTextError`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonTextError(problem((), "not_utf8", f"byte {error.start}")) from error


def json_values(text: str) -> Iterator[JsonValue]:
    """The values that stand one after another in a text. Raises :class:`JsonTextError`."""
    doubled: list[_Doubled] = []
    decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: _object(pairs, doubled))
    position, end = 0, len(text)
    while True:
        while position < end and text[position] in _BLANK:
            position += 1
        if position == end:
            return
        try:
            value, position = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            raise JsonTextError(problem(_line(text, error.pos), "not_json", error.msg)) from error
        except RecursionError as error:
            raise JsonTextError(problem((), "not_json", "brackets nested too deep")) from error
        except ValueError as error:
            raise JsonTextError(_endless_number(text, position)) from error
        yield JsonValue(value, tuple(_twice(value)) if doubled else ())
        doubled.clear()


def unreadable_problems(value: object) -> Iterator[Problem]:
    """Texts with half a character, and brackets deeper than :data:`DEEPEST`, each with its place within the value."""
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, str) and _HALF_CHARACTER.search(node):
            yield problem(path, "half_character", node)
        elif isinstance(node, dict | list) and len(path) > DEEPEST:
            yield problem(path[:1], "too_deep", "…", most=DEEPEST)
            return
        elif isinstance(node, dict):
            half = [key for key in node if _HALF_CHARACTER.search(key)]
            yield from (problem(path, "half_character", key) for key in half)
            waiting += [((*path, key), one) for key, one in node.items()]
        elif isinstance(node, list):
            waiting += [((*path, index), one) for index, one in enumerate(node)]


def _line(text: str, position: int) -> Path:
    line = text.count("\n", 0, position) + 1
    return (f"line {line}, column {position - text.rfind(chr(10), 0, position)}",)


def _endless_number(text: str, position: int) -> Problem:
    """The reader gives up on a number of some thousand digits without saying where it stands."""
    most = sys.get_int_max_str_digits()
    for found in _DIGITS.finditer(text, position):
        if len(found[0]) > most:
            return problem(_line(text, found.start()), "not_json", f"a number of {len(found[0])} digits")
    return problem((), "not_json", "a number with too many digits")


def _object(pairs: list[tuple[str, Any]], doubled: list[_Doubled]) -> dict[str, Any]:
    """A key that stands twice would silently hide its first value."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    kept = _Doubled(made)
    kept.every = {}
    for key, value in pairs:
        kept.every.setdefault(key, []).append(value)
    doubled.append(kept)
    return kept


def _twice(value: object) -> Iterator[Problem]:
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, _Doubled):
            for key, values in node.every.items():
                if len(values) > 1:
                    yield problem((*path, key), "key_twice", values)
        if isinstance(node, dict):
            waiting += [((*path, key), one) for key, one in reversed(node.items())]
        elif isinstance(node, list):
            waiting += [((*path, index), one) for index, one in reversed(list(enumerate(node)))]
