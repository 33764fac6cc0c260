"""Random lives of two customers at two tills: whatever happens in whatever order, the books tie after every push."""

import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.transaction.sale import Sale
from sync.server.audit.report import audit
from sync.server.expiry import burn_expired
from tests.sync.server.paper import DAY, Stream, sale, sale_return
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop, open_shop

ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("sale"),
            st.sampled_from([TILL, OTHER_TILL]),
            st.sampled_from([OLGA, IVAN, None]),
            st.lists(st.integers(1, 4), min_size=1, max_size=3),
            st.integers(0, 40_000),
            st.integers(1, 12),
        ),
        st.tuples(st.just("return"), st.sampled_from([TILL, OTHER_TILL]), st.integers(0, 50), st.integers(0, 50)),
        st.tuples(st.just("day"), st.integers(1, 8)),
        st.tuples(st.just("push"), st.sampled_from([TILL, OTHER_TILL]), st.integers(1, 5)),
    ),
    max_size=25,
)


class World:
    """A shop and two tills that send when the test says so; both know what came back of each sale (one paper)."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.streams = {TILL: Stream(TILL), OTHER_TILL: Stream(OTHER_TILL)}
        self.sales: list[Sale] = []
        self.back: dict[str, dict[str, int]] = {}
        self.day = DAY
        self.made = 0

    def sell(self, till: str, customer: str | None, pieces: list[int], points: int, lot_days: int) -> None:
        self.made += 1
        points = 0 if customer is None else min(points, sum(pieces) * 10_000)
        sold = sale(self.made, customer, pieces=tuple(pieces), points=points, day=self.day, lot_days=lot_days)
        self.streams[till].add(sold)
        self.sales.append(sold)
        self.back[sold.receipt_id] = {line.line_id: 0 for line in sold.lines}

    def give_back(self, till: str, which: int, much: int) -> None:
        if not self.sales:
            return
        sold = self.sales[which % len(self.sales)]
        already = self.back[sold.receipt_id]
        asked = {
            line.line_id: min(1 + much % 3, line.quantity // 1000 - already[line.line_id])
            for line in sold.lines
            if line.quantity // 1000 > already[line.line_id]
        }
        if asked:
            self.made += 1
            self.streams[till].add(sale_return(self.made, sold, asked, already, self.day))
            self.back[sold.receipt_id] = {line: already[line] + asked.get(line, 0) for line in already}

    def push(self, till: str, count: int | None = None) -> None:
        stream = self.streams[till]
        sent = stream.operations[self.shop.till(till).last_seq :][:count]
        if sent:
            self.shop.push(stream.request(*sent))

    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.shop.clock.at += timedelta(days=days)
        burn_expired(self.shop.central.engine, self.day, self.shop.clock.now())


@settings(max_examples=25)
@given(ACTIONS)
def test_balances_equal_legs_equal_lots_and_full_returns_restore(actions: list[tuple]) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        world = World(open_shop(Path(folder)))
        for action in actions:
            match action:
                case ("sale", till, customer, pieces, points, lot_days):
                    world.sell(till, customer, pieces, points, lot_days)
                case ("return", till, which, much):
                    world.give_back(till, which, much)
                case ("day", days):
                    world.pass_days(days)
                case ("push", till, count):
                    world.push(till, count)
        for till in (TILL, OTHER_TILL):
            world.push(till)
        report = audit(world.shop.central.engine)
        assert report.findings == ()
        assert set(report.operations) <= {"applied"}
        _return_everything(world)
        for customer in (OLGA, IVAN):
            assert world.shop.account(customer).debt == 0
        world.shop.central.close()


INTERLEAVED = st.lists(
    st.one_of(
        st.tuples(
            st.just("sale"),
            st.sampled_from([TILL, OTHER_TILL]),
            st.sampled_from([OLGA, IVAN]),
            st.lists(st.integers(1, 3), min_size=1, max_size=2),
            st.sampled_from([0, 100, 300, 1_000, 20_000, 30_000]),
            st.integers(1, 60),
        ),
        st.tuples(st.just("return"), st.sampled_from([TILL, OTHER_TILL]), st.integers(0, 20), st.integers(0, 2)),
        st.tuples(st.just("push"), st.sampled_from([TILL, OTHER_TILL]), st.integers(1, 3)),
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(INTERLEAVED, st.randoms(use_true_random=False))
def test_interleaved_sales_that_all_came_back_leave_every_account_and_lot_as_it_was(
    actions: list[tuple],  # type: ignore[type-arg]
    chance: Random,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(open_shop(Path(folder)))
        before = {customer: world.shop.account(customer) for customer in (OLGA, IVAN)}
        for action in actions:
            match action:
                case ("sale", till, customer, pieces, points, lot_days):
                    world.sell(till, customer, pieces, points, lot_days)
                case ("return", till, which, much):
                    world.give_back(till, which, much)
                case ("push", till, count):
                    world.push(till, count)
            for customer in (OLGA, IVAN):
                account = world.shop.account(customer)
                assert account.debt == 0 or account.available == 0
        order = [which for which in range(len(world.sales)) for _ in range(3)]
        chance.shuffle(order)
        for which in order:
            world.give_back(chance.choice([TILL, OTHER_TILL]), which, 2)
            world.push(chance.choice([TILL, OTHER_TILL]))
        world.push(TILL)
        world.push(OTHER_TILL)
        assert {customer: world.shop.account(customer) for customer in before} == before
        report = audit(world.shop.central.engine)
        assert report.findings == ()
        assert set(report.operations) <= {"applied"}
        world.shop.central.close()


def _return_everything(world: World) -> None:
    """Nothing sold is left: the programme has redeemed nothing, risks nothing, and has issued the opening alone."""
    for which in range(len(world.sales)):
        for _ in range(4):
            world.give_back(TILL, which, 2)
    world.push(TILL)
    report = audit(world.shop.central.engine)
    assert report.findings == ()
    assert set(report.operations) <= {"applied"}
    assert report.sums["programme.redeemed"] == 0  # type: ignore[index]
    assert report.sums["programme.risk"] == 0  # type: ignore[index]
    assert report.sums["programme.issued"] == -50_000  # type: ignore[index]


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=3),
    st.integers(0, 50_000),
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=12),
)
def test_a_sale_that_came_back_whole_in_any_order_leaves_the_account_as_it_was(
    pieces: list[int], points: int, order: list[tuple[int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(open_shop(Path(folder)))
        before = world.shop.account()
        world.sell(TILL, OLGA, pieces, points, 30)
        for line, much in order:
            world.give_back(TILL if line % 2 else OTHER_TILL, line, much)
            world.push(TILL)
            world.push(OTHER_TILL)
        _return_everything(world)
        assert world.shop.account() == before
        world.shop.central.close()
