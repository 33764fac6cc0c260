"""Signing on and out, the language, one's own password."""

from http import HTTPStatus

from sqlalchemy import Connection

from pos_app.domain.report.words import Words
from sync.server.journal.journal import Action, add_to_journal
from sync.server.office.people import LANGUAGES, PersonError, person_of_id, set_language, set_password
from sync.server.office.sessions import begin_session, end_all_sessions, end_session
from sync.server.office.sign_on import TooManyTriesError
from sync.server.pages.answer import Answer, Moved, PageError, Shown
from sync.server.pages.navigation import BASE, HOME, SIGN_ON
from sync.server.pages.visit import Visit
from sync.server.retry import write

_WRONG = Words("Name or password is wrong")
_PASSWORD_ERRORS = {
    "password_weak": Words(
        "The new password is too easy: expected 10 to 200 characters, of at least five kinds, without your name"
    )
}


def sign_on_form(visit: Visit) -> Answer:
    """The form; whoever is signed on already goes on."""
    if visit.session is not None:
        return Moved(_own_path(visit.asked.get("next", "")))
    return _form(visit, "", visit.asked.get("next", ""), HTTPStatus.OK)


def sign_on(visit: Visit) -> Answer:
    """The same words, the same status and the same time for a wrong name and a wrong password."""
    name, password = visit.form.get("name", ""), visit.form.get("password", "")
    try:
        signed_on = visit.site.sign_on.sign_on(name, password, visit.address, visit.token)
    except TooManyTriesError as many:
        raise _slowed_down(many) from many
    if signed_on is None:
        return _form(visit, visit.say(_WRONG), visit.form.get("next", ""), HTTPStatus.UNAUTHORIZED)
    return Moved(_own_path(visit.form.get("next", "")), signed_on.token, signed_on.person.language)


def sign_out(visit: Visit) -> Answer:
    """Here, or with ``everywhere`` in the form on every machine."""
    viewer, everywhere = visit.viewer, "everywhere" in visit.form

    def work(connection: Connection) -> None:
        if everywhere:
            end_all_sessions(connection, viewer.person_id)
        else:
            end_session(connection, visit.token)
        detail = "everywhere" if everywhere else ""
        add_to_journal(connection, visit.now, viewer.person_id, Action.OFFICE_SIGNED_OUT, viewer.person_id, detail)

    write(visit.central.engine, work)
    return Moved(SIGN_ON, token="", language=visit.language)


def choose_language(visit: Visit) -> Answer:
    """For this browser, and for the person who is signed on."""
    language = visit.form.get("language", "")
    if language not in LANGUAGES:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Expected one of the languages of this page"))
    session = visit.session
    if session is not None:
        person_id = session.viewer.person_id
        write(visit.central.engine, lambda connection: set_language(connection, person_id, language))
    return Moved(_own_path(visit.form.get("next", "")) if session is not None else SIGN_ON, language=language)


def account(visit: Visit) -> Answer:
    """One's own account."""
    return _account(visit, "", HTTPStatus.OK)


def change_password(visit: Visit) -> Answer:
    """With the present one; then all other places are signed out."""
    viewer, new = visit.viewer, visit.form.get("new", "")
    if new != visit.form.get("again", ""):
        return _account(visit, visit.say(Words("The two new passwords differ")), HTTPStatus.BAD_REQUEST)

    def work(connection: Connection) -> str:
        person = person_of_id(connection, viewer.person_id)
        if person is None:
            raise PageError(HTTPStatus.FORBIDDEN, Words("Please sign on first"))
        set_password(connection, person, new, visit.now, viewer.person_id)
        return begin_session(connection, person.person_id, visit.now, visit.site.random_bytes)

    try:
        if not visit.site.sign_on.checked(viewer.name, visit.form.get("present", ""), visit.address):
            return _account(visit, visit.say(Words("The present password is wrong")), HTTPStatus.BAD_REQUEST)
        token = write(visit.central.engine, work)
    except TooManyTriesError as many:
        raise _slowed_down(many) from many
    except PersonError as error:
        return _account(visit, visit.say(_PASSWORD_ERRORS[error.key]), HTTPStatus.BAD_REQUEST)
    return Moved(f"{BASE}/account?done=1", token)


def _form(visit: Visit, trouble: str, next_path: str, status: int) -> Shown:
    values = {"title": visit.say(Words("Sign on")), "trouble": trouble, "next": _own_path(next_path)}
    return Shown("sign_on.html", values, status)


def _account(visit: Visit, trouble: str, status: int) -> Shown:
    values = {"title": visit.say(Words("Your account")), "trouble": trouble, "done": "done" in visit.asked}
    return Shown("account.html", values, status)


def _slowed_down(many: TooManyTriesError) -> PageError:
    seconds = -(-many.wait_ms // 1000)
    return PageError(HTTPStatus.TOO_MANY_REQUESTS, Words("Too many tries. Please wait a minute and try again"), seconds)


def _own_path(path: str) -> str:
    """A page of this site: nobody is sent elsewhere by a link that someone made up."""
    is_own = path.startswith(HOME) and "//" not in path and "\\" not in path and path.isprintable()
    return path if is_own and not path.startswith(SIGN_ON) else HOME
