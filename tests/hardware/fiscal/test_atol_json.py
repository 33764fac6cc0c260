import base64
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.fiscal.atol_json import Spelling, is_done_already, key_of, parse_vat_names, request_body
from pos_app.domain.fiscal.fiscal_receipt import (
    FiscalKind,
    FiscalPayment,
    FiscalPosition,
    FiscalReceipt,
    PaymentKind,
)
from pos_app.domain.fiscal.registration import REMEDIES, FiscalTask
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.units import Unit
from pos_app.domain.pricing.positions import Position

MARK = "010463003407001221abc\x1d91EE06\x1d92sig"


def _body(receipt: FiscalReceipt) -> dict[str, Any]:
    task = FiscalTask("0198-1", receipt.kind, "Иванова А.", receipt)
    sent: dict[str, Any] = json.loads(request_body(task, Spelling("osn")), parse_float=Decimal, parse_int=Decimal)
    return sent


def _receipt(kind: FiscalKind, price: int, quantity: int, mark: str = "") -> FiscalReceipt:
    amount = line_amount(price, quantity)
    position = FiscalPosition(Position("Сыр", price, quantity, amount), Unit.KILOGRAM, 2200, 100, mark)
    return FiscalReceipt(kind, "2-000231", (position,), (FiscalPayment(PaymentKind.CASH, amount),), amount)


@given(st.integers(0, 10**11), st.integers(1, 10**7))
def test_numbers_are_the_decimals_themselves(price: int, quantity: int) -> None:
    item = _body(_receipt(FiscalKind.SALE, price, quantity))["request"][0]["items"][0]
    assert item["price"] == Decimal(price) / 100
    assert item["quantity"] == Decimal(quantity) / 1000
    assert item["amount"] == Decimal(line_amount(price, quantity)) / 100


def test_a_sale() -> None:
    sent = _body(_receipt(FiscalKind.SALE, 45_990, 512))
    assert sent["uuid"] == "0198-1"
    (task,) = sent["request"]
    assert (task["type"], task["taxationType"], task["operator"]) == ("sell", "osn", {"name": "Иванова А."})
    item, text = task["items"]
    assert (item["tax"], item["paymentMethod"], item["paymentObject"]) == (
        {"type": "vat22"},
        "fullPayment",
        "commodity",
    )
    assert item["infoDiscountAmount"] == 1
    assert text["text"] == "№ 2-000231"
    assert task["payments"] == [{"type": "cash", "sum": Decimal("235.47")}]
    assert "total" not in task


def test_a_marked_piece_comes_back() -> None:
    (task,) = _body(_receipt(FiscalKind.RETURN, 15_000, 1_000, MARK))["request"]
    item = task["items"][0]
    assert task["type"] == "sellReturn"
    assert item["paymentObject"] == "commodityWithMarking"
    assert base64.b64decode(item["imcParams"]["imc"]).decode() == MARK
    assert item["imcParams"]["itemEstimatedStatus"] == "itemPieceReturn"


def test_a_shift_needs_no_receipt() -> None:
    sent = json.loads(request_body(FiscalTask("0198-2", FiscalKind.SHIFT_CLOSED, "Иванова"), Spelling("osn")))
    assert sent["request"] == [{"type": "closeShift", "operator": {"name": "Иванова"}}]


@pytest.mark.parametrize(
    "code, key",
    [
        (2, "fiscal_not_ready"),
        (13, "fiscal_refused"),
        (16, "fiscal_position_refused"),
        (44, "fiscal_paper_out"),
        (45, "fiscal_cover_open"),
        (55, "fiscal_not_ready"),
        (68, "fiscal_shift_expired"),
        (141, "fiscal_shift_expired"),
        (-3822, "fiscal_shift_expired"),
        (-3807, "fiscal_paper_out"),
        (129, "fiscal_refused"),
        (402, "fiscal_not_ready"),
        (405, "fiscal_mark_refused"),
        (409, "fiscal_mark_refused"),
        (9_999, "fiscal_refused"),
    ],
)
def test_what_a_refusals_number_means(code: int, key: str) -> None:
    """Numbers of LIBFPTR_ERROR_… in the header of driver 10: 402 is a server that does not answer, no bad mark."""
    assert key_of(code) == key
    assert key in REMEDIES


def test_a_shift_that_is_in_the_wanted_state_already() -> None:
    assert is_done_already(FiscalKind.SHIFT_OPENED, 83) and is_done_already(FiscalKind.SHIFT_CLOSED, 73)
    assert not is_done_already(FiscalKind.SALE, 73) and not is_done_already(FiscalKind.SHIFT_OPENED, 73)


def test_a_driver_that_spells_a_rate_otherwise_gets_its_own_word() -> None:
    receipt = _receipt(FiscalKind.SALE, 45_990, 512)
    spelling = Spelling("osn", parse_vat_names("vat22=vat20 none=noVat"))
    sent = json.loads(request_body(FiscalTask("0198-3", receipt.kind, "Иванова А.", receipt), spelling))
    assert sent["request"][0]["items"][0]["tax"] == {"type": "vat20"}
    for wrong in ("vat22", "vat22=", "22=vat20", "vat22=vat20 vat22=vat18", "vat22=<b>"):
        with pytest.raises(ValueError, match="pairs such as"):
            parse_vat_names(wrong)
