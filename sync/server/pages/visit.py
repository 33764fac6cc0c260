"""One request of a person: who he is, in which language, and what he asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus

from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.words import Words
from pos_app.report_files.report_words import ReportWords
from sync.server.central import Central
from sync.server.office.roles import Right, Viewer
from sync.server.office.sessions import RandomBytes, Session
from sync.server.office.sign_on import SignOn
from sync.server.pages.answer import PageError


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages work with. ``reports``: the questions of reports, asked of the derived tables."""

    central: Central
    sign_on: SignOn
    random_bytes: RandomBytes
    reports: Callable[[], ReportQueries]


@dataclass(frozen=True, slots=True)
class Visit:
    """``token``: the cookie as it came; ``path`` with the query, as it was asked. ``form``: empty for GET."""

    site: Site
    now: datetime
    language: str
    words: ReportWords
    address: str
    path: str
    method: str
    token: str = field(repr=False)
    session: Session | None
    named: Mapping[str, str]
    asked: Mapping[str, str]
    form: Mapping[str, str] = field(repr=False)

    @property
    def page(self) -> str:
        """Where the visitor is to come back to: this very page, or after a form the page that it stands on."""
        return self.path if self.method == "GET" else self.path.rpartition("/")[0]

    @property
    def central(self) -> Central:
        """The open server."""
        return self.site.central

    @property
    def viewer(self) -> Viewer:
        """Who is signed on; doors that ask for a right let nobody else in."""
        if self.session is None:
            raise PageError(HTTPStatus.FORBIDDEN, Words("Please sign on first"))
        return self.session.viewer

    @property
    def today(self) -> date:
        """The shops' local day."""
        return self.central.today()

    def may(self, right: Right) -> bool:
        """Whether whoever is signed on has a right."""
        return self.session is not None and self.session.viewer.may(right)

    def say(self, words: Words) -> str:
        """A sentence in the visitor's language."""
        return self.words.sentence(words)
