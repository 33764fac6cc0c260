"""A draft with its errors as all its pages need it."""

from dataclasses import dataclass

from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.office.people import shown_names
from sync.server.pages.programme.places import draft_page
from sync.server.pages.programme.refusals import refused
from sync.server.pages.programme.told import ProblemRow, problem_rows
from sync.server.pages.visit import Visit
from sync.server.programme.drafts import Checked, Draft, DraftState, checked, draft_of
from sync.server.programme.refused import ProgrammeError


@dataclass(frozen=True, slots=True)
class Tab:
    """One of a draft's pages."""

    href: str
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """``is_open``: it can be changed. ``by`` and ``at``: the last change."""

    draft: Draft
    checked: Checked
    problems: tuple[ProblemRow, ...]
    is_open: bool
    by: str
    at: str
    href: str
    tabs: tuple[Tab, ...]


def draft_view(visit: Visit) -> DraftView:
    """The draft that the address names. Raises ``PageError`` 404."""
    try:
        with reading(visit.central.engine) as connection:
            draft = draft_of(connection, visit.named["draft_id"])
            names = shown_names(connection, [draft.changed_by])
    except ProgrammeError as error:
        raise refused(visit, error) from error
    return view_of_draft(visit, draft, names.get(draft.changed_by, draft.changed_by))


def view_of_draft(visit: Visit, draft: Draft, by: str) -> DraftView:
    """The same of a draft at hand."""
    found = checked(draft.document)
    return DraftView(
        draft,
        found,
        problem_rows(visit, draft.draft_id, draft.document, found.problems),
        draft.state is DraftState.OPEN,
        by,
        visit.words.figures.instant(draft.changed_at),
        draft_page(draft.draft_id),
        _tabs(visit, draft.draft_id),
    )


def _tabs(visit: Visit, draft_id: str) -> tuple[Tab, ...]:
    path = visit.path.partition("?")[0]
    rules = draft_page(draft_id)
    named = (
        (rules, Words("Rules")),
        (draft_page(draft_id, "difference"), Words("Difference")),
        (draft_page(draft_id, "try"), Words("Try on past receipts")),
        (draft_page(draft_id, "publish"), Words("Publish")),
    )
    found = [Tab(href, visit.say(words), path == href) for href, words in named]
    if not any(tab.current for tab in found):
        found[0] = Tab(found[0].href, found[0].title, path.startswith(rules))
    return tuple(found)


def revision_of(visit: Visit) -> int:
    """The state of the draft that the form was made from; one that is no number is none that ever was."""
    told = visit.form.get("revision", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else -1
