"""Birthdays on the calendar: 29 February is kept on 28 February in years that have none."""

from datetime import date, timedelta

LEAP_DAY = (2, 29)


def birthday_in(year: int, month: int, day: int) -> date:
    """The day on which a birthday is kept in a year."""
    if (month, day) == LEAP_DAY and not _is_leap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def birthday_near(birthday: tuple[int, int], on: date, days_before: int, days_after: int) -> date | None:
    """The birthday (month, day) in whose window ``on`` lies, both ends included; None outside.

    The window goes over the turn of the year. Together the days are less than a year, so there is at most one.
    """
    for year in (on.year - 1, on.year, on.year + 1):
        kept = birthday_in(year, *birthday)
        if kept - timedelta(days=days_before) <= on <= kept + timedelta(days=days_after):
            return kept
    return None


def days_to_birthday(birthday: tuple[int, int], on: date) -> int:
    """Days from ``on`` to the next birthday; 0 on the day itself."""
    kept = birthday_in(on.year, *birthday)
    if kept < on:
        kept = birthday_in(on.year + 1, *birthday)
    return (kept - on).days


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
