import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money.pieces import PieceCountError, PieceSpread, dearest_pieces, spread_over_pieces


@given(st.integers(0, 10**7), st.integers(1, 300), st.data())
def test_pieces_sum_to_the_line_and_the_dearest_are_its_first(amount: int, count: int, data: st.DataObject) -> None:
    spread = spread_over_pieces(amount, count)
    pieces = [spread.price_kopecks + 1] * spread.dear_count + [spread.price_kopecks] * spread.cheap_count
    assert len(pieces) == count
    assert sum(pieces) == amount
    assert max(pieces) - min(pieces) <= 1
    chosen = data.draw(st.integers(0, count))
    assert dearest_pieces(amount, count, chosen) == sum(sorted(pieces, reverse=True)[:chosen])


def test_example_b_200_pieces_multiply_out() -> None:
    assert spread_over_pieces(347_580, 200) == PieceSpread(1737, 20, 180)


@pytest.mark.parametrize(("count", "chosen"), [(0, 0), (3, 4), (3, -1)])
def test_a_number_of_pieces_that_does_not_fit_is_refused(count: int, chosen: int) -> None:
    with pytest.raises(PieceCountError) as caught:
        dearest_pieces(100, count, chosen)
    assert caught.value.key == "piece_count"
