"""A gift certificate on the counter: sold for one of its worths, looked at, blocked."""

from collections.abc import Mapping
from typing import ClassVar

from pos_app.domain.people.operator import Operator
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.selling.advances import CertificateOffer
from pos_app.services.value_desk import ValueSettled
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.dialogs.digit_choice import DigitChoiceDialog
from pos_app.ui.dialogs.reason import ReasonDialog
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.key_action import KeyAction
from pos_app.ui.keymap import Action
from pos_app.ui.language import translate
from pos_app.ui.sounds import Sound
from pos_app.ui.widgets.choice_list import CHOICES_MAX, ChoiceRow


class CertificateDialog(DigitChoiceDialog):
    """A digit sells it for that worth. To be paid with it is scanned in payment, and the advice says so."""

    name: ClassVar[str] = "certificate"

    def __init__(self, host: SaleHost, offer: CertificateOffer) -> None:
        super().__init__(host)
        self._number = offer.number
        self._nominals = offer.series.nominals_kopecks[:CHOICES_MAX]

    def noted(self) -> dict[str, str]:
        return {"number": self._number}

    def about(self) -> str:
        return f"···{self._number[-4:]}"

    def has_entered(self) -> bool:
        return True

    @classmethod
    def opened_again(cls, host: SaleHost, noted: Mapping[str, str]) -> Dialog | None:
        offer = host.attempt(lambda: host.ui.services.sale.certificate_offer(noted.get("number", "")))
        return None if offer is None else cls(host, offer)

    def opened(self) -> None:
        title = self.tr("Certificate {number}: sell it for…").format(number=self._number)
        rows = [ChoiceRow(self.ui.formatting.roubles(kopecks)) for kopecks in self._nominals]
        self.offer(title, rows, marked=0 if len(rows) == 1 else -1)

    def prompt(self) -> str:
        return self.tr("What is it sold for? Press the digit")

    def advice(self) -> str:
        text = self.tr("To pay with it: Esc, then {cash}, and scan it there")
        return text.format(cash=self.ui.key(Action.CASH))

    def keys(self) -> tuple[KeyAction, ...]:
        key = self.ui.key
        return (
            KeyAction(key(Action.CERTIFICATE_LOOK), self.tr("What is on it"), self._look),
            KeyAction(key(Action.CERTIFICATE_BLOCK), self.tr("Block"), lambda: self._ask_why(blocked=True)),
            KeyAction(key(Action.CERTIFICATE_UNBLOCK), self.tr("Unblock"), lambda: self._ask_why(blocked=False)),
        )

    def choose(self, index: int) -> None:
        sale, nominal = self.ui.services.sale, self._nominals[index]
        state = self.host.attempt(lambda: sale.sell_certificate(self._number, nominal))
        if state is not None:
            self.host.close_dialog()
            self.host.show_sale(state)
            self.ui.sounds.play(Sound.GOODS)

    def _look(self) -> None:
        self.host.look_at(ValueKind.CERTIFICATE, self._number, self._tell)

    def _tell(self, seen: ValueSettled) -> None:
        formatting = self.ui.formatting
        text = self.tr("On the certificate: {sum}").format(sum=formatting.roubles(seen.left))
        if seen.until_day is not None:
            text += ". " + self.tr("Valid until {day}").format(day=formatting.day(seen.until_day))
        self.host.say(text)

    def _ask_why(self, *, blocked: bool) -> None:
        host, number, sale = self.host, self._number, self.ui.services.sale
        about = self.tr("Block the certificate") if blocked else self.tr("The certificate may be paid with again")

        def done(_record: CertificateBlocked, _approver: Operator | None) -> None:
            host.close_dialog()
            host.ui.nudge()
            host.say(about)

        def because(why: str) -> None:
            with_second_person(
                host,
                lambda person, reason: sale.block_certificate(number, blocked, person, reason),
                done,
                (),
                why,
            )

        reasons = reasons_of_blocking() if blocked else reasons_of_unblocking()
        host.open_dialog(ReasonDialog(host, about, reasons, because))


def reasons_of_blocking() -> tuple[str, ...]:
    """Why nobody may pay with it for now."""
    return (
        translate("Reasons", "The customer lost it"),
        translate("Reasons", "Stolen"),
        translate("Reasons", "Sold by mistake"),
        translate("Reasons", "Other"),
    )


def reasons_of_unblocking() -> tuple[str, ...]:
    """Why it may be paid with again."""
    return (
        translate("Reasons", "It was found"),
        translate("Reasons", "Blocked by mistake"),
        translate("Reasons", "Other"),
    )
