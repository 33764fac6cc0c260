"""Goods without a receipt: kept as money paid out, with a senior's word, without points."""

from dataclasses import replace

import pytest

from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale_return import SaleReturn
from tests.sync.server.paper import AT, DAY, Stream, sale
from tests.sync.server.people.reporting import journal
from tests.sync.server.shop import OLGA, TILL, Shop


def back(approved_by: str = "boss") -> SaleReturn:
    """Two pieces that cost so much now."""
    sold = sale(7, None, pieces=(2,), earned=0, points=0)
    head = ReceiptHead("2-000008", "2", "shift-1", "operator-1", AT, DAY)
    made = build_return(sold, {}, {line.line_id: line.quantity for line in sold.lines}, "return-8", head, "no receipt")
    return replace(made, sold_elsewhere=sold, without_receipt=True, approved_by=approved_by)


def pushed(shop: Shop, record: SaleReturn) -> str | None:
    stream = Stream(TILL)
    stream.add(record)
    return shop.push(stream.request()).results[0].reason


def test_it_is_posted_with_the_seniors_name_in_the_journal(shop: Shop) -> None:
    assert pushed(shop, back()) is None
    assert journal(shop)[-1] == ("operator-1", "returned_without_receipt", "2-000008")
    assert shop.findings() == []


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (back("operator-1"), "role_too_low"),
        (replace(back(), sold_elsewhere=None), "return_does_not_mirror"),
        (replace(back(), customer_id=OLGA), "return_does_not_mirror"),
    ],
)
def test_what_no_till_may_do_is_kept_aside(shop: Shop, record: SaleReturn, reason: str) -> None:
    assert pushed(shop, record) == reason
    assert shop.findings() == []
