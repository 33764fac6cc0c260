"""Documents and their differences as the templates show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos_app.domain.loyalty.programme_form.difference import Difference, Sort, differences
from pos_app.domain.loyalty.programme_form.field_words import amount_words, expected_words
from pos_app.domain.loyalty.programme_form.place_path import place_in_form, steps_of
from pos_app.domain.loyalty.programme_form.place_words import in_words, place_words
from pos_app.domain.loyalty.programme_form.schema_shape import programme_shape
from pos_app.domain.loyalty.programme_form.sections import entry_shape, section_with
from pos_app.domain.loyalty.programme_form.shape import Number, Shape
from pos_app.domain.loyalty.programme_problem import Problem
from pos_app.domain.loyalty.words.speaker import Speaker
from pos_app.domain.receipt.labels import Language
from pos_app.domain.report.words import Words
from sync.server.pages.programme.places import entry_page, section_page
from sync.server.pages.visit import Visit

_SORTS = {
    Sort.ADDED: (Words("added"), "good"),
    Sort.REMOVED: (Words("taken out"), "bad"),
    Sort.CHANGED: (Words("changed"), "plain"),
}
_HEAD = ("version", "starts_at")


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """``tone``: a class of the style sheet."""

    sort: str
    tone: str
    subject: str
    identity: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """``href``: the form with the field, at the field. ``name``: the field's."""

    name: str
    where: str
    words: str
    found: str
    href: str


def speaker_of(visit: Visit) -> Speaker:
    """In the visitor's language."""
    return Speaker(Language(visit.language))


def difference_rows(visit: Visit, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[DifferenceRow, ...]:
    """What differs, but for the number and the start, which publishing says."""
    old, new = ({key: one for key, one in each.items() if key not in _HEAD} for each in (before, after))
    return tuple(_row(visit, one) for one in differences(old, new, Language(visit.language)))


def _row(visit: Visit, one: Difference) -> DifferenceRow:
    words, tone = _SORTS[one.sort]
    return DifferenceRow(visit.say(words), tone, one.subject, one.identity, one.sentences)


def problem_rows(
    visit: Visit, draft_id: str, document: Mapping[str, Any], problems: Sequence[Problem]
) -> tuple[ProblemRow, ...]:
    """Every problem of the loader with the form in which it is put right."""
    return tuple(_problem(visit, draft_id, document, one) for one in problems)


def _problem(visit: Visit, draft_id: str, document: Mapping[str, Any], one: Problem) -> ProblemRow:
    say = speaker_of(visit)
    steps = steps_of(one.place)
    name, shape = place_in_form(programme_shape(), document, steps)
    top, href = str(steps[0]) if steps else "", ""
    if entry_shape(top) is not None and len(steps) > 1 and isinstance(steps[1], int):
        href = entry_page(draft_id, top, steps[1])
    elif (section := section_with(top)) is not None:
        href = section_page(draft_id, section.key)
    found = "" if one.found == "nothing" else _found(say, one.found, shape)
    words = expected_words(say, in_words(say, document, one), shape)
    return ProblemRow(name, place_words(say, document, one.place), words, found, f"{href}#{name}" if href else "")


def _found(say: Speaker, found: str, shape: Shape | None) -> str:
    """What stands there, in the field's unit."""
    if isinstance(shape, Number) and found.lstrip("-").isdecimal():
        return amount_words(say, shape.unit, int(found))
    return found
