"""A return in the server's books: the mirror of the stored sale, computed here from the stored sale itself.

The till computes the same mirror from what it knows of earlier returns. Two tills that did not know of each other may
differ from the server by one unit of rounding per sum; the money on paper stands, the points are posted as the server
computes them, so that a sale that came back whole leaves the account as it was. Any till may take goods back, whichever
sold them.
"""

from collections.abc import Sequence
from datetime import date

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build_return import part_due, return_line
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.sale import Sale, SaleLine
from pos_app.domain.transaction.sale_return import ReturnLine, SaleReturn
from sync.server.access.people import require_senior
from sync.server.awards.welcomes import unwelcome
from sync.server.ingest.desk import Desk, KnownReceipt, Number
from sync.server.ingest.post_friends import take_back_for_friend
from sync.server.ingest.post_points import take_back_top_up_bonus
from sync.server.ingest.purchases import count_return, post_clearing
from sync.server.ingest.rule_broken import RuleBrokenError, WaitsForSaleError
from sync.server.ingest.sums import check_return_sums, check_sale_sums
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.accounts import EntryKind, PointsAccount
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.returning import give_back, take_back
from sync.server.numbers.post import post_return_numbers
from sync.server.stored_value.post import check_paid_out, post_paid_out, post_return_values
from sync.server.tables import RECEIPT, RETURNED_LINE


def post_return(desk: Desk, sale_return: SaleReturn, number: Number) -> None:
    """Post a return; ``number``: the operation that holds its record.

    Raises :class:`RuleBrokenError`, :class:`WaitsForSaleError`.
    """
    if sale_return.without_receipt:
        _post_without_receipt(desk, sale_return, number)
        return
    sale, sold_day = _sale(desk, sale_return)
    mirrored = _mirrored(desk, sale, sale_return)
    check_paid_out(desk, sale, sale_return)
    books = None if sale.customer_id is None else desk.books_of(sale.customer_id)
    if sale.customer_id is not None and books is None:
        raise RuleBrokenError("customer_unknown", f"customer {sale.customer_id} has no account")
    points, earned = sum(line.points for line in mirrored), sum(line.earned for line in mirrored)
    withheld = sale_return.withheld_points
    if withheld > earned:
        raise RuleBrokenError("return_does_not_mirror", f"{withheld} points withheld of {earned} that were earned")
    day = desk.posting_day(sale_return.business_day)
    topped_up = _top_ups_back(desk, sale)
    _add_lines(desk, sale, sale_return)
    _add_receipt(desk, sale_return, number, day, points, earned)
    post_return_values(desk, sale_return)
    post_paid_out(desk, sale_return)
    back = desk.returned[sale.receipt_id]
    whole = bool(sale_return.lines) and all(back.get(line.line_id, 0) >= line.quantity for line in sale.lines)
    if whole:
        post_return_numbers(desk, sale)
    if books is None:
        return
    take_back_top_up_bonus(desk, books, sale, sale_return, (topped_up, _top_ups_back(desk, sale)), day)
    if not sale_return.lines:
        return
    _post_points(desk, books, sale, sale_return.receipt_id, (points, earned, withheld), day)
    post_clearing(desk, books, sale, sale_return)
    count_return(desk, books, sale, sold_day, sale_return.money_kopecks, whole)
    take_back_for_friend(desk, books, sale, sale_return.receipt_id, day)
    unwelcome(desk, books, sale, sale_return.receipt_id, day, whole=whole)


def _post_without_receipt(desk: Desk, sale_return: SaleReturn, number: Number) -> None:
    """Money for goods of which nobody can show the receipt: no customer, no points, a senior person's word."""
    check_return_sums(sale_return)
    if sale_return.receipt_id in desk.receipts:
        raise RuleBrokenError("receipt_known", f"receipt {sale_return.receipt_id} came from another till before")
    sold = sale_return.sold_elsewhere
    if sold is None or sold.receipt_id != sale_return.sale_id or sale_return.sale_id in desk.receipts:
        raise RuleBrokenError("return_does_not_mirror", f"return {sale_return.receipt_id} holds no goods of its own")
    if sale_return.advances:
        raise RuleBrokenError("return_does_not_mirror", f"return {sale_return.receipt_id} pays advances of no receipt")
    if sale_return.customer_id is not None or sale_return.points or sale_return.earned or sold.points:
        raise RuleBrokenError("return_does_not_mirror", f"return {sale_return.receipt_id} moves points without receipt")
    require_senior(desk.connection, desk.till_id, sale_return.operator_id, sale_return.approved_by)
    check_sale_sums(sold)
    lines = {line.line_id: line for line in sold.lines}
    for line in sale_return.lines:
        if line.line_id not in lines:
            raise RuleBrokenError("line_unknown", f"return {sale_return.receipt_id} has no line {line.line_id}")
        _check_mirror(lines[line.line_id], line)
    day = desk.posting_day(sale_return.business_day)
    _add_lines(desk, sold, sale_return)
    _add_receipt(desk, sale_return, number, day, 0, 0)
    detail = f"{sale_return.money_kopecks} kopecks approved by {sale_return.approved_by}: {sale_return.reason}"
    add_to_journal(
        desk.connection,
        desk.received_at,
        sale_return.operator_id,
        Action.RETURNED_WITHOUT_RECEIPT,
        sale_return.number,
        detail,
    )


