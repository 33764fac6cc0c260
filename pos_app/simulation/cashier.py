"""A cashier: opens a shift, sells, takes back, moves cash, closes; carries on after whatever happened to the till.

What the till told him goes into the ``Truth``. The plan of the day is in his head: it outlives the till's crashes.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.unprinted import PaperKind
from pos_app.services.errors import ServiceError
from pos_app.simulation.counter import Counter
from pos_app.simulation.errands.choose import run_errand
from pos_app.simulation.errands.work import Pays, Work
from pos_app.simulation.goods_back import pieces_back, receipt_shown
from pos_app.simulation.newcomers import somebody_new
from pos_app.simulation.shop import CUSTOMERS, customer_id
from pos_app.simulation.till_node import TillNode
from pos_app.simulation.truth import Told, id_of

FLOAT_KOPECKS = 500_000
_DISK_TROUBLE = ("not_stored", "checking_last_receipt")
_PATIENCE_MS = 20_000
_GOODS = ("Чай", "Молоко", "Сыр", "Хлеб", "Сигареты")
T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Habits:
    """How this world's cashiers work: shares from 0 to 1, receipts a day."""

    sales_a_day: int
    with_customer: float
    with_points: float
    returns: float
    voids: float
    joins: float
    day_ms: int = 12 * 3_600_000
    morning_ms: int = 8 * 3_600_000
    cash_moves: float = 0.05
    errands: float = 0.0
    """Of the customers: how many come for something else than buying and bringing back (``errands``)."""


