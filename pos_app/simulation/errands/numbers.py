"""Single coupons and orders: presented, taken back, opened, handed out whole or in part, cancelled."""

from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.selling.numbers import OrderOpened
from pos_app.simulation.errands.work import Work
from pos_app.simulation.shop import CUSTOMERS, customer_id


def redeem_coupon(work: Work) -> None:
    """A coupon from a paper, of a series or a word; the customer may show one that he used before."""
    coupons = work.node.truth.wallet.coupons
    if coupons:
        _redeem(work, work.chance.choice(coupons[-8:]), may_come_again=True)


def _redeem(work: Work, number: str, *, may_come_again: bool) -> None:
    sale = work.counter.sale
    work.put_goods(work.chance.randint(1, 3))
    if work.chance.random() < 0.5:
        sale.attach_customer(customer_id(work.chance.randrange(CUSTOMERS)))
    taken = sale.coupon_question(number)
    if isinstance(taken, ClaimQuestion):
        found = sale.settle_claim(taken, sale.ask_claim(taken))
        if isinstance(found, OrderOpened):
            raise RuntimeError(f"{number} is a coupon, and the till opened an order")
        taken = found
    work.did("coupon taken without the server" if taken.at_risk else "coupon taken")
    work.wait(60_000)
    if work.chance.random() < 0.15:
        sale.remove_coupon(taken.code)
        work.did("coupon taken back")
    sold = work.settle()
    if sold is not None and work.chance.random() < 0.3:
        work.hands.give_back(
            work.node, work.counter, sold.receipt_id, {line.line_id: line.quantity for line in sold.lines}
        )
        work.did("receipt with a coupon undone")
        if may_come_again:
            work.wait(60_000)
            _redeem(work, number, may_come_again=False)


def pick_up_order(work: Work) -> None:
    """All of it, a part of it, or not after all."""
    if not _open(work):
        return
    work.wait(60_000)
    sale = work.counter.sale
    lines = sale.state.basket.lines
    if len(lines) > 1 and work.chance.random() < 0.3:
        sale.remove_line(work.chance.choice(lines).line_id)
    if work.chance.random() < 0.1:
        sale.void()
        work.did("order put back")
        return
    if work.settle() is not None:
        work.did("order handed out")


def cancel_order(work: Work) -> None:
    """With a senior person."""
    if not _open(work):
        return
    work.wait()
    work.tell(lambda: work.counter.sale.cancel_order(work.senior, "передумал"))
    work.did("order cancelled at a till")


def _open(work: Work) -> bool:
    orders, sale = work.node.truth.wallet.orders, work.counter.sale
    if not orders:
        return False
    opened = sale.order_question(work.chance.choice(orders[-6:]))
    if isinstance(opened, ClaimQuestion):
        found = sale.settle_claim(opened, sale.ask_claim(opened))
        if not isinstance(found, OrderOpened):
            raise RuntimeError("an order's number was taken as a coupon")
        opened = found
    work.did("order opened without the server" if opened.at_risk else "order opened")
    return True
