"""Reading reports at the till, as the screens call it."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from pos_app.domain.people.operator import Operator
from pos_app.domain.report.document import Report
from pos_app.domain.report.link import DeedsLink, ReceiptsLink
from pos_app.domain.report.queries import Going
from pos_app.domain.report.report_name import ReportName


class ReviewReading(Protocol):
    """Reports of this till's own shop. All but ``accept`` may be called from any thread and may take a while.

    ``reader`` must have ``Right.REVIEW_SHIFTS``: ServiceError ``approval_needed(right, needed_role)``.
    """

    def prepare(self, reader: Operator, going: Going) -> None:
        """Take in what happened since the last report: after a long time without one it may take minutes.

        ``going`` is told now and then how many records there were so far; False gives it up, the rest comes next time.
        """
        ...

    def keep_up(self, going: Callable[[], bool]) -> int:
        """The same beside other work, in small portions, as long as ``going`` says so; how many records."""
        ...

    def shifts(
        self, reader: Operator, first_day: date, last_day: date, offset: int = 0, closed_by: str = ""
    ) -> tuple[Report, int | None]:
        """The list of shifts, differences first; and the offset of the page that follows, None at the end.

        ``closed_by``: the shifts with a difference that one person closed.
        """
        ...

    def shift(self, reader: Operator, shift_id: str) -> Report:
        """One shift. ServiceError ``shift_unknown``."""
        ...

    def receipts(self, reader: Operator, link: ReceiptsLink, after: str = "") -> tuple[Report, str | None]:
        """The receipts behind a figure; and where the page that follows begins, None at the end."""
        ...

    def deeds(self, reader: Operator, link: DeedsLink, after: str = "") -> tuple[Report, str | None]:
        """The deeds that a figure counts; and where the page that follows begins, None at the end."""
        ...

    def report(
        self, reader: Operator, name: ReportName, first_day: date, last_day: date, offset: int = 0
    ) -> tuple[Report, int | None]:
        """A report about days, both included; and the offset of its page that follows, None at the end."""
        ...

    def can_accept(self, shift_id: str) -> bool:
        """Whether the shift is closed and nobody has accepted its Z report."""
        ...

    def accept(self, shift_id: str, operator: Operator, note: str) -> object:
        """Accept the Z report of a shift, for ever, with a note.

        ServiceError ``approval_needed``, ``already_accepted``, ``shift_open``, ``not_stored(cause)``.
        """
        ...
