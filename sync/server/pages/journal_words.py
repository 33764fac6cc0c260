"""What each kind of row in the journal says."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ShiftLink
from pos_app.domain.report.words import Filling, Words
from sync.server.journal.journal import Action

ACTION_WORDS: Mapping[Action, Words] = MappingProxyType(
    {
        Action.CODE_MADE: Words("Enrolment code made"),
        Action.ENROLLED: Words("Till enrolled"),
        Action.REPLACED: Words("Till replaced"),
        Action.SHUT_OUT: Words("Till shut out"),
        Action.LET_IN: Words("Till let in again"),
        Action.DECLARED_LOST: Words("Till declared lost"),
        Action.RESOLVED: Words("Parked operation decided"),
        Action.BACKED_UP: Words("Backup of the books made"),
        Action.RESTORED: Words("Server restored from a backup"),
        Action.PROMISES_RESUMED: Words("Promises of points resumed"),
        Action.CORRECTED: Words("Correction of points signed"),
        Action.AWARDED: Words("Points awarded"),
        Action.DONATED: Words("Points given to a good cause"),
        Action.PROGRAMME_PUBLISHED: Words("Programme published"),
        Action.PROGRAMME_DRAFTED: Words("Draft of the programme begun"),
        Action.PROGRAMME_DRAFT_DROPPED: Words("Draft of the programme dropped"),
        Action.PROGRAMME_TRIED: Words("Programme tried on past receipts"),
        Action.CARD_BLOCKED: Words("Card blocked"),
        Action.CARD_ACTIVATED: Words("Card taken into use again"),
        Action.PHONE_SHOWN: Words("Looked at a phone"),
        Action.PHONE_CONFIRMED: Words("Phone confirmed"),
        Action.PHONE_CHANGED: Words("Phone changed"),
        Action.API_CLIENT_LET_IN: Words("Program of another let in"),
        Action.API_CLIENT_SHUT_OUT: Words("Program of another shut out"),
        Action.CUSTOMERS_MERGED: Words("Two accounts made one"),
        Action.OFFERS_GRANTED: Words("Offers given to segments"),
        Action.OWN_ACCOUNT_TOLD: Words("Own account of a cashier told"),
        Action.RETURNED_WITHOUT_RECEIPT: Words("Return without a receipt"),
        Action.OFFICE_PERSON_CHANGED: Words("Account of the office changed"),
        Action.OFFICE_SIGNED_ON: Words("Signed on to the office"),
        Action.OFFICE_SIGNED_OUT: Words("Signed out of the office"),
        Action.OFFICE_REFUSED: Words("Sign-on refused"),
        Action.OFFICE_PASSWORD_CHANGED: Words("Password changed"),
        Action.CORRECTION_ASKED: Words("Correction of points asked for"),
        Action.CORRECTION_REFUSED: Words("Correction of points refused"),
        Action.REPORT_EXPORTED: Words("Report kept as a file"),
        Action.Z_ACCEPTED: Words("Z report accepted"),
        Action.SHOP_NAMED: Words("Shop named"),
        Action.SEGMENT_TERMS_CHANGED: Words("Thresholds of segments changed"),
        Action.COUPONS_ISSUED: Words("Coupons issued"),
        Action.COUPON_BLOCKED: Words("Coupon blocked"),
        Action.ORDERS_TAKEN: Words("Orders taken"),
        Action.ORDER_CANCELLED: Words("Order cancelled"),
    }
)

NOT_PEOPLE: Mapping[str, Words] = MappingProxyType(
    {
        "this machine": Words("the server itself"),
        "first start": Words("the first start"),
        "demo": Words("the demo shop"),
        "nobody": Words("nobody who is known"),
        "import": Words("a list that was handed over"),
        "segments": Words("thresholds of segments"),
    }
)
"""What stands in a row where it was no person, and what was no single thing."""
_BY_COMMAND = " (command)"
_SHIFT = re.compile(r"shift (?P<name>\S+) \((?P<shift_id>[^)]+)\)")


def by_command(actor: str) -> Words | None:
    """Somebody with an account of the server's machine, by a command there; None for others."""
    if not actor.endswith(_BY_COMMAND):
        return None
    who = actor.removesuffix(_BY_COMMAND)
    return Words("{who}, by a command on the server", (("who", Filling(Kind.TEXT, who)),))


def shift_of(subject: str) -> tuple[Words, ShiftLink] | None:
    """The shift that a row is about, and where it is read."""
    found = _SHIFT.fullmatch(subject)
    if found is None:
        return None
    return Words("shift {shift}", (("shift", Filling(Kind.TEXT, found["name"])),)), ShiftLink(found["shift_id"])
