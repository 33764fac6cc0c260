"""What shops, cashiers and customers are like: drawn once for each shop, and different in every one.

Shares are chances in a hundred. Nothing here looks at how suspicious use is found.
"""

from dataclasses import dataclass, field
from random import Random

from pos_app.domain.people.customer_came import CameBy

WAYS = (CameBy.WHOLE_PHONE, CameBy.CARD_SCAN, CameBy.ROTATING_CARD, CameBy.STATIC_QR, CameBy.LAST_DIGITS)
"""How honest customers name themselves; the first is what most shops live by."""


@dataclass(frozen=True, slots=True)
class Cashier:
    """``asks_first``: of customers without a habit, how many he asks for the card before the goods.

    ``own_account``: his account as a customer, "" where he has none or nobody told. ``buys_at_own_till``: of what he
    buys, how much he rings up himself. ``marks_down``: how freely he gives discounts, 100 as the shop does.
    """

    operator_id: str
    limit_bp: int
    asks_first: int
    marks_down: int
    own_account: str
    buys_a_week: int
    buys_at_own_till: int


@dataclass(frozen=True, slots=True)
class Customer:
    """``visits``: in ten weeks. ``hour``: of the day when he comes mostly. ``shows_first``: the card before the goods.

    ``spends``: of his receipts, how many take points. ``shares``: a family, or a café: several people use the account.
    """

    customer_id: str
    visits: int
    hour: int
    way: CameBy
    shows_first: int
    spends: int
    pays_cash: int
    shares: bool


@dataclass(frozen=True, slots=True)
class Shop:
    """``receipts``: of one till on a plain day. ``named``: receipts with a customer. ``busy``: factor by weekday, in

    hundredths. ``discounts``, ``at_limit``, ``undone``, ``returned``: of receipts, in thousandths, but ``at_limit`` of
    the discounts, in hundredths.
    """

    shop_id: str
    tills: int
    opens: int
    closes: int
    receipts: int
    named: int
    cash: int
    busy: tuple[int, ...]
    discounts: int
    at_limit: int
    undone: int
    returned: int
    rung_anew: int
    way_weights: tuple[int, ...]
    cashiers: tuple[Cashier, ...]
    customers: tuple[Customer, ...] = field(repr=False)


def make_shop(number: int, chance: Random) -> Shop:
    """One shop with its people; a small one has one till and 60 receipts a day, a large one 4 tills of 200."""
    shop_id = f"shop-{number}"
    tills = chance.choice((1, 1, 2, 2, 3, 4))
    receipts, named, cash = chance.randint(60, 200), chance.randint(25, 75), chance.randint(15, 50)
    opens = chance.choice((7, 8, 9))
    weights = (chance.randint(35, 80), chance.randint(5, 40), chance.randint(0, 15), chance.randint(0, 15))
    return Shop(
        shop_id=shop_id,
        tills=tills,
        opens=opens,
        closes=chance.choice((20, 21, 22)),
        receipts=receipts,
        named=named,
        cash=cash,
        busy=tuple(chance.randint(80, 115) for _ in range(4)) + tuple(chance.randint(95, 165) for _ in range(3)),
        discounts=chance.choice((2, 5, 10, 20, 40, 70)),
        at_limit=chance.randint(10, 60),
        undone=chance.randint(2, 8),
        returned=chance.randint(2, 12),
        rung_anew=chance.randint(50, 85),
        way_weights=(*weights, chance.randint(2, 20)),
        cashiers=tuple(_cashier(shop_id, place, chance) for place in range(tills * 2 + chance.randint(0, 2))),
        customers=_customers(shop_id, receipts * tills * named * 7 // 100, cash, weights, chance),
    )


def _cashier(shop_id: str, place: int, chance: Random) -> Cashier:
    name = f"{shop_id}/cashier-{place}"
    tolerant = chance.randrange(100) < 40
    return Cashier(
        operator_id=name,
        limit_bp=1_500 if place == 0 else 500,
        asks_first=chance.choice((2, 5, 10, 25, 50, 85)),
        marks_down=chance.choice((40, 70, 100, 140, 220)),
        own_account=f"{name}/account" if chance.randrange(100) < 75 else "",
        buys_a_week=chance.randint(0, 4),
        buys_at_own_till=chance.randint(5, 25) if tolerant else 1,
    )


def _customers(
    shop_id: str, visits_a_week: int, cash: int, weights: tuple[int, ...], chance: Random
) -> tuple[Customer, ...]:
    """As many as make up the visits of a week; few come daily, most now and then."""
    people: list[Customer] = []
    left = visits_a_week * 10
    while left > 0:
        draw = chance.randrange(1_000)
        if draw < 600:
            visits = chance.randint(1, 5)
        elif draw < 850:
            visits = chance.randint(6, 14)
        elif draw < 950:
            visits = chance.randint(15, 40)
        elif draw < 992:
            visits = chance.randint(41, 75)
        else:
            visits = chance.randint(76, 160)
        way = chance.choices(WAYS, (*weights, 10))[0]
        people.append(
            Customer(
                customer_id=f"{shop_id}/customer-{len(people)}",
                visits=visits,
                hour=chance.randint(8, 20),
                way=way,
                shows_first=chance.choices((3, 40, 92), (70, 15, 15))[0],
                spends=chance.choices((0, 5, 25, 60), (35, 35, 20, 10))[0],
                pays_cash=max(0, min(100, cash + chance.randint(-30, 30))),
                shares=visits > 75 or chance.randrange(100) < 6,
            )
        )
        left -= visits
    return tuple(people)
