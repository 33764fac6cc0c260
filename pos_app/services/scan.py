"""One door for every code: scanned by any reader, or typed by the cashier."""

import re
from collections.abc import Sequence

from pos_app.domain.basket.edits import MOST_PIECES
from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes.check_digit import is_digits
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import (
    BadgeCode,
    CardCode,
    CertificateCode,
    Code,
    CouponCode,
    GoodsCode,
    MarkedCode,
    OrderCode,
    PhoneCode,
    PricedCode,
    ReceiptCode,
    RotatingCardCode,
    UnknownCode,
    UnknownReason,
    WeighedCode,
)
from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.money.rounding import div_half_up
from pos_app.domain.money.units import ONE, Quantity, Unit
from pos_app.domain.people.customer_came import CameBy
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.stored_receipt import ReceiptKind
from pos_app.services.came_by import came_by_scan, came_by_typed
from pos_app.services.card_tokens import CardTokens
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.customer import CustomerService
from pos_app.services.customer_answers import CustomerFound, CustomerNotFound
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Catalogue, TillBooks
from pos_app.services.sale import SaleService
from pos_app.services.scan_outcome import (
    BadgeScanned,
    CertificateScanned,
    ClaimAsked,
    CouponAdded,
    CustomerAttached,
    ItemAdded,
    ItemChoice,
    MultiplierSet,
    QuantityChanged,
    ReceiptScanned,
    ScanOutcome,
    ScanRefused,
)
from pos_app.services.selling.numbers import OrderOpened
from sync.protocol.claim import ClaimAnswer, ClaimRefused

ARTICLE_DIGITS = 5
"""Articles of weighed goods have five digits; shorter typed ones are filled up with zeros."""
_LONGEST_TYPED_ARTICLE = 7
_NUMBER = r"(?P<whole>[0-9]{1,9})(?:[.,](?P<part>[0-9]{1,3}))?"
_MULTIPLIER = re.compile(_NUMBER + r"\s*\*\s*(?P<code>.*)")
_QUANTITY_OF_LAST = re.compile(r"\*\s*" + _NUMBER)
_PLAIN_UNKNOWN = frozenset({UnknownReason.EMPTY, UnknownReason.NO_RULE, UnknownReason.MALFORMED})


