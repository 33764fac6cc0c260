"""Baskets put aside, receipts that are too long for a registrar, discounts with a senior person, sales undone."""

from collections import Counter as Tally

from pos_app.domain.basket.basket import Basket, ManualDiscountKind
from pos_app.domain.people.deed import DeedKind
from pos_app.simulation.errands.work import Work
from pos_app.simulation.shop import CUSTOMERS, customer_id

POSITIONS_OF_A_REGISTRAR = 4
"""So few positions take the registrars of a world: receipts in two parts need no hundred lines (see ``world``)."""


def put_aside(work: Work) -> None:
    """One customer fetches his purse, another one is served, the first comes back."""
    sale = work.counter.sale
    work.put_goods(work.chance.randint(1, 3))
    basket_id = sale.state.basket.receipt_id
    sale.hold("забыл кошелёк")
    work.did("basket put aside")
    work.wait(60_000)
    if work.chance.random() < 0.5:
        work.put_goods(1)
        work.settle()
    if work.chance.random() < 0.2:
        return  # taken up later, or given up when the shift is closed
    take_up(work, basket_id)


def take_up(work: Work, basket_id: str) -> None:
    """Sell what was put aside."""
    work.counter.sale.recall(basket_id, work.senior, "вернулся")
    work.did("basket taken up")
    work.settle()


def too_long(work: Work) -> None:
    """More positions than the registrar takes: two receipts, each paid by itself."""
    sale = work.counter.sale
    sale.attach_customer(customer_id(work.chance.randrange(CUSTOMERS)))
    work.put_goods(POSITIONS_OF_A_REGISTRAR + 3)
    if not sale.has_too_many_positions:
        work.settle()
        return
    whole = _pieces(sale.state.basket)
    known = {each.held.basket_id for each in sale.held()}
    sale.split("вторая часть")
    added = [each.held.basket for each in sale.held() if each.held.basket_id not in known]
    parts = _pieces(sale.state.basket, *added)
    if parts != whole:
        missing = f"{whole - parts} missing, {parts - whole} too much"
        work.node.truth.step_findings.append(("I18", f"{work.node.till_id}: a receipt in two parts: {missing}"))
    work.did("receipt made two")
    work.settle()
    for each in added:
        take_up(work, each.receipt_id)


def discount_by_hand(work: Work) -> None:
    """More than a cashier may give alone: the manager approves, and his name goes to the office."""
    sale = work.counter.sale
    work.put_goods(2)
    line = next((each for each in sale.state.basket.lines if each.item.rules.discountable), None)
    if line is not None:
        receipt_id = sale.state.basket.receipt_id
        sale.discount_line(line.line_id, ManualDiscountKind.PERCENT, 1_500, work.manager, "мятая упаковка")
        work.saw_deed(DeedKind.LINE_DISCOUNT, receipt_id)
        work.did("discount approved")
    work.settle()


def undone(work: Work) -> None:
    """Sold, and undone as a whole at once."""
    if work.chance.random() < 0.6:
        work.counter.sale.attach_customer(customer_id(work.chance.randrange(CUSTOMERS)))
    work.put_goods(2)
    sold = work.settle()
    if sold is None:
        return
    work.wait(120_000)
    everything = {line.line_id: line.quantity for line in sold.lines}
    work.hands.give_back(work.node, work.counter, sold.receipt_id, everything)
    work.did("sale undone")


def _pieces(*baskets: Basket) -> Tally[str]:
    """Thousandths by goods."""
    pieces: Tally[str] = Tally()
    for basket in baskets:
        for line in basket.lines:
            pieces[line.item.item_id] += line.quantity
    return pieces
