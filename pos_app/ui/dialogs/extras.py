"""Money and gifts (End): what a customer may want besides goods."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.dialogs.certificate import CertificateDialog
from pos_app.ui.dialogs.customer import CustomerDialog
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.digit_choice import DigitChoiceDialog
from pos_app.ui.dialogs.quick_credit import QuickCreditDialog
from pos_app.ui.dialogs.rewards import RewardsDialog
from pos_app.ui.formatting import parse_money
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.sounds import Sound
from pos_app.ui.widgets.choice_list import ChoiceRow


@dataclass(frozen=True, slots=True)
class _Extra:
    title: str
    detail: str
    run: Callable[[], None]


class ExtrasDialog(DigitChoiceDialog):
    """A digit chooses; what needs a customer asks for him first."""

    name: ClassVar[str] = "extras"

    def __init__(self, host: SaleHost) -> None:
        super().__init__(host)
        self._extras = self._offered()

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host)

    def opened(self) -> None:
        rows = [ChoiceRow(each.title, each.detail) for each in self._extras]
        self.offer(self.tr("Money and gifts"), rows)

    def prompt(self) -> str:
        return self.tr("Press the digit")

    def choose(self, index: int) -> None:
        self._extras[index].run()

    def _offered(self) -> tuple[_Extra, ...]:
        return (
            _Extra(self.tr("Top up the money account"), "", self._top_up),
            _Extra(self.tr("Gift certificate: sell, check, block"), "", self._certificate),
            _Extra(self.tr("Gifts for points"), "", self._rewards),
            _Extra(self.tr("Points for a sum, without goods"), "", self._quick_credit),
        )

    def _top_up(self) -> None:
        if not self.ui.services.sale.may_top_up:
            self.host.refuse(self.tr("This shop has no money accounts"))
        elif self._has_customer():
            self.host.open_dialog(TopUpDialog(self.host))

    def _certificate(self) -> None:
        self.host.open_dialog(NumberDialog(self.host))

    def _rewards(self) -> None:
        customer_id = self.host.state.basket.customer_id
        if not self._has_customer() or customer_id is None:
            return
        offers = self.host.attempt(lambda: self.ui.services.rewards.offered(customer_id))
        if offers:
            self.host.open_dialog(RewardsDialog(self.host, offers))
        elif offers is not None:
            self.host.refuse(self.tr("The programme has no gifts for points"))

    def _quick_credit(self) -> None:
        if self._has_customer():
            self.host.open_dialog(QuickCreditDialog(self.host))

    def _has_customer(self) -> bool:
        if self.host.state.basket.customer_id is not None:
            return True
        self.host.open_dialog(CustomerDialog(self.host))
        self.host.say(self.tr("This is for a customer: choose the customer first"))
        return False


class TopUpDialog(Dialog):
    """A sum, and Enter: it stands in the receipt until it is paid."""

    name: ClassVar[str] = "top_up"

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        may = host.state.basket.customer_id is not None and host.ui.services.sale.may_top_up
        return cls(host) if may else None

    def prompt(self) -> str:
        return self.tr("How much goes on the money account? Roubles, then Enter")

    def advice(self) -> str:
        panel = self.host.state.panel
        name = panel.customer.name if panel is not None else ""
        return self.tr("Account of {name}").format(name=name)

    def keys(self) -> tuple[KeyAction, ...]:
        return (KeyAction(self.ui.key(Action.CERTIFICATE_LOOK), self.tr("What is on it"), self._look),)

    def submit(self, text: str) -> None:
        kopecks = parse_money(text.strip())
        if not kopecks:
            self.host.refuse(self.tr("Not a sum. Type roubles, for example 500 or 12.50"))
            return
        state = self.host.attempt(lambda: self.ui.services.sale.top_up(kopecks))
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.ui.sounds.play(Sound.GOODS)

    def _look(self) -> None:
        self.host.look_at(ValueKind.ACCOUNT, "", self._tell)

    def _tell(self, seen: ValueSettled) -> None:
        self.host.say(self.tr("On the money account: {sum}").format(sum=self.ui.formatting.roubles(seen.left)))


class NumberDialog(Dialog):
    """The number of a certificate that is not scanned; digits alone will do."""

    name: ClassVar[str] = "certificate_number"

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        return cls(host)

    def prompt(self) -> str:
        return self.tr("Scan the certificate, or type its number")

    def submit(self, text: str) -> None:
        typed, services = text.strip(), self.ui.services
        for each in (typed, CERTIFICATE_SERIES.prefix + typed):
            number = services.scans.certificate_number(ScanData(each, ScanSource.TYPED)) if typed else None
            if number is not None:
                offer = self.host.attempt(lambda found=number: services.sale.certificate_offer(found))  # type: ignore[misc]
                if offer is not None:
                    self.host.open_dialog(CertificateDialog(self.host, offer))
                return
        self.host.refuse(self.tr("Not the number of a certificate. Scan it, or type it whole"))
