"""The journal of who did what: for a senior person to read, and for deeds that change nothing else."""

import logging

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.deeds import DeedWriter
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, DeedBooks, Ids
from pos_app.services.rights import Right

PAGE = 200
_log = logging.getLogger("kopilka.journal")


class JournalService:
    """What goes with an edit of the sale is written by the sale, in the edit's own transaction."""

    def __init__(self, *, books: DeedBooks, operators: OperatorService, clock: Clock, ids: Ids) -> None:
        self._books = books
        self._operators = operators
        self._deeds = DeedWriter(clock, ids)

    def note(self, kind: DeedKind, operator: Operator, **facts: int | str) -> None:
        """Write that somebody came, went or locked. A disk that cannot take it keeps nobody from working."""
        deed = self._deeds.deed(kind, operator, None, "", "", **facts)
        try:
            self._books.record_deeds((deed,))
        except (StoreError, CommitUnknownError) as error:
            _log.warning("deed=not_stored kind=%s: %s", kind.value, error)

    def read(self, reader: Operator, approved_by: Operator | None = None, before: str = "") -> tuple[Deed, ...]:
        """The journal, newest first, up to ``PAGE`` entries older than the deed ``before``.

        ServiceError ``approval_needed(right, needed_role)``.
        """
        self._operators.authorise(reader, Right.SEE_JOURNAL, approved_by)
        return self._books.deeds(PAGE, before)
