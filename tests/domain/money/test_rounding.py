import ast
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pos_app.domain
from pos_app.domain.money.rate import part_floor, part_half_up
from pos_app.domain.money.rounding import RoundingError, div_ceil, div_floor, div_half_up, floor_to_step

dividends = st.integers(-(10**12), 10**12)
divisors = st.integers(1, 10**9)


@given(dividends, divisors)
def test_each_division_is_the_exact_fraction_rounded_as_its_name_says(dividend: int, divisor: int) -> None:
    exact = Fraction(dividend, divisor)
    assert div_floor(dividend, divisor) == math.floor(exact)
    assert div_ceil(dividend, divisor) == math.ceil(exact)
    assert div_half_up(dividend, divisor) == math.floor(exact + Fraction(1, 2))


@pytest.mark.parametrize(("dividend", "divisor", "nearest"), [(1, 2, 1), (-1, 2, 0), (3, 2, 2), (5, 10, 1), (4, 10, 0)])
def test_halves_go_up_and_never_away_from_zero(dividend: int, divisor: int, nearest: int) -> None:
    assert div_half_up(dividend, divisor) == nearest


@given(st.integers(0, 10**9), st.integers(1, 1000))
def test_a_step_takes_the_greatest_multiple_below(value: int, step: int) -> None:
    floored = floor_to_step(value, step)
    assert floored % step == 0
    assert floored <= value < floored + step


@pytest.mark.parametrize("divisor", [0, -3])
def test_a_divisor_that_is_not_positive_is_a_clear_error(divisor: int) -> None:
    for division in (div_floor, div_ceil, div_half_up, floor_to_step):
        with pytest.raises(RoundingError, match=f"got {divisor}") as caught:
            division(10, divisor)
        assert caught.value.key == "divisor_not_positive"


def test_rates_of_the_worked_examples() -> None:
    assert part_floor(9999, 5000) == 4999
    assert part_half_up(386200, 1000) == 38620
    assert part_half_up(10, 500) == 1


@pytest.mark.parametrize("room", ["money", "basket", "pricing", "loyalty", "catalogue"])
def test_no_other_file_of_these_rooms_divides(room: str) -> None:
    """`/`, `//` and round() stand in rounding.py alone; divmod, which loses nothing, is free."""
    house = Path(pos_app.domain.__path__[0]) / room
    offenders = []
    for path in sorted(house.rglob("*.py")):
        if path.name == "rounding.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.FloorDiv)
            rounds = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"round", "float"}
            )
            if divides or rounds or (isinstance(node, ast.Constant) and isinstance(node.value, float)):
                offenders.append(f"{path.name}:{node.lineno}")
    assert offenders == []
