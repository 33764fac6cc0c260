"""How much trade there is: shops, tills, days, shifts and receipts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

FIRST_DAY = date(2025, 1, 1)
_OPENS_AT_HOURS = (5, 14)
"""UTC: 8 and 17 by the clock of Moscow."""


@dataclass(frozen=True, slots=True)
class Trade:
    """Each till has two shifts a day, each of ``receipts_each`` receipts."""

    shops: int
    tills_each: int
    days: int
    receipts_each: int

    @property
    def shifts(self) -> int:
        """All of them."""
        return self.shops * self.tills_each * self.days * len(_OPENS_AT_HOURS)

    @property
    def receipts(self) -> int:
        """All of them."""
        return self.shifts * self.receipts_each

    @property
    def last_day(self) -> date:
        """Of the trade."""
        return FIRST_DAY + timedelta(days=self.days - 1)

    def with_receipts(self, receipts: int) -> "Trade":
        """The same shifts with that many receipts in all, more or less."""
        return replace(self, receipts_each=max(1, receipts // self.shifts))

    def shift_rows(self) -> Iterator[tuple[object, ...]]:
        """Index, id, shop, till, number, day, opening in ms: in the order of days."""
        index = 0
        for day_number in range(self.days):
            day = FIRST_DAY + timedelta(days=day_number)
            for shop in range(self.shops):
                for till in range(self.tills_each):
                    for place, hour in enumerate(_OPENS_AT_HOURS):
                        at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
                        number = day_number * len(_OPENS_AT_HOURS) + place + 1
                        yield (
                            index,
                            f"shift-{index:09d}",
                            f"shop-{shop:03d}",
                            f"till-{shop:03d}-{till:03d}",
                            str(till + 1),
                            number,
                            day,
                            int(at.timestamp()) * 1000,
                        )
                        index += 1


YEAR = 365
TILL_TRADE = Trade(1, 1, YEAR, 1)
SERVER_TRADES = {
    200: Trade(2, 1, 50, 1),
    2_000: Trade(2, 1, YEAR, 1),
    20_000: Trade(2, 1, YEAR, 1),
    200_000: Trade(2, 1, YEAR, 1),
    2_000_000: Trade(20, 1, YEAR, 1),
    20_000_000: Trade(20, 10, YEAR, 1),
}
"""By the number of receipts: a chain grows by its shops and tills, a till by its receipts."""
