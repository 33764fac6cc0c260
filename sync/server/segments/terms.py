"""The thresholds of segments: set by people of the office, told in the journal; the next look goes by them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pos_app.domain.segment.segment import WINDOW_DAYS, SegmentTerms
from sync.protocol.encoding import decode, encode
from sync.server.central import Central
from sync.server.journal.journal import Action, add_to_journal
from sync.server.remembered import forget, remember, remembered
from sync.server.retry import write

LOOKED = "segments_looked_at"
_TERMS = "segment_terms"
_MOST_KOPECKS = 100_000_000_00


@dataclass(frozen=True)
class TermsRefusedError(ValueError):
    """Nothing was changed. ``key``: ``days_wrong``, ``often_wrong``, ``much_wrong``."""

    key: str

    def __str__(self) -> str:
        return f"{self.key}: expected 1 <= lately < cooling < risk <= {WINDOW_DAYS} days, 1 to {WINDOW_DAYS} visits"


def terms_in_force(connection: Connection) -> SegmentTerms:
    """As they were set last; the usual ones where nobody set any."""
    kept = remembered(connection, _TERMS)
    return SegmentTerms() if kept is None else decode(SegmentTerms, kept.encode("utf-8"))


def set_terms(central: Central, terms: SegmentTerms, actor: str) -> None:
    """Everybody is looked at anew by the next upkeep. Raises :class:`TermsRefusedError`."""
    check_terms(terms)

    def work(connection: Connection) -> None:
        before = terms_in_force(connection)
        remember(connection, _TERMS, encode(terms).decode("utf-8"))
        forget(connection, LOOKED)
        detail = f"{_told(before)} -> {_told(terms)}"
        add_to_journal(connection, central.now(), actor, Action.SEGMENT_TERMS_CHANGED, "segments", detail)

    write(central.engine, work)


def check_terms(terms: SegmentTerms) -> None:
    """Raise :class:`TermsRefusedError` for thresholds that would leave a segment without anybody for ever."""
    if not 1 <= terms.lately_days < terms.cooling_days < terms.risk_days <= WINDOW_DAYS:
        raise TermsRefusedError("days_wrong")
    if not 1 <= terms.often_visits <= WINDOW_DAYS:
        raise TermsRefusedError("often_wrong")
    if not 1 <= terms.much_kopecks <= _MOST_KOPECKS:
        raise TermsRefusedError("much_wrong")


def _told(terms: SegmentTerms) -> str:
    days = f"{terms.lately_days}/{terms.cooling_days}/{terms.risk_days} days"
    return f"{days}, {terms.often_visits} visits, {terms.much_kopecks} kopecks"
