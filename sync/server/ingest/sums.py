"""Whether a till's own sums add up. A record that does not is kept and shown, but posts nothing."""

from itertools import chain

from pos_app.domain.transaction.build import check_sale
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.domain.transaction.sale_return import ReturnLine, SaleReturn
from sync.server.ingest.rule_broken import RuleBrokenError

REASON = "sums_do_not_tie"


def check_sale_sums(sale: Sale) -> None:
    """Σ lines = totals, Σ tenders = money, nothing negative. Raises :class:`RuleBrokenError`."""
    try:
        check_sale(sale)
    except ReceiptMismatchError as error:
        raise RuleBrokenError(REASON, str(error)) from error
    _require(bool(sale.lines or sale.advances), "a sale has lines")
    _require(len({line.line_id for line in sale.lines}) == len(sale.lines), "each line has an id of its own")
    for line in sale.lines:
        if line.quantity <= 0:
            raise _broken(f"line {line.line_id} has a quantity above 0")
        if _has_figure_below_0(line):
            raise _broken(f"line {line.line_id} has no figure below 0")
    for tender in sale.tenders:
        _require(tender.amount_kopecks > 0 and tender.change_kopecks >= 0, "a tender pays more than 0")
    if sale.customer_id is None:
        _require(sale.points == 0 and sale.earned == 0, "points need a customer")


def check_return_sums(sale_return: SaleReturn) -> None:
    """The same for a return: lines = totals, refunds = money, nothing negative. Raises :class:`RuleBrokenError`."""
    lines = sale_return.lines
    advances = sale_return.advances
    _require(bool(lines or advances), "a return has lines")
    ids = [line.line_id for line in lines] + [back.line_id for back in advances]
    _require(len(set(ids)) == len(ids), "each line comes back once")
    for back in advances:
        _require(back.kopecks > 0 and min(back.tender_kopecks, default=0) >= 0, "an advance has no figure below 0")
        _require(sum(back.tender_kopecks) == back.kopecks, f"advance {back.line_id}: tenders = sum")
    for line in lines:
        _require(line.quantity > 0, f"line {line.line_id} has a quantity above 0")
        _require(min(_return_figures(line)) >= 0, f"line {line.line_id} has no figure below 0")
        _require(sum(line.tender_kopecks) == line.money_kopecks, f"line {line.line_id}: tenders = money")
    _require(sum(line.money_kopecks for line in lines) == sale_return.money_kopecks, "lines = money")
    _require(sum(line.points for line in lines) == sale_return.points, "lines = points")
    _require(sum(line.points_kopecks for line in lines) == sale_return.points_kopecks, "lines = points as money")
    _require(sum(line.earned for line in lines) == sale_return.earned, "lines = earned points")
    _require(all(refund.amount_kopecks >= 0 for refund in sale_return.refunds), "no refund below 0")
    cuts = (sale_return.rounding_kopecks, sale_return.withheld_kopecks)
    _require(min(*cuts, sale_return.withheld_points) >= 0, "nothing is withheld below 0")
    refunded = sum(refund.amount_kopecks for refund in sale_return.refunds)
    due = sale_return.money_kopecks + sale_return.advance_kopecks
    _require(refunded + sum(cuts) == due, "refunds, rounding and what is withheld = money and advances")


def _has_figure_below_0(line: SaleLine) -> bool:
    if line.list_kopecks < 0 or line.net_kopecks < 0 or line.money_kopecks < 0:
        return True
    if line.points < 0 or line.points_kopecks < 0 or line.earned < 0 or min(line.tender_kopecks, default=0) < 0:
        return True
    return bool(line.takes) and min([take.amount_kopecks for take in line.takes]) < 0


def _return_figures(line: ReturnLine) -> chain[int]:
    return chain((line.money_kopecks, line.points, line.points_kopecks, line.earned), line.tender_kopecks)


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise _broken(rule)


def _broken(rule: str) -> RuleBrokenError:
    return RuleBrokenError(REASON, f"broken: {rule}")
