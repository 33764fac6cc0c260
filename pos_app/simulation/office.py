"""The shop's office and its web shop: orders handed over by name and cancelled, a series of coupons issued."""

import random
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from pos_app.domain.codes.card_number import generate
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.money.units import ONE, Unit
from pos_app.simulation.server_node import ServerDiedError, ServerNode
from pos_app.simulation.shop import CUSTOMERS, GOODS, customer_id
from pos_app.simulation.shop_programme import COUPON_RULE, EVENT
from pos_app.simulation.truth import Truth
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.awards.occasions import award_event
from sync.server.database import writing
from sync.server.feed import publish
from sync.server.numbers.coupon_office import issue_series
from sync.server.numbers.order_office import OrderOfficeError, take_orders
from sync.server.numbers.orders_by_name import OrderNotFoundError, cancel_by_name, order_by_name
from sync.server.numbers.orders_document import WantedLine, WantedOrder, checked_orders

ACTOR = "client web"
PROGRAM = "web"
_COUPONS = 6


@dataclass(slots=True)
class Booked:
    """What the web shop knows of an order of its own. ``numbers``: one, or one more after the server forgot it."""

    wanted: WantedOrder
    numbers: list[str] = field(default_factory=list)
    is_cancelled: bool = False


class Office:
    """Speaks to the server as programs do; what it hears nothing of it says again under the same name."""

    def __init__(self, server: ServerNode, truth: Truth, chance: random.Random) -> None:
        self._server = server
        self._truth = truth
        self._chance = chance
        self.booked: list[Booked] = []
        self._events = 0

    def issue_coupons(self) -> None:
        """A series that the shop hands out on paper."""
        if not self._server.is_up:
            return
        try:
            self._truth.wallet.coupons += issue_series(
                self._server.central,
                rule_id=COUPON_RULE,
                count=_COUPONS,
                series="on paper",
                from_day=None,
                until_day=None,
                actor=ACTOR,
                draw=self._chance.randrange,
            )
            self._truth.did("coupons issued")
        except (ServerDiedError, DBAPIError):
            self._truth.did("coupons not issued")

    def publish_programme(self, next_version: Programme) -> bool:
        """A version comes into force; whether the server took it."""
        if not self._server.is_up:
            return False
        row = ProgrammeRow(next_version.programme_id, next_version.version, write_programme(next_version))
        try:
            with writing(self._server.central.engine) as connection:
                publish(connection, Stream.PROGRAMME, [row])
        except (ServerDiedError, DBAPIError):
            return False  # asked again: what was stored after all is stored once more, as it was
        self._truth.did("programme published")
        return True

    def report_event(self) -> None:
        """Another system reports an event of a customer, under an id of its own; its gift is a coupon."""
        if not self._server.is_up:
            return
        self._events += 1
        who = customer_id(self._chance.randrange(CUSTOMERS))
        try:
            given = award_event(self._server.central, who, EVENT, f"event-{self._events}", ACTOR)
        except (ServerDiedError, DBAPIError):
            return
        if given.coupon:
            self._truth.wallet.coupons.append(given.coupon)
            self._truth.did("coupon given as a gift")

    def book(self) -> None:
        """A new order, and those again of which the server knows nothing; beside it an event of a customer."""
        self.report_event()
        self.booked.append(Booked(self._wanted(f"web-{len(self.booked) + 1}")))
        self.say_again()

    def say_again(self) -> None:
        """Hand over what the server does not have."""
        for each in self.booked:
            if not each.is_cancelled:
                self._hand_over(each)

    def cancel_one(self) -> None:
        """A customer wrote that he does not want it."""
        waiting = [each for each in self.booked if each.numbers and not each.is_cancelled]
        if waiting:
            self._cancel(self._chance.choice(waiting))

    def cancel_rest(self) -> list[str]:
        """At the end nobody waits for an order any more; the names of those that would not end, and why."""
        stuck = []
        for each in self.booked:
            refused = self._cancel(each)
            if refused:
                stuck.append(f"{each.wanted.order}: {refused}")
        return stuck

    def _cancel(self, each: Booked) -> str:
        if not self._server.is_up:
            return "the server is down"
        try:
            seen = cancel_by_name(self._server.central, PROGRAM, each.wanted.order, "не нужен", ACTOR)
            each.is_cancelled = True
            self._truth.did(f"order by name: {seen.state.value}")
        except OrderNotFoundError:
            return ""
        except OrderOfficeError as error:
            return "" if "has ended" in str(error) else str(error)
        except (ServerDiedError, DBAPIError):
            return "no answer"
        return ""

    def _hand_over(self, each: Booked) -> None:
        if not self._server.is_up:
            return
        try:
            try:
                number = order_by_name(self._server.central, PROGRAM, each.wanted.order).number
            except OrderNotFoundError:
                taken = take_orders(
                    self._server.central, checked_orders((each.wanted,)), ACTOR, self._chance.randrange, PROGRAM
                )
                number = taken[0].number
                self._truth.did("order booked")
        except (ServerDiedError, DBAPIError):
            return
        if number not in each.numbers:
            each.numbers.append(number)
            self._truth.wallet.orders.append(number)

    def _wanted(self, name: str) -> WantedOrder:
        chance = self._chance
        items = chance.sample(GOODS, chance.randint(1, 3))
        lines = tuple(
            WantedLine(
                item.item_id,
                chance.randint(1, 3) * ONE if item.unit is Unit.PIECE else chance.randint(200, 1_500),
                None if chance.random() < 0.6 else max(21_000, item.price_kopecks - 500),
            )
            for item in items
        )
        customer = generate(chance.randrange(CUSTOMERS) + 1) if chance.random() < 0.3 else None
        return WantedOrder(
            order=name,
            lines=lines,
            customer=customer,
            prepaid_kopecks=chance.choice((0, 5_000, 30_000)),
            note="",
        )
