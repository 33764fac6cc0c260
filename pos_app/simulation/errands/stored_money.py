"""Gift certificates and money accounts: sold, topped up, paid with, paid out again."""

from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.services.returnable import ReturnableReceipt
from pos_app.simulation.errands.work import Work
from pos_app.simulation.shop import CUSTOMERS, customer_id
from pos_app.simulation.shop_programme import NOMINALS_KOPECKS

_UNDONE = 0.25
_GOES_BACK = ("not_stored", "checking_last_receipt")


def sell_certificate(work: Work) -> None:
    """A card from the shelf, sometimes with goods."""
    number = work.node.truth.wallet.next_certificate()
    work.counter.sale.sell_certificate(number, work.chance.choice(NOMINALS_KOPECKS))
    if work.chance.random() < 0.3:
        work.put_goods(1)
    if work.settle() is not None:
        work.did("certificate sold")


def top_up(work: Work) -> None:
    """Money on an account."""
    _name_somebody(work)
    work.counter.sale.top_up(work.chance.randint(10, 500) * 100)
    if work.chance.random() < 0.3:
        work.put_goods(1)
    if work.settle() is not None:
        work.did("account topped up")


def pay_with_certificate(work: Work) -> None:
    """As much of it as the receipt takes, or a part."""
    certificates = work.node.truth.wallet.certificates
    if not certificates:
        return sell_certificate(work)
    number = work.chance.choice(certificates[-6:])
    work.put_goods(work.chance.randint(1, 2))
    _perhaps_undo(work, work.settle(lambda: _take(work, ValueKind.CERTIFICATE, number)))


def pay_from_account(work: Work) -> None:
    """Of a customer's own money; now and then change is put on it instead."""
    _name_somebody(work)
    work.put_goods(work.chance.randint(1, 2))
    if work.chance.random() < 0.3:
        work.settle(lambda: _keep_change(work))
    else:
        _perhaps_undo(work, work.settle(lambda: _take(work, ValueKind.ACCOUNT, "")))


def money_back(work: Work) -> None:
    """What is left of a certificate or a top-up is paid out again."""
    sold = work.node.truth.wallet.with_advances
    if not sold:
        return top_up(work)
    returns = work.counter.returns
    found = returns.look_for(work.chance.choice(sold[-10:]).number)
    if not isinstance(found, ReturnableReceipt):
        found = returns.settle(found, returns.ask(found))
    back = next((each for each in found.advances if each.left), None)
    if back is None:
        return
    question = returns.advance_question(found, back)
    kopecks = returns.settle_advance(found.sale.receipt_id, question, returns.ask_advance(question))
    if work.chance.random() < 0.2:
        returns.give_up()
        work.did("pay-out given up")
        return
    work.wait(30_000)
    work.hands.give_back(work.node, work.counter, found.sale.receipt_id, {back.line_id: kopecks})
    work.did("advance paid out")


def _perhaps_undo(work: Work, sold: Sale | None) -> None:
    """What paid gets it back with the goods."""
    if sold is not None and work.chance.random() < _UNDONE:
        work.wait(60_000)
        everything = {line.line_id: line.quantity for line in sold.lines}
        work.hands.give_back(work.node, work.counter, sold.receipt_id, everything)


def _take(work: Work, kind: ValueKind, number: str) -> None:
    """The customer pays otherwise where the till refuses."""
    sale = work.counter.sale
    try:
        part = None if work.chance.random() < 0.6 else min(10_000, sale.state.remaining_kopecks)
        question = sale.value_question(kind, number, part)
        sale.settle_value(question, sale.ask_value(question))
        work.did(f"paid with {kind.value}")
        work.wait(20_000)
    except ServiceError as error:
        if error.key in _GOES_BACK:
            raise
        work.did(f"refused: {error.key}")


def _keep_change(work: Work) -> None:
    try:
        work.counter.sale.take_cash_keeping_change(work.counter.sale.state.remaining_kopecks + 5_000)
        work.did("change kept")
    except ServiceError as error:
        if error.key in _GOES_BACK:
            raise
        work.did(f"refused: {error.key}")


def _name_somebody(work: Work) -> None:
    work.counter.sale.attach_customer(customer_id(work.chance.randrange(CUSTOMERS)))