def _post_points(
    desk: Desk, books: CustomerBooks, sale: Sale, return_id: str, sums: tuple[Points, Points, Points], day: date
) -> None:
    points, earned, withheld = sums
    if points:
        legs = desk.legs(books, sale.programme_id)
        grace_days = desk.programmes.return_grace_days(sale.programme_id, desk.received_at)
        give_back(books, sale.receipt_id, points, day, return_id, grace_days, legs)
        desk.enter(books, return_id, EntryKind.GIVE_BACK, legs)
    if earned > withheld:
        legs = desk.legs(books, sale.programme_id)
        take_back(books, earned - withheld, sale.receipt_id, day, legs)
        desk.enter(books, return_id, EntryKind.TAKE_BACK, legs)
    if withheld:
        legs = desk.legs(books, sale.programme_id)
        legs.add(PointsAccount.WITHHELD, -withheld)
        legs.add(PointsAccount.ISSUED, withheld)
        desk.enter(books, return_id, EntryKind.WITHHOLD, legs)


def _sale(desk: Desk, sale_return: SaleReturn) -> tuple[Sale, date]:
    """The sale that it mirrors, and the day on which that was posted."""
    check_return_sums(sale_return)
    if sale_return.receipt_id in desk.receipts:
        raise RuleBrokenError("receipt_known", f"receipt {sale_return.receipt_id} came from another till before")
    known = desk.receipts.get(sale_return.sale_id)
    if known is None:
        raise WaitsForSaleError(sale_return.sale_id)
    if known.kind != "sale":
        raise RuleBrokenError("not_a_sale", f"receipt {sale_return.sale_id} is a return")
    sale = desk.sales[sale_return.sale_id]
    named = (sale_return.customer_id, sale.customer_id)
    persons = [None if each is None else desk.person(each) for each in named]
    if persons[0] != persons[1]:
        raise RuleBrokenError(
            "customer_differs", f"return {sale_return.receipt_id} names another customer than its sale"
        )
    return sale, known.business_day


def _mirrored(desk: Desk, sale: Sale, sale_return: SaleReturn) -> Sequence[ReturnLine]:
    """What the stored sale says comes back. Raises :class:`RuleBrokenError` if the till cannot have mirrored it."""
    already = desk.returned.get(sale.receipt_id, {})
    sold = {line.line_id: line for line in sale.lines}
    mirrored = []
    for line in sale_return.lines:
        if line.line_id not in sold:
            raise RuleBrokenError("line_unknown", f"receipt {sale.receipt_id} has no line {line.line_id}")
        _check_mirror(sold[line.line_id], line)
        try:
            mirrored.append(return_line(sold[line.line_id], already.get(line.line_id, 0), line.quantity))
        except OverReturnError as error:
            raise RuleBrokenError("over_return", str(error)) from error
        except ReturnRefusedError as error:
            raise RuleBrokenError("return_does_not_mirror", str(error)) from error
    return mirrored


def _check_mirror(sold: SaleLine, line: ReturnLine) -> None:
    """Each sum of q of n units is ``floor(total × q / n)`` or one more, whatever came back before."""
    pairs = [(sold.points, line.points), (sold.points_kopecks, line.points_kopecks), (sold.earned, line.earned)]
    same_tenders = len(sold.tender_kopecks) == len(line.tender_kopecks)
    pairs += zip(sold.tender_kopecks, line.tender_kopecks, strict=False)
    for total, back in pairs:
        least = part_due(total, min(line.quantity, sold.quantity), sold.quantity)
        if not same_tenders or not least <= back <= least + 1:
            raise RuleBrokenError(
                "return_does_not_mirror", f"line {line.line_id}: {least} or one more of {total} is due, {back} came"
            )


def _add_lines(desk: Desk, sale: Sale, sale_return: SaleReturn) -> None:
    back = desk.returned.setdefault(sale.receipt_id, {})
    came = [(line.line_id, line.quantity) for line in sale_return.lines]
    came += [(each.line_id, each.kopecks) for each in sale_return.advances]  # of an advance kopecks are counted
    for line_id, quantity in came:
        back[line_id] = back.get(line_id, 0) + quantity
        row = {"sale_id": sale.receipt_id, "line_id": line_id, "return_id": sale_return.receipt_id}
        desk.sheet.add(RETURNED_LINE, {**row, "quantity": quantity})


def _top_ups_back(desk: Desk, sale: Sale) -> Kopecks:
    """What of the sale's top-ups came back so far."""
    back = desk.returned.get(sale.receipt_id, {})
    top_ups = (sold.advance for sold in sale.advances if sold.advance.kind is ValueKind.ACCOUNT)
    return sum(back.get(advance.line_id, 0) for advance in top_ups)


def _add_receipt(
    desk: Desk, sale_return: SaleReturn, number: Number, day: date, points: Points, earned: Points
) -> None:
    till_id, epoch, seq = number
    customer_id, receipt_id = sale_return.customer_id, sale_return.receipt_id
    desk.receipts[receipt_id] = KnownReceipt(receipt_id, "return", number, customer_id, day)
    desk.sheet.add(
        RECEIPT,
        {
            "receipt_id": receipt_id,
            "kind": "return",
            "number": sale_return.number,
            "till_id": till_id,
            "epoch": epoch,
            "seq": seq,
            "customer_id": customer_id,
            "sale_id": sale_return.sale_id,
            "business_day": day,
            "money_kopecks": sale_return.money_kopecks,
            "points_kopecks": sale_return.points_kopecks,
            "points": points,
            "earned": earned,
            "withheld": sale_return.withheld_points,
        },
    )
