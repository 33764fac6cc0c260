"""What a report asks; a till's own file and the server's database answer alike.

Every method looks only at the shops of its scope: whoever may see one shop's figures gets nothing of another's, and no
error that would tell that there is one.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Protocol

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.alarms import AlarmList
from pos_app.domain.report.beside_figure import BesideChoice
from pos_app.domain.report.deed_figure import DeedChoice
from pos_app.domain.report.figures import (
    BesidePage,
    CashierList,
    DayLine,
    DeedList,
    DeedPage,
    DifferenceHistory,
    DiscountLine,
    HourLine,
    PointsFlow,
    PointsPage,
    ReceiptPage,
    Scope,
    ShiftDetail,
    ShiftList,
)
from pos_app.domain.report.link import PointsLink
from pos_app.domain.report.receipt_choice import ReceiptChoice

Going = Callable[[int], bool]


def go_on(_count: int) -> bool:
    """Take in everything."""
    return True


PAGE = 200
"""Rows of a list at once."""


class ReportQueries(Protocol):
    """All answers are of one moment each; what is newest may be some seconds old unless ``fold`` was called."""

    def fold(self, going: Going = go_on) -> int:
        """Take in what happened since the last time; how many records. Call it before a report is opened.

        ``going`` is told now and then how many there were so far; where it says False the rest waits for the next time.
        """
        ...

    def keep_up(self, going: Callable[[], bool]) -> int:
        """The same beside other work, so that nobody waits for it when a report is opened: as long as ``going`` says

        so, and in portions of some ten milliseconds. Shifts are looked at for suspicious use, too.
        """
        ...

    def hear(self) -> int:
        """Ask the office, where it is elsewhere, who accepted shifts; how much was heard. May wait for the network."""
        ...

    def shifts(self, scope: Scope, limit: int = PAGE, offset: int = 0, closed_by: str = "") -> ShiftList:
        """Shifts of the scope, differences first; ``closed_by``: those that one person closed, with a difference."""
        ...

    def shops(self, scope: Scope) -> Mapping[str, ShiftList]:
        """What the shops did in the days of the scope, by id, as their lists of shifts say it, without the lists."""
        ...

    def shift(self, shift_id: str, shop_ids: frozenset[str] | None) -> ShiftDetail | None:
        """One shift, compared with its facts now. None: there is none in these shops."""
        ...

    def receipts(self, choice: ReceiptChoice, limit: int = PAGE, after: str = "") -> ReceiptPage:
        """The receipts behind a figure, oldest first; ``after`` as the page before said."""
        ...

    def hours(self, scope: Scope) -> tuple[HourLine, ...]:
        """By hour of the day, hours without anything left out."""
        ...

    def cashiers(self, scope: Scope, limit: int = PAGE) -> CashierList:
        """Who worked, most net sales first."""
        ...

    def days(self, scope: Scope) -> tuple[DayLine, ...]:
        """By day, oldest first: sales, share of receipts with a customer."""
        ...

    def discounts(self, scope: Scope) -> tuple[DiscountLine, ...]:
        """By reason, the dearest first."""
        ...

    def points_flow(self, scope: Scope) -> PointsFlow:
        """Points issued, spent, returned, and what only the server knows."""
        ...

    def differences(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> DifferenceHistory:
        """Over and short in time."""
        ...

    def deeds(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> DeedList:
        """Voids, overrides, discounts by hand, newest first."""
        ...

    def deeds_behind(self, choice: DeedChoice, limit: int = PAGE, after: str = "") -> DeedPage:
        """The deeds that a figure counts, newest first; ``after`` as the page before said."""
        ...

    def points_beside(self, choice: BesideChoice, limit: int = PAGE, after: str = "") -> BesidePage:
        """The credits for typed sums, or the rewards, that a figure counts; ``after`` as the page before said."""
        ...

    def points_behind(self, link: PointsLink, limit: int = PAGE, after: str = "") -> PointsPage | None:
        """Whose points a figure of the ledger is made of; None where only the office knows them."""
        ...

    def alarms(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> AlarmList:
        """Suspicious use, newest first, each with its receipts."""
        ...

    def names(self, operator_ids: Collection[str]) -> Mapping[str, str]:
        """Names of people, also of those who left, as far as they are known; others are not in it."""
        ...

    def customer_names(self, customer_ids: Collection[str]) -> Mapping[str, str]:
        """Short names of accounts, as far as they are known; others are not in it."""
        ...

    def rule_names(self, rule_ids: Collection[str], day: date) -> Mapping[str, LocalText]:
        """What rules were called on a day, or when they were last seen before; others are not in it."""
        ...

    def till_names(self, till_codes: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Names of tills by shop and code, as far as they have any."""
        ...

    def shop_names(self, shop_ids: Collection[str]) -> Mapping[str, str]:
        """Names of shops as far as they are known."""
        ...
