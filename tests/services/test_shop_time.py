"""The shop's wall clock in the nights in which it is changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pos_app.services.shop_time import shop_time

ZONES = ("Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Yekaterinburg", "Australia/Lord_Howe")


@given(
    st.integers(0, 6 * 365 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(ZONES),
)
def test_it_is_the_same_instant_and_the_same_wall_clock(instant: datetime, zone: str) -> None:
    local = shop_time(instant, ZoneInfo(zone))
    assert local == instant
    assert local.replace(tzinfo=None) == instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert datetime.fromisoformat(local.isoformat()) == local


def test_what_is_written_in_the_hour_that_comes_twice_is_read_back_as_the_same() -> None:
    first = datetime(2026, 10, 25, 0, 3, tzinfo=UTC)  # 02:03 in Berlin, for the first time
    for instant in (first, first + timedelta(hours=1)):
        local = shop_time(instant, ZoneInfo("Europe/Berlin"))
        assert (local.hour, local.minute) == (2, 3)
        assert datetime.fromisoformat(local.isoformat()) == local
        assert datetime.fromisoformat(local.isoformat()) == instant
