"""Why something was not done with the programme, as a sentence."""

from http import HTTPStatus

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words
from sync.protocol.operation import instant_of
from sync.server.database import reading
from sync.server.office.people import shown_names
from sync.server.pages.answer import PageError
from sync.server.pages.visit import Visit
from sync.server.programme.refused import ProgrammeError

_SAID = {
    "draft_unknown": Words("There is no such draft"),
    "draft_closed": Words("This draft was published or dropped; begin another one"),
    "version_unknown": Words("There is no such version, or this server cannot read it"),
    "unsound": Words("The draft has errors; put them right first"),
    "reason_needed": Words("Why: expected a few words, 500 letters at most"),
    "start_invalid": Words("Start: expected a day and time within a year from now"),
    "not_coming": Words("This version has begun already; nothing was done"),
    "not_allowed": Words("Your role does not open this page"),
    "all_shops_needed": Words("The programme holds in every shop: only who answers for all of them publishes"),
    "entry_gone": Words("This rule was moved or taken out meanwhile; nothing was saved"),
    "trial_unknown": Words("There is no such trial"),
    "trial_busy": Words("Two trials run already; wait for one or stop it"),
    "trial_no_receipts": Words("No receipts in these days and shops"),
    "days_invalid": Words("Expected a first day before the last one, 366 days at most"),
}


def words_of(visit: Visit, error: ProgrammeError) -> Words:
    """The sentence."""
    facts = dict(error.facts)
    match error.key:
        case "draft_changed":
            with reading(visit.central.engine) as connection:
                names = shown_names(connection, [facts["changed_by"]])
            places = (
                ("person", Filling(Kind.TEXT, names.get(facts["changed_by"], facts["changed_by"]))),
                ("at", Filling(Kind.INSTANT, instant_of(int(facts["changed_ms"])))),
            )
            return Words(
                "{person} changed this draft at {at}, after you opened it. Nothing of yours is saved yet", places
            )
        case "newer_version":
            return Words(
                "Version {version} was published meanwhile. Look at the difference again",
                (("version", Filling(Kind.TEXT, facts["version"])),),
            )
        case "same":
            return Words(
                "Nothing to do: version {version} says the same", (("version", Filling(Kind.TEXT, facts["version"])),)
            )
        case "trial_too_many":
            return Words(
                "{count} receipts are too many: half a million at most. Choose fewer days or shops",
                (("count", Filling(Kind.COUNT, int(facts["count"]))),),
            )
    return _SAID[error.key]


def refused(visit: Visit, error: ProgrammeError) -> PageError:
    """A page that says it."""
    status = {
        "draft_unknown": HTTPStatus.NOT_FOUND,
        "version_unknown": HTTPStatus.NOT_FOUND,
        "trial_unknown": HTTPStatus.NOT_FOUND,
        "not_allowed": HTTPStatus.FORBIDDEN,
        "all_shops_needed": HTTPStatus.FORBIDDEN,
    }.get(error.key, HTTPStatus.CONFLICT)
    return PageError(status, words_of(visit, error))
