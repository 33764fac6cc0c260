"""The programme versions in the feed, as the postings need them."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from pos_app.domain.loyalty.programme import PointsRules, Programme
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.tier import tier_for_turnover
from pos_app.domain.money.units import Kopecks
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.feed import published_rows

_KEPT_PARSED = 64


class ProgrammeBook:
    """Reads the published versions once, when first asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._programmes: tuple[Programme, ...] | None = None

    def in_force(self, programme_id: str, at: datetime) -> Programme | None:
        """The version in force at ``at``; None if the server knows none."""
        if self._programmes is None:
            rows = published_rows(self._connection, Stream.PROGRAMME)
            self._programmes = tuple(
                _parsed(row.document) for row in rows if isinstance(row, ProgrammeRow) and not row.deleted
            )
        started = [each for each in self._programmes if each.programme_id == programme_id and each.starts_at <= at]
        return max(started, key=lambda programme: programme.starts_at, default=None)

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
def _parsed(document: str) -> Programme:
    return read_programme(document)
