"""ATOL's JSON tasks: what is posted for a receipt and for the shift, and what a refusal's number means.

Sums are roubles and quantities kilograms or pieces, as the format wants them. The numbers of refusals are those that
the header of ATOL's driver 10 gives the constants LIBFPTR_ERROR_…, whose names stand beside them, and of the older
driver −3807 (no paper) and −3822 (shift over 24 hours); what a registrar says beyond them is shown as it comes.

Rates of VAT are spelt vat22 and, within an advance, vat122: so do the programs that public sources show for the rates
of 2026 (those that speak to ATOL Online among them). Where a driver spells them otherwise, the settings say so.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
_VAT_PAIR = re.compile(r"(none|vat[0-9]{1,3})=([A-Za-z][A-Za-z0-9_]{0,19})")
NO_PAPER, COVER_OPEN, SHIFT_EXPIRED = 44, 45, -3822
"""NO_PAPER, COVER_OPENED, the older driver's number."""
SHIFT_CLOSED_ALREADY, SHIFT_OPEN_ALREADY = 73, 83
"""DENIED_IN_CLOSED_SHIFT, DENIED_IN_OPENED_SHIFT."""
POSITION_REFUSED, MARK_REFUSED = 16, 409
"""INVALID_SUM: price times quantity is not the sum; INVALID_MARKING_CODE."""
NOT_FULLY_PAID, BROKEN_TASK = 66, 13
"""NOT_FULLY_PAID; INVALID_PARAM."""
_NO_PAPER = {NO_PAPER, -3807}
_SHIFT_EXPIRED = {SHIFT_EXPIRED, 68, 141}
"""68: SHIFT_EXPIRED; 141: FN_SHIFT_EXPIRED, said by the fiscal drive itself."""
_NOT_READY = {1, 2, 3, 4, 14, 46, 47, 55, 114, 150, 401, 402, 403, 407, 411}
"""No connection to the registrar, its port or its library (1–4, 14); its printer, its mechanics, its cutter, too hot
(46, 47, 150, 114); still at work (55); the check of a mark is under way or broken off, or its server does not answer
(401–403, 407, 411)."""
_POSITION_REFUSED = {POSITION_REFUSED, 17, 61}
"""17: INVALID_QUANTITY; 61: MULTIPLICATION_OVERFLOW."""
_MARK_REFUSED = {MARK_REFUSED, 404, 405, 406, 414}
"""404: INVALID_MARKING_CODE_STATUS; 405: INVALID_GS1; 406: MARKING_WORK_DENIED; 414: MARKING_OPERATION_DENIED."""
_KEYS = {
    "fiscal_not_ready": _NOT_READY,
    "fiscal_paper_out": _NO_PAPER,
    "fiscal_cover_open": {COVER_OPEN},
    "fiscal_shift_expired": _SHIFT_EXPIRED,
    "fiscal_position_refused": _POSITION_REFUSED,
    "fiscal_mark_refused": _MARK_REFUSED,
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """``taxation`` as ATOL spells it. ``vat``: rates that this registrar's driver spells otherwise than
    :func:`vat_name` and :func:`vat_within_name`, by those names.
    """

    taxation: str
    vat: Mapping[str, str] = field(default_factory=dict)


def parse_vat_names(text: str) -> dict[str, str]:
    """``vat22=vat20 vat122=vat120``: names on the left are those of this file. Raises ValueError."""
    found: dict[str, str] = {}
    for pair in text.split():
        match = _VAT_PAIR.fullmatch(pair)
        if match is None or match[1] in found:
            raise ValueError(f"expected pairs such as vat22=vat20, each rate once, found {pair!r}")
        found[match[1]] = match[2]
    return found


def request_body(task: FiscalTask, spelling: Spelling) -> bytes:
    """The body of ``POST /api/v2/requests`` for a task."""
    return json.dumps({"uuid": task.task_id, "request": [_task(task, spelling)]}, ensure_ascii=False).encode()


def key_of(code: int) -> str:
    """The key of ``RegistrarError`` for a refusal's number. Numbers that are not known need a person."""
    return next((key for key, codes in _KEYS.items() if code in codes), "fiscal_refused")


def is_done_already(kind: FiscalKind, code: int) -> bool:
    """Whether a refusal says that the shift is in the wanted state already."""
    return (kind, code) in {
        (FiscalKind.SHIFT_OPENED, SHIFT_OPEN_ALREADY),
        (FiscalKind.SHIFT_CLOSED, SHIFT_CLOSED_ALREADY),
    }


def _task(task: FiscalTask, spelling: Spelling) -> dict[str, Any]:
    body: dict[str, Any] = {"type": _TYPES[task.kind], "operator": {"name": task.operator_name}}
    if task.receipt is not None:
        body |= _receipt(task.receipt, spelling)
    return body


def _receipt(receipt: FiscalReceipt, spelling: Spelling) -> dict[str, Any]:
    is_return = receipt.kind is FiscalKind.RETURN
    body: dict[str, Any] = {
        "taxationType": spelling.taxation,
        "electronically": False,
        "items": [
            *(_position(each, is_return, spelling.vat) for each in receipt.positions),
            {"type": "text", "text": f"№ {receipt.number}", "alignment": "left"},
        ],
        "payments": [_payment(each) for each in receipt.payments],
    }
    if receipt.rounding_kopecks:
        body["total"] = _roubles(receipt.total_kopecks)
    return body


def _position(each: FiscalPosition, is_return: bool, spelt: Mapping[str, str]) -> dict[str, Any]:
    position = each.position
    vat = vat_within_name(each.vat_bp) if each.is_advance else vat_name(each.vat_bp)
    body: dict[str, Any] = {
        "type": "position",
        "name": position.name,
        "price": _roubles(position.price_kopecks),
        "quantity": _number(position.quantity, 3),
        "amount": _roubles(position.sum_kopecks),
        "measurementUnit": "piece" if each.unit is Unit.PIECE else "kilogram",
        "paymentMethod": "advance" if each.is_advance else "fullPayment",
        "paymentObject": _subject(each),
        "tax": {"type": spelt.get(vat, vat)},
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
