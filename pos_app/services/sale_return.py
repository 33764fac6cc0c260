"""Returns: find the receipt, choose pieces, see the sums, confirm.

A receipt of this till comes back with or without the server. One that another till of the shop made is asked of the
server; without it its goods come back at the till that sold them, or later: nobody here could know what came back
already.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo

from pos_app.domain.codes import receipt_code
from pos_app.domain.codes.check_digit import is_digits
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import (
    CardCode,
    CertificateCode,
    GoodsCode,
    MarkedCode,
    PhoneCode,
    PricedCode,
    ReceiptCode,
    RotatingCardCode,
    UnknownCode,
    UnknownReason,
    WeighedCode,
)
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.codes.scan import ScanData
from pos_app.domain.ledger.postings import return_entries
from pos_app.domain.money.units import Kopecks, Points, Quantity
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Operator
from pos_app.domain.shift.state import ShiftEvent
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.domain.transaction.sale import Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import StoredReceipt
from pos_app.services.advance_returns import AdvanceQuestion, AdvanceReply, AdvanceReturns, ReturnableAdvance
from pos_app.services.coupon_desk import coupons_on
from pos_app.services.customer import CustomerService
from pos_app.services.customer_answers import CustomerFound
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock, Ids, TillBooks
from pos_app.services.ports.return_drafts import ReturnDrafts
from pos_app.services.receipts_elsewhere import ReceiptQuestion, ReceiptReply, ReceiptsElsewhere
from pos_app.services.return_keeper import ReturnKeeper
from pos_app.services.returnable import ReturnableLine, ReturnableReceipt, certificate_of, lines_with
from pos_app.services.shift import ShiftService
from pos_app.services.store_once import StoreOnce
from pos_app.services.value_desk import ValueDesk
from sync.protocol.not_answered import NotAnswered

_CYRILLIC_K = ("К", "Л")
"""What «K» looks like in Russian, and what its key gives under a Russian layout."""
_NO_RECEIPT = frozenset({UnknownReason.BANK_CARD, UnknownReason.MAGNETIC_STRIPE, UnknownReason.CHECK_DIGIT})
"""Why a scan is no receipt, where the reason helps; any other code is only said to be none."""


class ReturnService:
    """Mirrors what is stored on the receipt; never prices anything again."""

    def __init__(
        self,
        *,
        books: TillBooks,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        shifts: ShiftService,
        customers: CustomerService,
        rules: Sequence[CodeRule] = DEFAULT_RULES,
        elsewhere: ReceiptsElsewhere | None = None,
        drafts: ReturnDrafts | None = None,
        value: ValueDesk | None = None,
    ) -> None:
        self._elsewhere = elsewhere or ReceiptsElsewhere(books=books, door=None, is_online=lambda: False)
        self._advances = AdvanceReturns(books, value, self._elsewhere)
        self._rules = rules
        self._books = books
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._shifts = shifts
        self._customers = customers
        self._once: StoreOnce[SaleReturn] = StoreOnce()
        self._keeper = ReturnKeeper(ids, drafts)

    @property
    def checking(self) -> bool:
        """Whether it is unknown if the last return is stored; then ``confirm`` again, whatever its arguments."""
        return self._once.unsure is not None

    def under_way(self) -> ReturnDraft | None:
        """A return that an earlier run put together and did not store, with a receipt or without."""
        draft = self._keeper.load()
        if draft is not None and self._books.sale_return(draft.return_id) is not None:
            self._keeper.done()
            return None
        return draft

    def take_up(self, draft: ReturnDraft) -> None:
        """Go on with it under its id."""
        self._keeper.take_up(draft)

    def keep(self, number: str, quantities: Mapping[str, Quantity]) -> None:
        """What is chosen of a receipt now, against a kill: thousandths, of an advance kopecks.

        ServiceError ``not_stored``.
        """
        self._keeper.chosen(number, quantities)

    def give_up(self) -> None:
        """Nothing comes back of the receipt that was open; what was set aside for it goes back."""
        self._advances.let_go(self._keeper.return_id)
        self._keeper.done()

    def let_go(self) -> None:
        """Choose anew: what was set aside of certificates and accounts goes back."""
        self._advances.let_go(self._keeper.return_id)

    def advance_question(self, receipt: ReturnableReceipt, back: ReturnableAdvance) -> AdvanceQuestion:
        """What to ask the server before money of a certificate or an account is paid out: what is left of it.

        ServiceError as ``AdvanceReturns.question``. Then ``ask_advance`` off the UI thread, then ``settle_advance``.
        """
        return self._advances.question(receipt.sale, back, self._keeper.return_id)

    def granted(self, line_id: str) -> Kopecks:
        """What of a certificate or a top-up is set aside for the return that is put together."""
        return self._advances.granted(line_id)

    def drop_advance(self, line_id: str) -> None:
        """It does not come back now."""
        self._advances.drop(line_id, self._keeper.return_id)

    def ask_advance(self, question: AdvanceQuestion) -> AdvanceReply:
        """Ask; waits for the network. Any thread but the screen's."""
        return self._advances.ask(question)

    def settle_advance(self, sale_id: str, question: AdvanceQuestion, reply: AdvanceReply) -> Kopecks:
        """How many kopecks of it come back. ServiceError as ``AdvanceReturns.settle``."""
        return self._advances.settle(question, reply, lambda: self._left_of(sale_id, question.line_id))

    def look_for(self, number_or_code: str) -> ReturnableReceipt | ReceiptQuestion:
        """As ``find``; for what is not in these books, a question to the server (``ask``, ``settle``).

        ServiceError as ``find``, and ``receipt_elsewhere(number)``: not here, and the server cannot be asked now.
        """
        return self._here_or_asked(self._number_of(number_or_code))

    def about(self, sale: Sale) -> ReceiptQuestion | None:
        """What may be asked of the server about a receipt of this till: what came back of it at other tills."""
        return self._elsewhere.question(sale.number)

    def ask(self, question: ReceiptQuestion) -> ReceiptReply:
        """Ask the server, a second or so. Any thread but the screen's."""
        return self._elsewhere.ask(question)

    def settle(self, question: ReceiptQuestion, reply: ReceiptReply) -> ReturnableReceipt:
        """The receipt that the server told.

        ServiceError ``receipt_no_answer(number)``, ``receipt_unknown_there(number)``: the server has none, or not yet.
        """
        sale = self._elsewhere.settle(question, reply)
        if sale is None:
            key = "receipt_no_answer" if isinstance(reply, NotAnswered) else "receipt_unknown_there"
            raise ServiceError(key, number=question.number)
        return self._returnable(self._books.sale(sale.receipt_id) or sale)

    def find(self, number_or_code: str) -> ReturnableReceipt:
        """By the code on paper, the number (``2-231``), or the running number alone at this till (``231``).

        ServiceError ``receipt_unknown(number)``, ``receipt_number`` (it is none), ``check_digit``.
        """
        return self._by_number(self._number_of(number_or_code))

    def scanned(
        self, scan: ScanData, opened: ReturnableReceipt | None
    ) -> ReturnableReceipt | ReceiptQuestion | ReturnableAdvance | tuple[ReturnableLine, ...]:
        """What a reader read: a receipt to open or to ask for, or the lines of the ``opened`` one with these goods.

        A gift certificate that the opened receipt sold is its advance.

        No refusal repeats the code: it may be somebody's phone, card or badge. ServiceError
        ``receipt_elsewhere(number)``, ``receipt_unknown(number)``, ``goods_before_receipt``,
        ``not_on_receipt(number)``, ``not_a_receipt``, ``bank_card``, ``magnetic_stripe``, ``check_digit``.
        """
        match classify(scan, self._rules):
            case ReceiptCode(number):
                return self._here_or_asked(number)
            case GoodsCode(gtin):
                return lines_with(opened, {gtin})
            case MarkedCode(gtin, _, mark):
                return lines_with(opened, {gtin}, mark)
            case CertificateCode(number):
                return certificate_of(opened, number)
            case WeighedCode(article) | PricedCode(article):
                # The shop's own numbers for pieces lie in the same range of prefixes.
                return lines_with(opened, {article, scan.data.strip()})
            case UnknownCode(_, reason) if reason in _NO_RECEIPT:
                raise ServiceError(reason.value)
        raise ServiceError("not_a_receipt")

    def customer_of(self, scan: ScanData) -> Customer | None:
        """Whose card or phone a reader read, so that his receipts can be looked through; None: another code.

        Nothing is spent by looking: a rotating card's signature is not asked for, as for a number that is typed.
        ServiceError ``customer_not_here``; it does not repeat the code.
        """
        match classify(scan, self._rules):
            case CardCode(named) | RotatingCardCode(named) | PhoneCode(named):
                answer = self._customers.find(named)
                if isinstance(answer, CustomerFound):
                    return answer.customer
                raise ServiceError("customer_not_here")
        return None

    def find_by_id(self, sale_id: str) -> ReturnableReceipt:
        """By the sale's id. ServiceError ``receipt_unknown``."""
        return self._returnable(self._sale(sale_id))

    def find_receipt(self, number_or_code: str) -> StoredReceipt:
        """A sale or a return, by what ``find`` takes. ServiceError as ``find``."""
        number = self._number_of(number_or_code)
        receipt = self._books.receipt_by_number(number)
        if receipt is None:
            raise ServiceError("receipt_unknown", number=number)
        return receipt

    def recent(self, limit: int) -> tuple[StoredReceipt, ...]:
        """The newest receipts of this till, returns among them."""
        return self._books.recent_receipts(limit)

    def preview(self, sale_id: str, quantities: Mapping[str, Quantity]) -> SaleReturn:
        """What would be given back for ``quantities`` (thousandths by line id, of an advance kopecks; 0 is left out).

        Nothing is stored. What comes back of an advance was set aside before (``advance_question``).

        ServiceError ``nothing_chosen``, ``unknown_line(line_id)``, ``fraction_of_piece(item, got)``,
        ``more_than_left(line_id, item, left, asked)``, ``quantity_not_positive(item, got)``, ``no_shift``,
        ``not_enough_cash(expected_kopecks, needed_kopecks)``, ``receipt_unknown``, ``advance_not_asked``.
        """
        return self._build(self._sale(sale_id), quantities, operator_id="", reason="", receipt_id="")

    def confirm(
        self, sale_id: str, quantities: Mapping[str, Quantity], operator: Operator, reason: str = ""
    ) -> SaleReturn:
        """Store the return in one transaction.

        ServiceError as ``preview``, and ``not_stored(cause)``, ``checking_last_receipt``: call it again, the
        return is never stored twice.
        """
        sale = self._sale(sale_id)
        try:
            settled = self._once.settle()
            if settled is not None:
                self._advances.done(settled.receipt_id)
                self._keeper.done()
                return settled
            return_id = self._keeper.return_id
            sale_return = self._build(sale, quantities, operator.operator_id, in_own_words(reason), return_id)
            self._once.store(
                sale_return, lambda record: self._books.record_return(record, return_entries(record, sale))
            )
        except OverReturnError as error:
            raise _more_than_left(sale, error) from error
        self._advances.done(sale_return.receipt_id)
        self._keeper.done()
        return sale_return

    def _build(
        self, sale: Sale, quantities: Mapping[str, Quantity], operator_id: str, reason: str, receipt_id: str
    ) -> SaleReturn:
        shift = self._shifts.require_open(ShiftEvent.RETURN)
        now = self._clock.now()
        head = ReceiptHead(
            number=self._books.next_receipt_number(),
            till_code=shift.till_code,
            shift_id=shift.shift_id,
            operator_id=operator_id,
            at=now,
            business_day=now.astimezone(self._timezone).date(),
        )
        already = self._already(sale)
        asked = {line_id: quantity for line_id, quantity in quantities.items() if quantity}
        for sold in paid_in_advance(sale):
            self._advances.require(sold.advance.line_id, asked.get(sold.advance.line_id, 0))
        try:
            sale_return = build_return(sale, already, asked, receipt_id, head, reason, self._balance(sale))
        except OverReturnError as error:
            raise _more_than_left(sale, error) from error
        except ReturnRefusedError as error:
            raise _refused(sale, error) from error
        if self._books.sale(sale.receipt_id) is None:
            sale_return = replace(sale_return, sold_elsewhere=sale)
        cash_kopecks = sum(refund.amount_kopecks for refund in sale_return.refunds if refund.kind is TenderKind.CASH)
        if cash_kopecks:
            self._shifts.require_cash(cash_kopecks)
        return sale_return

    def _balance(self, sale: Sale) -> Points | None:
        if sale.customer_id is None:
            return None
        return self._customers.balance(sale.customer_id)

    def _left_of(self, sale_id: str, line_id: str) -> Kopecks:
        """What of an advance came back nowhere, as far as is known now."""
        back = self._returnable(self._sale(sale_id)).advance(line_id)
        return 0 if back is None else back.left

    def _already(self, sale: Sale) -> dict[str, Quantity]:
        """What came back here, and at other tills as far as the server told."""
        back = Counter(self._books.returned_quantities(sale.receipt_id))
        back.update(self._elsewhere.returned(sale.receipt_id))
        return dict(back)

    def _here_or_asked(self, number: str) -> ReturnableReceipt | ReceiptQuestion:
        sale = self._books.sale_by_number(number)
        if sale is not None:
            return self._returnable(sale)
        if self._books.receipt_by_number(number) is not None:
            raise ServiceError("receipt_unknown", number=number)  # a return of this till
        question = self._elsewhere.question(number)
        if question is None:
            raise ServiceError("receipt_elsewhere", number=number)
        return question

    def _sale(self, sale_id: str) -> Sale:
        sale = self._books.sale(sale_id) or self._elsewhere.sale(sale_id)
        if sale is None:
            raise ServiceError("receipt_unknown", number="")
        return sale

    def _by_number(self, number: str) -> ReturnableReceipt:
        sale = self._books.sale_by_number(number)
        if sale is None:
            raise ServiceError("receipt_unknown", number=number)
        return self._returnable(sale)

    def _returnable(self, sale: Sale) -> ReturnableReceipt:
        already = self._already(sale)
        lines = tuple(
            ReturnableLine(line, already.get(line.line_id, 0), max(0, line.quantity - already.get(line.line_id, 0)))
            for line in sale.lines
        )
        advances = tuple(
            ReturnableAdvance(sold, back, max(0, sold.advance.kopecks - back))
            for sold in paid_in_advance(sale)
            for back in (already.get(sold.advance.line_id, 0),)
        )
        return ReturnableReceipt(sale, lines, advances, coupons_on(sale, self._books))

    def _number_of(self, text: str) -> str:
        bare = text.strip().upper()
        if bare.startswith(_CYRILLIC_K):
            bare = "K" + bare[1:]
        if is_digits(bare):
            bare = f"{self._shifts.till_code}-{bare}"
        try:
            return receipt_code.parse(bare) if bare.startswith("K") else receipt_code.parse_number(bare)
        except CodeError as error:
            raise ServiceError("check_digit" if error.key == "check_digit" else "receipt_number") from error


def _more_than_left(sale: Sale, error: OverReturnError) -> ServiceError:
    return ServiceError(
        "more_than_left",
        line_id=error.line_id,
        item=_item_name(sale, error.line_id),
        left=error.sold - error.returned,
        asked=error.asked,
    )


_REFUSALS = {"line_unknown": "unknown_line", "quantity_not_whole": "fraction_of_piece"}


def _refused(sale: Sale, error: ReturnRefusedError) -> ServiceError:
    key = _REFUSALS.get(error.key, error.key)
    return ServiceError(key, line_id=error.line_id, item=_item_name(sale, error.line_id), got=error.quantity)


def _item_name(sale: Sale, line_id: str) -> str:
    goods = {line.line_id: line.item.name for line in sale.lines}
    return (goods | {sold.advance.line_id: sold.advance.name for sold in paid_in_advance(sale)}).get(line_id, "")
