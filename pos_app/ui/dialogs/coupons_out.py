"""Several coupons lie in the receipt: which of them is taken out again."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.services.coupon_desk import taken_by_coupon
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.digit_choice import DigitChoiceDialog
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow


class CouponsOutDialog(DigitChoiceDialog):
    """A digit takes one out; the last row takes out all of them."""

    name: ClassVar[str] = "coupons_out"

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._codes = host.state.basket.coupons[: CHOICES_MAX - 1]

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host) if host.state.basket.coupons else None

    def opened(self) -> None:
        priced, formatting = self.host.state.priced, self.ui.formatting
        rows = []
        for code in self._codes:
            taken = taken_by_coupon(priced, code)
            value = formatting.roubles(-taken) if taken else self.tr("does nothing")
            rows.append(ChoiceRow(code, value=value))
        self.offer(self.tr("Coupons of this receipt"), [*rows, ChoiceRow(self.tr("All coupons"))])

    def prompt(self) -> str:
        return self.tr("Which one is taken out? Press the digit")

    def choose(self, index: int) -> None:
        sale = self.ui.services.sale
        if index < len(self._codes):
            code = self._codes[index]
            state = self.host.attempt(lambda: sale.remove_coupon(code))
            told = self.tr("Coupon {code} was taken out").format(code=code)
        else:
            state = self.host.attempt(sale.remove_coupons)
            told = self.tr("The coupons were taken out")
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.host.say(told)
