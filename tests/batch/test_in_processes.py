import os

import pytest

from pos_app.batch.in_processes import CHUNK, in_processes


def test_results_come_in_the_order_of_the_values() -> None:
    values = range(5 * CHUNK + 3)
    assert list(in_processes(values, lambda one: str(one).encode(), 2)) == [str(one).encode() for one in values]


def test_several_processes_are_at_work() -> None:
    seen = set(in_processes(range(20 * CHUNK), lambda one: str(os.getpid()).encode(), 2))
    assert str(os.getpid()).encode() not in seen


def test_few_values_are_done_right_here() -> None:
    assert set(in_processes(range(CHUNK), lambda one: str(os.getpid()).encode(), 2)) == {str(os.getpid()).encode()}


def test_an_error_of_a_process_comes_back() -> None:
    def fail(one: int) -> bytes:
        raise ValueError(f"value {one}")

    with pytest.raises(ValueError, match="value 0"):
        list(in_processes(range(3 * CHUNK), fail, 2))
