"""The programme versions in the feed, as the postings need them."""

import logging
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.counted_rules import counted_rules
from pos_app.domain.loyalty.programme import PointsRules, Programme
from pos_app.domain.loyalty.programme_document import in_force, read_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from pos_app.domain.loyalty.rules.offline import OFFLINE_DEFAULTS, OfflineTerms
from pos_app.domain.loyalty.rules.tiers import WHOLE_LIFE
from pos_app.domain.loyalty.tier import tier_for_turnover
from pos_app.domain.loyalty.turnover import TurnoverMove, tier_on
from pos_app.domain.money.units import Kopecks
from sync.protocol.encoding import decode
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.tables import PUBLISHED

_log = logging.getLogger("kopilka.server.programmes")
_KEPT_PARSED = 16
_BODIES = select(PUBLISHED.c.body).where(PUBLISHED.c.stream == Stream.PROGRAMME.value).order_by(PUBLISHED.c.row_key)
"""Every exchange asks it: it is made once."""
_NOT_AT_ALL = timedelta()
GRACE = timedelta(hours=72)
"""How long after its end a version's receipts are still nothing odd: tills are offline."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version that can be read, and the rules that ask how often they applied to a customer before."""

    programmes: tuple[Programme, ...]
    counted: frozenset[str]
    windowed: bool
    """Whether a tier depends on the days of the turnover, not only on its sum."""


class ProgrammeBook:
    """Reads the published versions when first asked; what was parsed once is kept by its bytes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._versions: Versions | None = None
        self._timelines: dict[str, tuple[list[datetime], list[Programme]]] = {}

    @property
    def versions(self) -> Versions:
        """All of them."""
        if self._versions is None:
            rows = self._connection.execute(_BODIES)
            self._versions = _parsed(tuple(bytes(body) for body in rows.scalars()))
        return self._versions

    def in_force(self, programme_id: str, at: datetime) -> Programme | None:
        """The version in force at ``at``, chosen as the tills choose it; None if the server can read none.

        A version that this server cannot read (a newer one wrote it) is left out: the sales made with it are facts all
        the same, and are posted with the figures that they carry.
        """
        starts, programmes = self._timeline(programme_id)
        place = bisect_right(starts, at)
        return programmes[place - 1] if place else None

    def any_in_force(self, at: datetime) -> Programme | None:
        """The shop's programme at ``at``."""
        return in_force(self.versions.programmes, at)

    def was_in_force(self, programme_id: str, version: int, at: datetime) -> bool:
        """Whether that version was in force at ``at``, or within the grace around it."""
        for ahead in (_NOT_AT_ALL, -GRACE, GRACE):  # nearly always the first
            found = self.in_force(programme_id, at + ahead if ahead else at)
            if found is not None and found.version == version:
                return True
        return False

    def _timeline(self, programme_id: str) -> tuple[list[datetime], list[Programme]]:
        """When each version began, and the version; of one start the higher number comes last and holds."""
        found = self._timelines.get(programme_id)
        if found is None:
            mine = [each for each in self.versions.programmes if each.programme_id == programme_id]
            mine.sort(key=lambda each: (each.starts_at, each.version))
            found = self._timelines[programme_id] = [each.starts_at for each in mine], mine
        return found

    def tier(
        self,
        programme_id: str,
        present: str | None,
        turnover: tuple[Kopecks, Mapping[date, Kopecks]],
        at: datetime,
        today: date,
    ) -> tuple[str | None, Kopecks]:
        """Tier and turnover of the window on a local day, from the turnover of a whole life and of its days.

        The present tier stays while the server does not know the programme.
        """
        life, days = turnover
        programme = self.in_force(programme_id, at)
        if programme is None:
            return present, max(0, life)
        if programme.tier_terms == WHOLE_LIFE:
            tier = tier_for_turnover(programme, max(0, life))
            return (None if tier is None else tier.code), max(0, life)
        moves = [TurnoverMove(day, kopecks) for day, kopecks in days.items()]
        state = tier_on(programme, moves, today)
        return (None if state.tier is None else state.tier.code), state.turnover_kopecks

    def return_grace_days(self, programme_id: str, at: datetime) -> int:
        """How long points live that come back to a lot that has expired."""
        programme = self.in_force(programme_id, at)
        return (PointsRules() if programme is None else programme.points).return_grace_days

    def offline(self, at: datetime) -> OfflineTerms:
        """What the shop's programme says about spending without the server."""
        programme = self.any_in_force(at)
        return OFFLINE_DEFAULTS if programme is None else programme.offline


@lru_cache(maxsize=_KEPT_PARSED)
def _parsed(bodies: tuple[bytes, ...]) -> Versions:
    """What the rows hold; a version that cannot be read is said once in the log."""
    programmes = []
    for body in bodies:
        row = decode(ProgrammeRow, body)
        if row.deleted:
            continue
        try:
            programmes.append(read_programme(row.document))
        except ProgrammeDocumentError as error:
            _log.error("programme %s version %d is left out: %s", row.programme_id, row.version, error)
    counted = frozenset().union(*(counted_rules(programme) for programme in programmes))
    return Versions(tuple(programmes), counted, any(each.tier_terms != WHOLE_LIFE for each in programmes))
