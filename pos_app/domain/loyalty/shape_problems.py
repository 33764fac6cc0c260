"""Problems of shape: what pydantic says about keys, types and bounds, told in the words of a programme document."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pos_app.domain.loyalty.programme_problem import NOTHING, Problem, problem
from pos_app.domain.loyalty.rules.figures import CODE_PATTERN, COUPON_PATTERN
from pos_app.domain.loyalty.rules.kinds import FIRST_KIND

_SENTENCES = {
    "missing": "missing",
    "missing_argument": "missing",
    "extra_forbidden": "unknown_key",
    "unexpected_keyword_argument": "unknown_key",
    "int_type": "not_whole",
    "int_from_float": "not_whole",
    "int_parsing": "not_whole",
    "int_parsing_size": "not_whole",
    "string_type": "not_text",
    "bool_type": "not_yes_no",
    "tuple_type": "not_list",
    "dataclass_type": "not_object",
    "greater_than_equal": "below",
    "less_than_equal": "above",
    "literal_error": "not_one_of",
    "enum": "not_one_of",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_few",
    "too_long": "too_many",
    "timezone_aware": "not_a_time",
    "month_and_day": "not_a_birthday",
}
"""What pydantic calls an error → the sentence; times and days by the beginning of their names."""

_BY_BEGINNING = (("datetime_", "not_a_time"), ("date_", "not_a_day"), ("time_", "not_a_clock_time"))
_BOUNDS = {"ge": "least", "le": "most", "min_length": "least", "max_length": "most"}
_PATTERNS = {CODE_PATTERN: "wrong_code", COUPON_PATTERN: "wrong_coupon_code"}


def shape_problems(error: ValidationError, document: object) -> Iterator[Problem]:
    """Each error of ``document`` once, at the place where people find it.

    It was checked as the only entry of a list: the first step of each location is that entry.
    """
    seen: set[tuple[str, str]] = set()
    for one in error.errors(include_url=False):
        if _is_not_short(one, document):
            continue
        found = _problem(one, document)
        if (found.place, found.key) not in seen:
            seen.add((found.place, found.key))
            yield found


def _is_not_short(one: ErrorDetails, document: object) -> bool:
    """Whether a list is only called short because its unsound entries, which are told, do not count."""
    if one["type"] != "too_short":
        return False
    value = _walked(one["loc"][1:], document)[1]
    return isinstance(value, list) and len(value) >= one.get("ctx", {}).get("min_length", 0)


def _problem(one: ErrorDetails, document: object) -> Problem:
    path, value = _walked(one["loc"][1:], document)
    kind, context = one["type"], one.get("ctx", {})
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _wrong_kind(path, value, context)
    sentence = _SENTENCES.get(kind) or _PATTERNS.get(context.get("pattern", ""))
    if sentence is None:
        matching = (meant for beginning, meant in _BY_BEGINNING if kind.startswith(beginning))
        sentence = next(matching, "wrong_type")
    return problem(path, sentence, value, **_params(context))


def _wrong_kind(path: tuple[int | str, ...], value: object, context: Mapping[str, Any]) -> Problem:
    if not isinstance(value, dict):
        return problem(path, "not_object", value)
    if "kind" not in value:
        return problem((*path, "kind"), "missing", NOTHING)
    names = context.get("expected_tags")
    if names is None:
        return problem((*path, "kind"), "not_text", value["kind"])
    return problem((*path, "kind"), "not_one_of", value["kind"], names=names.replace("'", ""))


def _params(context: Mapping[str, Any]) -> dict[str, object]:
    params: dict[str, object] = {ours: context[theirs] for theirs, ours in _BOUNDS.items() if theirs in context}
    if "expected" in context:
        params["names"] = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return params


def _walked(location: tuple[int | str, ...], document: object) -> tuple[tuple[int | str, ...], object]:
    """The path without the kinds that pydantic puts between an object and its keys, and the value at its end."""
    path: list[int | str] = []
    value: object = document
    arrived = True  # at an object whose kind may follow as a step of its own
    for step in location:
        if arrived and isinstance(value, dict) and step == value.get("kind", FIRST_KIND) and step != "kind":
            arrived = False
            continue
        path.append(step)
        value = _below(value, step)
        arrived = True
    return tuple(path), value


def _below(value: object, step: int | str) -> object:
    if isinstance(value, dict):
        return value.get(step, NOTHING)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return NOTHING
