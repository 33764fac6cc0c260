"""Accepting a shift's Z report, once and for ever, with a note."""

from http import HTTPStatus

from pos_app.domain.report.acceptance import NotAcceptedError
from pos_app.domain.report.words import Words
from sync.server.pages.answer import Answer, Moved, PageError, not_found
from sync.server.pages.shift_pages import shift_address
from sync.server.pages.visit import Visit
from sync.server.reports.acceptance import accept_z

_UNKNOWN = "shift_unknown"
_REFUSALS = {
    "shift_open": Words("This shift is still open: only a Z report can be accepted"),
    "already_accepted": Words("This shift was accepted already; nothing was done"),
    "acceptance_note_needed": Words("There is a difference: say in the note what was found"),
    "note_too_long": Words("The note is too long; nothing was done"),
}


def accept(visit: Visit) -> Answer:
    """Sign the Z report off; 404 for another shop's shift."""
    shift_id, viewer = visit.named["shift_id"], visit.viewer
    note = " ".join(visit.form.get("note", "").split())
    try:
        accept_z(visit.central, shift_id, viewer.shop_ids, viewer.person_id, viewer.shown_name, note)
    except NotAcceptedError as error:
        if error.key == _UNKNOWN:
            raise not_found() from error
        raise PageError(HTTPStatus.CONFLICT, _REFUSALS[error.key]) from error
    return Moved(shift_address(shift_id))
