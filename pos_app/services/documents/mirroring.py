"""From a priced document and returns to what they give back: the till's own sale and returns, built from documents."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme
from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.money.quantity import is_whole
from pos_app.domain.money.units import Quantity, Unit
from pos_app.domain.pricing.priced import EarnTake, PricedBasket, PricedLine, Take
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import NAMED_TENDERS, Sale, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.documents.mirror_document import MIRROR_FORMAT, MirrorDocument, MirroredLine, RefundWritten
from pos_app.services.documents.priced_document import PricedDocument, PricedLineWritten
from pos_app.services.documents.priced_soundness import priced_problems
from pos_app.services.documents.reading import DocumentError, Documents, Place, moved
from pos_app.services.documents.return_document import ReturnDocument, ReturnedLineDocument, TenderDocument

_NO_VAT = VatRate("", date.min, None)


def sale_of(document: PricedDocument, tenders: Sequence[Tender]) -> Sale:
    """The sale of a priced basket; without tenders all of it was paid in cash.

    Raises ``DocumentError`` where the document does not add up, or the tenders do not pay it.
    """
    wrong = tuple(priced_problems(document))
    if wrong:
        raise DocumentError(wrong)
    money = document.totals.money_kopecks
    paid = tuple(tenders) or ((Tender(TenderKind.CASH, money, money),) if money else ())
    at = document.priced_at
    head = ReceiptHead(document.receipt_id, "", "", "", at.astimezone(UTC), at.date())
    try:
        return build_sale(_basket(document), _priced(document), paid, head, _programme(document), (_NO_VAT,))
    except ReceiptMismatchError as error:
        mismatch = problem((error.what,), "not_adding_up", error.got, expected=error.expected)
        raise DocumentError([mismatch]) from error


def mirrored(document: PricedDocument, returns: Documents[ReturnDocument]) -> tuple[MirrorDocument, ...]:
    """What each return gives back, one after the other. Raises ``DocumentError`` with every problem of the returns."""
    first = returns.values[0]
    problems = list(_return_problems(document, returns))
    problems += [moved(one, returns.places[0]) for one in _tender_problems(first.tenders)]
    tenders = tuple(_tender(one) for one in first.tenders)
    paid = sum(one.amount_kopecks for one in tenders)
    if tenders and paid != document.totals.money_kopecks:
        wrong = problem(("tenders",), "tenders_differ", paid, money=document.totals.money_kopecks)
        problems.append(moved(wrong, returns.places[0]))
    if problems:
        raise DocumentError(problems)
    sale = sale_of(document, tenders)
    head = ReceiptHead("", "", "", "", sale.sold_at, sale.business_day)
    already = _quantities(first.already)
    made: list[MirrorDocument] = []
    for one in returns.values:
        asked = _quantities(one.lines)
        back = build_return(sale, already, asked, "", head, one.reason)
        for line_id, quantity in asked.items():
            already[line_id] = already.get(line_id, 0) + quantity
        made.append(_written(sale, back, already))
    return tuple(made)


def _quantities(lines: Sequence[ReturnedLineDocument]) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}
    for one in lines:
        found[one.line_id] = found.get(one.line_id, 0) + one.quantity
    return found


def _tender(one: TenderDocument) -> Tender:
    given = one.amount_kopecks - one.rounding_kopecks
    return Tender(one.kind, one.amount_kopecks, given, rounding_kopecks=one.rounding_kopecks, reference=one.reference)


def _tender_problems(tenders: Sequence[TenderDocument]) -> Iterator[Problem]:
    for place, one in enumerate(tenders):
        where = ("tenders", place)
        most = one.amount_kopecks if one.kind is TenderKind.CASH else 0
        if one.rounding_kopecks > most:
            yield problem((*where, "rounding_kopecks"), "above", one.rounding_kopecks, most=most)
        if one.kind in NAMED_TENDERS and not one.reference:
            yield problem((*where, "reference"), "too_short", "", least=1)
        if one.kind not in NAMED_TENDERS and one.reference:
            yield problem((*where, "reference"), "too_long", one.reference, most=0)


def _return_problems(document: PricedDocument, returns: Documents[ReturnDocument]) -> Iterator[Problem]:
    sold = {line.line_id: line for line in document.lines}
    left = {line.line_id: line.quantity for line in document.lines}
    for number, (place, one) in enumerate(zip(returns.places, returns.values, strict=True)):
        if number:
            for name in ("already", "tenders"):
                if getattr(one, name):
                    yield moved(problem((name,), "only_with_first", "a list"), place)
        else:
            yield from _line_problems("already", one.already, sold, left, place)
        yield from _line_problems("lines", one.lines, sold, left, place)


def _line_problems(
    name: str,
    lines: Sequence[ReturnedLineDocument],
    sold: Mapping[str, PricedLineWritten],
    left: dict[str, Quantity],
    place: Place,
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, one in enumerate(lines):
        where, line_id = (name, index), one.line_id
        if line_id not in sold:
            names = ", ".join(sold)
            yield moved(problem((*where, "line_id"), "unknown_name", line_id, what="line", names=names), place)
            continue
        if line_id in seen:
            other = f"{name}[{seen[line_id]}]"
            yield moved(problem((*where, "line_id"), "duplicate", line_id, other=other), place)
        seen.setdefault(line_id, index)
        if sold[line_id].unit is Unit.PIECE and not is_whole(one.quantity):
            yield moved(problem((*where, "quantity"), "whole_pieces", one.quantity), place)
        if one.quantity > left[line_id]:
            yield moved(problem((*where, "quantity"), "above", one.quantity, most=left[line_id]), place)
        left[line_id] -= min(one.quantity, left[line_id])


def _written(sale: Sale, back: SaleReturn, already: Mapping[str, Quantity]) -> MirrorDocument:
    sold = {line.line_id: line.quantity for line in sale.lines}
    return MirrorDocument(
        format=MIRROR_FORMAT,
        receipt_id=sale.receipt_id,
        customer_id=sale.customer_id,
        money_kopecks=back.money_kopecks,
        points=back.points,
        points_kopecks=back.points_kopecks,
        earned=back.earned,
        rounding_kopecks=back.rounding_kopecks,
        refunds=tuple(
            RefundWritten(kind=one.kind, amount_kopecks=one.amount_kopecks, reference=one.reference)
            for one in back.refunds
        ),
        lines=tuple(
            MirroredLine(
                line_id=line.line_id,
                quantity=line.quantity,
                money_kopecks=line.money_kopecks,
                tender_kopecks=line.tender_kopecks,
                points=line.points,
                points_kopecks=line.points_kopecks,
                earned=line.earned,
                left=sold[line.line_id] - already[line.line_id],
            )
            for line in back.lines
        ),
    )


def _basket(document: PricedDocument) -> Basket:
    lines = tuple(BasketLine(line.line_id, _item(line), line.quantity) for line in document.lines)
    return Basket(document.receipt_id, document.priced_at, lines, document.customer_id, shop_code=document.shop_code)


def _item(line: PricedLineWritten) -> Item:
    return Item(line.item_id, line.name, "", (), "", "", line.unit, line.price_kopecks, _NO_VAT.code)


def _priced(document: PricedDocument) -> PricedBasket:
    totals = document.totals
    return PricedBasket(
        lines=tuple(_line(line) for line in document.lines),
        list_kopecks=totals.list_kopecks,
        net_kopecks=totals.net_kopecks,
        points=totals.points,
        points_kopecks=totals.points_kopecks,
        money_kopecks=totals.money_kopecks,
        earned=totals.earned,
        points_limit_kopecks=totals.points_limit_kopecks,
        points_refusal=totals.points_refusal,
        programme_id=document.programme.programme_id,
        programme_version=document.programme.version,
        priced_at=document.priced_at,
        trace=(),
    )


def _line(line: PricedLineWritten) -> PricedLine:
    return PricedLine(
        line_id=line.line_id,
        quantity=line.quantity,
        list_kopecks=line.list_kopecks,
        takes=tuple(Take(one.stage, one.rule_id, one.amount_kopecks) for one in line.takes),
        net_kopecks=line.net_kopecks,
        floor_kopecks=line.floor_kopecks,
        points_cap_kopecks=line.points_cap_kopecks,
        points_refusal=line.points_refusal,
        points=line.points,
        points_kopecks=line.points_kopecks,
        money_kopecks=line.money_kopecks,
        earned=line.earned,
        points_pieces=line.points_pieces,
        earnings=tuple(EarnTake(one.rule_id, one.points) for one in line.earnings),
    )


def _programme(document: PricedDocument) -> Programme:
    """Of the programme a sale keeps no more than its name and its picture of points."""
    named = document.programme
    return Programme(
        programme_id=named.programme_id,
        version=named.version,
        starts_at=datetime(1970, 1, 1, tzinfo=UTC),
        name=LocalText(named.programme_id, named.programme_id),
        floor_kopecks=0,
        receipt_picture=named.receipt_picture,
        points=PointsRules(),
        base_earn_bp=0,
        tiers=(),
        promotions=(),
        money_account=MoneyAccount(),  # what was paid from one was paid: its terms were asked by the sale
    )
