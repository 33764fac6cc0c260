"""Three cookies: who is signed on, the language before that, and what ties the form of signing on to this browser."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from sync.server.office.people import LANGUAGES
from sync.server.office.sessions import LONGEST

_SESSION = "kopilka-office"
_FORM = "kopilka-form"
_LANGUAGE = "kopilka-language"
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Cookies:
    """``secure``: the connection is TLS; then the names say that nobody but this very host may have set them."""

    secure: bool

    def session(self, sent: Mapping[str, str]) -> str:
        """The session's token, or ""."""
        return sent.get(self._name(_SESSION), "")

    def form_token(self, sent: Mapping[str, str]) -> str:
        """What the form of signing on must repeat, or ""."""
        return sent.get(self._name(_FORM), "")

    def language(self, sent: Mapping[str, str]) -> str | None:
        """The chosen language."""
        found = sent.get(_LANGUAGE)
        return found if found in LANGUAGES else None

    def put_session(self, response: Response, token: str) -> None:
        """Sign on (or out, with ""); it goes with the browser, and the server ends it earlier by itself."""
        self._put(response, self._name(_SESSION), token, None if token else 0)

    def put_form_token(self, response: Response, token: str) -> None:
        """Before signing on."""
        self._put(response, self._name(_FORM), token, int(LONGEST.total_seconds()))

    def put_language(self, response: Response, language: str) -> None:
        """Remember the language."""
        self._put(response, _LANGUAGE, language, _YEAR_SECONDS)

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else name

    def _put(self, response: Response, name: str, value: str, max_age: int | None) -> None:
        response.set_cookie(
            name, value, max_age=max_age, path="/", secure=self.secure, httponly=True, samesite="strict"
        )