class ScanService:
    """Finds out what a code means and does it. Never raises for a code: what cannot be done is a ScanRefused."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        sale: SaleService,
        customers: CustomerService,
        books: TillBooks,
        tokens: CardTokens | None = None,
        rules: Sequence[CodeRule] = DEFAULT_RULES,
    ) -> None:
        """``rules``: the shop's table of codes. Without ``tokens`` rotating cards are refused."""
        self._catalogue = catalogue
        self._tokens = tokens
        self._rules = rules
        self._sale = sale
        self._customers = customers
        self._books = books
        self._multiplier: tuple[str, Quantity] | None = None

    @property
    def multiplier(self) -> Quantity | None:
        """The quantity for the next goods, set by ``n*``; it ends with them or with the basket."""
        if self._multiplier is None or self._multiplier[0] != self._sale.state.basket.receipt_id:
            return None
        return self._multiplier[1]

    def clear_multiplier(self) -> None:
        """Forget ``n*``."""
        self._multiplier = None

    def handle(self, scan: ScanData) -> ScanOutcome:
        """A whole code from a reader."""
        code = classify(scan, self._rules)
        return self._guarded(code, scan.data.strip(), came_by_scan(code, scan.symbology))

    def knows(self, scan: ScanData) -> bool:
        """Whether the shop's table takes the text as a code of some kind, whatever comes of it."""
        return not isinstance(classify(scan, self._rules), UnknownCode)

    def ask_claim(self, question: ClaimQuestion) -> ClaimAnswer | ClaimRefused:
        """Ask the server for a single coupon or an order; waits for the network: never on the UI thread."""
        return self._sale.ask_claim(question)

    def settle_claim(self, question: ClaimQuestion, answer: ClaimAnswer | ClaimRefused) -> ScanOutcome:
        """What came of the scan, once the server has answered or has not."""
        try:
            settled = self._sale.settle_claim(question, answer)
        except ServiceError as error:
            return ScanRefused(error.key, error.params)
        if isinstance(settled, OrderOpened):
            return settled
        return CouponAdded(settled.code, settled.taken_kopecks, settled.at_risk)

    def certificate_number(self, scan: ScanData) -> str | None:
        """The number of the certificate that was shown, scanned or typed; None for any other code."""
        code = classify(scan, self._rules)
        return code.number if isinstance(code, CertificateCode) else None

    def look_up(self, scan: ScanData) -> ItemChoice | ScanRefused:
        """The goods behind a code of a reader, without selling them."""
        code = classify(scan, self._rules)
        match code:
            case GoodsCode(gtin) | MarkedCode(gtin):
                items, named = self._catalogue.by_code(gtin), gtin
            case WeighedCode(article) | PricedCode(article):
                items, named = self._by_article(article), article
            case UnknownCode():
                return _unknown(code)
            case _:
                return ScanRefused("not_goods")
        found = items or self._catalogue.by_code(scan.data.strip())
        if not found:
            return self._not_found(named)
        return ItemChoice(found, ONE)

    def typed(self, text: str) -> ScanOutcome:
        """What a cashier typed in the scan line and Enter: an article, any code, a phone, a card, a receipt's number.

        ``n*code`` takes the quantity n (``0,512*code`` for goods by weight), ``n*`` keeps it for the next goods, ``*n``
        gives it to the line touched last.
        """
        bare = text.strip()
        change = _QUANTITY_OF_LAST.fullmatch(bare)
        if change is not None:
            return self._change_last(_quantity(change))
        prefixed = _MULTIPLIER.fullmatch(bare)
        if prefixed is not None:
            quantity = _quantity(prefixed)
            if quantity == 0:
                return ScanRefused("bad_quantity", {"most": MOST_PIECES})
            if quantity > MOST_PIECES * ONE:
                return ScanRefused("quantity_out_of_range", {"least": ONE, "most": MOST_PIECES * ONE})
            self._multiplier = (self._sale.state.basket.receipt_id, quantity)
            bare = prefixed["code"].strip()
            if not bare:
                return MultiplierSet(quantity)
        if is_digits(bare) and len(bare) <= _LONGEST_TYPED_ARTICLE:
            return self._guarded_article(bare)
        code = classify(ScanData(bare, ScanSource.TYPED), self._rules)
        if isinstance(code, UnknownCode) and is_digits(bare) and self._by_article(bare):
            return self._guarded_article(bare)
        return self._guarded(code, bare, came_by_typed(bare))

    # ------------------------------------------------------------ by kind of code

    def _guarded(self, code: Code, text: str, way: CameBy) -> ScanOutcome:
        """``way``: how a customer came who is named by it."""
        try:
            return self._act(code, text, way)
        except ServiceError as error:
            return ScanRefused(error.key, error.params)

    def _guarded_article(self, article: str) -> ScanOutcome:
        try:
            self._require_basket_stage()
            return self._put_in(self._by_article(article), article)
        except ServiceError as error:
            return ScanRefused(error.key, error.params)

    def _act(self, code: Code, text: str, way: CameBy) -> ScanOutcome:
        if isinstance(code, BadgeCode):
            return BadgeScanned(code.number)
        if isinstance(code, UnknownCode) and not self._sale.knows_coupon(code.data):
            return _unknown(code)
        self._require_basket_stage()
        match code:
            case UnknownCode(data):
                return self._take_coupon(data)  # a promo code needs no rule of its own
            case GoodsCode(gtin, quantity):
                return self._put_in(self._catalogue.by_code(gtin), gtin, quantity)
            case MarkedCode(gtin, _, mark):
                return self._put_in_marked(gtin, mark)
            case WeighedCode(article, quantity):
                return self._put_in_weighed(article, quantity, text)
            case PricedCode(article, price_kopecks):
                return self._put_in_priced(article, price_kopecks)
            case CardCode(number):
                return self._attach(number, way)
            case RotatingCardCode(number, signature):
                return self._attach_by_token(number, signature)
            case CouponCode(coupon):
                return self._take_coupon(coupon)
            case CertificateCode(number):
                self._sale.certificate_offer(number)
                return CertificateScanned(number)
            case OrderCode(number):
                answer = self._sale.order_question(number)
                return ClaimAsked(answer) if isinstance(answer, ClaimQuestion) else answer
            case PhoneCode(e164):
                return self._attach(e164, way)
            case ReceiptCode(number):
                return self._receipt(number)

    def _put_in(self, items: tuple[Item, ...], code: str, told: Quantity | None = None) -> ScanOutcome:
        """``told``: how much it is, as the code itself says; what the cashier typed before it counts more."""
        if not items:
            return self._not_found(code)
        quantity = self.multiplier if self.multiplier is not None else told
        if len(items) > 1:
            self._multiplier = None
            return ItemChoice(items, quantity or ONE)
        item = items[0]
        if item.unit is Unit.KILOGRAM and quantity is None:
            return ScanRefused("weight_needed", {"item": item.name})
        return self._add(item, quantity or ONE)

    def _put_in_marked(self, gtin: str, mark: str) -> ScanOutcome:
        items = self._catalogue.by_code(gtin)
        if not items:
            return self._not_found(gtin)
        if self.multiplier not in (None, ONE):
            return ScanRefused("one_piece_per_mark")
        if len(items) > 1:
            return ItemChoice(items, ONE, mark)
        return self._add(items[0], ONE, mark)

    def _put_in_priced(self, article: str, price_kopecks: int) -> ScanOutcome:
        """A label with a price: as much of the goods as that price buys, to the gram."""
        items = tuple(item for item in self._by_article(article) if item.unit is Unit.KILOGRAM)
        if not items:
            return self._not_found(article)
        if self.multiplier is not None:
            return ScanRefused("multiplier_on_weighed")
        item = items[0]
        if item.price_kopecks <= 0:
            return ScanRefused("not_in_catalogue", {"code": article})
        return self._add(item, max(1, div_half_up(price_kopecks * ONE, item.price_kopecks)))

    def _put_in_weighed(self, article: str, quantity: Quantity, code: str) -> ScanOutcome:
        items = self._by_article(article)
        weighed = tuple(item for item in items if item.unit is Unit.KILOGRAM)
        if not weighed:
            # The shop's own numbers for pieces lie in the same range of prefixes.
            pieces = self._catalogue.by_code(code)
            if pieces:
                return self._put_in(pieces, code)
            if items:
                return ScanRefused("not_sold_by_weight", {"item": items[0].name})
            return self._not_found(article)
        if self.multiplier is not None:
            return ScanRefused("multiplier_on_weighed")
        if len(weighed) > 1:
            return ItemChoice(weighed, quantity)
        return self._add(weighed[0], quantity)

    def _add(self, item: Item, quantity: Quantity, mark: str = "") -> ScanOutcome:
        state = self._sale.add_item(item, quantity, mark)
        self._multiplier = None
        return ItemAdded(state.last_line_id or "", item, quantity)

    def _take_coupon(self, code: str) -> ScanOutcome:
        answer = self._sale.coupon_question(code)
        if isinstance(answer, ClaimQuestion):
            return ClaimAsked(answer)
        return CouponAdded(answer.code, answer.taken_kopecks, answer.at_risk)

    def _attach(self, number: str, way: CameBy) -> ScanOutcome:
        answer = self._customers.find(number)
        if isinstance(answer, CustomerFound):
            self._sale.attach_customer(answer.customer.customer_id, way=way)
            return CustomerAttached(answer.customer)
        if isinstance(answer, CustomerNotFound):
            return ScanRefused(answer.key, answer.params)
        return ScanRefused("unknown_code")

    def _attach_by_token(self, number: str, signature: str) -> ScanOutcome:
        if self._tokens is None:
            return ScanRefused("token_key_missing")
        basket = self._sale.state.basket
        token = self._tokens.check(number, signature, basket.card_step)
        answer = self._customers.find(number)
        if isinstance(answer, CustomerNotFound):
            return ScanRefused(answer.key, answer.params)
        if not isinstance(answer, CustomerFound):
            return ScanRefused("unknown_code")
        if token.step == basket.card_step and answer.customer.customer_id == basket.customer_id:
            return CustomerAttached(answer.customer)
        self._tokens.use(token)
        self._sale.attach_customer(answer.customer.customer_id, token.step, CameBy.ROTATING_CARD)
        return CustomerAttached(answer.customer)

    def _receipt(self, number: str) -> ScanOutcome:
        receipt = self._books.receipt_by_number(number)
        if receipt is not None and receipt.kind is not ReceiptKind.SALE:
            return ScanRefused("receipt_unknown", {"number": number})
        return ReceiptScanned("" if receipt is None else receipt.receipt_id, number)

    def _change_last(self, quantity: Quantity) -> ScanOutcome:
        line_id = self._sale.state.last_line_id
        if line_id is None:
            return ScanRefused("no_line")
        try:
            self._sale.set_quantity(line_id, quantity)
        except ServiceError as error:
            return ScanRefused(error.key, error.params)
        return QuantityChanged(line_id, quantity)

    # ------------------------------------------------------------ inside

    def _by_article(self, article: str) -> tuple[Item, ...]:
        return self._catalogue.by_article(article) or self._catalogue.by_article(article.zfill(ARTICLE_DIGITS))

    def _not_found(self, code: str) -> ScanRefused:
        if self._catalogue.count() == 0:
            return ScanRefused("no_goods_loaded")
        return ScanRefused("not_in_catalogue", {"code": code})

    def _require_basket_stage(self) -> None:
        state = self._sale.state
        if state.checking:
            raise ServiceError("checking_last_receipt")
        if state.stage is DraftStage.PAYMENT:
            raise ServiceError("in_payment")


def _unknown(code: UnknownCode) -> ScanRefused:
    if code.reason.value.startswith("phone_"):
        # The text is a phone with a slip in it: it goes into no message and no log.
        return ScanRefused(code.reason.value, {"digits": sum(character.isdigit() for character in code.data)})
    key = "unknown_code" if code.reason in _PLAIN_UNKNOWN else code.reason.value
    return ScanRefused(key, {"code": code.data} if code.data else {})


def _quantity(match: re.Match[str]) -> Quantity:
    return int(match["whole"]) * ONE + int((match["part"] or "").ljust(3, "0"))
