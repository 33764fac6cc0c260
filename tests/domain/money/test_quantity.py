from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money.quantity import FractionOfPieceError, is_whole, line_amount, line_floor, whole_units

prices = st.integers(0, 10**7)
quantities = st.integers(1, 10**6)


@given(prices, quantities)
def test_a_line_costs_price_by_quantity_to_the_nearest_kopeck(price: int, quantity: int) -> None:
    assert abs(line_amount(price, quantity) - Fraction(price * quantity, 1000)) <= Fraction(1, 2)


@given(prices, prices, quantities)
def test_the_floor_of_a_line_never_takes_a_unit_below_its_floor(price: int, floor: int, quantity: int) -> None:
    line = line_floor(floor, quantity)
    assert line * 1000 >= floor * quantity > (line - 1) * 1000
    if floor < price:
        assert line <= line_amount(price, quantity) + 1


def test_amounts_known_by_hand() -> None:
    assert line_amount(9990, 1234) == 12328
    assert line_amount(1931, 200_000) == 386_200
    assert line_amount(1, 500) == 1
    assert line_floor(1, 1) == 1
    assert line_floor(21900, 500) == 10950


def test_pieces_are_whole() -> None:
    assert whole_units(3000) == 3
    assert is_whole(3000)
    assert not is_whole(2500)
    with pytest.raises(FractionOfPieceError, match="got 2500") as caught:
        whole_units(2500)
    assert caught.value.key == "fraction_of_piece"
