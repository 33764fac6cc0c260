"""What an open sale takes in advance: gift certificates that are sold, money accounts that are topped up."""

from dataclasses import dataclass

from pos_app.domain.basket import edits
from pos_app.domain.catalogue.item import Item
from pos_app.domain.certificate.certificate import CertificateError, series_of
from pos_app.domain.certificate.certificate import sell as sold_certificate
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.money.units import ONE, Kopecks, Quantity
from pos_app.domain.money_account.money_account import MoneyAccountError, top_up_worth
from pos_app.domain.money_account.money_account import top_up as topped_up
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.services.errors import ServiceError
from pos_app.services.programme_choice import programme_in_force
from pos_app.services.rights import Right
from pos_app.services.sale_state import SaleState
from pos_app.services.selling.basket_edits import BasketEdits

TOP_UP_NAME = "Пополнение счёта"
"""As it stands on paper, also on the fiscal one, which is in Russian by law."""


@dataclass(frozen=True, slots=True)
class CertificateOffer:
    """A certificate that may be sold: its number and what it may be worth."""

    number: str
    series: CertificateSeries


class SaleAdvances(BasketEdits):
    """Sold here whatever the link: money that comes in needs no promise of the server's."""

    def add_item(self, item: Item, quantity: Quantity = ONE, mark: str = "") -> SaleState:
        """Put goods in; goods that the programme names as top-up cards go on the customer's account instead.

        ServiceError as of goods, and ``top_up_needs_customer``, those of ``top_up``.
        """
        programme = programme_in_force(self._programmes, self._clock.now())
        terms = None if programme is None else programme.money_account
        worth = None if terms is None else top_up_worth(terms, item, quantity)
        if worth is None:
            return super().add_item(item, quantity, mark)
        if self._open.state.basket.customer_id is None:
            raise ServiceError("top_up_needs_customer", item=item.name)
        return self.top_up(worth)

    def certificate_offer(self, number: str) -> CertificateOffer:
        """What a certificate may be sold for. ServiceError ``certificate_no_series(number)``."""
        programme = programme_in_force(self._programmes, self._clock.now())
        series = None if programme is None else series_of(programme.certificates, number)
        if series is None:
            raise ServiceError("certificate_no_series", number=number)
        return CertificateOffer(number, series)

    def sell_certificate(self, number: str, nominal_kopecks: Kopecks) -> SaleState:
        """Put one in. ServiceError ``certificate_no_series``, ``no_nominal(asked)``, ``certificate_taken``."""
        offer = self.certificate_offer(number)
        now = self._clock.now()
        try:
            made = sold_certificate(offer.series, number, nominal_kopecks, now.date())
        except CertificateError as error:
            raise ServiceError(error.key, number=number, **error.params) from error
        name = f"{offer.series.name.ru} {nominal_kopecks // 100}"
        advance = Advance(
            line_id=self._ids.new_id(),
            kind=ValueKind.CERTIFICATE,
            kopecks=nominal_kopecks,
            name=name,
            reference=number,
            series=made.series,
            valid_days=offer.series.valid_days,
        )
        return self._edit(lambda basket: edits.add_advance(basket, advance))

    def remove_advance(self, line_id: str, approved_by: Operator | None = None, reason: str = "") -> SaleState:
        """Take an advance out, by whom a line may be taken out. ServiceError ``unknown_line``, ``approval_needed``."""
        operator = self._require_editable()
        found = [each for each in self._open.state.basket.advances if each.line_id == line_id]
        if not found:
            raise ServiceError("unknown_line", line_id=line_id)
        approver = self._operators.authorise(operator, Right.VOID_LINE, approved_by)
        facts: dict[str, int | str] = {"item": found[0].name, "quantity": ONE, "sum_kopecks": found[0].kopecks}
        deed = self._deed(DeedKind.LINE_VOIDED, approver, reason, **facts)
        return self._edit(lambda basket: edits.remove_line(basket, line_id), None, (deed,))

    def block_certificate(
        self, number: str, blocked: bool, approved_by: Operator | None = None, reason: str = ""
    ) -> CertificateBlocked:
        """Block it, or the reverse; both names and the reason stand in the record that goes to the server.

        ServiceError ``approval_needed(right, needed_role)``, ``reason_needed``, ``not_stored``.
        """
        operator = self._require_operator()
        approver = self._operators.authorise(operator, Right.BLOCK_CERTIFICATE, approved_by)
        return self._value.block(number, blocked, operator, approver, reason)

    @property
    def may_top_up(self) -> bool:
        """Whether the shop has money accounts."""
        programme = programme_in_force(self._programmes, self._clock.now())
        return programme is not None and programme.money_account is not None

    def top_up(self, kopecks: Kopecks) -> SaleState:
        """Put money on the account of the receipt's customer.

        ServiceError ``no_money_accounts``, ``no_customer``, ``top_up_too_small(least_kopecks)``,
        ``top_up_too_large(most_kopecks)``, ``balance_too_large(most_kopecks)``.
        """
        programme = programme_in_force(self._programmes, self._clock.now())
        if programme is None or programme.money_account is None:
            raise ServiceError("no_money_accounts")
        before = self._open.state.basket.advances
        earlier = sum(each.kopecks for each in before if each.kind is ValueKind.ACCOUNT)
        try:
            # What is on the account the server knows; here the limit counts for this receipt alone.
            topped_up(programme.money_account, 0, earlier + kopecks)
        except MoneyAccountError as error:
            figures = {f"{name}_kopecks": kopecks for name, kopecks in error.params.items()}
            raise ServiceError(error.key, **figures) from error
        advance = Advance(self._ids.new_id(), ValueKind.ACCOUNT, kopecks, TOP_UP_NAME)
        return self._edit(lambda basket: edits.add_advance(basket, advance))
