"""The door before every page: who comes, whether he may, whether the form is his; then the handler, in a thread."""

import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from pos_app.domain.report.words import Words
from pos_app.report_files.report_words import ReportWords
from sync.server.database import reading
from sync.server.office.people import LANGUAGES
from sync.server.office.roles import Right
from sync.server.office.sessions import Session, needs_noting, note_use, session_of
from sync.server.pages.answer import Answer, Moved, PageError
from sync.server.pages.cookies import Cookies
from sync.server.pages.forms import read_form, require_own_page, require_token
from sync.server.pages.frame import Frame
from sync.server.pages.navigation import SIGN_ON
from sync.server.pages.visit import Site, Visit
from sync.server.retry import write
from sync.server.web.problem import Problem
from sync.server.web.work import worked

_log = logging.getLogger("kopilka.server.office")
REFRESH_HEADER = "X-Kopilka-Refresh"
"""A page that renews itself: nobody is there for it, so it keeps no session alive."""
_FORM_TOKEN_BYTES = 32
_USUAL_LANGUAGE = "ru"

Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class Door:
    """``right``: what whoever comes must be allowed; None with ``guests``: anybody, else anybody who is signed on."""

    site: Site
    handler: Handler
    right: Right | None = None
    guests: bool = False

    async def answer(self, request: Request) -> Response:
        """Answer a request; whatever happens becomes a page with the usual headers."""
        cookies = Cookies(request.url.scheme == "https")
        form: dict[str, str] = {}
        refused: PageError | None = None
        if request.method == "POST":
            try:
                require_own_page(request)
                form = await read_form(request)
            except PageError as error:
                refused = error
        try:
            return await worked(partial(self._answered, request, cookies, form, refused))
        except Problem as problem:
            return self._failed(request, cookies, problem)

    def _answered(
        self, request: Request, cookies: Cookies, form: Mapping[str, str], refused: PageError | None
    ) -> Response:
        visit = self._visit(request, cookies, form)
        form_token, is_new = self._form_token(visit, cookies, request)
        frame = Frame(cookies, form_token)
        try:
            if refused is not None:
                raise refused
            response = frame.response(visit, self._let_in(visit, request.method, form_token))
        except PageError as error:
            _log.info("page refused status=%d text=%r", error.status, error.words.text)
            response = frame.refusal(visit, error)
        if is_new:
            cookies.put_form_token(response, form_token)
        return response

    def _let_in(self, visit: Visit, method: str, form_token: str) -> Answer:
        if visit.session is None and not self.guests:
            if method != "GET":
                raise PageError(HTTPStatus.FORBIDDEN, Words("You are signed out; nothing was done. Please sign on"))
            return Moved(f"{SIGN_ON}?next={quote(visit.path, safe='')}")
        if self.right is not None and not visit.may(self.right):
            raise PageError(HTTPStatus.FORBIDDEN, Words("Your role does not open this page"))
        if method == "POST":
            require_token(form_token, visit.form)
        return self.handler(visit)

    def _visit(self, request: Request, cookies: Cookies, form: Mapping[str, str]) -> Visit:
        central = self.site.central
        now = central.now()
        token = cookies.session(request.cookies)
        session = self._session(request, token) if token else None
        language = _language(request, cookies, session)
        query = request.url.query
        return Visit(
            site=self.site,
            now=now,
            language=language,
            words=ReportWords(language, central.timezone),
            address="" if request.client is None else request.client.host,
            path=f"{request.url.path}?{query}" if query else request.url.path,
            method=request.method,
            token=token,
            session=session,
            named={name: str(value).replace("\0", "") for name, value in request.path_params.items()},
            asked={name: value.replace("\0", "") for name, value in request.query_params.items()},
            form=form,
        )

    def _session(self, request: Request, token: str) -> Session | None:
        engine, now = self.site.central.engine, self.site.central.now()
        with reading(engine) as connection:
            session = session_of(connection, token, now)
        if session is not None and needs_noting(session, now) and REFRESH_HEADER not in request.headers:
            noted = session
            write(engine, lambda connection: note_use(connection, noted, now))
        return session

    def _form_token(self, visit: Visit, cookies: Cookies, request: Request) -> tuple[str, bool]:
        """The session's, or before signing on the browser's own, made when he comes for the first time."""
        if visit.session is not None:
            return visit.session.form_token, False
        sent = cookies.form_token(request.cookies)
        fits = len(sent) == 2 * _FORM_TOKEN_BYTES and hmac.compare_digest(sent.encode(), sent.encode().lower())
        return (sent, False) if fits else (self.site.random_bytes(_FORM_TOKEN_BYTES).hex(), True)

    def _failed(self, request: Request, cookies: Cookies, problem: Problem) -> Response:
        """The database is away, or something that nobody foresaw: no session can be asked for."""
        words = Words("The server cannot answer now. Please try again in a minute")
        language = _language(request, cookies, None)
        visit = Visit(
            self.site,
            self.site.central.now(),
            language,
            ReportWords(language, self.site.central.timezone),
            "",
            request.url.path,
            request.method,
            "",
            None,
            {},
            {},
            {},
        )
        return Frame(cookies, "").refusal(visit, PageError(problem.status, words))


def _language(request: Request, cookies: Cookies, session: Session | None) -> str:
    if session is not None:
        return session.viewer.language
    chosen = cookies.language(request.cookies)
    if chosen is not None:
        return chosen
    wished = request.headers.get("accept-language", "")[:2].lower()
    return wished if wished in LANGUAGES else _USUAL_LANGUAGE
