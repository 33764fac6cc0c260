"""How much trade there is: shops large and small, tills, days, shifts, receipts and customers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FIRST_DAY = date(2026, 1, 1)
YEAR = 365
_OPENS_AT_HOURS = (5, 14)
"""UTC: 8 and 17 by the clock of Moscow."""
_RECEIPTS_A_SHOP = 40_000
_RECEIPTS_A_CUSTOMER = 10
_LARGE_SHARE_PERCENT = 26
"""Of all receipts, in the few large shops."""
_FEWEST_DAYS_RECEIPTS = 1_000
_FEWEST_DAYS = 50


@dataclass(frozen=True, slots=True)
class Branches:
    """Shops of one size. Each till has ``shifts_a_day`` shifts, each of ``receipts_each`` receipts."""

    shops: int
    tills_each: int
    shifts_a_day: int
    receipts_each: int


@dataclass(frozen=True, slots=True)
class Trade:
    """``days`` from ``FIRST_DAY`` on. The first shop is of the first, the largest kind."""

    branches: tuple[Branches, ...]
    days: int

    @property
    def shops(self) -> int:
        """All of them."""
        return sum(each.shops for each in self.branches)

    @property
    def shifts(self) -> int:
        """All of them."""
        return self.days * sum(each.shops * each.tills_each * each.shifts_a_day for each in self.branches)

    @property
    def receipts(self) -> int:
        """All of them."""
        return self.days * sum(
            each.shops * each.tills_each * each.shifts_a_day * each.receipts_each for each in self.branches
        )

    @property
    def most_receipts(self) -> int:
        """Of a shift."""
        return max(each.receipts_each for each in self.branches)

    @property
    def customers(self) -> int:
        """Who have an account."""
        return max(50, self.receipts // _RECEIPTS_A_CUSTOMER)

    @property
    def last_day(self) -> date:
        """Of the trade."""
        return FIRST_DAY + timedelta(days=self.days - 1)

    @property
    def now(self) -> datetime:
        """When all of it has happened: the evening of the last day, when the last shifts are closed."""
        return datetime(self.last_day.year, self.last_day.month, self.last_day.day, 20, tzinfo=UTC)

    def shift_rows(self) -> Iterator[tuple[object, ...]]:
        """Index, id, shop, till, number, day, opening in ms, how many receipts: in the order of days."""
        index = 0
        for day_number in range(self.days):
            day = FIRST_DAY + timedelta(days=day_number)
            shop = 0
            for branch in self.branches:
                for _ in range(branch.shops):
                    for till in range(branch.tills_each):
                        for place in range(branch.shifts_a_day):
                            at = datetime(day.year, day.month, day.day, _OPENS_AT_HOURS[place], tzinfo=UTC)
                            number = day_number * branch.shifts_a_day + place + 1
                            yield (
                                index,
                                shift_id(index),
                                shop_id(shop),
                                till_id(shop, till),
                                str(till + 1),
                                number,
                                day,
                                int(at.timestamp()) * 1000,
                                branch.receipts_each,
                            )
                            index += 1
                    shop += 1


def shop_id(number: int) -> str:
    """From 0; the first is the largest."""
    return f"shop-{number:03d}"


def till_id(shop: int, till: int) -> str:
    """From 0 in each shop."""
    return f"till-{shop:03d}-{till:03d}"


def shift_id(index: int) -> str:
    """From 0, in the order of days. As long as a real one."""
    return f"01900000-0000-7000-8000-{index:012d}"


def customer_id(number: int) -> str:
    """From 0. As long as a real one; the statements of ``made_trade`` make the same."""
    return f"01910000-0000-7000-8000-{number:012d}"


def till_trade(receipts: int) -> Trade:
    """A year of one till with two shifts a day."""
    return Trade((Branches(1, 1, 2, max(1, receipts // (YEAR * 2))),), YEAR)


def chain_trade(receipts: int) -> Trade:
    """A year of a chain: it grows by its shops. A few are large (twelve tills, two shifts each), the others small."""
    days = YEAR if receipts > _FEWEST_DAYS_RECEIPTS else _FEWEST_DAYS
    shops = max(2, receipts // _RECEIPTS_A_SHOP)
    large = max(1, shops // 125)
    tills = 12 if shops >= 25 else 1
    in_large = receipts * _LARGE_SHARE_PERCENT // 100
    each = max(1, in_large // (large * tills * 2 * days))
    rest = max(1, (receipts - in_large) // ((shops - large) * days))
    return Trade((Branches(large, tills, 2, each), Branches(shops - large, 1, 1, rest)), days)
