"""The reward shop at the till: what points buy beside goods on a receipt, and why not; handing it over."""

from dataclasses import dataclass
from datetime import tzinfo

from pos_app.domain.loyalty.eligibility import Unmet
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.reward_shop import why_not_reward
from pos_app.domain.loyalty.rules.rewards import CertificateReward, GoodsReward, Reward
from pos_app.domain.people.operator import Operator
from pos_app.domain.reservation.promise import spread, usable_points
from pos_app.services.customer import CustomerService
from pos_app.services.errors import ServiceError
from pos_app.services.points_desk import PointsDesk, PointsQuestion, PointsReply, PointsSettled
from pos_app.services.ports import Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import programme_in_force
from pos_app.services.store_once import StoreOnce


@dataclass(frozen=True, slots=True)
class RewardOffer:
    """A reward of the programme; ``unmet``: why this customer cannot have it now. Goods go through a receipt."""

    rule: Reward
    unmet: Unmet | None

    @property
    def on_a_receipt(self) -> bool:
        """Goods need a fiscal receipt even where points pay all of them: they are scanned and paid with points."""
        return isinstance(self.rule.gives, GoodsReward)

    @property
    def needs_certificate(self) -> bool:
        """Whether the number of a certificate must be scanned for it."""
        return isinstance(self.rule.gives, CertificateReward)


@dataclass(frozen=True, slots=True)
class RewardInHand:
    """A reward that is being handed over: its id is what points are set aside for."""

    reward_id: str
    customer_id: str
    rule: Reward
    programme: Programme
    certificate: str = ""
    valid_days: int = 0


class RewardService:
    """Points are set aside by the server first, or lie at this till as a lease; without either nothing is given."""

    def __init__(
        self,
        *,
        books: TillBooks,
        programmes: ProgrammeShelf,
        customers: CustomerService,
        points: PointsDesk,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        till_code: str,
    ) -> None:
        self._books = books
        self._programmes = programmes
        self._customers = customers
        self._points = points
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._till_code = till_code
        self._once: StoreOnce[RewardGiven] = StoreOnce()

    def offered(self, customer_id: str) -> tuple[RewardOffer, ...]:
        """All of the programme, in its order. ServiceError ``customer_unknown``."""
        programme = programme_in_force(self._programmes, self._clock.now())
        if programme is None:
            return ()
        standing = self._customers.view(customer_id).standing
        at = self._clock.now().astimezone(self._timezone)
        return tuple(RewardOffer(rule, why_not_reward(rule, standing, at)) for rule in programme.rewards)

    def begin(self, customer_id: str, rule_id: str, certificate: str = "") -> RewardInHand:
        """Choose one; ``certificate``: the number that is handed out, for a certificate.

        ServiceError ``reward_gone``, ``reward_on_receipt``, ``reward_unmet``, ``certificate_no_series(number)``.
        """
        programme = programme_in_force(self._programmes, self._clock.now())
        offer = next((each for each in self.offered(customer_id) if each.rule.rule_id == rule_id), None)
        if programme is None or offer is None:
            raise ServiceError("reward_gone")
        if offer.on_a_receipt:
            raise ServiceError("reward_on_receipt")
        if offer.unmet is not None:
            raise ServiceError("reward_unmet")
        valid_days = 0
        if isinstance(offer.rule.gives, CertificateReward):
            code = offer.rule.gives.series
            series = next((each for each in programme.certificates if each.code == code), None)
            if series is None or not certificate.startswith(series.prefix):
                raise ServiceError("certificate_no_series", number=certificate)
            valid_days = series.valid_days
        return RewardInHand(self._ids.new_id(), customer_id, offer.rule, programme, certificate, valid_days)

    def question(self, chosen: RewardInHand) -> PointsQuestion | None:
        """What to ask the server for first; None if nothing is lacking, or nobody can be asked. ``not_stored``."""
        here = usable_points(self._points.usable(chosen.customer_id, chosen.reward_id))
        return self._points.question(chosen.customer_id, chosen.reward_id, chosen.rule.points - here)

    def ask(self, question: PointsQuestion) -> PointsReply:
        """Ask; waits for the network, about a second at most: for any thread but the screen's."""
        return self._points.ask(question)

    def settle(self, question: PointsQuestion, reply: PointsReply) -> PointsSettled:
        """Store what came. ServiceError ``not_stored``."""
        return self._points.settle(question, reply)

    def give(self, chosen: RewardInHand, operator: Operator) -> RewardGiven:
        """Hand it over: the points are gone with the record.

        ServiceError ``reward_points_missing``: what was set aside is given back; those of storing.
        """
        settled = self._once.settle()
        if settled is not None and settled.reward_id == chosen.reward_id:
            return settled
        promises = self._points.usable(chosen.customer_id, chosen.reward_id)
        if usable_points(promises) < chosen.rule.points:
            self._points.release(chosen.reward_id)
            raise ServiceError("reward_points_missing")
        now, programme = self._clock.now(), chosen.programme
        made = RewardGiven(
            reward_id=chosen.reward_id,
            customer_id=chosen.customer_id,
            operator_id=operator.operator_id,
            till_code=self._till_code,
            given_at=now,
            business_day=now.astimezone(self._timezone).date(),
            programme_id=programme.programme_id,
            programme_version=programme.version,
            rule_id=chosen.rule.rule_id,
            name=chosen.rule.name.ru,
            gives=chosen.rule.gives,
            points=chosen.rule.points,
            redemption=spread(chosen.rule.points, promises),
            certificate=chosen.certificate,
            valid_days=chosen.valid_days,
        )
        closings = self._points.closings(chosen.customer_id, chosen.reward_id)
        self._once.store(made, lambda record: self._books.record_reward(record, closings))
        return made
