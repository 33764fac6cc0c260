from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.account import HeldMembership, Standing
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.membership import (
    MembershipBought,
    memberships_bought,
    memberships_of,
    privileges_of,
)
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.tiers import Privilege
from pos_app.domain.transaction.build import build_sale
from tests.domain.goods import basket, item, line, programme, tier
from tests.domain.receipts import RATES, cash, head, priced_basket, priced_line

QUEUE = Privilege("no_queue", LocalText("Без очереди", "No queue"))
SALES = Privilege("closed_sales", LocalText("Закрытые распродажи", "Closed sales"))
CLUB = Membership("club", LocalText("Клуб", "Club"), ("card-30",), 30, privileges=(QUEUE, SALES))
RULES = replace(programme(tiers=(replace(tier("gold", 0, 0, 0), privileges=(QUEUE,)),)), memberships=(CLUB,))
DAY = date(2026, 3, 14)


def bought(offset: int, periods: int = 1) -> MembershipBought:
    return MembershipBought("club", DAY + timedelta(days=offset), periods)


def test_a_period_begins_on_the_day_or_after_the_running_one() -> None:
    assert memberships_of(RULES, (bought(0),)) == (HeldMembership("club", DAY + timedelta(days=29)),)
    assert memberships_of(RULES, (bought(10), bought(0))) == (HeldMembership("club", DAY + timedelta(days=59)),)
    assert memberships_of(RULES, (bought(0), bought(30))) == (HeldMembership("club", DAY + timedelta(days=59)),)
    assert memberships_of(RULES, (bought(0), bought(40))) == (HeldMembership("club", DAY + timedelta(days=69)),)
    assert memberships_of(RULES, (MembershipBought("gone", DAY, 1),)) == ()


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 3)), max_size=6), st.integers(0, 200))
def test_a_membership_that_came_back_leaves_what_was_there(others: list[tuple[int, int]], offset: int) -> None:
    before = [bought(*one) for one in others]
    assert memberships_of(RULES, [*before, bought(offset, 0)]) == memberships_of(RULES, before)


def test_a_sale_tells_its_memberships_less_what_came_back() -> None:
    goods = basket(line("a", item("card-30", 50_000), 2000), line("b", item("bread", 5000), 1000))
    priced = priced_basket(priced_line("a", 2000, 100_000), priced_line("b", 1000, 5000))
    sale = build_sale(goods, priced, (cash(105_000),), head(), RULES, RATES)
    assert memberships_bought(RULES, sale) == (MembershipBought("club", DAY, 2),)
    assert memberships_bought(RULES, sale, {"a": 1000}) == (MembershipBought("club", DAY, 1),)


def test_the_cashier_sees_each_privilege_once_while_it_lasts() -> None:
    member = Standing("c", "gold", 0, memberships=(HeldMembership("club", DAY),))
    assert privileges_of(RULES, member, DAY) == (QUEUE, SALES)
    assert privileges_of(RULES, member, DAY + timedelta(days=1)) == (QUEUE,)
    assert privileges_of(RULES, replace(member, tier_code=None), DAY + timedelta(days=1)) == ()
