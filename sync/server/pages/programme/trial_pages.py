"""A draft tried on past receipts: the form, the progress (renewed by itself, or by hand), the report and its files."""

from datetime import date, timedelta

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.programme_trial import TrialFrame, programme_trial_report
from pos_app.domain.report.words import Filling, Words
from sync.server.database import reading
from sync.server.office.people import shown_names
from sync.server.pages.answer import Answer, Moved, Shown
from sync.server.pages.programme.draft_view import DraftView, draft_view
from sync.server.pages.programme.places import draft_page, trial_page
from sync.server.pages.programme.refusals import refused, words_of
from sync.server.pages.report_files import shown_report
from sync.server.pages.visit import Visit
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.trial_run import run_aside
from sync.server.programme.trials import (
    TrialSeen,
    TrialState,
    TrialWish,
    make_trial,
    shops_to_try,
    stop_trial,
    trial_of,
    trials_of,
)

_USUAL_DAYS = 28
_STATES = {
    TrialState.RUNNING: Words("running"),
    TrialState.STOPPING: Words("is being stopped"),
    TrialState.DONE: Words("done"),
    TrialState.FAILED: Words("failed"),
    TrialState.STOPPED: Words("stopped"),
    TrialState.LOST: Words("broken off: the server was stopped. Please start it again"),
}


def try_form(visit: Visit) -> Answer:
    """On which receipts."""
    return _form(visit, draft_view(visit), "")


def trial_begun(visit: Visit) -> Answer:
    """It runs beside; the page shows how far it is."""
    view = draft_view(visit)
    form = visit.form
    first, last = _day(form.get("first", "")), _day(form.get("last", ""))
    if first is None or last is None:
        return _form(visit, view, visit.say(Words("Expected a first day before the last one, 366 days at most")))
    wish = TrialWish(
        tuple(name.removeprefix("shop=") for name in form if name.startswith("shop=")),
        first,
        last,
        form.get("against", "present") == "present",
    )
    try:
        trial_id = make_trial(visit.central, visit.viewer, view.draft.draft_id, wish)
    except ProgrammeError as error:
        return _form(visit, view, visit.say(words_of(visit, error)))
    run_aside(visit.central, _trial(visit, trial_id))
    return Moved(trial_page(trial_id))


def trial_shown(visit: Visit) -> Answer:
    """Its report, or how far it is; with ``part`` only what renews itself."""
    trial = _trial(visit, visit.named["trial_id"])
    if trial.result is not None and "part" not in visit.asked:
        return _report(visit, trial)
    values = {
        "title": visit.say(Words("Trying the draft on past receipts")),
        "trial": trial,
        "state": visit.say(_STATES[trial.state]),
        "said": visit.say(_progress(trial)),
        "href": trial_page(trial.trial_id),
        "draft_href": draft_page(trial.draft_id, "try"),
        "done": trial.result is not None,
    }
    return Shown("programme/trial_part.html" if "part" in visit.asked else "programme/trial.html", values)


def trial_stopped(visit: Visit) -> Answer:
    """Nobody waits for it any more."""
    trial = _trial(visit, visit.named["trial_id"])
    try:
        stop_trial(visit.central, visit.viewer, trial.trial_id)
    except ProgrammeError as error:
        raise refused(visit, error) from error
    return Moved(trial_page(trial.trial_id))


def _trial(visit: Visit, trial_id: str) -> TrialSeen:
    try:
        with reading(visit.central.engine) as connection:
            return trial_of(connection, trial_id, visit.viewer, visit.central.now())
    except ProgrammeError as error:
        raise refused(visit, error) from error


def _form(visit: Visit, view: DraftView, trouble: str) -> Answer:
    with reading(visit.central.engine) as connection:
        shops = shops_to_try(connection, visit.viewer)
        trials = trials_of(connection, view.draft.draft_id, visit.viewer, visit.now)
    yesterday = visit.today - timedelta(days=1)
    values = {
        "title": visit.say(Words("Try the draft on past receipts")),
        "view": view,
        "trouble": trouble,
        "shops": shops,
        "first": visit.form.get("first", (yesterday - timedelta(days=_USUAL_DAYS - 1)).isoformat()),
        "last": visit.form.get("last", yesterday.isoformat()),
        "against": visit.form.get("against", "present"),
        "trials": tuple(
            {
                "href": trial_page(one.trial_id),
                "at": visit.words.figures.instant(one.started_at),
                "days": f"{visit.words.figures.day(one.first_day)} – {visit.words.figures.day(one.last_day)}",
                "shops": ", ".join(one.shop_ids),
                "state": visit.say(_STATES[one.state]),
                "is_old": one.revision != view.draft.revision,
            }
            for one in trials
        ),
    }
    return Shown("programme/try.html", values)


def _report(visit: Visit, trial: TrialSeen) -> Answer:
    if trial.result is None:
        raise ValueError(f"trial {trial.trial_id} has no result")
    with reading(visit.central.engine) as connection:
        names = shown_names(connection, [trial.started_by])
    frame = TrialFrame(
        trial.shop_ids,
        visit.central.timezone.key,
        trial.ended_at or visit.now,
        trial.first_day,
        trial.last_day,
        trial.against_version,
        visit.language,
        names.get(trial.started_by, ""),
    )
    return shown_report(visit, programme_trial_report(trial.result, frame), back=draft_page(trial.draft_id, "try"))


def _progress(trial: TrialSeen) -> Words:
    places = (("done", Filling(Kind.COUNT, trial.done_count)), ("all", Filling(Kind.COUNT, trial.all_count)))
    return Words("{done} of {all} receipts", places)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
