"""Corrections of points that wait for a second person: sign or refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from sqlalchemy import select

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.office.corrections import (
    Correction,
    CorrectionError,
    CorrectionState,
    open_corrections,
    refuse_correction,
    sign_correction,
)
from sync.server.office.people import shown_names
from sync.server.pages.answer import Answer, Moved, PageError, Shown
from sync.server.pages.navigation import BASE
from sync.server.pages.visit import Visit
from sync.server.tables import CUSTOMER

_STATES = {
    CorrectionState.ASKED: Words("waits for a second person"),
    CorrectionState.POSTED: Words("posted"),
    CorrectionState.REFUSED: Words("refused"),
}
_REFUSALS = {
    "points_invalid": Words("Points: expected other than 0, at most 100,000 either way"),
    "reason_needed": Words("Reason: expected a few words, 500 letters at most"),
    "customer_unknown": Words("This customer has no account"),
    "not_asked": Words("This correction was decided already; nothing was done"),
    "second_person_needed": Words("You asked for it yourself: another person has to sign"),
    "not_allowed": Words("Your role does not open this page"),
}


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction in words. ``is_own``: the visitor asked for it."""

    correction_id: str
    customer: str
    href: str
    points: str
    reason: str
    asked_by: str
    asked_at: str
    state: str
    decided_by: str
    is_open: bool
    is_own: bool


def corrections_page(visit: Visit) -> Answer:
    """All that wait, oldest first."""
    with reading(visit.central.engine) as connection:
        waiting = open_corrections(connection)
        names = shown_names(connection, [each.asked_by for each in waiting])
        ids = sorted({each.customer_id for each in waiting})
        found = connection.execute(
            select(CUSTOMER.c.customer_id, CUSTOMER.c.name).where(CUSTOMER.c.customer_id.in_(ids))
        )
        customers = {row.customer_id: row.name for row in found}
    values = {
        "title": visit.say(Words("Corrections of points")),
        "corrections": correction_rows(visit, waiting, names, customers),
        "done": visit.asked.get("done", ""),
    }
    return Shown("corrections.html", values)


def sign(visit: Visit) -> Answer:
    """The second signature."""
    return _decided(visit, signs=True)


def refuse(visit: Visit) -> Answer:
    """Leave it without effect."""
    return _decided(visit, signs=False)


def refusal_of(error: CorrectionError) -> Words:
    """Why a correction was not taken."""
    return _REFUSALS[error.key]


def correction_rows(
    visit: Visit, corrections: Sequence[Correction], names: Mapping[str, str], customers: Mapping[str, str]
) -> tuple[CorrectionRow, ...]:
    """In words; ``names`` of people of the office, ``customers`` by id."""
    return tuple(
        CorrectionRow(
            correction_id=each.correction_id,
            customer=customers.get(each.customer_id, each.customer_id),
            href=f"{BASE}/customers/{quote(each.customer_id, safe='')}",
            points=visit.words.value(Kind.POINTS, each.points),
            reason=each.reason,
            asked_by=names.get(each.asked_by, each.asked_by),
            asked_at=visit.words.figures.instant(each.asked_at),
            state=visit.say(_STATES[each.state]),
            decided_by=names.get(each.decided_by or "", each.decided_by or ""),
            is_open=each.state is CorrectionState.ASKED,
            is_own=each.asked_by == visit.viewer.person_id,
        )
        for each in corrections
    )


def _decided(visit: Visit, *, signs: bool) -> Answer:
    decide = sign_correction if signs else refuse_correction
    try:
        decide(visit.central, visit.viewer, visit.named["correction_id"])
    except CorrectionError as error:
        raise PageError(HTTPStatus.CONFLICT, refusal_of(error)) from error
    return Moved(f"{BASE}/corrections?done={'signed' if signs else 'refused'}")
