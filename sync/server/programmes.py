"""The programme versions in the feed, as the postings need them."""

import logging
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from pos_app.domain.loyalty.programme import PointsRules, Programme
from pos_app.domain.loyalty.programme_document import in_force, read_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from pos_app.domain.loyalty.tier import tier_for_turnover
from pos_app.domain.money.units import Kopecks
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.feed import published_rows

_log = logging.getLogger("kopilka.server.programmes")
_KEPT_PARSED = 64


class ProgrammeBook:
    """Reads the published versions once, when first asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._programmes: tuple[Programme, ...] | None = None

    def in_force(self, programme_id: str, at: datetime) -> Programme | None:
        """The version in force at ``at``, chosen as the tills choose it; None if the server can read none.

        A version that this server cannot read (a newer one wrote it) is left out: the sales made with it are facts all
        the same, and are posted with the figures that they carry.
        """
        if self._programmes is None:
            rows = published_rows(self._connection, Stream.PROGRAMME)
            read = (_parsed(row) for row in rows if isinstance(row, ProgrammeRow) and not row.deleted)
            self._programmes = tuple(programme for programme in read if programme is not None)
        return in_force([each for each in self._programmes if each.programme_id == programme_id], at)

    def tier_code(self, programme_id: str, turnover_kopecks: Kopecks, present: str | None, at: datetime) -> str | None:
        """The tier that a turnover reaches; the present one stays while the server does not know the programme."""
        programme = self.in_force(programme_id, at)
        if programme is None:
            return present
        tier = tier_for_turnover(programme, turnover_kopecks)
        return None if tier is None else tier.code

    def return_grace_days(self, programme_id: str, at: datetime) -> int:
        """How long points live that come back to a lot that has expired."""
        programme = self.in_force(programme_id, at)
        return (PointsRules() if programme is None else programme.points).return_grace_days


@lru_cache(maxsize=_KEPT_PARSED)
def _parsed(row: ProgrammeRow) -> Programme | None:
    """The programme of a row; None, said once in the log, if it cannot be read."""
    try:
        return read_programme(row.document)
    except ProgrammeDocumentError as error:
        _log.error("programme %s version %d is left out: %s", row.programme_id, row.version, error)
        return None
