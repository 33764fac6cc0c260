"""Returns without a receipt: goods are scanned, the sum is shown, a senior person agrees, cash is handed back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes.check_digit import is_digits
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import BadgeCode, Code, GoodsCode, MarkedCode, PricedCode, WeighedCode
from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.ledger.postings import return_entries
from pos_app.domain.money.units import ONE, Kopecks, Quantity, Unit
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.shift.state import ShiftEvent
from pos_app.domain.transaction.errors import ReturnRefusedError
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.domain.transaction.return_without_receipt import build_return_without_receipt
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Catalogue, Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.ports.return_drafts import ReturnDrafts
from pos_app.services.programme_choice import LIST_PRICE, programme_in_force
from pos_app.services.return_keeper import ReturnKeeper
from pos_app.services.rights import Right
from pos_app.services.shift import ShiftService
from pos_app.services.store_once import StoreOnce

ARTICLE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class FreeReturnLine:
    """Goods that come back, and the money for them."""

    line_id: str
    item: Item
    quantity: Quantity
    sums: PricedLine


@dataclass(frozen=True, slots=True)
class FreeReturnState:
    """What was scanned so far."""

    lines: tuple[FreeReturnLine, ...]
    money_kopecks: Kopecks


class FreeReturnService:
    """The goods of one return until it is stored or given up, kept against a kill; the open sale is left alone."""

    def __init__(
        self,
        *,
        books: TillBooks,
        catalogue: Catalogue,
        programmes: ProgrammeShelf,
        shifts: ShiftService,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        rules: Sequence[CodeRule] = DEFAULT_RULES,
        drafts: ReturnDrafts | None = None,
    ) -> None:
        self._books = books
        self._catalogue = catalogue
        self._programmes = programmes
        self._shifts = shifts
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._rules = rules
        self._deeds = DeedWriter(clock, ids)
        self._once: StoreOnce[SaleReturn] = StoreOnce()
        self._keeper = ReturnKeeper(ids, drafts)
        self._basket = Basket(ids.new_id(), clock.now())

    @property
    def checking(self) -> bool:
        """Whether it is unknown if the last return is stored; then ``confirm`` again, whatever its arguments."""
        return self._once.unsure is not None

    def begin(self) -> FreeReturnState:
        """Nothing is scanned yet. ServiceError ``no_open_shift`` and others of the shift."""
        self._shifts.require_open(ShiftEvent.RETURN)
        if not self.checking:
            self.give_up()
        return self.state()

    def take_up(self, draft: ReturnDraft) -> FreeReturnState:
        """Go on with the goods that an earlier run had scanned. ServiceError of the shift."""
        self._shifts.require_open(ShiftEvent.RETURN)
        if draft.basket is not None and not self.checking:
            self._keeper.take_up(draft)
            self._basket = draft.basket
        return self.state()

    def give_up(self) -> None:
        """The goods go back to the customer; nothing is under way."""
        self._keeper.done()
        self._basket = Basket(self._ids.new_id(), self._clock.now())

    def state(self) -> FreeReturnState:
        """The goods and what comes back for them, as of now."""
        priced = self._priced(self._basket)
        lines = tuple(
            FreeReturnLine(line.line_id, line.item, line.quantity, sums)
            for line, sums in zip(self._basket.lines, priced.lines, strict=True)
        )
        return FreeReturnState(lines, priced.money_kopecks)

    def scanned(self, scan: ScanData) -> FreeReturnState | tuple[Item, ...]:
        """Goods of any reader: the new state, or several items that have this code, to be chosen from.

        ServiceError ``not_goods``, ``not_in_catalogue(code)`` and those of ``add``.
        """
        return self._take(classify(scan, self._rules))

    def typed(self, text: str) -> FreeReturnState | tuple[Item, ...]:
        """The same for an article or a code that was typed."""
        bare = text.strip()
        if is_digits(bare):
            items = self._catalogue.by_article(bare) or self._catalogue.by_article(bare.zfill(ARTICLE_DIGITS))
            if items:
                return self._one_of(items, bare, ONE)
        return self._take(classify(ScanData(bare, ScanSource.TYPED), self._rules))

    def badge_in(self, scan: ScanData) -> str | None:
        """The number of a person's badge; None for any other code."""
        code = classify(scan, self._rules)
        return code.number if isinstance(code, BadgeCode) else None

    def add(self, item: Item, quantity: Quantity = ONE, mark: str = "") -> FreeReturnState:
        """Put goods in. ServiceError: a key of ``BasketEditError``."""
        return self._edit(lambda: edits.add_item(self._basket, item, quantity, self._ids.new_id(), mark))

    def set_quantity(self, line_id: str, quantity: Quantity) -> FreeReturnState:
        """How much of a line; 0 takes it out. ServiceError as ``add``."""
        if quantity == 0:
            return self._edit(lambda: edits.remove_line(self._basket, line_id))
        return self._edit(lambda: edits.set_quantity(self._basket, line_id, quantity))

    def confirm(self, operator: Operator, reason: str, approved_by: Operator | None = None) -> SaleReturn:
        """Store the return; the very same confirmation again is the same return.

        ServiceError ``nothing_chosen``, ``reason_needed``, ``approval_needed(right, needed_role)``,
        ``not_enough_cash``, those of the shift and of storing.
        """
        settled = self._once.settle()
        if settled is not None:
            self.give_up()
            return settled
        if not self._basket.lines:
            raise ServiceError("nothing_chosen")
        why = in_own_words(" ".join(reason.split()))[:200]
        if not why:
            raise ServiceError("reason_needed")
        approver = self._operators.authorise(operator, Right.RETURN_WITHOUT_RECEIPT, approved_by)
        made = self._made(operator, why, approver or operator)
        self._shifts.require_cash(sum(refund.amount_kopecks for refund in made.refunds))
        deed = self._deeds.deed(
            DeedKind.RETURNED_WITHOUT_RECEIPT,
            operator,
            approver,
            why,
            made.receipt_id,
            number=made.number,
            sum_kopecks=made.money_kopecks,
        )
        sold = made.sold_elsewhere
        if sold is None:
            raise ServiceError("nothing_chosen")
        entries = return_entries(made, sold)
        self._once.store(made, lambda record: self._books.record_return(record, entries, (deed,)))
        self.give_up()
        return made

    def _made(self, operator: Operator, reason: str, senior: Operator) -> SaleReturn:
        shift = self._shifts.require_open(ShiftEvent.RETURN)
        now = self._clock.now()
        head = ReceiptHead(
            number=self._books.next_receipt_number(),
            till_code=shift.till_code,
            shift_id=shift.shift_id,
            operator_id=operator.operator_id,
            at=now,
            business_day=now.astimezone(self._timezone).date(),
        )
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        basket = replace(self._basket, receipt_id=self._ids.new_id())
        try:
            return build_return_without_receipt(
                basket,
                self._priced(basket),
                self._keeper.return_id,
                head,
                programme,
                self._catalogue.vat_rates(),
                reason,
                senior.operator_id,
            )
        except ReturnRefusedError as error:
            raise ServiceError(error.key) from error

    def _priced(self, basket: Basket) -> PricedBasket:
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        return price(basket, None, compile_programme(programme), now.astimezone(self._timezone))

    def _take(self, code: Code) -> FreeReturnState | tuple[Item, ...]:
        match code:
            case GoodsCode(gtin, quantity):
                return self._one_of(self._catalogue.by_code(gtin), gtin, quantity or ONE)
            case MarkedCode(gtin, _, mark):
                return self._one_of(self._catalogue.by_code(gtin), gtin, ONE, mark)
            case WeighedCode(article, quantity):
                return self._one_of(self._weighed(article), article, quantity)
            case PricedCode(article, price_kopecks):
                items = self._weighed(article)
                if items and items[0].price_kopecks > 0:
                    return self.add(items[0], max(1, price_kopecks * ONE // items[0].price_kopecks))
                raise ServiceError("not_in_catalogue", code=article)
        raise ServiceError("not_goods")

    def _weighed(self, article: str) -> tuple[Item, ...]:
        items = self._catalogue.by_article(article) or self._catalogue.by_article(article.zfill(ARTICLE_DIGITS))
        return tuple(item for item in items if item.unit is Unit.KILOGRAM)

    def _one_of(
        self, items: tuple[Item, ...], code: str, quantity: Quantity, mark: str = ""
    ) -> FreeReturnState | tuple[Item, ...]:
        if not items:
            raise ServiceError("not_in_catalogue", code=code)
        return items if len(items) > 1 else self.add(items[0], quantity, mark)

    def _edit(self, edit: Callable[[], Basket]) -> FreeReturnState:
        try:
            basket = edit()
        except edits.BasketEditError as error:
            raise ServiceError(error.key, **error.params) from error
        self._keeper.goods(basket)
        self._basket = basket
        return self.state()