class Cashier:
    """One till's cashier over all lives of the till. ``serve`` is an actor's body."""

    def __init__(self, habits: Habits, days: int, chance: random.Random) -> None:
        self.habits = habits
        self._chance = chance
        self._errand_chance = random.Random(f"errands {chance.getrandbits(64)}") if habits.errands else chance
        self._days = days
        self._day = 0
        self._left_today = 0
        self._planned = False
        self.is_done = False
        self.printing_first = False
        """Only for a planted fault: the paper comes out before the record is stored."""

    def serve(self, node: TillNode, counter: Counter) -> None:
        """Work until the last day is over. Ends early only with the till."""
        self._wait_for_first_load(node, counter)
        self._patiently(node, lambda: self._take_up(node, counter))
        while self._day < self._days:
            self._wait_for_morning(node)
            if not self._planned:
                self._left_today, self._planned = (
                    self._chance.randint(self.habits.sales_a_day // 2, self.habits.sales_a_day),
                    True,
                )
            self._patiently(node, lambda: self._open_shift(node, counter))
            while self._left_today > 0:
                self._left_today -= 1
                self._patiently(node, lambda: self._one_customer(node, counter))
                node.timeline.sleep(self._chance.randrange(2 * self.habits.day_ms // self.habits.sales_a_day))
            self._patiently(node, lambda: self._close_shift(node, counter))
            self._day += 1
            self._planned = False
        self.is_done = True

    # ------------------------------------------------------------ the day

    def _wait_for_morning(self, node: TillNode) -> None:
        morning_ms = self._day * 24 * 3_600_000 + self.habits.morning_ms
        node.timeline.sleep(max(1_000, morning_ms - node.timeline.now_ms))

    def _wait_for_first_load(self, node: TillNode, counter: Counter) -> None:
        while node.sync is None or not node.sync.status().first_load_done:
            node.timeline.sleep(5_000)

    def _take_up(self, node: TillNode, counter: Counter) -> None:
        """After a start: the papers that did not come out, and the sale that was open."""
        truth = node.truth.till(node.till_id)
        counter.sale.set_operator(self._operator(counter))
        for paper in counter.receipts.unprinted():
            document = counter.receipts.first_document(paper)
            record = self._stored(counter, paper.record_id, paper.kind)
            if id_of(record) not in truth.told:
                truth.doubtful = max(0, truth.doubtful - 1)
            self._note(node, record)
            counter.receipts.print_later(document, kick_drawer=False, record_id=paper.record_id)
            self._work_off(counter)
        if counter.sale.resume() is not None:
            node.truth.did("sale resumed")
            if counter.sale.state.stage is DraftStage.PAYMENT:
                self._pay(node, counter)
            elif counter.sale.is_open and self._chance.random() < 0.8:
                self._settle(node, counter)
            else:
                counter.sale.void()

    def _stored(self, counter: Counter, record_id: str, kind: PaperKind) -> Told:
        if kind is PaperKind.SALE:
            return counter.receipts.sale(record_id)
        if kind is PaperKind.RETURN:
            return counter.receipts.sale_return(record_id)
        return counter.receipts.z_report(record_id)

    def _open_shift(self, node: TillNode, counter: Counter) -> None:
        counter.sale.set_operator(self._operator(counter))
        if counter.shifts.current() is None:
            self._tell(node, lambda: counter.shifts.open(self._operator(counter), FLOAT_KOPECKS))
            self._nudge(node)

    def _close_shift(self, node: TillNode, counter: Counter) -> None:
        if counter.shifts.current() is None:
            return
        if counter.sale.is_open:
            if counter.sale.state.stage is DraftStage.PAYMENT:
                counter.sale.cancel_payment()
            counter.sale.void()
        self._give_up_held(counter)
        z_report = self._tell(
            node, lambda: counter.shifts.close(self._operator(counter), FLOAT_KOPECKS, "counted twice")
        )
        if z_report is not None:
            counter.receipts.print_later(
                counter.receipts.z_document(z_report), kick_drawer=False, record_id=z_report.z_id
            )
            self._work_off(counter)
        self._nudge(node)

    def _one_customer(self, node: TillNode, counter: Counter) -> None:
        chance = self._chance
        if counter.sale.is_open:
            self._settle_what_is_open(node, counter)
        if self.habits.errands and self._errand_chance.random() < self.habits.errands:
            run_errand(Work(node, counter, self._errand_chance, self))
        elif chance.random() < self.habits.returns:
            self._take_back(node, counter)
        elif chance.random() < self.habits.cash_moves:
            self._tell(node, lambda: counter.shifts.cash_in(self._operator(counter), 10_000, "размен"))
        else:
            self._sell(node, counter)
        self._nudge(node)

    def _give_up_held(self, counter: Counter) -> None:
        """Who did not come back until the evening has another wish tomorrow."""
        held = [each.held.basket_id for each in counter.sale.held()]
        if held:
            counter.sale.drop_held(held)

    # ------------------------------------------------------------ what errands are given

    def tell(self, node: TillNode, action: Callable[[], Told]) -> Told | None:
        """Fulfils ``errands.work.Hands``."""
        return self._tell(node, action)

    def put_goods(self, node: TillNode, counter: Counter, lines: int) -> None:
        """Fulfils ``errands.work.Hands``."""
        goods = [item for name in _GOODS for item in counter.cache.goods.search(name, 1)]
        for _ in range(lines):
            item = self._errand_chance.choice(goods)
            counter.sale.add_item(item, ONE if item.unit is Unit.PIECE else self._errand_chance.randint(100, 2_500))
            node.timeline.sleep(self._errand_chance.randrange(500, 4_000))

    def settle(self, node: TillNode, counter: Counter, pays: Pays | None = None) -> Sale | None:
        """Fulfils ``errands.work.Hands``."""
        return self._settle(node, counter, pays)

    def give_back(self, node: TillNode, counter: Counter, sale_id: str, quantities: dict[str, int]) -> None:
        """Fulfils ``errands.work.Hands``."""
        self._confirm_return(node, counter, sale_id, quantities)

    # ------------------------------------------------------------ a sale

    def _sell(self, node: TillNode, counter: Counter) -> None:
        chance = self._chance
        goods = [item for name in _GOODS for item in counter.cache.goods.search(name, 1)]
        if not goods:
            node.truth.step_findings.append(("I7", f"{node.till_id}: the first load is done, and there are no goods"))
            return
        who = None
        if chance.random() < self.habits.joins:
            who = somebody_new(node, counter, chance, lambda action: self._tell(node, action), self._errand_chance)
        for _ in range(chance.randint(1, 4)):
            item = chance.choice(goods)
            quantity = chance.randint(1, 3) * ONE if item.unit is Unit.PIECE else chance.randint(100, 2_500)
            counter.sale.add_item(item, quantity)
            node.timeline.sleep(chance.randrange(500, 8_000))
        if who is not None or chance.random() < self.habits.with_customer:
            counter.sale.attach_customer(who or customer_id(chance.randrange(CUSTOMERS)))
            if chance.random() < self.habits.with_points:
                self._choose_points(node, counter)
        if chance.random() < self.habits.voids:
            counter.sale.void()
            node.truth.did("basket voided")
            return
        self._settle(node, counter)

    def _choose_points(self, node: TillNode, counter: Counter) -> None:
        mode = self._chance.choice((PointsMode.ALL, PointsMode.ALL, PointsMode.SUM, PointsMode.WHOLE_ROUBLES))
        kopecks = self._chance.randint(1, 60_000) if mode is PointsMode.SUM else 0
        counter.sale.choose_points(PointsChoice(mode, kopecks))
        node.timeline.sleep(self._chance.randrange(500, 30_000))

    def _settle_what_is_open(self, node: TillNode, counter: Counter) -> None:
        if counter.sale.state.stage is DraftStage.PAYMENT:
            self._pay(node, counter)
        else:
            self._settle(node, counter)

    def _settle(self, node: TillNode, counter: Counter, pays: Pays | None = None) -> Sale | None:
        question = counter.sale.points_question()
        if question is not None:
            settled = counter.sale.settle_points(question, counter.sale.ask_points(question))
            node.truth.did(f"hold: {settled.refusal or ('granted' if settled.granted else 'nothing free')}")
        counter.sale.begin_payment()
        node.timeline.sleep(self._chance.randrange(500, 20_000))
        if pays is not None:
            pays()
        return self._pay(node, counter)

    def _pay(self, node: TillNode, counter: Counter) -> Sale | None:
        rest = counter.sale.state.remaining_kopecks
        if rest and self._chance.random() < 0.3:
            counter.sale.take_card(self._chance.randint(1, rest))
            node.timeline.sleep(self._chance.randrange(500, 5_000))
        rest = counter.sale.state.remaining_kopecks
        if rest:
            counter.sale.take_cash(rest + self._chance.choice((0, 0, 10_000)))
        sale = self._tell(node, counter.sale.finish, before=lambda: self._print_too_early(node, counter))
        if sale is not None:
            self._hand_over(node, counter, sale)
        return sale

    def _hand_over(self, node: TillNode, counter: Counter, sale: Sale) -> None:
        node.truth.did("sale")
        if sale.points:
            node.truth.did("sale with points")
        counter.receipts.print_later(counter.receipts.sale_document(sale), kick_drawer=True, record_id=sale.receipt_id)
        self._work_off(counter)

    def _print_too_early(self, node: TillNode, counter: Counter) -> None:
        if self.printing_first:
            node.paper_out(counter.sale.state.basket.receipt_id)

    # ------------------------------------------------------------ a return

    def _take_back(self, node: TillNode, counter: Counter) -> None:
        found = receipt_shown(node, counter, self._chance)
        quantities = {} if found is None else pieces_back(found, self._chance)
        if found is None or not quantities:
            return
        node.timeline.sleep(self._chance.randrange(1_000, 30_000))
        self._confirm_return(node, counter, found.sale.receipt_id, quantities)

    def _confirm_return(self, node: TillNode, counter: Counter, sale_id: str, quantities: dict[str, int]) -> None:
        back = self._tell(node, lambda: counter.returns.confirm(sale_id, quantities, self._operator(counter), "брак"))
        if back is not None:
            node.truth.did("return" if back.sold_elsewhere is None else "return of another till's receipt")
            # An earlier return of which it was not known whether it is stored comes first, whatever is asked now.
            sale = back.sold_elsewhere or counter.receipts.sale(back.sale_id)
            document = counter.receipts.return_document(back, sale)
            counter.receipts.print_later(document, kick_drawer=True, record_id=back.receipt_id)
            self._work_off(counter)

    # ------------------------------------------------------------ what the till says

    def _tell(self, node: TillNode, action: Callable[[], T], before: Callable[[], None] | None = None) -> T | None:
        """Do what stores a record, again while the till cannot say whether it is stored; None if it is not."""
        truth = node.truth.till(node.till_id)
        truth.doubtful += 1
        for _ in range(200):
            if before is not None:
                before()
            try:
                record = action()
            except ServiceError as error:
                if error.key == "checking_last_receipt":
                    node.timeline.sleep(5_000)
                    continue
                truth.doubtful -= 1
                raise
            truth.doubtful -= 1
            self._note(node, record)
            return record
        return None

    def _note(self, node: TillNode, record: Told) -> None:
        node.truth.till(node.till_id).tell(record)
        if isinstance(record, Sale):
            node.truth.wallet.keep(record)

    def _patiently(self, node: TillNode, work: Callable[[], None]) -> None:
        """Do it; what the disk or a rule refuses is left and waited for, as people do."""
        for _ in range(1_000):
            try:
                work()
                return
            except ServiceError as error:
                node.truth.did(f"refused: {error.key}")
                if error.key not in _DISK_TROUBLE:
                    return
            except (StoreError, CommitUnknownError):
                node.truth.did("refused: the store cannot be read")
            node.timeline.sleep(self._chance.randrange(1_000, _PATIENCE_MS))

    def _work_off(self, counter: Counter) -> None:
        while counter.queue.work_off_one():
            pass

    def _operator(self, counter: Counter) -> Operator:
        people = counter.cache.staff.operators()
        if not people:
            raise StoreError("damaged", "no staff is loaded")
        return people[0]

    def _nudge(self, node: TillNode) -> None:
        if node.sync is not None:
            node.sync.nudge()
