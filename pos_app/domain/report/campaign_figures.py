"""What came of an offer to a segment: who got it, beside who did not."""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.money.units import Kopecks
from pos_app.domain.segment.segment import Segment


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """People, how many of them bought since, on how many days of theirs, for how much money."""

    people: int
    buyers: int
    visits: int
    kopecks: Kopecks

    @property
    def kopecks_each(self) -> Kopecks:
        """Money a person, buyers or not, whole kopecks rounded down; 0 for nobody."""
        return self.kopecks // self.people if self.people else 0


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """``waiting``: people who get the offer and have not yet. ``receipts_count``, ``given_kopecks``: receipts on which
    the offer's rule took something off in the days of the campaign, whoever had it from where. ``counted_at``: when
    the figures were counted last.
    """

    campaign_id: str
    name: str
    rule_id: str
    segments: tuple[Segment, ...]
    first_day: date
    last_day: date
    made_by: str
    offered: GroupFigures
    control: GroupFigures
    waiting: int
    receipts_count: int
    given_kopecks: Kopecks
    counted_at: datetime
