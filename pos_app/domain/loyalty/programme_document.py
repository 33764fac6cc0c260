"""A programme as a JSON document: read with every error at once, written for people, described by a JSON Schema."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pos_app.domain.loyalty.json_values import JsonTextError, json_text, json_values, unreadable_problems
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_problem import NOTHING, Problem, ProgrammeDocumentError, problem
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
    """The one value of the text; ``problems`` takes what may be told together with others."""
    try:
        values = list(json_values(json_text(text) if isinstance(text, bytes) else text))
    except JsonTextError as error:
        raise ProgrammeDocumentError((error.problem,)) from error
    if len(values) != 1:
        raise ProgrammeDocumentError((problem((), "one_document", f"{len(values)} documents" if values else NOTHING),))
    (found,) = values
    problems += found.problems
    unreadable = tuple(unreadable_problems(found.value))
    if unreadable:
        raise ProgrammeDocumentError(_in_order([*problems, *unreadable]))
    return found.value


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By place; what shape and soundness both say of one place is told once."""
    once = {(one.place, one.key): one for one in reversed(problems)}
    return tuple(once[key] for key in sorted(once))
