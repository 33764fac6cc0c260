"""What each key of the sale begins: a dialog, another screen, payment."""

import logging

from PySide6.QtWidgets import QWidget

from pos_app.ui.dialogs.customer import CustomerDialog
from pos_app.ui.dialogs.discount import DiscountDialog
from pos_app.ui.dialogs.extras import ExtrasDialog
from pos_app.ui.dialogs.held import HeldDialog
from pos_app.ui.dialogs.points import PointsDialog
from pos_app.ui.dialogs.quantity import QuantityDialog
from pos_app.ui.dialogs.quick_keys import QuickKeysDialog
from pos_app.ui.dialogs.void import VoidDialog
from pos_app.ui.keymap import Action
from pos_app.ui.refusal_words import refusal
from pos_app.ui.screens.finishing import finish_sale
from pos_app.ui.screens.sale_host import SaleHostScreen
from pos_app.ui.screens.set_aside import set_points_aside
from pos_app.ui.screens.why import WhyAsked
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.side_column import SideColumn

_log = logging.getLogger("kopilka.ui")


class SaleSteps(SaleHostScreen):
    """The steps; which key is which is said by :class:`~pos_app.ui.screens.sale.SaleScreen`."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self.side = SideColumn(
            ui, self._pay_cash, self._pay_card, self._show_quick, self._ask_why, self._ask_extras, self.type_key
        )
        self._row.addWidget(self.side)
        self.advised.connect(self.side.say)
        self.line_entry.textChanged.connect(self.side.pieces.follow)

    def _ask_quantity(self) -> None:
        current = self.current_line()
        if current is not None:
            self.open_dialog(QuantityDialog(self, current[0], current[1]))
        else:
            self.refuse(self.tr("There is no line yet. Scan goods"))

    def _hold_label(self) -> str:
        if self._held and not self.ui.services.sale.has_anything:
            return self.tr("Resume · {count}").format(count=self._held)
        return self.tr("Put aside")

    def _hold(self) -> None:
        """What stands in the line is the note: it was typed for that, since it is no code."""
        sale = self.ui.services.sale
        if not sale.has_anything:
            if self._held:
                self.open_dialog(HeldDialog(self))
            else:
                self.refuse(self.tr("Nothing to put aside, and nothing waits"))
            return
        note, total = self.line_entry.text(), self.state.priced.money_kopecks
        state = self.attempt(lambda: sale.hold(note))
        if state is None:
            return
        self._count_held()
        self.show_sale(state)
        self._ask_for_scan()
        text = self.tr("Put aside: {sum}. {key} resumes it")
        self.say(text.format(sum=self.ui.formatting.roubles(total), key=self.ui.key(Action.HOLD)))
        _log.info("held=%d", self._held)

    def _ask_extras(self) -> None:
        self.open_dialog(ExtrasDialog(self))

    def _ask_why(self) -> None:
        self.go_to.emit("why", WhyAsked(self.name))

    def _show_quick(self) -> None:
        self.open_dialog(QuickKeysDialog(self))

    def _ask_discount(self) -> None:
        current = self.current_line()
        if current is None:
            self.refuse(self.tr("There is no line yet. Scan goods"))
        elif not any(line.item.rules.discountable for line in self.state.basket.lines):
            self.refuse(self.tr("No discounts on these goods: {item}").format(item=current[1].item.name))
        else:
            self.open_dialog(DiscountDialog(self, current[0], current[1]))

    def _ask_void(self) -> None:
        if self._may_void():
            self.open_dialog(VoidDialog(self))

    def _ask_points(self) -> None:
        if self.state.basket.customer_id is None:
            self.open_dialog(CustomerDialog(self))
            self.say(self.tr("Points belong to a customer: choose the customer first"))
        elif not self.state.basket.lines:
            self.say(self.tr("Scan goods first, then choose what points pay"))
        elif self.state.priced.points_limit_kopecks == 0:
            text = self.tr("Points cannot pay here: {reason}")
            self.refuse(text.format(reason=refusal(self.state.points_refusal)))
        else:
            self.open_dialog(PointsDialog(self))

    def _pay_cash(self) -> None:
        if self._is_ready_to_pay():
            set_points_aside(self, self._begin_payment)

    def _begin_payment(self) -> None:
        if self.attempt(self.ui.services.sale.begin_payment) is not None:
            self.go_to.emit("payment", None)

    def _pay_card(self) -> None:
        if self._is_ready_to_pay():
            set_points_aside(self, self._pay_rest_by_card)

    def _pay_rest_by_card(self) -> None:
        if self.ui.services.sale.has_too_many_positions:
            self._begin_payment()  # what the registrar may refuse is said there before anybody pays
        elif self.attempt(self.ui.services.sale.pay_rest_by_card) is not None:
            finish_sale(self)

    def _is_ready_to_pay(self) -> bool:
        if self._dialog is not None:
            if not self._dialog.ready_to_pay():
                return False
            self.close_dialog()
        return True

    def _may_void(self) -> bool:
        return self._state is not None and self.ui.services.sale.has_anything
