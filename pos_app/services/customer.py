"""Finding a customer by what was said or scanned, and what he has."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from pos_app.domain.codes import card_number, phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.coupon.award_coupons import coupons_due
from pos_app.domain.loyalty.account import Account, Standing
from pos_app.domain.loyalty.picture import AccountPicture, picture_of, spendable_offline
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.money.units import Points
from pos_app.domain.people.customer import Customer
from pos_app.domain.reservation.promise import usable_points
from pos_app.domain.transaction.sale import Sale
from pos_app.services.customer_answers import (
    CustomerAnswer,
    CustomerChoice,
    CustomerFound,
    CustomerNotFound,
    CustomerPanel,
)
from pos_app.services.customer_benefits import benefits_of
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.errors import ServiceError
from pos_app.services.points_desk import PointsDesk
from pos_app.services.ports import Clock, CustomerDirectory, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import LIST_PRICE, programme_in_force
from pos_app.services.standing import standing_of

CHOICE_LIMIT = 9
"""One digit chooses among the people that share the last four digits of a phone."""
_NO_PHONE = frozenset({"phone_empty", "phone_not_digits"})


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One reading of a customer, for the screen and for the engine: both hold the same points."""

    panel: CustomerPanel
    standing: Standing
    secured: Points = 0
    """What may be spent without asking the server first: set aside here, or at the programme's own risk."""


