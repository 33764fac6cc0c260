"""A sale that is made ready while the customer pays is stored as it is at the end, whatever was edited meanwhile."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.encoding import encode
from tests.services.shop import MILK, TEA, Shop

STEP = st.sampled_from(["tea", "milk", "ready", "pay", "back", "part", "wait"])


def step(shop: Shop, name: str) -> None:
    """What a cashier may do at this moment; nothing where he may not."""
    paying = shop.sale.state.stage.value == "payment"
    match name:
        case "tea" | "milk" if not paying:
            shop.sale.add_item(TEA if name == "tea" else MILK)
        case "pay" if not paying and shop.sale.is_open:
            shop.hold_points()
            shop.sale.begin_payment()
        case "back" if paying:
            shop.sale.cancel_payment()
        case "part" if paying and shop.sale.state.remaining_kopecks > 1:
            shop.sale.take_card(shop.sale.state.remaining_kopecks // 2)
        case "wait":
            shop.clock.advance(minutes=1)
        case "ready":
            shop.sale.prepare()


@given(st.lists(STEP, max_size=12), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_sale_is_what_was_open_at_the_last_key(steps: list[str], ready: bool, in_cash: bool) -> None:
    shop = Shop()
    shop.sale.set_operator(shop.cashier)
    shop.shifts.open(shop.cashier, 500_000)
    shop.sale.add_item(MILK)
    for name in steps:
        step(shop, name)
    if shop.sale.state.stage.value != "payment":
        step(shop, "pay")
    if ready:
        shop.sale.prepare()
    state = shop.sale.state
    if state.remaining_kopecks:
        state = (shop.sale.take_cash if in_cash else shop.sale.take_card)(state.remaining_kopecks)
    shop.clock.advance(minutes=1)
    sale = shop.sale.finish()
    assert [line.line_id for line in sale.lines] == [line.line_id for line in state.basket.lines]
    assert [line.quantity for line in sale.lines] == [line.quantity for line in state.basket.lines]
    assert sale.tenders == state.tenders
    assert sale.sold_at == shop.clock.now()
    assert sale.money_kopecks == state.priced.money_kopecks
    assert shop.books.bodies[sale.receipt_id] == encode(sale)


def test_making_ready_changes_nothing_and_says_nothing(shop: Shop) -> None:
    shop.sale.prepare()  # an empty basket
    shop.sale.add_item(TEA)
    before = shop.sale.state
    shop.sale.prepare()
    assert shop.sale.state == before
    assert shop.books.prepared is not None
    assert shop.books.prepared.receipt_id == before.basket.receipt_id
    shop.catalogue.vat_rates = lambda: ()  # type: ignore[method-assign]
    shop.sale.prepare()  # goods without a VAT rate: the cashier hears of it when he pays
    assert shop.sale.state == before
