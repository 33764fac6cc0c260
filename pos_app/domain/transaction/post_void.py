"""Post-void: a sale undone as a whole, within its shift and before anything of it came back (ARTS «post void»)."""

from collections.abc import Mapping
from dataclasses import replace

from pos_app.domain.money.units import Points, Quantity
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import VoidRefusedError
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


def post_void(
    sale: Sale,
    already: Mapping[str, Quantity],
    receipt_id: str,
    head: ReceiptHead,
    reason: str = "",
    balance_before: Points | None = None,
) -> SaleReturn:
    """The whole mirror of the sale. ``already``: thousandths that came back by line id.

    Raises :class:`VoidRefusedError` ``other_shift``, ``returned_already``.
    """
    if head.shift_id != sale.shift_id:
        raise VoidRefusedError("other_shift", sale.number)
    if any(already.values()):
        raise VoidRefusedError("returned_already", sale.number)
    everything = {line.line_id: line.quantity for line in sale.lines}
    return replace(build_return(sale, {}, everything, receipt_id, head, reason, balance_before), voids=True)
