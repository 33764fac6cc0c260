"""A programme as a JSON document: read with every error at once, written for people, described by a JSON Schema."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_problem import Problem, ProgrammeDocumentError, problem
from pos_app.domain.loyalty.programme_schema import SCHEMA_KEY, programme_schema
from pos_app.domain.loyalty.readable_json import readable_json
from pos_app.domain.loyalty.shape_problems import shape_problems
from pos_app.domain.loyalty.soundness.all_problems import soundness_problems
from pos_app.domain.loyalty.written import written_object

__all__ = ["in_force", "programme_schema", "read_programme", "write_programme"]


def read_programme(text: str | bytes) -> Programme:
    """The programme of a JSON document. Raises :class:`ProgrammeDocumentError` with every problem found."""
    problems: list[Problem] = []
    document = _parsed(text, problems)
    if isinstance(document, dict) and isinstance(document.get(SCHEMA_KEY), str):
        document = {key: value for key, value in document.items() if key != SCHEMA_KEY}
    problems += soundness_problems(document)
    programme: Programme | None = None
    try:
        programme = _adapter().validate_json(json.dumps([document]))[0]
    except ValidationError as error:
        problems += shape_problems(error, document)
    if problems or programme is None:
        raise ProgrammeDocumentError(_in_order(problems))
    return replace(programme, starts_at=programme.starts_at.astimezone(UTC))


def write_programme(programme: Programme) -> str:
    """The document of a programme: what differs from the defaults, in the order of the fields.

    :func:`read_programme` gives the same programme; the same programme gives the same text.
    """
    return readable_json(written_object(programme))


def in_force(programmes: Sequence[Programme], at: datetime) -> Programme | None:
    """The version that started last at ``at`` (aware), the higher of two; None before the first."""
    begun = [programme for programme in programmes if programme.starts_at <= at]
    return max(begun, key=lambda programme: (programme.starts_at, programme.version), default=None)


@cache
def _adapter() -> TypeAdapter[tuple[Programme]]:
    # a dataclass takes no configuration of its own; inside a tuple it has the tuple's
    return TypeAdapter(tuple[Programme], config=ConfigDict(extra="forbid", strict=True))


def _parsed(text: str | bytes, problems: list[Problem]) -> object:
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            wrong = problem((), "not_utf8", f"byte {error.start}")
            raise ProgrammeDocumentError((wrong,)) from error
    try:
        document: object = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, problems))
    except json.JSONDecodeError as error:
        wrong = problem((f"line {error.lineno}, column {error.colno}",), "not_json", error.msg)
        raise ProgrammeDocumentError((wrong,)) from error
    except RecursionError as error:
        raise ProgrammeDocumentError((problem((), "not_json", "brackets nested too deep"),)) from error
    return document


def _object(pairs: list[tuple[str, Any]], problems: list[Problem]) -> dict[str, Any]:
    """An object of the document; a key that stands twice would silently hide its first value."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            problems.append(problem((key,), "key_twice", [made[key], value]))
        made[key] = value
    return made


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By place; what shape and soundness both say of one place is told once."""
    once = {(one.place, one.key): one for one in reversed(problems)}
    return tuple(once[key] for key in sorted(once))
