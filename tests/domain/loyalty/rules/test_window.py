from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.loyalty.rules.window import ALWAYS, WEEK, Closed, Hours, Weekday, Window, closed_because
from tests.domain.goods import MOSCOW
from tests.domain.loyalty.drawn_rules import windows

SATURDAY = datetime(2026, 3, 14, 19, 30, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("window", "why"),
    [
        (ALWAYS, None),
        (Window(from_day=date(2026, 3, 14), to_day=date(2026, 3, 14)), None),
        (Window(from_day=date(2026, 3, 15)), Closed.NOT_BEGUN),
        (Window(to_day=date(2026, 3, 13)), Closed.OVER),
        (Window(weekdays=(Weekday.SAT, Weekday.SUN)), None),
        (Window(weekdays=(Weekday.FRI,)), Closed.OTHER_WEEKDAY),
        (Window(hours=(Hours(time(17), time(19, 30)),)), Closed.OTHER_HOURS),
        (Window(hours=(Hours(time(17), time(19, 31)),)), None),
        (Window(hours=(Hours(time(8), time(9)), Hours(time(19, 30), time(0)))), None),
        (Window(to_day=date(2026, 3, 13), weekdays=(Weekday.MON,)), Closed.OVER),
    ],
)
def test_the_first_reason_is_told(window: Window, why: Closed | None) -> None:
    assert closed_because(window, SATURDAY) is why


def test_a_span_until_midnight_holds_the_last_minute() -> None:
    late = Window(hours=(Hours(time(20), time(0)),))
    assert closed_because(late, SATURDAY.replace(hour=23, minute=59)) is None
    assert closed_because(late, SATURDAY.replace(hour=0, minute=0)) is Closed.OTHER_HOURS


@given(windows(), st.integers(0, 700 * 24 * 60))
def test_a_window_holds_exactly_when_each_part_does(window: Window, minutes: int) -> None:
    at = datetime(2026, 2, 1, tzinfo=MOSCOW) + timedelta(minutes=minutes)
    minute = at.hour * 60 + at.minute
    spans = [(h.from_time.hour * 60 + h.from_time.minute, h.to_time.hour * 60 + h.to_time.minute) for h in window.hours]
    holds = (
        (window.from_day or date.min) <= at.date() <= (window.to_day or date.max)
        and (not window.weekdays or WEEK[at.weekday()] in window.weekdays)
        and (not spans or any(begin <= minute < (end or 1440) for begin, end in spans))
    )
    assert (closed_because(window, at) is None) == holds
