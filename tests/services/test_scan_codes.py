"""Codes that say more than a number: marked pieces, weights and counts inside, rotating cards, papers not taken yet."""

from dataclasses import replace

import pytest

from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.codes import rotating_token
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES, ORDER_SERIES
from pos_app.domain.money.units import ONE
from pos_app.domain.people.deed import DeedKind
from pos_app.services.card_tokens import CardTokens
from pos_app.services.errors import ServiceError
from pos_app.services.scan import ScanService
from pos_app.services.scan_outcome import CustomerAttached, ItemAdded, ItemChoice, ScanOutcome, ScanRefused
from tests.services.shop import ANNA, CHEESE, CIGARETTES, TEA, Shop

GS = "\x1d"
PROGRAMME_KEY = bytes(range(32))


class Steps:
    """What the books keep, in memory."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def last_step(self, card: str) -> int:
        return self.used.get(card, -1)

    def accept(self, card: str, step: int) -> bool:
        if self.last_step(card) >= step:
            return False
        self.used[card] = step
        return True


@pytest.fixture
def tokens(shop: Shop) -> CardTokens:
    return CardTokens(programme_key=PROGRAMME_KEY, steps=Steps(), clock=shop.clock)


@pytest.fixture
def scans(shop: Shop, tokens: CardTokens) -> ScanService:
    return ScanService(
        catalogue=shop.catalogue, sale=shop.sale, customers=shop.customers, books=shop.books, tokens=tokens
    )


def mark(serial: str, gtin: str = CIGARETTES.codes[0]) -> str:
    return f"010{gtin}21{serial}{GS}91key1{GS}92{'s' * 44}"


def read(scans: ScanService, text: str, symbology: Symbology = Symbology.DATAMATRIX) -> ScanOutcome:
    return scans.handle(ScanData(text, ScanSource.CAMERA, symbology))


def refused(outcome: ScanOutcome) -> str:
    assert isinstance(outcome, ScanRefused), outcome
    return outcome.key


def test_each_marked_piece_is_a_line_of_its_own_with_its_mark_to_the_receipt(shop: Shop, scans: ScanService) -> None:
    codes = [mark("aB1"), mark("aB2"), mark("aB3")]
    for code in codes:
        assert isinstance(read(scans, code), ItemAdded)
    lines = shop.sale.state.basket.lines
    assert [line.mark for line in lines] == codes
    assert all(line.quantity == ONE for line in lines)
    shop.sale.pay_rest_by_card()
    sale = shop.sale.finish()
    assert [line.mark for line in sale.lines] == codes
    stored = shop.books.sale(sale.receipt_id)
    assert stored is not None
    assert [line.mark for line in stored.lines] == codes


def test_the_same_piece_twice_is_refused_and_another_is_not(shop: Shop, scans: ScanService) -> None:
    read(scans, mark("aB1"))
    assert refused(read(scans, mark("aB1"))) == "mark_taken"
    # what tells two codes apart may be the case of one letter
    assert isinstance(read(scans, mark("ab1")), ItemAdded)
    shop.sale.remove_line(shop.sale.state.basket.lines[0].line_id)
    assert isinstance(read(scans, mark("aB1")), ItemAdded)


def test_a_mark_is_one_piece_however_it_is_counted(shop: Shop, scans: ScanService) -> None:
    scans.typed("3*")
    assert refused(read(scans, mark("aB1"))) == "one_piece_per_mark"
    scans.clear_multiplier()
    read(scans, mark("aB1"))
    line_id = shop.sale.state.basket.lines[0].line_id
    with pytest.raises(ServiceError, match="one_piece_per_mark"):
        shop.sale.set_quantity(line_id, 2 * ONE)
    # goods without a mark do not join it
    scans.handle(ScanData(CIGARETTES.codes[0], ScanSource.SERIAL, Symbology.EAN13))
    assert [line.quantity for line in shop.sale.state.basket.lines] == [ONE, ONE]


def test_a_mark_survives_a_choice_and_a_restart(shop: Shop, scans: ScanService) -> None:
    choice = read(scans, mark("x1", "4600000000046"))
    assert isinstance(choice, ItemChoice)
    shop.sale.add_item(choice.items[0], choice.quantity, choice.mark)
    read(scans, mark("aB1"))
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.resume()
    assert [line.mark for line in shop.sale.state.basket.lines] == [choice.mark, mark("aB1")]


def test_a_marked_piece_comes_back_by_its_own_mark(shop: Shop, scans: ScanService) -> None:
    read(scans, mark("aB1"))
    read(scans, mark("aB2"))
    shop.sale.pay_rest_by_card()
    sale = shop.sale.finish()
    opened = shop.returns.find(sale.number)
    found = shop.returns.scanned(ScanData(mark("aB2"), ScanSource.CAMERA, Symbology.DATAMATRIX), opened)
    assert isinstance(found, tuple)
    assert [line.line.mark for line in found] == [mark("aB2")]
    with pytest.raises(ServiceError, match="not_on_receipt"):
        shop.returns.scanned(ScanData(mark("other"), ScanSource.CAMERA, Symbology.DATAMATRIX), opened)


def test_weights_and_counts_inside_a_gs1_code(shop: Shop, scans: ScanService) -> None:
    shop.catalogue.items.append(replace(CHEESE, codes=("4600000000053",)))
    outcome = read(scans, "01046000000000533103000512", Symbology.CODE128)
    assert isinstance(outcome, ItemAdded)
    assert outcome.quantity == 512
    outcome = read(scans, f"020{TEA.codes[0]}376", Symbology.CODE128)
    assert isinstance(outcome, ItemAdded)
    assert outcome.quantity == 6 * ONE


def test_a_rotating_card_counts_once(shop: Shop, scans: ScanService) -> None:
    assert ANNA.card_number is not None
    key = rotating_token.card_key(PROGRAMME_KEY, ANNA.card_number)
    step = rotating_token.step_at(int(shop.clock.now().timestamp()))
    code = rotating_token.compose(key, ANNA.card_number, step)
    assert read(scans, code, Symbology.QR) == CustomerAttached(ANNA)
    assert shop.sale.state.basket.card_step == step
    # the camera still sees it: the customer is there already, that is no replay
    assert read(scans, code, Symbology.QR) == CustomerAttached(ANNA)
    shop.sale.detach_customer()
    assert refused(read(scans, code, Symbology.QR)) == "token_replayed"
    shop.sale.void()
    assert refused(read(scans, code, Symbology.QR)) == "token_replayed"
    shop.clock.advance(seconds=30)
    newer = rotating_token.compose(key, ANNA.card_number, step + 1)
    assert read(scans, newer, Symbology.QR) == CustomerAttached(ANNA)
    read(scans, TEA.codes[0], Symbology.EAN13)
    shop.sale.pay_rest_by_card()
    assert shop.sale.finish().card_step == step + 1


def test_a_void_tells_which_card_was_shown(shop: Shop, scans: ScanService) -> None:
    assert ANNA.card_number is not None
    key = rotating_token.card_key(PROGRAMME_KEY, ANNA.card_number)
    step = rotating_token.step_at(int(shop.clock.now().timestamp()))
    read(scans, rotating_token.compose(key, ANNA.card_number, step), Symbology.QR)
    read(scans, TEA.codes[0], Symbology.EAN13)
    shop.sale.void(reason="test")
    read(scans, TEA.codes[0], Symbology.EAN13)
    shop.sale.attach_customer(ANNA.customer_id)
    shop.sale.void(reason="test")
    voids = [each.shown_card for each in shop.books.journal.values() if each.kind is DeedKind.BASKET_VOIDED]
    assert voids == [(ANNA.customer_id, step), None]


def test_a_customer_who_is_taken_off_leaves_his_code_used_up(shop: Shop, scans: ScanService) -> None:
    assert ANNA.card_number is not None
    key = rotating_token.card_key(PROGRAMME_KEY, ANNA.card_number)
    step = rotating_token.step_at(int(shop.clock.now().timestamp()))
    for number, server_can in enumerate((shop.books.server_can, shop.books.server_can, ())):
        shop.books.server_can = server_can
        read(scans, rotating_token.compose(key, ANNA.card_number, step + number), Symbology.QR)
        if number == 1:
            shop.sale.void()
        else:
            shop.sale.detach_customer()
        shop.clock.advance(seconds=30)
    told = [each.shown_card for each in shop.books.journal.values() if each.kind is DeedKind.CARD_LET_GO]
    assert told == [(ANNA.customer_id, step), (ANNA.customer_id, step + 1)]


def test_forged_old_and_foreign_cards(shop: Shop, scans: ScanService) -> None:
    assert ANNA.card_number is not None
    now = rotating_token.step_at(int(shop.clock.now().timestamp()))
    key = rotating_token.card_key(PROGRAMME_KEY, ANNA.card_number)
    foreign = rotating_token.card_key(bytes(32), ANNA.card_number)
    for code in (
        rotating_token.compose(foreign, ANNA.card_number, now),
        rotating_token.compose(key, ANNA.card_number, now - 2),
    ):
        assert refused(read(scans, code, Symbology.QR)) == "token_invalid"
    good = rotating_token.compose(key, ANNA.card_number, now)
    without = ScanService(catalogue=shop.catalogue, sale=shop.sale, customers=shop.customers, books=shop.books)
    assert refused(read(without, good, Symbology.QR)) == "token_key_missing"
    keyless = CardTokens(programme_key=None, steps=Steps(), clock=shop.clock)
    with pytest.raises(ServiceError, match="token_key_missing"):
        keyless.check(ANNA.card_number, good[-16:])


def test_a_card_nobody_holds_does_not_use_its_code_up(shop: Shop, scans: ScanService, tokens: CardTokens) -> None:
    from pos_app.domain.codes.card_number import generate

    stranger = generate(999)
    key = rotating_token.card_key(PROGRAMME_KEY, stranger)
    step = rotating_token.step_at(int(shop.clock.now().timestamp()))
    code = rotating_token.compose(key, stranger, step)
    assert refused(read(scans, code, Symbology.QR)) == "card_unknown"
    assert tokens.check(stranger, code[-16:]).step == step


def test_papers_that_the_till_cannot_take_are_named(shop: Shop, scans: ScanService) -> None:
    assert refused(read(scans, "KC-SPRING10", Symbology.QR)) == "coupon_unknown"
    assert refused(read(scans, CERTIFICATE_SERIES.compose(7), Symbology.QR)) == "certificate_no_series"
    shop.online = False
    assert refused(read(scans, ORDER_SERIES.compose(7), Symbology.QR)) == "order_unknown_here"
    assert refused(read(scans, f"010{TEA.codes[0]}215abc91kk92{'q' * 44}")) == "mark_broken"


def test_marked_goods_are_sold_by_their_mark_alone_where_the_shop_says_so(shop: Shop) -> None:
    beer = replace(TEA, item_id="beer", codes=("4600000000060",), rules=SellingRules(marking_group="beer"))
    shop.catalogue.items.append(beer)
    shop.marks_needed = True
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    by_code = ScanData(beer.codes[0], ScanSource.SERIAL, Symbology.EAN13)
    assert shop.scans.handle(by_code) == ScanRefused("mark_needed", {"item": beer.name})
    assert shop.sale.state.basket.lines == ()
    assert isinstance(read(shop.scans, mark("aB1", beer.codes[0])), ItemAdded)
    assert isinstance(shop.scans.typed(TEA.codes[0]), ItemAdded)
    shop.marks_needed = False
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    assert isinstance(shop.scans.handle(by_code), ItemAdded)
