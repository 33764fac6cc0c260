"""Scenes of certificates, money accounts, gifts and credits, for the preview and the layout tests."""

from collections.abc import Callable
from dataclasses import replace

from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale
from tests.ui.demo_till import CARD, GOODS
from tests.ui.stage import Stage

GIFT, NEW = CERTIFICATE_SERIES.compose(7), CERTIFICATE_SERIES.compose(8)


def _counter(stage: Stage) -> Stage:
    """Six goods for Anna; 500.00 on a certificate, 100.00 on her account."""
    stage.till.value_door.money = {(ValueKind.CERTIFICATE, GIFT): 50_000, (ValueKind.ACCOUNT, "c-1"): 10_000}
    stage.goods(6)
    stage.scan(CARD)
    return stage


def _mixed(stage: Stage) -> None:
    _counter(stage).keys("F12", "300")
    stage.scan(GIFT)
    stage.keys("60", "F6", "100", "F11")


def _offline(stage: Stage) -> None:
    _counter(stage).keys("F12")
    stage.offline()
    stage.scan(GIFT)


def _certificate(stage: Stage) -> None:
    _counter(stage).scan(NEW)


def _advances(stage: Stage) -> None:
    _certificate(stage)
    stage.keys("2", "End", "1", "500", "Enter")


def _refund(stage: Stage) -> None:
    _mixed(stage)
    stage.keys("Enter", "F9", "2-000001", "Enter", "F4")


def _sold_in_advance(stage: Stage) -> None:
    """A certificate of 1000.00, of which 400.00 are left, and a top-up, paid back with two of the goods."""
    _advances(stage)
    stage.keys("F12", "F11", "Enter")
    stage.till.value_door.money |= {(ValueKind.CERTIFICATE, NEW): 40_000, (ValueKind.ACCOUNT, "c-1"): 60_000}
    stage.till.receipt_door.worth_asking = True
    stage.keys("F9", "2-000001", "Enter", "*")


def _not_paid_back(stage: Stage) -> None:
    _advances(stage)
    stage.keys("F12", "F11", "Enter", "F9", "2-000001", "Enter")
    stage.offline()
    stage.keys("*")


def _kept_change(stage: Stage) -> None:
    """The change of 5000.00 was kept on the account, and is wanted in cash."""
    _counter(stage)
    stage.keys("F12", "5000", "F9", "Enter")
    (sale,) = [record for record in stage.till.books.operations if isinstance(record, Sale)]
    stage.till.value_door.money = {(ValueKind.ACCOUNT, "c-1"): sum(tender.kept_kopecks for tender in sale.tenders)}
    stage.till.receipt_door.worth_asking = True
    stage.keys("F9", sale.number, "Enter", *["Down"] * 6, "Enter")


def _many_positions(stage: Stage) -> None:
    """105 goods of different prices, before anything is paid."""
    stage.goods(1)
    for n in range(105):
        code, price = (f"48{n:011d}",), 10_000 + n
        stage.till.services.sale.add_item(replace(GOODS[0], item_id=f"many-{n}", codes=code, price_kopecks=price))
    stage.keys("Esc", "F12")


def _shift(stage: Stage) -> None:
    _advances(stage)
    stage.keys("F12", "300")
    stage.scan(GIFT)
    stage.keys("F11", "Enter", "F10")


MONEY_SCENES: dict[str, Callable[[Stage], None]] = {
    "payment_mixed": _mixed,
    "payment_number": lambda stage: _counter(stage).keys("F12", "300", "F7"),
    "payment_offline": _offline,
    "receipt_mixed": lambda stage: _mixed(stage) or stage.keys("Enter"),
    "refund_mixed": _refund,
    "payment_many_positions": _many_positions,
    "payment_split": lambda stage: _many_positions(stage) or stage.keys("F5"),
    "refund_advances": _sold_in_advance,
    "refund_kept_change": _kept_change,
    "refund_advances_offline": _not_paid_back,
    "certificate": _certificate,
    "certificate_block": lambda stage: _certificate(stage) or stage.keys("F5"),
    "advances": _advances,
    "advance_void": lambda stage: _advances(stage) or stage.keys("F8"),
    "shift_advances": _shift,
    "extras": lambda stage: _counter(stage).keys("End"),
    "top_up": lambda stage: _counter(stage).keys("End", "1", "500"),
    "certificate_number": lambda stage: _counter(stage).keys("End", "2", "7"),
    "rewards": lambda stage: _counter(stage).keys("End", "3"),
    "reward": lambda stage: _counter(stage).keys("End", "3", "1"),
    "quick_credit": lambda stage: _counter(stage).keys("End", "4", "1000"),
    "points_best": lambda stage: _counter(stage).keys("F6", "F2"),
}
