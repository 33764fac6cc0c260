"""Paying with points (F6): the points column of the table becomes the place to choose. Spend or keep: one key each.

At first the wish is for the whole receipt: Enter alone takes all points, digits are a sum. ↓ goes to a line: digits are
roubles on it, ``2ш`` pieces of it, ``*`` the most it may take, 0 nothing.
"""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.loyalty.points_choice import LinePoints, LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.priced import PricedLine
from pos_app.services.sale_state import SaleState
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.line_again import LINE, line_again
from pos_app.ui.dialogs.points_wish import line_pieces, on_line, on_receipt, only_line, parse_line_points
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.key_press import KeyPress
from pos_app.ui.keymap import Action
from pos_app.ui.refusal_words import refusal

_ALL = LinePoints(LinePointsMode.ALL)
_NONE = LinePoints(LinePointsMode.NONE)


class PointsDialog(Dialog):
    """Every key acts at once on the open sale, so that the table and the card always show the truth."""

    name: ClassVar[str] = "points"
    stays_on_scan = True
    chooses_points: ClassVar[bool] = True

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._on_line = False
        self._touched = False

    def opened(self) -> None:
        self.host.choose_line(None)

    def noted(self) -> dict[str, str]:
        current = self.host.current_line() if self._on_line else None
        return {} if current is None else {LINE: current[1].line_id}

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        state = host.state
        may = state.basket.customer_id is not None and state.priced.points_limit_kopecks > 0
        return cls(host) if may else None

    def take_up(self, noted: Mapping[str, str]) -> None:
        self._on_line = line_again(self.host, noted) is not None
        self.host.dialog_changed()

    def prompt(self) -> str:
        formatting, priced = self.ui.formatting, self.host.state.priced
        current = self.host.current_line() if self._on_line else None
        if current is None and self._touched:
            spent = formatting.short_roubles(priced.points_kopecks)
            return self.tr("{sum} in points. Enter – done, or type another sum").format(sum=spent)
        if current is None:
            most = formatting.short_roubles(priced.points_limit_kopecks)
            return self.tr("Spend or keep? Enter – spend {sum}, {keep} – keep, or type a sum").format(
                sum=most, keep=self.ui.key(Action.POINTS_NONE)
            )
        number, _, price = current
        if price.points_cap_kopecks == 0:
            return self.tr("Line {number}: no, {reason}").format(number=number, reason=refusal(price.points_refusal))
        most = formatting.short_roubles(price.points_cap_kopecks)
        return self.tr("Points on line {number}, up to {sum}").format(number=number, sum=most)

    def advice(self) -> str:
        if not self._on_line and self._touched:
            return self.tr("*: all points, 0: none. ↓: line by line")
        if not self._on_line:
            return self.tr("Enter: all points. A sum, then Enter: that much. ↓: line by line")
        current = self.host.current_line()
        if current is not None and self._has_pieces(current[1]):
            text = self.tr("Roubles and Enter, or pieces and {key}. *: maximum, 0: none")
            return text.format(key=self.ui.key(Action.POINTS_PIECES))
        return self.tr("Roubles and Enter. *: maximum, 0: none, ↑ ↓: another line")

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        current = self.host.current_line() if self._on_line else None
        pieces = current is not None and self._has_pieces(current[1]) and current[2].points_cap_kopecks > 0
        line = current is not None and current[2].points_cap_kopecks > 0
        return (
            KeyAction(key(Action.POINTS_BEST), self.tr("Best use"), self._take_best),
            KeyAction(key(Action.POINTS_ALL), self.tr("All"), self._take_all),
            KeyAction(key(Action.POINTS_PIECES), self.tr("Pieces"), self._take_pieces, enabled=pieces),
            KeyAction(key(Action.POINTS_WHOLE_ROUBLES), self.tr("Whole ₽"), self._take_whole_roubles),
            KeyAction("*", self.tr("Maximum"), self._take_most),
            KeyAction(key(Action.POINTS_ONLY_LINE), self.tr("This line"), self._take_only_line, enabled=line),
            KeyAction(key(Action.POINTS_NONE), self.tr("Keep"), self._keep),
            KeyAction(key(Action.POINTS_LEAVE), self.tr("Done"), self._leave),
        )

    def take_key(self, press: KeyPress) -> bool:
        if press.name in ("Up", "Down"):
            if self._apply_typed():
                self._step(1 if press.name == "Down" else -1)
            return True
        if press.name == "0" and not self.host.line.text():
            self._take_nothing_here()
            return True
        return False

    def line_chosen(self, line_id: str) -> None:
        self._on_line = bool(line_id)
        self.host.dialog_changed()

    def submit(self, text: str) -> None:
        if text.strip():
            self._apply_typed()
        elif self._touched or self._choose(PointsChoice(PointsMode.ALL)):
            self.host.close_dialog()
            self.host.ask_for_points()

    def ready_to_pay(self) -> bool:
        return self._apply_typed()

    def sale_changed(self, state: SaleState) -> None:
        del state
        if self._on_line and self.host.current_line() is None:
            self._on_line = False
        self.host.dialog_changed()

    def _apply_typed(self) -> bool:
        """Take over what stands in the line; False if it cannot be (the error is shown)."""
        text = self.host.line.text().strip()
        if not text:
            return True
        current = self.host.current_line() if self._on_line else None
        if current is None:
            kopecks = parse_money(text)
            if kopecks is None:
                self.host.refuse(
                    self.tr("Pieces go by line: press ↓ first. Here type roubles")
                    if parse_line_points(text) is not None
                    else self.tr("Type a sum in roubles, for example 50 or 12.50")
                )
                return False
            return self._choose(on_receipt(self.host.state.basket.points, kopecks))
        wish = parse_line_points(text)
        if wish is None:
            self.host.refuse(self.tr("Not a sum, not pieces. Type 60 or 2p"))
            return False
        return self._choose_on(current[1], current[2], wish)

    def _choose_on(self, line: BasketLine, price: PricedLine, wish: LinePoints) -> bool:
        if price.points_cap_kopecks == 0 and wish.mode is not LinePointsMode.NONE:
            self.host.refuse(self.tr("No points on this line: {reason}").format(reason=refusal(price.points_refusal)))
            return False
        if wish.mode is LinePointsMode.PIECES and not self._has_pieces(line):
            self.host.refuse(self.tr("Sold by weight: type roubles"))
            return False
        if wish.mode is LinePointsMode.PIECES and wish.value * 1000 > line.quantity:
            self.host.refuse(self.tr("There are only {count} pieces").format(count=line.quantity // 1000))
            return False
        return self._choose(on_line(self.host.state.basket.points, line.line_id, wish))

    def _choose(self, choice: PointsChoice) -> bool:
        state = self.host.attempt(lambda: self.ui.services.sale.choose_points(choice))
        if state is None:
            return False
        self._touched = True
        self.host.line.clear()
        self.host.show_sale(state)
        self.host.line.calm()
        self.host.dialog_changed()  # Enter means another thing now
        wished = choice.sum_kopecks if choice.mode is PointsMode.SUM else 0
        if wished > state.priced.points_kopecks:
            most = self.ui.formatting.short_roubles(state.priced.points_kopecks)
            self.host.say(self.tr("No more than {sum} is possible").format(sum=most))
        return True

    def _take_all(self) -> None:
        self._choose(PointsChoice(PointsMode.ALL))

    def _take_most(self) -> None:
        current = self.host.current_line() if self._on_line else None
        if current is None:
            self._take_all()
        else:
            self._choose_on(current[1], current[2], _ALL)

    def _take_best(self) -> None:
        """The split that saves most: money not paid and the worth of what is earned, together."""
        if self._choose(PointsChoice(PointsMode.BEST)):
            told = self.tr("Best use: {spent} points pay, {earned} are earned")
            priced, points = self.host.state.priced, self.ui.formatting.points
            self.host.say(told.format(spent=points(priced.points), earned=points(priced.earned)))

    def _keep(self) -> None:
        """«Spend or keep?»: one key each; this one keeps them all and goes on with the sale."""
        if self._choose(PointsChoice()):
            self.host.close_dialog()

    def _take_none(self) -> None:
        self._choose(PointsChoice())

    def _take_nothing_here(self) -> None:
        current = self.host.current_line() if self._on_line else None
        if current is None:
            self._take_none()
        else:
            self._choose_on(current[1], current[2], _NONE)

    def _take_whole_roubles(self) -> None:
        self._choose(PointsChoice(PointsMode.WHOLE_ROUBLES))

    def _take_pieces(self) -> None:
        current = self.host.current_line() if self._on_line else None
        if current is None:
            return
        text = self.host.line.text().strip()
        wish = line_pieces(text) if text else LinePoints(LinePointsMode.PIECES, 1)
        if wish is None:
            self.host.refuse(self.tr("How many pieces? Type a whole number, then the key"))
        else:
            self._choose_on(current[1], current[2], wish)

    def _take_only_line(self) -> None:
        current = self.host.current_line() if self._on_line else None
        if current is None:
            return
        text = self.host.line.text().strip()
        wish = parse_line_points(text) if text else _ALL
        if wish is None:
            self.host.refuse(self.tr("Not a sum, not pieces. Type 60 or 2p"))
        else:
            self._choose(only_line(current[1].line_id, wish))

    def _leave(self) -> None:
        if self._apply_typed():
            self.host.close_dialog()

    def _step(self, rows: int) -> None:
        lines = self.host.state.basket.lines
        current = self.host.current_line() if self._on_line else None
        if current is not None and current[0] == 1 and rows < 0:
            self._on_line = False
            self.host.choose_line(None)
        elif lines:
            self._on_line = True
            self.host.step_line(rows)
        self.host.dialog_changed()

    @staticmethod
    def _has_pieces(line: BasketLine) -> bool:
        return line.item.unit is Unit.PIECE and line.quantity % 1000 == 0
