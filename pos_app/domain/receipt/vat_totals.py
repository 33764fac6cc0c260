"""VAT inside the sums of a receipt, by rate: n % of a gross sum is n / (100 + n) of it, half up to the kopeck."""

from collections.abc import Iterable

from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_half_up
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.domain.transaction.sale_return import ReturnLine, SaleReturn


def vat_within(gross_kopecks: Kopecks, rate_bp: BasisPoints) -> Kopecks:
    """The tax contained in a gross sum: 22 % in 122.00 are 22.00."""
    return div_half_up(gross_kopecks * rate_bp, WHOLE_BP + rate_bp)


def taxed_kopecks(line: SaleLine | ReturnLine, picture: ReceiptPicture) -> Kopecks:
    """What is taxed of a line: its money where points are a discount, else money and points."""
    if picture is ReceiptPicture.COUNTER_PERFORMANCE:
        return line.money_kopecks + line.points_kopecks
    return line.money_kopecks


def sale_vat(sale: Sale) -> tuple[tuple[BasisPoints | None, Kopecks], ...]:
    """Tax by rate, highest rate first; for goods without VAT (rate None) their gross sum, last.

    An advance is taxed with what it will buy, by the same part of its sum.
    """
    goods = [(line.vat_bp, taxed_kopecks(line, sale.receipt_picture)) for line in sale.lines]
    return _by_rate([*goods, *((sold.vat_bp, sold.advance.kopecks) for sold in paid_in_advance(sale))])


def return_vat(sale_return: SaleReturn, sale: Sale) -> tuple[tuple[BasisPoints | None, Kopecks], ...]:
    """As ``sale_vat``, at the rates of the day of sale."""
    rates = {line.line_id: line.vat_bp for line in sale.lines}
    rates |= {sold.advance.line_id: sold.vat_bp for sold in paid_in_advance(sale)}
    goods = [(rates[line.line_id], taxed_kopecks(line, sale.receipt_picture)) for line in sale_return.lines]
    return _by_rate([*goods, *((rates[back.line_id], back.kopecks) for back in sale_return.advances)])


def _by_rate(
    parts: Iterable[tuple[BasisPoints | None, Kopecks]],
) -> tuple[tuple[BasisPoints | None, Kopecks], ...]:
    gross: dict[BasisPoints | None, Kopecks] = {}
    for rate_bp, kopecks in parts:
        gross[rate_bp] = gross.get(rate_bp, 0) + kopecks
    ordered = sorted(gross.items(), key=lambda pair: -1 if pair[0] is None else pair[0], reverse=True)
    return tuple(
        (rate_bp, kopecks if rate_bp is None else vat_within(kopecks, rate_bp)) for rate_bp, kopecks in ordered
    )
