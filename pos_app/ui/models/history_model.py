"""What happened to a customer's account, newest first."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject

from pos_app.domain.loyalty.awards.referral import FRIEND_FIRST, FRIEND_SHARE, REFERRER_FIRST
from pos_app.services.customer_desk.page import HistoryEnd, PageRow
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from pos_app.ui.models.text_table import Row, TextTableModel
from sync.protocol.customer_page import HistoryKind

END_KEY = "end"
"""The last row: it says why the list ends there."""


class HistoryColumn(IntEnum):
    """From left to right."""

    AT = 0
    WHAT = 1
    MONEY = 2
    POINTS = 3


class HistoryModel(TextTableModel):
    """One row a receipt or another move of points."""

    def __init__(self, formatting: Formatting, parent: QObject | None = None) -> None:
        titles = (
            translate("History", "When"),
            translate("History", "What"),
            translate("History", "Money"),
            translate("History", "Points"),
        )
        super().__init__(titles, HistoryColumn.WHAT, parent, frozenset({HistoryColumn.AT}))
        self._formatting = formatting
        self.history: tuple[PageRow, ...] = ()

    def show_history(self, history: Sequence[PageRow], end: HistoryEnd | None = None) -> None:
        """Show these, and behind them why the list ends there (None: nothing is known yet)."""
        self.history = tuple(history)
        rows = [self._row(number, each) for number, each in enumerate(self.history)]
        if end is not None:
            rows.append(Row(END_KEY, ("", end_words(end), "", ""), HistoryColumn.WHAT))
        self.show_rows(rows)

    def at(self, key: str | None) -> PageRow | None:
        """The row of a key."""
        number = self.row_of(key)
        return self.history[number] if 0 <= number < len(self.history) else None

    def _row(self, number: int, each: PageRow) -> Row:
        row, formatting = each.row, self._formatting
        money = formatting.money(row.money_kopecks) if row.receipt_id else ""
        sign = "+" if row.points > 0 else ""
        points = f"{sign}{formatting.points(row.points)}" if row.points else ""
        texts = (formatting.instant(row.at), history_words(each), money, points)
        return Row(row.receipt_id or f"row-{number}", texts)


def end_words(end: HistoryEnd) -> str:
    """Why the history ends here."""
    return {
        HistoryEnd.WHOLE: translate("History", "The history begins here"),
        HistoryEnd.OLDER: translate("History", "▼ Older: here, with ↓ or a finger"),
        HistoryEnd.THIS_TILL: translate("History", "This till knows no more: the rest is with the server"),
        HistoryEnd.OLD_SERVER: translate("History", "The server tells only its newest rows: it is too old"),
    }[end]


def history_words(each: PageRow) -> str:
    """What happened, in words."""
    row = each.row
    words = {
        HistoryKind.SALE: translate("History", "Receipt {number}"),
        HistoryKind.RETURN: translate("History", "Return {number}"),
        HistoryKind.OPENING: translate("History", "Opening balance"),
        HistoryKind.AWARD: translate("History", "Points as a gift"),
        HistoryKind.BURN: translate("History", "Points expired"),
        HistoryKind.ADJUST: translate("History", "Set right by hand"),
        HistoryKind.MERGE: translate("History", "Two accounts became one"),
        HistoryKind.OTHER: translate("History", "Another operation"),
    }[row.kind].format(number=row.number)
    gifts = {
        FRIEND_FIRST: translate("History", "Welcome: invited by a friend"),
        REFERRER_FIRST: translate("History", "For a friend's first purchase"),
        FRIEND_SHARE: translate("History", "A part of a friend's purchase"),
    }
    if row.kind is HistoryKind.AWARD and row.reason in gifts:
        return gifts[row.reason]
    if each.unsent:
        words = translate("History", "{what} · waits for the server").format(what=words)
    return f"{words}: {row.reason}" if row.reason else words
