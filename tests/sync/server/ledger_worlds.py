"""Random lives at three tills against one server: what they do, and what must hold after every step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.transaction.sale import Sale, SaleLot
from sync.protocol.encoding import encode
from sync.protocol.rejoin import RejoinReason, RejoinRequest
from sync.protocol.reservation import ReservationState
from sync.server.audit.report import audit
from sync.server.expiry import burn_expired
from sync.server.ledger.accounts import PointsAccount
from sync.server.web import exchange
from tests.sync.server.paper import DAY, Stream, sale, sale_return
from tests.sync.server.people.test_people import registered
from tests.sync.server.promising import allow_leases, closing, heartbeat, hold
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop

TILLS = (TILL, OTHER_TILL)
PEOPLE = (OLGA, IVAN, "anna-1", "anna-2")


def drawn(chance: Random) -> tuple[Any, ...]:
    """One thing that somebody does."""
    till, customer = chance.choice(TILLS), chance.choice((OLGA, OLGA, IVAN, *PEOPLE[2:]))
    kinds = ("sale", "hold", "return", "close", "register", "push", "beat", "day", "restored")
    kind = chance.choices(kinds, (10, 5, 6, 3, 2, 5, 4, 2, 1))[0]
    details: dict[str, tuple[Any, ...]] = {
        "sale": (
            customer,
            [chance.randint(1, 3) for _ in range(chance.randint(1, 2))],
            chance.choice((0, 40, 100)),
            (chance.randint(0, 3), chance.randint(1, 12)),
        ),
        "hold": (customer, chance.choice((500, 7_000, 60_000))),
        "return": (chance.randint(0, 30), chance.randint(0, 2)),
        "close": (chance.randint(0, 9),),
        "register": (chance.choice(PEOPLE[2:]), chance.randint(-3, 3)),
        "push": (chance.randint(1, 4),),
        "day": (),
    }
    if kind == "day":
        return (kind, chance.randint(1, 6))
    return (kind, till, *details.get(kind, ()))


@dataclass
class TillSide:
    """What a till knows by itself: its stream, its promises and what it spent of each."""

    till_id: str
    stream: Stream
    sent: int = 0
    held: dict[str, ReservationState] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)
    people: set[str] = field(default_factory=lambda: {OLGA, IVAN})

    def left(self, customer_id: str) -> list[tuple[str, int]]:
        """Promises of this epoch for a customer, and what is left of each."""
        mine = [each for each in self.held.values() if each.customer_id == customer_id]
        rests = [(each.reservation_id, each.granted - self.spent.get(each.reservation_id, 0)) for each in mine]
        return [(name, rest) for name, rest in rests if rest > 0 and self.held[name].epoch == self.stream.epoch]


class World:
    """A shop and its tills; ``back`` is what came back of each sale, which all tills know (one paper)."""

    def __init__(self, shop: Shop, leases: int) -> None:
        self.shop = shop
        if leases:
            allow_leases(shop, leases)
        self.tills = {till_id: TillSide(till_id, Stream(till_id)) for till_id in TILLS}
        self.sales: list[Sale] = []
        self.back: dict[str, dict[str, int]] = {}
        self.day: date = DAY
        self.made = 0

    def act(self, action: tuple[Any, ...]) -> None:
        """One step of somebody."""
        match action:
            case ("sale", till, customer, pieces, share, days):
                self.sell(self.tills[till], customer, pieces, share, days)
            case ("return", till, which, much):
                self.give_back(self.tills[till], which, much)
            case ("hold", till, customer, points):
                self.ask(self.tills[till], customer, points)
            case ("close", till, which):
                self.close(self.tills[till], which)
            case ("register", till, customer, hours):
                self.register(self.tills[till], customer, hours)
            case ("push", till, count):
                self.push(self.tills[till], count)
            case ("beat", till):
                self.beat(self.tills[till])
            case ("day", days):
                self.pass_days(days)
            case ("restored", till):
                self.rejoin(self.tills[till])

    def sell(self, till: TillSide, customer: str, pieces: list[int], share: int, days: tuple[int, int]) -> None:
        """Spend a share of what this till was promised; earn into two lots, one of them pending for some days."""
        if share == 100 and till.held:
            customer = till.held[min(till.held)].customer_id
        if customer not in till.people:
            return
        self.made += 1
        promised = till.left(customer)
        points = min(sum(rest for _, rest in promised) * share // 100, sum(pieces) * 10_000)
        sold = sale(self.made, customer, pieces=tuple(pieces), points=points, day=self.day, lot_days=days[1])
        if sold.earned > 1:
            waits = self.day + timedelta(days=days[0])
            half = sold.earned // 2
            lots = (
                SaleLot(f"{sold.receipt_id}/0", self.day, self.day + timedelta(days=days[1]), half),
                SaleLot(f"{sold.receipt_id}/1", waits, waits + timedelta(days=days[1]), sold.earned - half),
            )
            sold = replace(sold, lots=lots)
        parts, left = [], points
        for name, rest in promised:
            part = min(left, rest)
            if part:
                parts.append(RedemptionPart(name, part, till.held[name].grant))
                till.spent[name] = till.spent.get(name, 0) + part
                left -= part
        sold = replace(sold, redemption=tuple(parts))
        till.stream.add(sold)
        self.sales.append(sold)
        self.back[sold.receipt_id] = {line.line_id: 0 for line in sold.lines}

    def give_back(self, till: TillSide, which: int, much: int) -> None:
        if not self.sales:
            return
        sold = self.sales[which % len(self.sales)]
        already = self.back[sold.receipt_id]
        asked = {
            line.line_id: min(1 + much, line.quantity // 1000 - already[line.line_id])
            for line in sold.lines
            if line.quantity // 1000 > already[line.line_id]
        }
        if asked:
            self.made += 1
            till.stream.add(sale_return(self.made, sold, asked, already, self.day))
            self.back[sold.receipt_id] = {line: already[line] + asked.get(line, 0) for line in already}

    def ask(self, till: TillSide, customer: str, points: int) -> None:
        if customer not in self.known():
            return
        self.made += 1
        name = f"hold-{self.made}"
        answer = hold(self.shop, name, points, till.till_id, till.stream.epoch, customer_id=customer)
        assert 0 <= answer.granted <= points
        if answer.granted:
            till.people.add(customer)
            told = heartbeat(self.shop, till.stream, till_id=till.till_id).reservations or ()
            till.held |= {each.reservation_id: each for each in told if each.reservation_id == name}

    def close(self, till: TillSide, which: int) -> None:
        names = sorted(till.held)
        if names:
            state = till.held.pop(names[which % len(names)])
            name = state.reservation_id
            closing(till.stream, name, till.spent.get(name, 0), CloseReason.RELEASED, state.customer_id)

    def register(self, till: TillSide, customer: str, hours: int) -> None:
        if customer in till.people or any(customer in each.people for each in self.tills.values()):
            return
        till.people.add(customer)
        record = registered(self.shop, customer, at=self.shop.clock.at + timedelta(hours=hours))
        till.stream.add_body(record.registration_id, "customer_registered", encode(record))

    def push(self, till: TillSide, count: int | None = None) -> None:
        waiting = till.stream.operations[till.sent :][:count]
        if waiting:
            self.shop.push(till.stream.request(*waiting))
            till.sent += len(waiting)

    def beat(self, till: TillSide) -> None:
        """Everything goes out, and the promises are made the same: what is new is taken up, what is unknown closed."""
        self.push(till)
        told = heartbeat(self.shop, till.stream, *till.held, till_id=till.till_id).reservations
        for each in told or ():
            if each.reservation_id in till.held:
                continue
            if each.epoch == till.stream.epoch and each.kind == "lease":
                till.held[each.reservation_id] = each
                till.people.add(each.customer_id)
            else:
                name = each.reservation_id
                self.made += 1
                closing(till.stream, name, till.spent.get(name, 0), CloseReason.UNANSWERED, each.customer_id)

    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.shop.clock.at += timedelta(days=days)
        burn_expired(self.shop.central.engine, self.day, self.shop.clock.now())

    def rejoin(self, till: TillSide) -> None:
        """The till begins a new epoch: what was not sent goes out under new numbers, old promises are given back."""
        old = till.stream
        request = RejoinRequest(till.till_id, old.epoch, RejoinReason.RESTORED)
        epoch = exchange.rejoin(self.shop.central, self.shop.till(till.till_id), request).epoch
        till.stream, again = Stream(till.till_id, epoch), old.operations[max(0, till.sent - 2) :]
        till.sent = 0
        for each in again:
            till.stream.add_body(each.op_id, each.kind, each.body)
        for name, state in sorted(till.held.items()):
            closing(till.stream, name, till.spent.get(name, 0), CloseReason.REJOINED, state.customer_id)
        till.held = {}

    def known(self) -> set[str]:
        """Whom the server knows by now."""
        states = self.shop.states()
        return {OLGA, IVAN} | {each for each in PEOPLE[2:] if f"reg-{each}" in states}

    def heal(self) -> None:
        """Every till sends everything and gives back every promise."""
        for till in self.tills.values():
            self.beat(till)
        for till in self.tills.values():
            while till.held:
                self.close(till, 0)
            self.beat(till)
            self.beat(till)

    def sums(self) -> Mapping[PointsAccount, int]:
        """The ledger's accounts; nothing may be wrong with the books."""
        report = audit(self.shop.central.engine)
        assert report.findings == ()
        assert sum(report.sums.values()) == 0
        return report.sums
