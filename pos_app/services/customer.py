"""Finding a customer by what was said or scanned, and what he has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from pos_app.domain.codes import card_number, phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.picture import AccountPicture, picture_of, spendable_offline
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.money.units import Points
from pos_app.domain.people.customer import Customer
from pos_app.services.customer_answers import (
    CustomerAnswer,
    CustomerChoice,
    CustomerFound,
    CustomerNotFound,
    CustomerPanel,
)
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock, CustomerDirectory, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import LIST_PRICE, programme_in_force

CHOICE_LIMIT = 9
"""One digit chooses among the people that share the last four digits of a phone."""
_NO_PHONE = frozenset({"phone_empty", "phone_not_digits"})


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One reading of a customer, for the screen and for the engine: both hold the same points."""

    panel: CustomerPanel
    standing: Standing


class CustomerService:
    """Search and the customer's standing. ``offline_points_per_customer_day``: hundredths of a point.

    Offline a customer may spend at this till, on one business day, no more than the allowance, and never more than the
    server's last figure less what was spent here since.
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
        offline_points_per_customer_day: Points,
    ) -> None:
        self._directory = directory
        self._books = books
        self._programmes = programmes
        self._clock = clock
        self._timezone = timezone
        self._is_online = is_online
        self._allowance = offline_points_per_customer_day

    def find(self, typed: str) -> CustomerAnswer:
        """Who ``typed`` names: a phone in any spelling, exactly four digits (end of the phone), or a card number."""
        answer = self._find(typed)
        if isinstance(answer, CustomerNotFound) and self._directory.count() == 0:
            return CustomerNotFound("no_customers_loaded")
        return answer

    def view(self, customer_id: str) -> CustomerView:
        """Panel and standing together. ServiceError ``customer_unknown``."""
        customer = self._directory.by_id(customer_id)
        if customer is None:
            raise ServiceError("customer_unknown")
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        offline = not self._is_online()
        picture = self._picture(customer_id, programme, now)
        if picture is None:
            return _without_account(customer, offline)
        spendable = self._spendable_now(picture, now) if offline else picture.spendable
        tier = tier_of_code(programme, picture.tier_code)
        burning = picture.burning_soon[0] if picture.burning_soon else None
        panel = CustomerPanel(
            customer=customer,
            tier_name=tier.name if tier else None,
            balance=picture.balance,
            spendable=spendable,
            offline=offline,
            pending=picture.pending,
            debt=picture.debt,
            burning=burning.amount if burning else 0,
            burning_day=burning.day if burning else None,
            account_known=True,
        )
        return CustomerView(panel, Standing(customer_id, picture.tier_code, spendable))

    def panel(self, customer_id: str) -> CustomerPanel:
        """What the screen shows. ServiceError ``customer_unknown``."""
        return self.view(customer_id).panel

    def standing(self, customer_id: str) -> Standing:
        """What the engine may know. ServiceError ``customer_unknown``."""
        return self.view(customer_id).standing

    def balance(self, customer_id: str) -> Points | None:
        """The balance less what the customer owes, as the till sees them; None if the server never told them."""
        now = self._clock.now()
        picture = self._picture(customer_id, programme_in_force(self._programmes, now) or LIST_PRICE, now)
        return None if picture is None else picture.balance - picture.debt

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
        if customer is None:
            return CustomerNotFound("card_unknown", {"number": number})
        return CustomerFound(customer)

    def _by_phone(self, typed: str) -> CustomerAnswer:
        try:
            e164 = phone.parse(typed)
        except CodeError as error:
            return CustomerNotFound("not_a_phone" if error.key in _NO_PHONE else error.key, error.params)
        customer = self._directory.by_phone(e164)
        if customer is None:
            return CustomerNotFound("phone_unknown", {"phone": phone.masked(e164)})
        return CustomerFound(customer)

    def _picture(self, customer_id: str, programme: Programme, now: datetime) -> AccountPicture | None:
        account = self._directory.account(customer_id)
        if account is None:
            return None
        delta = self._books.points_delta(customer_id, account.applied_seq)
        today = now.astimezone(self._timezone).date()
        return picture_of(account, delta, today, programme.points.burn_notice_days)

    def _spendable_now(self, picture: AccountPicture, now: datetime) -> Points:
        today = now.astimezone(self._timezone).date()
        spent_today = self._books.points_risked_on(picture.customer_id, today)
        return spendable_offline(picture.spendable, self._allowance, spent_today)


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
    )
    return CustomerView(panel, Standing(customer.customer_id, None, 0))
