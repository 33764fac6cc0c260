"""Change that stayed on the customer's money account: an advance like a top-up, though nobody put it into the basket.

It stands in the tenders of the sale and in no list of advances, so that it has no id of its own there; for whoever pays
it out, prints it or taxes it, it is one more advance under ``KEPT_CHANGE_LINE``.
"""

from pos_app.domain.money.units import BasisPoints
from pos_app.domain.stored_value.advance import Advance, SoldAdvance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale

KEPT_CHANGE_LINE = "change"
"""Its line in any sale; ids of lines are UUIDs."""
KEPT_CHANGE = "Пополнение счёта сдачей"
"""Its name on paper, also on the fiscal one, which is in Russian by law."""


def kept_change(sale: Sale) -> SoldAdvance | None:
    """What was kept, by the tenders that gave the change; None if all of it was handed over."""
    kept = tuple(tender.kept_kopecks for tender in sale.tenders)
    if not any(kept):
        return None
    advance = Advance(KEPT_CHANGE_LINE, ValueKind.ACCOUNT, sum(kept), KEPT_CHANGE)
    return SoldAdvance(advance, kept, _usual_rate(sale))


def paid_in_advance(sale: Sale) -> tuple[SoldAdvance, ...]:
    """All that may be paid out again: certificates and top-ups in their order, then change that was kept."""
    kept = kept_change(sale)
    return sale.advances if kept is None else (*sale.advances, kept)


def _usual_rate(sale: Sale) -> BasisPoints | None:
    """Of money whose goods are not known yet: the highest rate of what was bought beside it."""
    rates = [line.vat_bp for line in sale.lines] + [sold.vat_bp for sold in sale.advances]
    return max((rate for rate in rates if rate is not None), default=None)
