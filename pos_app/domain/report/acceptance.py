"""Signing a Z report off: a deed of a person with the right, written once; the first one counts for ever."""

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.figures import Acceptance, ShiftLine

LONGEST_NOTE = 500


class NotAcceptedError(ValueError):
    """Nothing was changed. ``key``: ``shift_unknown``, ``shift_open``, ``already_accepted``,

    ``acceptance_note_needed`` (there is a difference, or something does not tie) or ``note_too_long``.
    """

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(detail)
        self.key = key


def check_acceptable(line: ShiftLine | None, note: str) -> ShiftLine:
    """The shift, if it may be accepted with this note. Raises :class:`NotAcceptedError`."""
    if line is None:
        raise NotAcceptedError("shift_unknown", "expected a shift of a shop that this person may see, there is none")
    name = f"shift {line.till_code}-{line.number}"
    if line.closed_at is None:
        raise NotAcceptedError("shift_open", f"{name} is open: its Z report comes when it is closed")
    if line.acceptance is not None:
        raise NotAcceptedError("already_accepted", f"{name} was accepted by {line.acceptance.operator_id}")
    if not note.strip() and (line.over_short_kopecks or line.findings_count):
        raise NotAcceptedError("acceptance_note_needed", f"{name} has a difference: expected a note that says why")
    if len(note.strip()) > LONGEST_NOTE:
        raise NotAcceptedError("note_too_long", f"expected {LONGEST_NOTE} letters or fewer, got {len(note.strip())}")
    return line


def acceptance_facts(line: ShiftLine) -> dict[str, int | str]:
    """The facts of the deed."""
    return {
        "shift": line.shift_id,
        "z": line.z_id,
        "number": line.z_number or 0,
        "over_short_kopecks": line.over_short_kopecks or 0,
    }


def acceptance_in(deed: Deed, at_office: bool) -> Acceptance | None:
    """The acceptance that a deed tells of."""
    if deed.kind is not DeedKind.Z_ACCEPTED:
        return None
    return Acceptance(deed.at, deed.operator_id, deed.operator_name, deed.reason, at_office)
