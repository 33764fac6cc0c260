"""From a handler's answer to the response: the frame around each page, its headers and cookies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import quote

from fastapi.responses import Response, StreamingResponse

from pos_app.domain.report.words import Words
from sync.server.office.roles import Right
from sync.server.pages.answer import Answer, FileToKeep, Moved, PageError, Shown
from sync.server.pages.cookies import Cookies
from sync.server.pages.headers import headers_of
from sync.server.pages.navigation import menu_for
from sync.server.pages.role_names import ROLE_NAMES
from sync.server.pages.templates import environment, say_in
from sync.server.pages.visit import Visit

_PIECE_BYTES = 65_536
HTML = "text/html; charset=utf-8"
_SEE_OTHER = 303


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    with content:
        while piece := content.read(_PIECE_BYTES):
            yield piece


@dataclass(frozen=True, slots=True)
class Frame:
    """How responses of one connection are made. ``form_token``: what forms of the page carry."""

    cookies: Cookies
    form_token: str

    def response(self, visit: Visit, answer: Answer) -> Response:
        """The answer as HTTP."""
        headers = headers_of(secure=self.cookies.secure)
        if isinstance(answer, FileToKeep):
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(answer.name, safe='')}"
            return StreamingResponse(_pieces(answer.content), headers=headers, media_type=answer.media_type)
        if isinstance(answer, Moved):
            response = Response(status_code=_SEE_OTHER, headers={**headers, "Location": answer.to})
            if answer.token is not None:
                self.cookies.put_session(response, answer.token)
            if answer.language is not None:
                self.cookies.put_language(response, answer.language)
            return response
        text = environment().get_template(answer.template).render(**self._usual(visit), **answer.values)
        return Response(text, answer.status, headers, media_type=HTML)

    def refusal(self, visit: Visit, error: PageError) -> Response:
        """A page that says why there is none."""
        shown = Shown(
            "refused.html", {"title": visit.say(Words("That did not work")), "sentence": visit.say(error.words)}
        )
        response = self.response(visit, Shown(shown.template, shown.values, error.status))
        if error.retry_seconds is not None:
            response.headers["Retry-After"] = str(error.retry_seconds)
        return response

    def _usual(self, visit: Visit) -> dict[str, Any]:
        """What the frame of every page names."""
        viewer = None if visit.session is None else visit.session.viewer
        return {
            "_": say_in(visit.words),
            "language": visit.language,
            "viewer": viewer,
            "role_name": "" if viewer is None else visit.say(ROLE_NAMES[viewer.role]),
            "form_token": self.form_token,
            "here": visit.page,
            "menu": () if viewer is None else menu_for(viewer, visit.path.partition("?")[0], say_in(visit.words)),
            "may": visit.may,
            "Right": Right,
            "made_at": visit.words.figures.instant(visit.now),
        }
