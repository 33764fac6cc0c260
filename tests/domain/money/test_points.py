from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money.points import kopecks_to_points, least_kopecks_for, points_to_kopecks

point_values = st.integers(1, 1000)


@given(st.integers(0, 10**9), point_values)
def test_points_that_pay_a_sum_pay_it_whole_and_one_hundredth_less_does_not(kopecks: int, value: int) -> None:
    points = kopecks_to_points(kopecks, value)
    assert points_to_kopecks(points, value) >= kopecks
    assert points == 0 or points_to_kopecks(points - 1, value) < kopecks


@given(st.integers(0, 10**9), point_values)
def test_what_a_balance_can_pay_never_takes_more_than_the_balance(points: int, value: int) -> None:
    assert kopecks_to_points(points_to_kopecks(points, value), value) <= points


@given(st.integers(0, 10**6), point_values)
def test_the_least_sum_for_a_minimum_takes_the_minimum_and_a_kopeck_less_does_not(points: int, value: int) -> None:
    kopecks = least_kopecks_for(points, value)
    assert kopecks_to_points(kopecks, value) >= points
    assert kopecks == 0 or kopecks_to_points(kopecks - 1, value) < points


def test_a_point_is_a_rouble_by_default() -> None:
    assert points_to_kopecks(12345, 100) == 12345
    assert kopecks_to_points(12345, 100) == 12345
    assert points_to_kopecks(333, 50) == 166
