"""Cards: handing one out, blocking a lost one, another one in its place, a found one taken up again."""

from datetime import datetime

from pos_app.domain.codes import card_number
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import CardCode, RotatingCardCode
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.held_card import BlockReason, HeldCard
from pos_app.domain.people.operator import Operator
from pos_app.services.customer_desk.recorder import PeopleRecorder
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, CustomerDirectory, Ids
from pos_app.services.rights import Right


class CardService:
    """All of it works without the server: the till holds to it at once, other tills when the server told them.

    Two tills that hand one number to two people without network: the first in the server's order keeps it, the other
    till's record is shown in its queue and the customer gets another card.
    """

    def __init__(
        self,
        *,
        directory: CustomerDirectory,
        recorder: PeopleRecorder,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        rules: tuple[CodeRule, ...] = DEFAULT_RULES,
    ) -> None:
        self._directory = directory
        self._recorder = recorder
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._deeds = DeedWriter(clock, ids)
        self._rules = rules

    def number_in(self, scan: ScanData) -> str:
        """The card that a reader read. ServiceError ``not_a_card``."""
        match classify(scan, self._rules):
            case CardCode(number) | RotatingCardCode(number, _):
                return number
        raise ServiceError("not_a_card")

    def number_of(self, typed: str) -> str:
        """The card that somebody typed. ServiceError ``not_a_card``, ``card_check_digit``."""
        try:
            return card_number.parse(typed)
        except CodeError as error:
            raise ServiceError("card_check_digit" if error.key == "check_digit" else "not_a_card") from error

    def cards_of(self, customer_id: str) -> tuple[HeldCard, ...]:
        """All that he holds or held, as far as this till knows: those in force first, newest first."""
        customer = self._customer(customer_id)
        cards = customer.cards
        if not cards and customer.card_number is not None:
            cards = (HeldCard(customer.card_number),)  # an older server tells this one only
        newest_first = cards[::-1]
        in_force = tuple(card for card in newest_first if card.in_force)
        return in_force + tuple(card for card in newest_first if not card.in_force)

    def issue(self, customer_id: str, number: str, operator: Operator) -> HeldCard:
        """Hand a card out; it is in force at once.

        ServiceError ``customer_unknown``, ``card_is_his``, ``card_taken``, ``card_was_blocked`` and those of storing.
        """
        self._require_free(customer_id, number)
        bound = self._bound(customer_id, number, operator, self._clock.now())
        self._recorder.store((bound,))
        return HeldCard(number, None, bound.bound_at)

    def replace(
        self, customer_id: str, old: str, number: str, operator: Operator, reason: BlockReason = BlockReason.REPLACED
    ) -> HeldCard:
        """Another card in place of ``old``, which is blocked with it: both or neither.

        ServiceError as ``issue``, and ``card_not_his``.
        """
        self._require_his(customer_id, old)
        self._require_free(customer_id, number)
        now = self._clock.now()
        bound = self._bound(customer_id, number, operator, now)
        facts = (self._blocked(customer_id, old, reason, operator, now), bound)
        self._recorder.store(facts, (self._deed(DeedKind.CARD_BLOCKED, customer_id, old, operator, why=reason.value),))
        return HeldCard(number, None, now)

    def block(self, customer_id: str, number: str, reason: BlockReason, operator: Operator) -> None:
        """A card that must not be taken any more. ServiceError ``card_not_his``, ``card_was_blocked``."""
        self._require_his(customer_id, number)
        fact = self._blocked(customer_id, number, reason, operator, self._clock.now())
        self._recorder.store(
            (fact,), (self._deed(DeedKind.CARD_BLOCKED, customer_id, number, operator, why=reason.value),)
        )

    def activate(self, customer_id: str, number: str, operator: Operator, approved_by: Operator | None = None) -> None:
        """A blocked card was found. ServiceError ``card_not_his``, ``card_in_force``, ``approval_needed``."""
        held = self._directory.card(number)
        if held is None or held[0] != customer_id:
            raise ServiceError("card_not_his")
        if held[1].in_force:
            raise ServiceError("card_in_force")
        approver = self._operators.authorise(operator, Right.ACTIVATE_CARD, approved_by)
        senior = approver or operator
        fact = CardActivated(
            self._ids.new_id(), customer_id, number, operator.operator_id, senior.operator_id, self._clock.now()
        )
        self._recorder.store((fact,), (self._deed(DeedKind.CARD_ACTIVATED, customer_id, number, operator, approver),))

    def _bound(self, customer_id: str, number: str, operator: Operator, at: datetime) -> CardBound:
        return CardBound(self._ids.new_id(), customer_id, number, operator.operator_id, at)

    def _blocked(
        self, customer_id: str, number: str, reason: BlockReason, operator: Operator, at: datetime
    ) -> CardBlocked:
        return CardBlocked(self._ids.new_id(), customer_id, number, reason, operator.operator_id, at)

    def _deed(
        self,
        kind: DeedKind,
        customer_id: str,
        number: str,
        operator: Operator,
        approved_by: Operator | None = None,
        **facts: str,
    ) -> Deed:
        """A card's number opens an account: the journal holds its end only."""
        return self._deeds.deed(kind, operator, approved_by, customer=customer_id, card=f"···{number[-4:]}", **facts)

    def _customer(self, customer_id: str) -> Customer:
        customer = self._directory.by_id(customer_id)
        if customer is None:
            raise ServiceError("customer_unknown")
        return customer

    def _require_his(self, customer_id: str, number: str) -> None:
        self._customer(customer_id)
        held = self._directory.card(number)
        if held is None or held[0] != customer_id:
            raise ServiceError("card_not_his")
        if not held[1].in_force:
            raise ServiceError("card_was_blocked")

    def _require_free(self, customer_id: str, number: str) -> None:
        self._customer(customer_id)
        held = self._directory.card(number)
        if held is None:
            return
        if not held[1].in_force:
            raise ServiceError("card_was_blocked")
        raise ServiceError("card_is_his" if held[0] == customer_id else "card_taken")
