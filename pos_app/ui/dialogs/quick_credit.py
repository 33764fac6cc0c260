"""Points for a sum that was paid elsewhere: the customer is named, the sum typed, and that is all."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.services.errors import ServiceError
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.formatting import parse_money
from pos_app.ui.language import translate
from pos_app.ui.sounds import Sound


class QuickCreditDialog(Dialog):
    """What the sum gives is told while it is typed; Enter credits it."""

    name: ClassVar[str] = "quick_credit"

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host) if host.state.basket.customer_id is not None else None

    def prompt(self) -> str:
        return self.tr("What was paid? Roubles, then Enter")

    def advice(self) -> str:
        panel = self.host.state.panel
        name = panel.customer.name if panel is not None else ""
        return self.tr("Points for {name} without a list of goods. No receipt is made here").format(name=name)

    def text_changed(self, text: str) -> None:
        customer_id, kopecks = self.host.state.basket.customer_id, parse_money(text.strip())
        if customer_id is None or not kopecks:
            self.host.say(self.advice())
            return
        try:
            points = self.ui.services.quick_credit.preview(customer_id, kopecks)
        except ServiceError:
            self.host.say(self.advice())  # Enter says what is wrong
        else:
            shown = self.ui.formatting.counted_points(points)
            self.host.say(self.tr("This gives {points}. Enter credits them").format(points=shown))

    def submit(self, text: str) -> None:
        customer_id, kopecks = self.host.state.basket.customer_id, parse_money(text.strip())
        operator, service, host = self.ui.services.sale.operator, self.ui.services.quick_credit, self.host
        if customer_id is None or operator is None:
            return
        if not kopecks:
            host.refuse(self.tr("Not a sum. Type roubles, for example 500 or 12.50"))
            return

        def done(credit: QuickCredit, _approver: Operator | None) -> None:
            host.close_dialog()
            host.ui.nudge()
            host.ui.sounds.play(Sound.CUSTOMER)
            told = translate("QuickCredit", "Credited: {points} for {sum}")
            points = host.ui.formatting.counted_points(credit.earned)
            host.say(told.format(points=points, sum=host.ui.formatting.roubles(credit.sum_kopecks)))

        with_second_person(
            host,
            lambda person, _why: service.credit(customer_id, kopecks, operator, person),
            done,
            (translate("Reasons", "Paid at another desk"), translate("Reasons", "Other")),
        )
