"""The order that is open will not be handed out: why, a second person, and what is told about the prepaid sum."""

from pos_app.domain.people.operator import Operator
from pos_app.domain.pre_order.opened_order import OpenedOrder
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.ui.dialogs.dialog import SaleHost
from pos_app.ui.dialogs.reason import ReasonDialog
from pos_app.ui.dialogs.second_person import with_second_person
from pos_app.ui.language import translate


def ask_to_cancel_order(host: SaleHost, order: OpenedOrder) -> None:
    """Why, and who approves; then the receipt begins anew without the order's goods."""
    sale = host.ui.services.sale

    def done(_record: OrderCancelled, _approver: Operator | None) -> None:
        host.close_dialog()
        host.show_sale(sale.state)
        host.ui.nudge()
        host.say(_told(host, order))

    def because(why: str) -> None:
        with_second_person(host, sale.cancel_order, done, (), why)

    about = translate("CancelOrder", "Cancel order {number} for good. Its goods go back to the shelf")
    host.open_dialog(ReasonDialog(host, about.format(number=order.number), _reasons(), because))


def _told(host: SaleHost, order: OpenedOrder) -> str:
    words = [translate("CancelOrder", "Order {number} is cancelled").format(number=order.number)]
    if order.prepaid_kopecks:
        text = translate("CancelOrder", "Prepaid {sum}: give no cash. The shop pays it back the way it was paid")
        words.append(text.format(sum=host.ui.formatting.roubles(order.prepaid_kopecks)))
    return ". ".join(words)


def _reasons() -> tuple[str, ...]:
    return (
        translate("Reasons", "The customer does not want it any more"),
        translate("Reasons", "The goods are not here"),
        translate("Reasons", "Nobody came for it"),
        translate("Reasons", "Other"),
    )
