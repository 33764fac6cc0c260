"""A programme as a JSON document: read with every error at once, written canonically, described by a JSON Schema."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_problem import Problem, ProgrammeDocumentError, place_of, shown
from pos_app.domain.loyalty.programme_shape import ProgrammeShape
from pos_app.domain.loyalty.programme_soundness import soundness_problems

_KEYS = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "literal_error": "not_one_of",
    "enum": "not_one_of",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_pattern_mismatch": "wrong_text",
    "string_too_short": "wrong_text",
    "string_too_long": "wrong_text",
    "timezone_aware": "not_a_time",
    "datetime_parsing": "not_a_time",
    "datetime_from_date_parsing": "not_a_time",
    "datetime_type": "not_a_time",
}
"""What pydantic calls an error → the problem's key; the rest is ``wrong_type``."""


def read_programme(text: str | bytes) -> Programme:
    """The programme of a JSON document. Raises :class:`ProgrammeDocumentError` with every problem found."""
    problems: list[Problem] = []
    try:
        document: object = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, problems))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ProgrammeDocumentError((_not_json(error),)) from error
    problems += soundness_problems(document)
    try:
        shape = ProgrammeShape.model_validate_json(text)
    except ValidationError as error:
        problems += _shape_problems(error)
        raise ProgrammeDocumentError(_in_order(problems)) from error
    if problems:
        raise ProgrammeDocumentError(_in_order(problems))
    return shape.built()


def write_programme(programme: Programme) -> str:
    """The document of a programme: sorted keys, UTF-8, two spaces; :func:`read_programme` gives the same programme."""
    shape = ProgrammeShape.model_validate(_plain(programme), strict=False)
    return json.dumps(shape.model_dump(mode="json"), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def programme_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a programme document."""
    schema = ProgrammeShape.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def in_force(programmes: Sequence[Programme], at: datetime) -> Programme | None:
    """The version that started last at ``at`` (aware), the higher of two; None before the first."""
    begun = [programme for programme in programmes if programme.starts_at <= at]
    return max(begun, key=lambda programme: (programme.starts_at, programme.version), default=None)


def _plain(value: object) -> object:
    """Dataclasses as dictionaries all the way down; times and words stay."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _object(pairs: list[tuple[str, Any]], problems: list[Problem]) -> dict[str, Any]:
    """An object of the document; a key that stands twice would silently hide its first value."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            problems.append(Problem(key, "key_twice", "each key once in an object", f"{shown(key)} twice"))
        made[key] = value
    return made


def _not_json(error: json.JSONDecodeError | UnicodeDecodeError) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        return Problem("$", "not_json", "UTF-8 text", f"byte {error.start} that is none")
    return Problem(f"line {error.lineno}, column {error.colno}", "not_json", "JSON", error.msg)


def _shape_problems(error: ValidationError) -> Iterator[Problem]:
    for one in error.errors(include_url=False):
        key = _KEYS.get(one["type"], "wrong_type")
        found = "nothing" if key == "missing" else shown(one["input"])
        yield Problem(place_of(one["loc"]), key, _expected(key, one["msg"], one.get("ctx", {})), found)


def _expected(key: str, message: str, context: Mapping[str, Any]) -> str:
    if key == "missing":
        return "this key"
    if key == "unknown_key":
        return "no such key"
    if key == "not_one_of":
        return f"one of {context['expected']}"
    return message[:1].lower() + message[1:]


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.key)))
