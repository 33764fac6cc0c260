"""What stands behind the figures of a part of a report: a shift, or some days and shops."""

from dataclasses import dataclass

from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import DeedsLink, PointsLink, ReceiptsLink, ShiftLink, ShiftsLink
from pos_app.domain.report.points_part import PointsPart

_Narrow = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """Makes links of one part. ``shift_id`` of a shift, else ``scope``; ``part``: a person or an hour of it.

    ``at_office``: whether the points ledger is at hand.
    """

    shift_id: str = ""
    scope: Scope | None = None
    part: _Narrow = ()
    at_office: bool = True

    def of(self, **part: str) -> "Behind":
        """The same, narrowed to a person (``operator_id``) or an hour."""
        return Behind(self.shift_id, self.scope, (*self.part, *part.items()), self.at_office)

    def receipts(self, figure: str, **narrow: str) -> ReceiptsLink:
        """The receipts of a figure."""
        return ReceiptsLink(figure, self.shift_id, self._narrow(narrow))

    def deeds(self, figure: str) -> DeedsLink:
        """The deeds that a figure counts."""
        return DeedsLink(figure, self.shift_id, self._narrow({}))

    def shifts(self, closed_by: str = "") -> ShiftLink | ShiftsLink | None:
        """The shifts, those with a difference first; of a shift itself nothing more."""
        if self.scope is None:
            return None
        return ShiftsLink(self.scope.first_day, self.scope.last_day, one_shop(self.scope), closed_by)

    def points(self, part: PointsPart) -> PointsLink | None:
        """Postings and accounts of the points ledger."""
        if self.scope is None or not self.at_office:
            return None
        return PointsLink(part, self.scope.first_day, self.scope.last_day)

    def _narrow(self, more: dict[str, str]) -> _Narrow:
        parts = {**dict(self.part), **more}
        if self.scope is not None:
            parts |= {"first": self.scope.first_day.isoformat(), "last": self.scope.last_day.isoformat()}
            if shop := one_shop(self.scope):
                parts["shop"] = shop
        return tuple(sorted(parts.items()))


def one_shop(scope: Scope) -> str:
    """The one that is counted; "" for all that the reader sees."""
    return next(iter(scope.shop_ids)) if scope.shop_ids is not None and len(scope.shop_ids) == 1 else ""
