from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES, Stage


def test_stages_stand_in_the_order_of_the_arithmetic() -> None:
    assert [stage.place for stage in Stage] == list(range(8))
    assert DISCOUNT_STAGES[0] is Stage.GOODS_PROMOTION
    assert DISCOUNT_STAGES[-1] is Stage.MANUAL_DISCOUNT
    assert Stage.POINTS.place < Stage.CASH_ROUNDING.place < Stage.EARNING.place
