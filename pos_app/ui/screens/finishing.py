"""The end of a sale or a return: stored first, then printed, then shown."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks
from pos_app.domain.receipt.document import PrintDocument
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.unprinted import UnprintedPaper
from pos_app.services.errors import ServiceError
from pos_app.ui.keymap import Action
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen
from pos_app.ui.tender_words import refund_line

_log = logging.getLogger("kopilka.ui")


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """What the receipt screen is told. ``hand_over_kopecks``: change or refund in cash, 0 if nothing is handed over."""

    receipt_id: str
    heading: str
    document: PrintDocument
    hand_over_title: str
    hand_over_kopecks: Kopecks
    notes: tuple[str, ...]
    due: tuple[UnprintedPaper, ...] = ()
    """Stored by an earlier run and not printed: the first of these is the one that is shown."""


def finish_sale(screen: Screen, notes: Sequence[str] = ()) -> bool:
    """Store the paid sale, print it, show it. False if it could not be stored (the reason is shown)."""
    sale = screen.attempt(screen.ui.services.sale.finish)
    if sale is None:
        return False
    show_finished_sale(screen, sale, notes)
    return True


def show_finished_sale(screen: Screen, sale: Sale, notes: Sequence[str] = ()) -> None:
    """The sale is stored: tell the server, print, show. The drawer opens where cash changed hands.

    ``notes``: what else the cashier is to tell the customer.
    """
    _log.info("sale=finished number=%s", sale.number)
    screen.ui.nudge()
    if screen.ui.services.fiscal is not None:
        screen.ui.services.fiscal.nudge()
    screen.ui.customer_side.finished(sale)
    _show_or_say_stored(screen, sale.number, lambda: _print_sale(screen, sale, notes))


def show_finished_return(screen: Screen, sale_return: SaleReturn) -> None:
    """The return is stored: tell the server, print, show."""
    _log.info("return=finished number=%s sale=%s", sale_return.number, sale_return.sale_number)
    screen.ui.nudge()
    _show_or_say_stored(screen, sale_return.number, lambda: _print_return(screen, sale_return))


def _show_or_say_stored(screen: Screen, number: str, show: Callable[[], ReceiptShown]) -> None:
    """What is stored is told as stored, also when its paper cannot be made now; it stays due (F9 prints it)."""
    try:
        shown = show()
    except (ServiceError, StoreError, CommitUnknownError) as error:
        _log.error("paper=not_made number=%s: %s", number, error)
        told = translate(
            "Finishing", "⚠ Receipt {number} is stored, but its paper could not be made: print it with {key}"
        )
        screen.go_to.emit("sale", told.format(number=number, key=screen.ui.key(Action.RETURN)))
        return
    screen.go_to.emit("receipt", shown)


def _print_sale(screen: Screen, sale: Sale, notes: Sequence[str]) -> ReceiptShown:
    ui = screen.ui
    document = ui.services.receipts.sale_document(sale)
    cash = any(tender.kind is TenderKind.CASH for tender in sale.tenders)
    ui.services.receipts.print_later(document, kick_drawer=cash, record_id=sale.receipt_id)
    heading = translate("Finishing", "Receipt {number} · paid {sum}")
    return ReceiptShown(
        receipt_id=sale.receipt_id,
        heading=heading.format(number=sale.number, sum=ui.formatting.roubles(sale.paid_kopecks)),
        document=document,
        hand_over_title=translate("Finishing", "CHANGE"),
        hand_over_kopecks=sum(tender.change_kopecks - tender.kept_kopecks for tender in sale.tenders),
        notes=(*_kept_notes(screen, sale), *notes, *_points_notes(screen, sale.customer_id, sale.points, sale.earned)),
    )


def _print_return(screen: Screen, sale_return: SaleReturn) -> ReceiptShown:
    ui = screen.ui
    sale = ui.services.receipts.sold(sale_return)
    document = ui.services.receipts.return_document(sale_return, sale)
    cash = sum(refund.amount_kopecks for refund in sale_return.refunds if refund.kind is TenderKind.CASH)
    ui.services.receipts.print_later(document, kick_drawer=cash > 0, record_id=sale_return.receipt_id)
    heading = translate("Finishing", "Return {number} to receipt {sale}")
    if sale_return.without_receipt:
        heading = translate("Finishing", "Return {number} without a receipt")
    return ReceiptShown(
        receipt_id=sale_return.receipt_id,
        heading=heading.format(number=sale_return.number, sale=sale_return.sale_number),
        document=document,
        hand_over_title=translate("Finishing", "HAND BACK IN CASH"),
        hand_over_kopecks=cash,
        notes=(*_refund_notes(screen, sale_return), *_points_notes(screen, sale_return.customer_id, 0, 0)),
    )


def _refund_notes(screen: Screen, sale_return: SaleReturn) -> tuple[str, ...]:
    refunds = (each for each in sale_return.refunds if each.kind is not TenderKind.CASH and each.amount_kopecks)
    roubles = screen.ui.formatting.roubles
    return tuple(refund_line(refund).format(sum=roubles(refund.amount_kopecks)) for refund in refunds)


def _kept_notes(screen: Screen, sale: Sale) -> tuple[str, ...]:
    kept = sum(tender.kept_kopecks for tender in sale.tenders)
    text = translate("Finishing", "Kept on the money account: {sum}")
    return (text.format(sum=screen.ui.formatting.roubles(kept)),) if kept else ()


def _points_notes(screen: Screen, customer_id: str | None, spent: int, earned: int) -> tuple[str, ...]:
    if customer_id is None:
        return ()
    points = screen.ui.formatting.points
    notes = []
    if spent:
        notes.append(translate("Finishing", "Points spent: {points}").format(points=points(spent)))
    if earned:
        notes.append(translate("Finishing", "Points earned: {points}").format(points=points(earned)))
    try:
        panel = screen.ui.services.customers.panel(customer_id)
    except (ServiceError, StoreError):
        return tuple(notes)  # the record stands; only the customer's card is no longer on this till
    if panel.account_known:
        balance = panel.balance - panel.debt
        told = (
            translate("Finishing", "Points now: {points}")
            if balance >= 0
            else translate("Finishing", "Points owed now: {points}")
        )
        notes.append(told.format(points=points(abs(balance))))
    return tuple(notes)