class CustomerService:
    """Search and the customer's standing.

    With the server in reach a customer may spend what is free and what is set aside for this till; before he pays, what
    is free must be set aside too (``PointsDesk``). Without it: what is set aside, and at most the programme's «risk per
    customer and day» of what was free when the server was heard last.
    """

    def __init__(
        self,
        *,
        directory: CustomerDirectory,
        books: TillBooks,
        programmes: ProgrammeShelf,
        clock: Clock,
        timezone: tzinfo,
        is_online: Callable[[], bool],
        points: PointsDesk,
        confirmed: ConfirmedPhones | None = None,
    ) -> None:
        self._directory = directory
        self._books = books
        self._programmes = programmes
        self._clock = clock
        self._timezone = timezone
        self._is_online = is_online
        self._points = points
        self._confirmed = confirmed or ConfirmedPhones()

    def find(self, typed: str) -> CustomerAnswer:
        """Who ``typed`` names: a phone in any spelling, exactly four digits (end of the phone), or a card number."""
        answer = self._find(typed)
        if isinstance(answer, CustomerNotFound) and self._directory.count() == 0:
            return CustomerNotFound("no_customers_loaded")
        return answer

    def take_code_told(self, customer_id: str) -> bool:
        """Whether he told a code that was sent to his phone since this was asked last."""
        return self._confirmed.take_code_told(customer_id)

    def known(self, customer_id: str) -> Customer | None:
        """The person behind an id, None if he is not known here."""
        return self._directory.by_id(customer_id)

    def view(self, customer_id: str, receipt_id: str = "") -> CustomerView:
        """Panel and standing together, for the receipt that is open. ServiceError ``customer_unknown``."""
        customer = self._directory.by_id(customer_id)
        if customer is None:
            raise ServiceError("customer_unknown")
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        offline = not self._is_online()
        account = self._account(customer_id)
        if account is None:
            return _without_account(customer, offline)
        today = now.astimezone(self._timezone).date()
        picture = self._picture(account, programme, today)
        promised = usable_points(self._points.usable(customer_id, receipt_id))
        asks = self._points.can_ask(customer_id)
        secured = promised if asks else promised + self._risk(picture, programme, today)
        spendable = promised + picture.spendable if asks else secured
        is_confirmed = self._confirmed.covers(customer)
        if not is_confirmed:
            # Whether the phone is his nobody knows yet: he earns, and spends after the code.
            secured = spendable = 0
        unsent = self._unsent_sales(account)
        standing = standing_of(customer, account, unsent, programme, today, spendable)
        panel = replace(
            self._panel(customer, picture, programme, spendable, now),
            confirmed=is_confirmed,
            benefits=benefits_of(programme, standing, today),
            burning_soon=picture.burning_soon,
            coupons_due=coupons_due(standing, account.facts, unsent),
        )
        return CustomerView(panel, standing, secured)

    def panel(self, customer_id: str) -> CustomerPanel:
        """What the screen shows. ServiceError ``customer_unknown``."""
        return self.view(customer_id).panel

    def standing(self, customer_id: str) -> Standing:
        """What the engine may know. ServiceError ``customer_unknown``."""
        return self.view(customer_id).standing

    def balance(self, customer_id: str) -> Points | None:
        """The balance less what the customer owes, as the till sees them; None if the server never told them."""
        account = self._account(customer_id)
        if account is None:
            return None
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        picture = self._picture(account, programme, now.astimezone(self._timezone).date())
        return picture.balance - picture.debt

    def _find(self, typed: str) -> CustomerAnswer:
        digits = phone.last_four_query(typed)
        if digits is not None:
            return self._by_last4(digits)
        folded = card_number.fold_typed(typed)
        if folded.startswith(card_number.CARD_SERIES.prefix):
            try:
                return self._by_card(card_number.parse(folded))
            except CodeError:
                # Nine bare digits may also be a phone that lacks one: then the phone's own answer says more.
                if not typed.strip()[:1].isdigit():
                    return CustomerNotFound("card_check_digit")
        return self._by_phone(typed)

    def _by_last4(self, digits: str) -> CustomerAnswer:
        people = self._directory.by_last4(digits, CHOICE_LIMIT + 1)
        if not people:
            return CustomerNotFound("last4_unknown", {"digits": digits})
        if len(people) == 1:
            return CustomerFound(people[0])
        return CustomerChoice(people[:CHOICE_LIMIT], more=len(people) > CHOICE_LIMIT)

    def _by_card(self, number: str) -> CustomerAnswer:
        customer = self._directory.by_card(number)
        if customer is not None:
            return CustomerFound(customer)
        held = self._directory.card(number)
        if held is not None and held[1].blocked is not None:
            return CustomerNotFound("card_blocked", {"number": f"···{number[-4:]}", "why": held[1].blocked.value})
        return CustomerNotFound("card_unknown", {"number": number})

    def _by_phone(self, typed: str) -> CustomerAnswer:
        try:
            e164 = phone.parse(typed)
        except CodeError as error:
            return CustomerNotFound("not_a_phone" if error.key in _NO_PHONE else error.key, error.params)
        customer = self._directory.by_phone(e164)
        if customer is None:
            return CustomerNotFound("phone_unknown", {"phone": phone.masked(e164)})
        return CustomerFound(customer)

    def _account(self, customer_id: str) -> Account | None:
        return self._points.account(customer_id, self._directory.account(customer_id))

    def _picture(self, account: Account, programme: Programme, today: date) -> AccountPicture:
        delta = self._books.points_delta(account.customer_id, account.applied_seq, account.applied_epoch)
        return picture_of(account, delta, today, programme.points.burn_notice_days)

    def _unsent_sales(self, account: Account) -> tuple[Sale, ...]:
        return self._books.sales_since(account.customer_id, account.applied_seq, account.applied_epoch)

    def _risk(self, picture: AccountPicture, programme: Programme, today: date) -> Points:
        allowed = programme.offline.offline_risk_points
        if allowed == 0:
            return 0
        return spendable_offline(picture.spendable, allowed, self._books.points_risked_on(picture.customer_id, today))

    def _panel(
        self, customer: Customer, picture: AccountPicture, programme: Programme, spendable: Points, now: datetime
    ) -> CustomerPanel:
        tier = tier_of_code(programme, picture.tier_code)
        burning = picture.burning_soon[0] if picture.burning_soon else None
        leases = self._points.leased(customer.customer_id)
        return CustomerPanel(
            customer=customer,
            tier_name=tier.name if tier else None,
            balance=picture.balance,
            spendable=spendable,
            offline=not self._is_online(),
            pending=picture.pending,
            debt=picture.debt,
            burning=burning.amount if burning else 0,
            burning_day=burning.day if burning else None,
            account_known=True,
            leased=usable_points(leases),
            leased_until=self._points.ends_at(leases),
            unsupported=self._points.is_unsupported(),
        )


def _without_account(customer: Customer, offline: bool) -> CustomerView:
    panel = CustomerPanel(
        customer=customer,
        tier_name=None,
        balance=0,
        spendable=0,
        offline=offline,
        pending=0,
        debt=0,
        burning=0,
        burning_day=None,
        account_known=False,
        confirmed=customer.confirmed,
    )
    return CustomerView(panel, Standing(customer.customer_id, None, 0))
