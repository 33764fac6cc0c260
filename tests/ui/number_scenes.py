"""Scenes of single coupons and orders."""

from collections.abc import Callable

from pos_app.domain.codes.shop_numbers import ORDER_SERIES
from pos_app.domain.coupon.coupon_number import coupon_number
from pos_app.domain.pre_order.pre_order import PreOrder, PreOrderLine, PreOrderState
from tests.ui.demo_till import GOODS, MILK
from tests.ui.stage import Stage

ORDER = ORDER_SERIES.compose(7)


def several_coupons(stage: Stage) -> None:
    """Two single coupons in the receipt, one of which does nothing more."""
    codes = [coupon_number("KCN", serial) for serial in (7, 8)]
    stage.till.claim_door.issued = set(codes)
    stage.open_shift()
    stage.scan(MILK, *codes)
    stage.keys("F8", "F7")


def order_open(stage: Stage) -> None:
    """An order with a prepaid sum is the open receipt."""
    lines = (PreOrderLine(GOODS[0].item_id, GOODS[0].name, 2_000), PreOrderLine(GOODS[1].item_id, GOODS[1].name, 1_000))
    stage.till.claim_door.orders = {ORDER: PreOrder(ORDER, "shop", PreOrderState.WAITING, lines, "c-1", 5_000)}
    stage.open_shift()
    stage.scan(ORDER)


NUMBER_SCENES: dict[str, Callable[[Stage], None]] = {
    "coupons_out": several_coupons,
    "order_void": lambda stage: order_open(stage) or stage.keys("F8"),
    "order_cancel": lambda stage: order_open(stage) or stage.keys("F8", "F6"),
    "order_cancelled": lambda stage: order_open(stage) or stage.keys("F8", "F6", "1", "2222", "Enter"),
}
