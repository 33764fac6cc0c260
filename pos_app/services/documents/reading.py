"""Reading documents: one object, an array of objects, or objects one after another (JSON lines).

Every problem of every document is told at once, each with its place, what was expected and what was found.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pos_app.domain.loyalty.json_values import JsonTextError, json_text, json_values, unreadable_problems
from pos_app.domain.loyalty.programme_problem import NOTHING, Problem, problem
from pos_app.domain.loyalty.shape_problems import shape_problems

T = TypeVar("T")
Place = tuple[int | str, ...]
SCHEMA_KEY = "$schema"
"""The one key of a document that says nothing: editors find the JSON Schema by it."""


class DocumentError(ValueError):
    """Documents are unsound and were refused as a whole. ``problems`` is never empty, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(one) for one in problems))
        self.key = "document_unsound"
        self.problems = tuple(problems)


class FileForm(Enum):
    """How the documents stand in their file; results are written alike."""

    SINGLE = "single"
    ARRAY = "array"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class RawDocuments:
    """``values`` are what JSON gives; ``places[i]`` is where value i begins in the words of problems."""

    form: FileForm
    values: tuple[object, ...]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Documents(Generic[T]):
    """``values[i]`` stands at ``places[i]``."""

    form: FileForm
    values: tuple[T, ...]
    places: tuple[Place, ...]


def read_raw(data: bytes) -> RawDocuments:
    """The JSON values of a file. Raises :class:`DocumentError` for what is no JSON at all, or no document."""
    try:
        read = list(json_values(json_text(data)))
    except JsonTextError as error:
        raise DocumentError([error.problem]) from error
    values = tuple(one.value for one in read)
    if len(values) == 1 and isinstance(values[0], list):
        entries = values[0]
        found = RawDocuments(FileForm.ARRAY, tuple(entries), tuple((n,) for n in range(len(entries))), read[0].problems)
    elif len(values) == 1:
        found = RawDocuments(FileForm.SINGLE, values, ((),), read[0].problems)
    else:
        places = tuple((f"document {n}",) for n in range(1, len(values) + 1))
        twice = [moved(one, place) for place, its in zip(places, read, strict=True) for one in its.problems]
        found = RawDocuments(FileForm.LINES, values, places, tuple(twice))
    if not found.values:
        raise DocumentError([problem((), "no_documents", NOTHING)])
    return found


def read_documents(data: bytes, shape: type[T]) -> Documents[T]:
    """The documents of a file in their shape. Raises :class:`DocumentError`."""
    raw = read_raw(data)
    problems = list(raw.problems)
    made: list[T] = []
    for place, value in zip(raw.places, raw.values, strict=True):
        try:
            made.append(shaped(value, shape, place))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return Documents(raw.form, tuple(made), raw.places)


def read_one(data: bytes, shape: type[T]) -> T:
    """The only document of a file. Raises :class:`DocumentError`."""
    documents = read_documents(data, shape)
    if len(documents.values) > 1:
        raise DocumentError([problem((), "too_many", f"{len(documents.values)} documents", most=1)])
    return documents.values[0]


def shaped(value: object, shape: type[T], place: Place = ()) -> T:
    """One JSON value in its shape. Raises :class:`DocumentError`."""
    if isinstance(value, dict) and isinstance(value.get(SCHEMA_KEY), str):
        value = {key: one for key, one in value.items() if key != SCHEMA_KEY}
    try:
        return cast(T, _adapter(cast(Any, shape)).validate_json(json.dumps([value]))[0])
    except (ValidationError, RecursionError) as error:
        wrong = tuple(unreadable_problems(value))
        if not wrong and isinstance(error, ValidationError):
            wrong = tuple(shape_problems(error, value))
        raise DocumentError([moved(one, place) for one in wrong]) from error


def moved(found: Problem, place: Place) -> Problem:
    """The same problem, its place told from the beginning of the file."""
    if not place:
        return found
    head = problem(place, found.sentence, None, **dict(found.params)).place
    if found.place == "$":
        return replace(found, place=head)
    joint = " " if isinstance(place[0], str) else "."
    return replace(found, place=f"{head}{joint}{found.place}")


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    # a dataclass takes no configuration of its own; inside a tuple it has the tuple's
    return TypeAdapter(tuple[shape], config=ConfigDict(extra="forbid", strict=True))
