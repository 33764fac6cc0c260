"""ATOL's JSON tasks: what is posted for a receipt and for the shift, and what a refusal's number means.

Sums are roubles and quantities kilograms or pieces, as the format wants them. The numbers of refusals are those of
ATOL's driver 10 and, for a shift that is too old, the older −3822 too; what a registrar says beyond them is shown as it
comes.
"""

import base64
import json
from decimal import Decimal
from typing import Any

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, FiscalPayment, FiscalPosition, FiscalReceipt, PaymentKind
from pos_app.domain.fiscal.registration import FiscalTask
from pos_app.domain.money.units import BasisPoints, Unit

_TYPES = {
    FiscalKind.SALE: "sell",
    FiscalKind.RETURN: "sellReturn",
    FiscalKind.SHIFT_OPENED: "openShift",
    FiscalKind.SHIFT_CLOSED: "closeShift",
}
_PAYMENTS = {
    PaymentKind.CASH: "cash",
    PaymentKind.ELECTRONIC: "electronically",
    PaymentKind.PREPAID: "prepaid",
    PaymentKind.OTHER: "other",
}
SHIFT_EXPIRED = -3822
NO_PAPER, COVER_OPEN, SHIFT_EXPIRED_10, SHIFT_OPEN_ALREADY, SHIFT_CLOSED_ALREADY = 44, 45, 68, 73, 74
POSITION_REFUSED, MARK_REFUSED = 129, 402
_NOT_READY = {1, 2, 3, 4, 13, 14}
"""Of the driver: no connection to the registrar, busy, or its port is taken."""


def request_body(task: FiscalTask, taxation: str) -> bytes:
    """The body of ``POST /api/v2/requests`` for a task."""
    return json.dumps({"uuid": task.task_id, "request": [_task(task, taxation)]}, ensure_ascii=False).encode()


def key_of(code: int) -> str:
    """The key of ``RegistrarError`` for a refusal's number. Numbers that are not known need a person."""
    if code in _NOT_READY:
        return "fiscal_not_ready"
    return {
        NO_PAPER: "fiscal_paper_out",
        COVER_OPEN: "fiscal_cover_open",
        SHIFT_EXPIRED: "fiscal_shift_expired",
        SHIFT_EXPIRED_10: "fiscal_shift_expired",
        POSITION_REFUSED: "fiscal_position_refused",
        MARK_REFUSED: "fiscal_mark_refused",
    }.get(code, "fiscal_refused")


def is_done_already(kind: FiscalKind, code: int) -> bool:
    """Whether a refusal says that the shift is in the wanted state already."""
    return (kind, code) in {
        (FiscalKind.SHIFT_OPENED, SHIFT_OPEN_ALREADY),
        (FiscalKind.SHIFT_CLOSED, SHIFT_CLOSED_ALREADY),
    }


def _task(task: FiscalTask, taxation: str) -> dict[str, Any]:
    body: dict[str, Any] = {"type": _TYPES[task.kind], "operator": {"name": task.operator_name}}
    if task.receipt is not None:
        body |= _receipt(task.receipt, taxation)
    return body


def _receipt(receipt: FiscalReceipt, taxation: str) -> dict[str, Any]:
    is_return = receipt.kind is FiscalKind.RETURN
    body: dict[str, Any] = {
        "taxationType": taxation,
        "electronically": False,
        "items": [
            *(_position(each, is_return) for each in receipt.positions),
            {"type": "text", "text": f"№ {receipt.number}", "alignment": "left"},
        ],
        "payments": [_payment(each) for each in receipt.payments],
    }
    if receipt.rounding_kopecks:
        body["total"] = _roubles(receipt.total_kopecks)
    return body


def _position(each: FiscalPosition, is_return: bool) -> dict[str, Any]:
    position = each.position
    body: dict[str, Any] = {
        "type": "position",
        "name": position.name,
        "price": _roubles(position.price_kopecks),
        "quantity": _number(position.quantity, 3),
        "amount": _roubles(position.sum_kopecks),
        "measurementUnit": "piece" if each.unit is Unit.PIECE else "kilogram",
        "paymentMethod": "advance" if each.is_advance else "fullPayment",
        "paymentObject": _subject(each),
        "tax": {"type": vat_within_name(each.vat_bp) if each.is_advance else vat_name(each.vat_bp)},
    }
    if each.discount_kopecks:
        body["infoDiscountAmount"] = _roubles(each.discount_kopecks)
    if each.mark:
        body["imcParams"] = {
            "imc": base64.b64encode(each.mark.encode()).decode(),
            "imcType": "auto",
            "itemEstimatedStatus": "itemPieceReturn" if is_return else "itemPieceSold",
            "imcModeProcessing": 0,
        }
    return body


def _subject(each: FiscalPosition) -> str:
    if each.is_advance:
        return "payment"
    return "commodityWithMarking" if each.mark else "commodity"


def _payment(payment: FiscalPayment) -> dict[str, Any]:
    return {"type": _PAYMENTS[payment.kind], "sum": _roubles(payment.sum_kopecks)}


def vat_name(vat_bp: BasisPoints | None) -> str:
    """``vat22`` for 22 %, ``none`` without VAT."""
    return "none" if vat_bp is None else f"vat{vat_bp // 100}"


def vat_within_name(vat_bp: BasisPoints | None) -> str:
    """``vat122`` for 22/122, the rate of an advance; ``none`` without VAT. Rates of 5 and 7 % are written alike."""
    return "none" if vat_bp is None else f"vat{100 + vat_bp // 100}"


def _roubles(kopecks: int) -> float:
    return _number(kopecks, 2)


def _number(whole: int, digits: int) -> float:
    """A number of JSON: the text that is written for a double is the shortest that names it, so the decimal itself."""
    return float(Decimal(whole).scaleb(-digits))
