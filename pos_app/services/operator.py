"""Who stands at the till, and who may approve what he may not do alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pos_app.domain.money.units import BasisPoints
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.people.roles import role_covers
from pos_app.services.errors import ServiceError
from pos_app.services.pin_tries import PinTries
from pos_app.services.ports import Clock, PinHasher, StaffDirectory
from pos_app.services.ports.pin_try_records import PinTryRecords
from pos_app.services.rights import DEFAULT_ROLES, Right


@dataclass(frozen=True, slots=True)
class PinCheck:
    """A PIN against everyone who may sign on: up to some 20 ms for each of them, and it touches nothing shared."""

    operators: tuple[Operator, ...]
    pin: str = field(repr=False)
    hasher: PinHasher

    def run(self) -> Operator | None:
        """The person whose PIN it is, None for a wrong one."""
        return next((each for each in self.operators if self.hasher.verify(each.pin_hash, self.pin)), None)


class OperatorService:
    """Sign-on by PIN or badge, approval in place by a second person, and the limit of each role.

    Wrong PINs, at sign-on or approval, lock PINs (``PinTries``); badges stay usable. A right PIN between does not help
    who tries out another's: only a manager's makes wrong ones forgotten, for he has nothing to find out. A senior has
    the cashier's discount limit unless ``senior_discount_limit_bp`` says more.
    """

    def __init__(
        self,
        *,
        staff: StaffDirectory,
        hasher: PinHasher,
        clock: Clock,
        cashier_discount_limit_bp: BasisPoints,
        manager_discount_limit_bp: BasisPoints,
        senior_discount_limit_bp: BasisPoints | None = None,
        roles: Mapping[Right, Role] = DEFAULT_ROLES,
        tries: PinTryRecords | None = None,
    ) -> None:
        """``roles``: the lowest role for each right; what is not named keeps its default.

        ``tries``: where wrong PINs are kept for the next start.
        """
        self._roles = {**DEFAULT_ROLES, **roles}
        self._staff = staff
        self._hasher = hasher
        senior_bp = cashier_discount_limit_bp if senior_discount_limit_bp is None else senior_discount_limit_bp
        self._discount_limits: dict[Role, BasisPoints] = {
            Role.CASHIER: cashier_discount_limit_bp,
            Role.SENIOR: senior_bp,
            Role.MANAGER: manager_discount_limit_bp,
        }
        self._tries = PinTries(clock, tries)

    def sign_on(self, pin: str) -> Operator:
        """The person whose PIN it is. ServiceError ``wrong_pin(left)``, ``locked_out(seconds)``, ``no_staff``."""
        return self.finish_check(self.begin_check(pin).run())

    def begin_check(self, pin: str) -> PinCheck:
        """The slow part of ``sign_on`` and ``approve``, to be run in any thread; then ``finish_check``.

        ServiceError ``locked_out(seconds)``, ``no_staff``.
        """
        operators = self._operators()
        self._tries.refuse_while_locked()
        return PinCheck(operators, pin, self._hasher)

    def finish_check(self, found: Operator | None, needed: Role | None = None) -> Operator:
        """What ``PinCheck.run`` found, counted: wrong tries in a row lock PINs. ``needed``: the role for an approval.

        ServiceError ``wrong_pin(left)``, ``locked_out(seconds)``, ``role_too_low(role)``.
        """
        operator = self._counted(found)
        return operator if needed is None else self._require_role(operator, needed)

    def sign_on_badge(self, badge: str) -> Operator:
        """The person whose badge it is. ServiceError ``unknown_badge``, ``no_staff``."""
        operator = self._staff.of_badge(badge)
        if operator is None:
            self._operators()
            raise ServiceError("unknown_badge")
        return operator

    def approve(self, pin: str, needed: Role) -> Operator:
        """The second person, whose role must cover ``needed``; who is signed on stays.

        ServiceError ``role_too_low(role)`` and those of ``sign_on``.
        """
        return self.finish_check(self.begin_check(pin).run(), needed)

    def approve_badge(self, badge: str, needed: Role) -> Operator:
        """As ``approve``, by badge. ServiceError ``unknown_badge``, ``role_too_low(role)``, ``no_staff``."""
        return self._require_role(self.sign_on_badge(badge), needed)

    def find(self, operator_id: str) -> Operator | None:
        """The person behind an id that stands on a record; None if he is no longer among the staff."""
        return next((person for person in self._staff.operators() if person.operator_id == operator_id), None)

    def may(self, operator: Operator, right: Right) -> bool:
        """Whether he may do it alone."""
        return role_covers(operator.role, self._roles[right])

    def role_for(self, right: Right) -> Role:
        """The lowest role that may do it alone."""
        return self._roles[right]

    def authorise(self, operator: Operator, right: Right, approved_by: Operator | None) -> Operator | None:
        """Who had to approve: None if ``operator`` may do it alone.

        ServiceError ``approval_needed(right, needed_role)``: ask a second person and call again with him.
        """
        if self.may(operator, right):
            return None
        if approved_by is None or not self.may(approved_by, right):
            raise ServiceError("approval_needed", right=right.value, needed_role=self._roles[right].value)
        return approved_by

    def discount_limit_bp(self, role: Role) -> BasisPoints:
        """The largest discount by hand on a line that ``role`` may give alone, in basis points."""
        return self._discount_limits[role]

    def role_for_discount(self, asked_bp: BasisPoints) -> Role | None:
        """The lowest role that may give ``asked_bp`` alone; None if nobody may."""
        return next((role for role in Role if self._discount_limits[role] >= asked_bp), None)

    def role_for_price(self, off_bp: BasisPoints) -> Role | None:
        """The lowest role that may set a price so far below the shelf's alone; None if nobody may."""
        lowest = self._roles[Right.SET_PRICE]
        able = (role for role in Role if role_covers(role, lowest) and self._discount_limits[role] >= off_bp)
        return next(able, None)

    def _counted(self, found: Operator | None) -> Operator:
        if found is None:
            raise self._tries.count()
        if role_covers(found.role, Role.MANAGER):
            self._tries.forget()
        return found

    def _operators(self) -> tuple[Operator, ...]:
        operators = self._staff.operators()
        if not operators:
            raise ServiceError("no_staff")
        return operators

    @staticmethod
    def _require_role(operator: Operator, needed: Role) -> Operator:
        if not role_covers(operator.role, needed):
            raise ServiceError("role_too_low", role=operator.role.value, needed=needed.value)
        return operator
