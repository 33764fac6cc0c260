"""A receipt whose goods come back: what of each line is left, and which lines a scanned code means."""

from dataclasses import dataclass

from pos_app.domain.money.units import Quantity
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.services.advance_returns import ReturnableAdvance
from pos_app.services.errors import ServiceError


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    """A sold line, how much of it came back, and how much is left; thousandths of its unit."""

    line: SaleLine
    returned: Quantity
    left: Quantity


@dataclass(frozen=True, slots=True)
class CouponOnReceipt:
    """A coupon that ends when all goods of its receipt come back; ``used_by``: the receipt here that used it before."""

    number: str
    used_by: str = ""


@dataclass(frozen=True, slots=True)
class ReturnableReceipt:
    """A stored sale with what may still come back; lines in the order of the receipt, then what was paid in advance.

    ``coupons``: what its paper bears for the next visit and loses with the goods.
    """

    sale: Sale
    lines: tuple[ReturnableLine, ...]
    advances: tuple[ReturnableAdvance, ...] = ()
    coupons: tuple[CouponOnReceipt, ...] = ()

    @property
    def first_left(self) -> str | None:
        """The first line, or else certificate or top-up, of which something may still come back; None: of nothing."""
        goods = [line.line.line_id for line in self.lines if line.left]
        return next(iter(goods + [each.line_id for each in self.advances if each.left]), None)

    def advance(self, line_id: str | None) -> ReturnableAdvance | None:
        """The certificate or top-up of that id; None for goods."""
        return next((each for each in self.advances if each.line_id == line_id), None)


def lines_with(opened: ReturnableReceipt | None, codes: set[str], mark: str = "") -> tuple[ReturnableLine, ...]:
    """Lines whose goods have one of ``codes``, bar codes or an article; of marked goods that very piece.

    Another piece of marked goods is not this one: it was sold on another receipt, or never.
    """
    if opened is None:
        raise ServiceError("goods_before_receipt")
    if mark and any(line.line.mark for line in opened.lines):
        codes = set()
        marked = tuple(line for line in opened.lines if line.line.mark == mark)
        if marked:
            return marked
    bare = {code.lstrip("0") for code in codes}
    found = tuple(
        line for line in opened.lines if codes & set(line.line.item.codes) or line.line.item.article.lstrip("0") in bare
    )
    if not found:
        raise ServiceError("not_on_receipt", number=opened.sale.number)
    return found


def certificate_of(opened: ReturnableReceipt | None, number: str) -> ReturnableAdvance:
    """The certificate that the opened receipt sold."""
    if opened is None:
        raise ServiceError("goods_before_receipt")
    found = next((each for each in opened.advances if each.sold.advance.reference == number), None)
    if found is None:
        raise ServiceError("not_on_receipt", number=opened.sale.number)
    return found
