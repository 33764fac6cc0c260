from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.birthday import birthday_in, birthday_near, days_to_birthday

dates = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(dates, dates, st.integers(0, 180), st.integers(0, 180))
def test_the_window_is_the_days_around_the_birthday_and_no_other(born: date, on: date, before: int, after: int) -> None:
    birthday = (born.month, born.day)
    around = {
        birthday_in(year, *birthday) + timedelta(days=offset)
        for year in (on.year - 1, on.year, on.year + 1)
        for offset in range(-before, after + 1)
    }
    kept = birthday_near(birthday, on, before, after)
    assert (kept is not None) == (on in around)
    assert kept is None or -before <= (on - kept).days <= after


@given(dates, dates)
def test_the_next_birthday_is_within_a_year(born: date, on: date) -> None:
    days = days_to_birthday((born.month, born.day), on)
    assert 0 <= days <= 366
    next_day = on + timedelta(days=days)
    assert next_day == birthday_in(next_day.year, born.month, born.day)


@pytest.mark.parametrize(
    ("year", "kept"), [(2027, date(2027, 2, 28)), (2028, date(2028, 2, 29)), (2100, date(2100, 2, 28))]
)
def test_the_leap_day_is_kept_on_the_28th_in_other_years(year: int, kept: date) -> None:
    assert birthday_in(year, 2, 29) == kept


def test_a_window_goes_over_the_turn_of_the_year() -> None:
    assert birthday_near((1, 1), date(2026, 12, 30), 3, 3) == date(2027, 1, 1)
    assert birthday_near((12, 31), date(2027, 1, 2), 3, 3) == date(2026, 12, 31)
    assert birthday_near((12, 31), date(2027, 1, 4), 3, 3) is None
