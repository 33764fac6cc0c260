"""A receipt of another till comes back here: asked of the server, mirrored, and kept with the return."""

import pytest

from pos_app.domain.codes import receipt_code
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.transaction.sale import Sale
from pos_app.services.fiscal_task import fiscal_task
from pos_app.services.receipts_elsewhere import ReceiptQuestion, ReceiptsElsewhere
from pos_app.services.returnable import ReturnableReceipt
from pos_app.services.sale_return import ReturnService
from sync.protocol.receipt_lookup import ReturnedPieces
from tests.fakes.answering_door import AnsweringDoor
from tests.fakes.ids import CountedIds
from tests.services.refusals import refused
from tests.services.shop import MOSCOW, Shop
from tests.services.test_sale_return import sell


class TwoTills:
    """``sale`` was made at another till (number 7); this one has ``returns`` with a way to ask the server."""

    def __init__(self, here: Shop) -> None:
        there = Shop()
        there.books.till_code = "7"
        there.ids = CountedIds(5_000)
        there.restart()
        there.sale.set_operator(there.cashier)
        there.shifts.open(there.cashier, 500_000)
        self.sale: Sale = sell(there)
        self.here = here
        self.door = AnsweringDoor()
        self.returns = ReturnService(
            books=here.books,
            clock=here.clock,
            ids=here.ids,
            timezone=MOSCOW,
            shifts=here.shifts,
            customers=here.customers,
            elsewhere=ReceiptsElsewhere(books=here.books, door=self.door, is_online=lambda: here.online),
        )

    def fetched(self) -> ReturnableReceipt:
        question = self.returns.look_for(self.sale.number)
        assert isinstance(question, ReceiptQuestion)
        return self.returns.settle(question, self.returns.ask(question))


@pytest.fixture
def tills(shop: Shop) -> TwoTills:
    return TwoTills(shop)


def test_it_comes_back_whole_and_the_record_carries_the_sale(tills: TwoTills) -> None:
    tills.door.has_sold(tills.sale)
    receipt = tills.fetched()
    assert receipt.sale == tills.sale and all(line.returned == 0 for line in receipt.lines)
    everything = {line.line.line_id: line.left for line in receipt.lines}
    shown = tills.returns.preview(tills.sale.receipt_id, everything)
    back = tills.returns.confirm(tills.sale.receipt_id, everything, tills.here.cashier)
    assert (back.money_kopecks, back.points, back.completes) == (shown.money_kopecks, 10_000, True)
    assert back.number == "2-000001" and back.sale_number == tills.sale.number
    assert back.sold_elsewhere == tills.sale
    tills.here.restart()  # the sale is told again to nobody: everything that needs it has it
    document = tills.here.receipts.reprint(back.receipt_id)
    assert tills.sale.number in tills.here.receipts.readable(document)
    due = FiscalDue(back.receipt_id, FiscalKind.RETURN)
    task = fiscal_task(due, tills.here.books, lambda who: who)  # type: ignore[arg-type]
    assert task.receipt is not None


def test_what_came_back_at_any_till_is_counted_once(tills: TwoTills) -> None:
    tea = tills.sale.lines[0].line_id
    tills.door.has_sold(tills.sale, ReturnedPieces("return-elsewhere", tea, 1000))
    assert [line.left for line in tills.fetched().lines] == [2000, 1000]
    back = tills.returns.confirm(tills.sale.receipt_id, {tea: 1000}, tills.here.cashier)
    told = ReturnedPieces(back.receipt_id, tea, 1000)  # the server has it meanwhile
    tills.door.has_sold(tills.sale, ReturnedPieces("return-elsewhere", tea, 1000), told)
    assert [line.left for line in tills.fetched().lines] == [1000, 1000]
    with refused("more_than_left"):
        tills.returns.preview(tills.sale.receipt_id, {tea: 2000})


def test_without_the_server_it_goes_back_where_it_was_sold(tills: TwoTills) -> None:
    tills.door.has_sold(tills.sale)
    tills.here.online = False
    with refused("receipt_elsewhere"):
        tills.returns.look_for(tills.sale.number)
    scan = ScanData(receipt_code.compose(tills.sale.number), ScanSource.SERIAL)
    with refused("receipt_elsewhere"):
        tills.returns.scanned(scan, None)
    tills.here.online = True
    assert isinstance(tills.returns.scanned(scan, None), ReceiptQuestion)


def test_no_answer_and_no_such_receipt_say_so(tills: TwoTills) -> None:
    question = tills.returns.look_for("7-000099")
    assert isinstance(question, ReceiptQuestion)
    with refused("receipt_unknown_there"):
        tills.returns.settle(question, tills.returns.ask(question))
    tills.door.silent = True
    with refused("receipt_no_answer"):
        tills.returns.settle(question, tills.returns.ask(question))


def test_a_receipt_of_this_till_is_open_at_once_and_learns_what_came_back_elsewhere(tills: TwoTills) -> None:
    own = sell(tills.here)
    tills.door.has_sold(own, ReturnedPieces("return-elsewhere", own.lines[0].line_id, 3000))
    opened = tills.returns.look_for(own.number)
    assert isinstance(opened, ReturnableReceipt) and opened.lines[0].left == 3000
    question = tills.returns.about(own)
    assert question is not None
    assert tills.returns.settle(question, tills.returns.ask(question)).lines[0].left == 0
    back = tills.returns.confirm(own.receipt_id, {own.lines[1].line_id: 1000}, tills.here.cashier)
    assert back.sold_elsewhere is None and back.completes


def test_an_answer_about_another_receipt_does_not_take_the_open_one_away(tills: TwoTills) -> None:
    tills.door.has_sold(tills.sale)
    own = sell(tills.here)
    tills.door.has_sold(own)
    receipt = tills.fetched()
    about = tills.returns.about(own)
    assert about is not None
    tills.returns.settle(about, tills.returns.ask(about))
    everything = {line.line.line_id: line.left for line in receipt.lines}
    assert tills.returns.confirm(tills.sale.receipt_id, everything, tills.here.cashier).completes
