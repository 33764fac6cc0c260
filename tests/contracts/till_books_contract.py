"""What any ``TillBooks`` promises. Subclass :class:`TillBooksContract` and give a fixture ``books``.

``books``: fresh books of till «2», nothing in them, all operations unconfirmed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.basket.basket import Basket
from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from pos_app.domain.claim.claim import Claim, ClaimStage
from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.coupon.coupon_records import UsedCoupon
from pos_app.domain.ledger.postings import return_entries, sale_entries
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.rules.rewards import ServiceReward
from pos_app.domain.money.units import Points
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.pre_order.opened_order import PickUp
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.shift.report import build_shift_report, build_z_report
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened, ZReport
from pos_app.domain.stored_value.advance import Advance, SoldAdvance
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_hold import ValueHold
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.domain.transaction.errors import OverReturnError, StoreError
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, SaleLot, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import ReceiptKind, StoredReceipt
from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper
from pos_app.services.ports import TillBooks
from tests.domain.goods import CUSTOMER, basket, item, line
from tests.domain.receipts import DAY, SOLD_AT, cash, example_a, mixed_sale, priced_basket, priced_line
from tests.fakes.ids import counted_id


def opened(number: int = 1) -> ShiftOpened:
    """The till's ``number``-th shift."""
    return ShiftOpened(counted_id(1000 + number), number, "2", "op-1", SOLD_AT - timedelta(hours=1), 500_000)


def _deed(number: int) -> Deed:
    """Somebody's deed, the ``number``-th."""
    return Deed(
        counted_id(3000 + number),
        DeedKind.PRICE_SET,
        SOLD_AT,
        "op-1",
        "Оля",
        "op-2",
        "Нина",
        "ценник",
        "receipt",
        (("item", "Чай"), ("price_kopecks", 100)),
    )


SENT = BootMoment("boot", 10_000)


def ask(books: TillBooks, reservation_id: str, kind: ReservationKind = ReservationKind.HOLD) -> int:
    """Note that points are asked for."""
    return books.note_asked(reservation_id, CUSTOMER, kind, "receipt", 4999)


def grant(books: TillBooks, reservation_id: str, points: Points, kind: ReservationKind = ReservationKind.HOLD) -> None:
    """An open promise."""
    ask(books, reservation_id, kind)
    books.note_granted(reservation_id, points, 1_000, "signed", SENT)


def closed(reservation_id: str) -> ReservationClosed:
    """Its end."""
    return ReservationClosed(f"end of {reservation_id}", reservation_id, CUSTOMER, 0, CloseReason.RECEIPT, SOLD_AT)


def sell(books: TillBooks, number: int, origin: Sale | None = None, closings: Sequence[ReservationClosed] = ()) -> Sale:
    """Store a sale with the next receipt number in the open shift."""
    shift = books.current_shift()
    sale = replace(
        origin or example_a(),
        receipt_id=counted_id(number),
        number=books.next_receipt_number(),
        shift_id=shift.shift_id if shift else "",
        sold_at=SOLD_AT + timedelta(minutes=number),
    )
    books.record_sale(sale, sale_entries(sale), closings)
    return sale


def mirror(books: TillBooks, sale: Sale, number: int, asked: dict[str, int]) -> SaleReturn:
    """The return of ``asked``, not yet stored."""
    head = ReceiptHead(
        books.next_receipt_number(), "2", sale.shift_id, "op-1", SOLD_AT + timedelta(minutes=number), DAY
    )
    return build_return(sale, books.returned_quantities(sale.receipt_id), asked, counted_id(number), head)


def closing(books: TillBooks, shift: ShiftOpened, z_number: int) -> ZReport:
    """The Z report of what is in the books."""
    report = build_shift_report(
        shift,
        books.shift_sales(shift.shift_id),
        books.shift_returns(shift.shift_id),
        books.shift_cash_movements(shift.shift_id),
        SOLD_AT + timedelta(hours=8),
    )
    return build_z_report(report, counted_id(2000 + z_number), z_number, "op-1", 505_000, books.unsent_count())


def moved(shift: ShiftOpened, number: int) -> CashMovement:
    """Cash put in."""
    return CashMovement(
        counted_id(3000 + number), shift.shift_id, CashMovementKind.CASH_IN, 10_000, "op-1", SOLD_AT, "размен"
    )


class TillBooksContract:
    """Test methods; the fixture ``books`` comes from the subclass."""

    def test_new_books_hold_nothing(self, books: TillBooks) -> None:
        assert books.current_shift() is None
        assert books.load_draft() is None
        assert (books.next_receipt_number(), books.next_shift_number(), books.next_z_number()) == ("2-000001", 1, 1)
        assert (books.recent_receipts(5), books.z_reports(5), books.unsent_count()) == ((), (), 0)
        assert books.sale(counted_id(1)) is None
        assert books.sale_by_number("2-000001") is None
        assert books.sale_return(counted_id(1)) is None
        assert books.returned_quantities(counted_id(1)) == {}
        assert books.points_delta(CUSTOMER, 0) == PointsDelta()
        assert books.points_risked_on(CUSTOMER, DAY) == 0

    # ------------------------------------------------------------ sales

    def test_a_sale_comes_back_as_it_was_stored(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1, mixed_sale())
        assert books.sale(sale.receipt_id) == sale
        assert books.sale_by_number("2-000001") == sale
        assert books.shift_sales(sale.shift_id) == (sale,)
        assert books.next_receipt_number() == "2-000002"
        assert (books.unsent_count(), books.recorded_count()) == (2, 2)

    def test_storing_the_same_sale_again_changes_nothing(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1)
        books.record_sale(sale, sale_entries(sale))
        assert books.shift_sales(sale.shift_id) == (sale,)
        assert (books.next_receipt_number(), books.unsent_count()) == ("2-000002", 2)
        assert books.points_delta(CUSTOMER, 0).spent == sale.points

    def test_another_sale_under_the_same_id_is_refused(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1)
        other = replace(sale, number=books.next_receipt_number())
        with pytest.raises(StoreError) as caught:
            books.record_sale(other, sale_entries(other))
        assert caught.value.key == "refused"
        assert books.shift_sales(sale.shift_id) == (sale,)

    def test_a_number_that_is_not_the_next_one_is_refused(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = replace(example_a(), receipt_id=counted_id(1), number="2-000007", shift_id=opened().shift_id)
        with pytest.raises(StoreError):
            books.record_sale(sale, sale_entries(sale))
        assert books.sale(sale.receipt_id) is None
        assert books.next_receipt_number() == "2-000001"

    def test_a_sale_outside_the_open_shift_is_refused(self, books: TillBooks) -> None:
        with pytest.raises(StoreError):
            sell(books, 1)
        assert books.recent_receipts(5) == ()

    # ------------------------------------------------------------ promises

    def test_a_promise_is_stored_before_it_is_asked_and_opens_with_its_answer(self, books: TillBooks) -> None:
        assert ask(books, "r1") == 1
        assert books.promises_of(CUSTOMER) == ()
        assert [each.reservation_id for each in books.unsettled_holds()] == ["r1"]
        assert books.note_granted("r1", 4999, 1_000, "signed", SENT)
        (promise,) = books.promises_of(CUSTOMER)
        assert (promise.left, promise.deadline, promise.grant) == (4999, BootMoment("boot", 11_000), "signed")
        assert promise.is_alive(BootMoment("boot", 10_999)) and not promise.is_alive(BootMoment("boot", 11_000))
        assert not promise.is_alive(BootMoment("another boot", 5))
        assert books.promises_of("somebody else") == ()

    def test_nothing_granted_is_nothing_to_give_back(self, books: TillBooks) -> None:
        ask(books, "r1")
        assert not books.note_granted("r1", 0, 0, "", SENT)
        assert (books.promises_of(CUSTOMER), books.unsettled_holds(), books.unsent_count()) == ((), (), 0)

    def test_an_answer_that_comes_after_its_closing_is_not_used(self, books: TillBooks) -> None:
        ask(books, "r1")
        assert books.end_reservations([closed("r1")]) == 1
        assert not books.note_granted("r1", 4999, 1_000, "signed", SENT)
        assert (books.promises_of(CUSTOMER), books.unsent_count()) == ((), 1)
        assert books.end_reservations([closed("r1")]) == 0
        assert books.unsent_count() == 1

    def test_a_sale_spends_its_promise_and_ends_the_hold_in_one_step(self, books: TillBooks) -> None:
        books.open_shift(opened())
        grant(books, "r1", 5_999)
        sale = sell(books, 1, replace(example_a(), redemption=(RedemptionPart("r1", 4999, "signed"),)), [closed("r1")])
        assert books.promises_of(CUSTOMER) == ()
        assert [each.kind for each in books.queued_operations(9)] == ["shift_opened", "sale", "reservation_closed"]
        assert books.points_delta(CUSTOMER, 0).from_reserved == sale.points == 4999
        assert books.points_risked_on(CUSTOMER, DAY) == 0

    def test_a_lease_is_spent_by_several_sales_and_never_beyond_itself(self, books: TillBooks) -> None:
        books.open_shift(opened())
        grant(books, "r1", 7_000, ReservationKind.LEASE)
        part = replace(example_a(), redemption=(RedemptionPart("r1", 4999, "signed"),))
        sell(books, 1, part)
        assert [each.left for each in books.promises_of(CUSTOMER)] == [2_001]
        with pytest.raises(StoreError) as caught:
            sell(books, 2, part)
        assert caught.value.key == "promise_gone"
        assert [each.left for each in books.promises_of(CUSTOMER)] == [2_001]
        sell(books, 2, replace(part, redemption=(RedemptionPart("r1", 2_001, "signed"),)))
        assert [each.left for each in books.promises_of(CUSTOMER)] == [0]
        assert books.points_risked_on(CUSTOMER, DAY) == 4999 - 2_001
        assert books.unsettled_holds() == ()

    @pytest.mark.parametrize("wrong", ["unknown", "of somebody else"])
    def test_a_sale_out_of_another_promise_is_not_stored(self, books: TillBooks, wrong: str) -> None:
        books.open_shift(opened())
        if wrong != "unknown":
            books.note_asked("r1", "somebody else", ReservationKind.LEASE, "", 4999)
            books.note_granted("r1", 4999, 1_000, "signed", SENT)
        with pytest.raises(StoreError) as caught:
            sell(books, 1, replace(example_a(), redemption=(RedemptionPart("r1", 4999),)))
        assert caught.value.key == "promise_gone"
        assert books.recent_receipts(1) == ()

    # ------------------------------------------------------------ draft

    def test_the_draft_is_replaced_cleared_and_ended_by_its_sale(self, books: TillBooks) -> None:
        books.open_shift(opened())
        priced = priced_basket(priced_line("a", 3000, 9999, points=4999, earned=250))
        first = Draft(_basket_of(1), DraftStage.BASKET, (), "op-1")
        second = Draft(_basket_of(1), DraftStage.PAYMENT, (cash(5000),), "op-1", priced)
        books.save_draft(first)
        books.save_draft(second)
        assert books.load_draft() == second
        books.clear_draft()
        assert books.load_draft() is None
        books.save_draft(second)
        sell(books, 1)
        assert books.load_draft() is None

    # ------------------------------------------------------------ baskets put aside, deeds, quick keys

    def test_a_basket_put_aside_is_no_draft_and_comes_back_once(self, books: TillBooks) -> None:
        books.save_draft(Draft(_basket_of(1), DraftStage.BASKET, (), "op-1"))
        held = HeldBasket(_basket_of(1), SOLD_AT, "op-1", 12_300, 1, "синяя куртка")
        later = HeldBasket(_basket_of(2), SOLD_AT + timedelta(minutes=1), "op-2", 500, 1)
        books.hold_basket(held, (_deed(1),))
        assert books.load_draft() is None
        books.save_draft(Draft(_basket_of(2), DraftStage.BASKET, (), "op-2"))
        books.hold_basket(later, (_deed(2),))
        assert books.held_baskets() == (held, later)
        books.note_on_held(replace(later, note="Оля"))
        assert books.held_baskets()[1].note == "Оля"
        taken = Draft(_basket_of(1), DraftStage.BASKET, (), "op-2")
        books.recall_basket(held.basket_id, taken, (_deed(3),))
        assert (books.load_draft(), [each.basket_id for each in books.held_baskets()]) == (taken, [later.basket_id])
        books.note_on_held(held)
        books.drop_held((later.basket_id,), (_deed(4),))
        assert books.held_baskets() == ()
        assert [each.deed_id for each in books.deeds(9)] == [_deed(n).deed_id for n in (4, 3, 2, 1)]

    def test_a_basket_put_aside_and_sold_after_all_is_not_offered_again(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sold = sell(books, 1)
        books.hold_basket(HeldBasket(replace(_basket_of(1), receipt_id=sold.receipt_id), SOLD_AT, "op-1", 0, 1))
        assert books.held_baskets() == ()

    def test_a_basket_is_made_two_or_stays_one(self, books: TillBooks) -> None:
        books.open_shift(opened())
        books.save_draft(Draft(_basket_of(1), DraftStage.BASKET, (), "op-1"))
        rest = HeldBasket(_basket_of(2), SOLD_AT, "op-1", 500, 1, "second part")
        first = Draft(_basket_of(1), DraftStage.BASKET, (), "op-1")
        books.split_basket(first, rest, (_deed(1),))
        assert (books.load_draft(), books.held_baskets()) == (first, (rest,))
        sold = sell(books, 3)
        gone = Draft(replace(_basket_of(3), receipt_id=sold.receipt_id), DraftStage.BASKET, (), "op-1")
        with pytest.raises(StoreError):
            books.split_basket(gone, HeldBasket(_basket_of(4), SOLD_AT, "op-1", 0, 1), (_deed(2),))
        assert books.held_baskets() == (rest,)

    def test_a_deed_goes_with_what_it_tells_of_or_not_at_all(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sold = sell(books, 1)
        draft = Draft(replace(_basket_of(1), receipt_id=sold.receipt_id), DraftStage.BASKET, (), "op-1")
        with pytest.raises(StoreError):
            books.save_draft(draft, (_deed(1),))
        assert books.deeds(9) == ()
        books.save_draft(Draft(_basket_of(2), DraftStage.BASKET, (), "op-1"), (_deed(1),))
        books.clear_draft((_deed(2),))
        books.record_deeds((_deed(3), _deed(4)))
        books.record_deeds((_deed(4),))
        assert books.deeds(9) == tuple(_deed(n) for n in (4, 3, 2, 1))
        assert books.deeds(2) == (_deed(4), _deed(3))
        assert books.deeds(2, _deed(3).deed_id) == (_deed(2), _deed(1))

    def test_quick_keys_are_replaced_as_a_whole(self, books: TillBooks) -> None:
        assert books.quick_keys() == QuickKeys()
        first = QuickKeys((QuickPage("Хлеб", (QuickKey(0, "tea"), QuickKey(3, "milk", "Молоко"))), QuickPage("Овощи")))
        books.save_quick_keys(first, (_deed(1),))
        assert (books.quick_keys(), books.deeds(1)) == (first, (_deed(1),))
        books.save_quick_keys(QuickKeys())
        assert books.quick_keys() == QuickKeys()

    def test_a_refused_sale_leaves_the_draft(self, books: TillBooks) -> None:
        draft = Draft(_basket_of(1), DraftStage.BASKET, (), "op-1")
        books.save_draft(draft)
        with pytest.raises(StoreError):
            sell(books, 1)
        assert books.load_draft() == draft

    def test_a_stored_receipt_is_no_draft_any_more(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sell(books, 1)
        with pytest.raises(StoreError):
            books.save_draft(Draft(_basket_of(1), DraftStage.BASKET, (), "op-1"))

    # ------------------------------------------------------------ returns

    def test_returns_are_counted_by_line(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1, mixed_sale())
        first = mirror(books, sale, 2, {"a": 1000, "c": 1000})
        books.record_return(first, return_entries(first, sale))
        second = mirror(books, sale, 3, {"c": 2000})
        books.record_return(second, return_entries(second, sale))
        assert books.returned_quantities(sale.receipt_id) == {"a": 1000, "c": 3000}
        assert books.sale_return(first.receipt_id) == first
        assert books.shift_returns(sale.shift_id) == (first, second)
        assert books.sale(first.receipt_id) is None
        assert books.next_receipt_number() == "2-000004"

    def test_storing_the_same_return_again_changes_nothing(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1)
        back = mirror(books, sale, 2, {"a": 2000})
        books.record_return(back, return_entries(back, sale))
        books.record_return(back, return_entries(back, sale))
        assert books.returned_quantities(sale.receipt_id) == {"a": 2000}

    def test_more_than_was_sold_never_comes_back(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1)
        late = mirror(books, sale, 3, {"a": 2000})
        early = mirror(books, sale, 2, {"a": 2000})
        books.record_return(early, return_entries(early, sale))
        late = replace(late, number=books.next_receipt_number())
        with pytest.raises(OverReturnError) as caught:
            books.record_return(late, return_entries(late, sale))
        assert (caught.value.line_id, caught.value.sold, caught.value.returned) == ("a", 3000, 2000)
        assert books.returned_quantities(sale.receipt_id) == {"a": 2000}

    def test_of_an_advance_kopecks_come_back_and_its_hold_ends_with_the_return(self, books: TillBooks) -> None:
        books.open_shift(opened())
        gift = Advance("gift", ValueKind.CERTIFICATE, 50_000, "Сертификат", "KG1", "gift", 365)
        bare = example_a()
        (cash,) = bare.tenders
        paid = cash.amount_kopecks + 50_000
        tender = replace(cash, amount_kopecks=paid, given_kopecks=paid, change_kopecks=0)
        sale = sell(books, 1, replace(bare, advances=(SoldAdvance(gift, (50_000,), 2200),), tenders=(tender,)))
        back = mirror(books, sale, 2, {"gift": 30_000, "a": 1000})
        books.note_value_asked("hold-1", ValueKind.CERTIFICATE, "KG1", back.receipt_id)
        books.note_value_granted("hold-1", 30_000)
        books.record_return(back, return_entries(back, sale))
        assert books.returned_quantities(sale.receipt_id) == {"gift": 30_000, "a": 1000}
        listed = [each.money_kopecks for each in books.recent_receipts(2)]
        assert listed == [back.money_kopecks + 30_000, sale.money_kopecks + 50_000]
        assert books.unsettled_value_holds() == ()
        late = mirror(books, sale, 3, {"gift": 20_000})
        (advance,) = late.advances
        late = replace(late, advances=(replace(advance, kopecks=20_001),))
        with pytest.raises(OverReturnError) as caught:
            books.record_return(late, return_entries(back, sale))
        assert (caught.value.line_id, caught.value.sold, caught.value.returned) == ("gift", 50_000, 30_000)

    def test_a_return_of_a_sale_that_is_not_here_is_refused(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = replace(example_a(), shift_id=opened().shift_id)
        back = mirror(books, sale, 2, {"a": 1000})
        with pytest.raises(StoreError):
            books.record_return(back, return_entries(back, sale))

    # ------------------------------------------------------------ lists and points

    def test_recent_receipts_stand_newest_first(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1)
        back = mirror(books, sale, 2, {"a": 1000})
        books.record_return(back, return_entries(back, sale))
        newest, older = books.recent_receipts(5)
        assert newest == StoredReceipt(
            counted_id(2), ReceiptKind.RETURN, "2-000002", SOLD_AT + timedelta(minutes=2), 1666, CUSTOMER
        )
        assert (older.receipt_id, older.kind, older.money_kopecks) == (sale.receipt_id, ReceiptKind.SALE, 5000)
        assert books.recent_receipts(1) == (newest,)

    def test_a_receipt_is_found_by_its_number(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sale = sell(books, 1)
        back = mirror(books, sale, 2, {"a": 1000})
        books.record_return(back, return_entries(back, sale))
        newest, older = books.recent_receipts(5)
        assert books.receipt_by_number("2-000002") == newest
        assert books.receipt_by_number("2-000001") == older
        assert books.receipt_by_number("3-000001") is None
        assert books.receipt_by_number("2-000003") is None
        assert books.receipt_by_number("") is None

    # ------------------------------------------------------------ paper

    def test_paper_is_due_until_the_printer_is_done(self, books: TillBooks) -> None:
        shift = opened()
        books.open_shift(shift)
        sale = sell(books, 1)
        back = mirror(books, sale, 2, {"a": 1000})
        books.record_return(back, return_entries(back, sale))
        z_report = closing(books, shift, 1)
        books.close_shift(z_report)
        books.record_sale(sale, sale_entries(sale))
        books.close_shift(z_report)
        papers = (
            UnprintedPaper(z_report.z_id, PaperKind.Z_REPORT, told=False),
            UnprintedPaper(back.receipt_id, PaperKind.RETURN, told=False),
            UnprintedPaper(sale.receipt_id, PaperKind.SALE, told=False),
        )
        assert books.unprinted() == papers
        for _ in range(2):
            books.mark_printed(back.receipt_id)
        assert books.unprinted() == (papers[0], papers[2])
        books.record_return(back, return_entries(back, sale))
        books.mark_told((sale.receipt_id, "another"))
        assert books.unprinted() == (papers[0], replace(papers[2], told=True))
        books.mark_printed(z_report.z_id)
        books.mark_printed(sale.receipt_id)
        assert books.unprinted() == ()
        assert books.z_report(z_report.z_id) == z_report
        assert books.z_report("another") is None

    def test_a_refused_record_has_no_paper(self, books: TillBooks) -> None:
        with pytest.raises(StoreError):
            sell(books, 1)
        assert books.unprinted() == ()

    def test_points_delta_counts_what_the_server_has_not_applied(self, books: TillBooks) -> None:
        books.open_shift(opened())  # operation 1
        sale = sell(books, 1)  # operation 2
        sell(books, 2, replace(example_a(), customer_id="somebody-else"))  # operation 3
        back = mirror(books, sale, 3, {"a": 1000})  # operation 4
        books.record_return(back, return_entries(back, sale))
        assert books.points_delta(CUSTOMER, 0) == PointsDelta(spent=4999, returned=1666, earned=250, taken_back=83)
        assert books.points_delta(CUSTOMER, 2) == PointsDelta(returned=1666, taken_back=83)
        assert books.points_delta(CUSTOMER, 4) == PointsDelta()

    def test_points_spent_count_by_business_day(self, books: TillBooks) -> None:
        books.open_shift(opened())
        sell(books, 1)
        sell(books, 2)
        sell(books, 3, replace(example_a(), business_day=DAY + timedelta(days=1)))
        assert books.points_risked_on(CUSTOMER, DAY) == 2 * 4999
        assert books.points_risked_on(CUSTOMER, DAY + timedelta(days=1)) == 4999
        assert books.points_risked_on("somebody-else", DAY) == 0

    # ------------------------------------------------------------ single coupons and orders

    def test_a_claim_is_stored_before_it_is_asked_and_ends_once(self, books: TillBooks) -> None:
        assert books.note_claim_asked("claim-1", ClaimKind.COUPON, "NEXT1", counted_id(1)) == books.epoch()
        books.note_claim_asked("claim-2", ClaimKind.ORDER, "KO1", counted_id(1))
        books.note_claim_at_risk("claim-3", ClaimKind.COUPON, "NEXT2", counted_id(1))
        assert books.note_claim_granted("claim-1", granted=True)
        assert not books.note_claim_granted("claim-1", granted=True), "answered once"
        books.note_claim_at_risk("claim-2", ClaimKind.ORDER, "KO1", counted_id(1))
        assert books.unsettled_claims() == (
            Claim("claim-1", ClaimKind.COUPON, "NEXT1", counted_id(1), ClaimStage.HELD),
            Claim("claim-2", ClaimKind.ORDER, "KO1", counted_id(1), ClaimStage.AT_RISK),
            Claim("claim-3", ClaimKind.COUPON, "NEXT2", counted_id(1), ClaimStage.AT_RISK),
        )
        closings = [
            ClaimClosed(f"end-{each.claim_id}", each.claim_id, each.kind, each.number, CloseReason.RELEASED, SOLD_AT)
            for each in books.unsettled_claims()
        ]
        before = books.unsent_count()
        assert (books.end_claims(closings), books.end_claims(closings)) == (3, 0)
        assert books.unsettled_claims() == ()
        assert books.unsent_count() == before + 2, "of what was never asked the server need not hear"

    def test_what_was_not_granted_is_over(self, books: TillBooks) -> None:
        books.note_claim_asked("claim-1", ClaimKind.COUPON, "NEXT1", counted_id(1))
        assert not books.note_claim_granted("claim-1", granted=False)
        assert books.unsettled_claims() == ()

    def test_a_receipt_ends_the_claims_that_it_used_and_a_whole_return_frees_its_coupons(
        self, books: TillBooks
    ) -> None:
        books.open_shift(opened())
        for claim_id, kind, number in (
            ("claim-1", ClaimKind.COUPON, "NEXT1"),
            ("claim-2", ClaimKind.COUPON, "NEXT2"),
            ("claim-3", ClaimKind.ORDER, "KO1"),
        ):
            books.note_claim_asked(claim_id, kind, number, counted_id(1))
            books.note_claim_granted(claim_id, granted=True)
        used = (UsedCoupon("NEXT1", "next"), UsedCoupon("NEXT3", "kept", freed_by_return=False))
        made = replace(example_a(), coupons_used=used, picked_up=PickUp("KO1", (1_000,)))
        sale = sell(books, 1, made)
        assert [each.claim_id for each in books.unsettled_claims()] == ["claim-2"]
        told = books.number_used(ClaimKind.COUPON, "NEXT1")
        assert told is not None
        assert (told.receipt_id, told.receipt_number, told.is_told) == (sale.receipt_id, sale.number, False)
        assert books.sales_with(ClaimKind.ORDER, "KO1") == (sale,)
        assert books.number_used(ClaimKind.COUPON, "NEXT2") is None
        returned = mirror(books, sale, 2, {each.line_id: each.quantity for each in sale.lines})
        assert returned.completes
        books.record_return(returned, return_entries(returned, sale))
        assert books.number_used(ClaimKind.COUPON, "NEXT1") is None
        assert books.number_used(ClaimKind.COUPON, "NEXT3") is not None
        assert books.sales_with(ClaimKind.ORDER, "KO1") == (sale,)

    # ------------------------------------------------------------ certificates and money accounts

    def test_a_hold_is_stored_before_it_is_asked_and_ends_once(self, books: TillBooks) -> None:
        assert books.note_value_asked("hold-1", ValueKind.CERTIFICATE, "KG1", counted_id(1)) == books.epoch()
        books.note_value_asked("hold-2", ValueKind.ACCOUNT, CUSTOMER, counted_id(1))
        assert books.note_value_granted("hold-1", 5_000)
        assert not books.note_value_granted("hold-1", 5_000), "answered once"
        assert books.unsettled_value_holds() == (
            ValueHold("hold-1", ValueKind.CERTIFICATE, "KG1", counted_id(1), 5_000),
            ValueHold("hold-2", ValueKind.ACCOUNT, CUSTOMER, counted_id(1), 0),
        )
        closings = [
            ValueHoldClosed(f"end-{each.hold_id}", each.hold_id, each.kind, each.owner, CloseReason.RELEASED, SOLD_AT)
            for each in books.unsettled_value_holds()
        ]
        before = books.unsent_count()
        assert (books.end_value_holds(closings), books.end_value_holds(closings)) == (2, 0)
        assert books.unsettled_value_holds() == ()
        assert books.unsent_count() == before + 2

    def test_nothing_granted_of_a_certificate_is_nothing_to_give_back(self, books: TillBooks) -> None:
        books.note_value_asked("hold-1", ValueKind.CERTIFICATE, "KG1", counted_id(1))
        assert not books.note_value_granted("hold-1", 0)
        assert books.unsettled_value_holds() == ()

    def test_a_receipt_ends_the_holds_that_it_paid_with(self, books: TillBooks) -> None:
        books.open_shift(opened())
        for hold_id, number in (("hold-1", "KG1"), ("hold-2", "KG2")):
            books.note_value_asked(hold_id, ValueKind.CERTIFICATE, number, counted_id(1))
            books.note_value_granted(hold_id, 5_000)
        books.note_value_asked("hold-3", ValueKind.ACCOUNT, CUSTOMER, counted_id(1))
        books.note_value_granted("hold-3", 5_000)
        sale = example_a()
        paid = (
            Tender(TenderKind.CERTIFICATE, 3_000, 3_000, reference="KG1"),
            Tender(TenderKind.MONEY_ACCOUNT, 2_000, 2_000),
        )
        only = replace(sale.lines[0], tender_kopecks=(3_000, 2_000))
        sell(books, 1, replace(sale, lines=(only,), tenders=paid))
        assert [each.hold_id for each in books.unsettled_value_holds()] == ["hold-2"]

    def test_a_block_is_queued_once(self, books: TillBooks) -> None:
        block = CertificateBlocked("block-1", "KG1", True, "op-1", None, "lost", SOLD_AT)
        before = books.unsent_count()
        books.record_certificate_block(block)
        books.record_certificate_block(block)
        assert books.unsent_count() == before + 1

    def test_a_cancelled_order_is_queued_once_and_known(self, books: TillBooks) -> None:
        cancelled = OrderCancelled("cancel-1", "KO1", "op-1", "op-2", "not wanted", SOLD_AT)
        before = books.unsent_count()
        books.record_order_cancelled(cancelled)
        books.record_order_cancelled(cancelled)
        assert books.unsent_count() == before + 1
        assert (books.order_cancelled_here("KO1"), books.order_cancelled_here("KO2")) == (True, False)

    def test_a_reward_takes_its_points_out_of_a_hold_that_ends_with_it(self, books: TillBooks) -> None:
        ask(books, "r1")
        books.note_granted("r1", 3_000, 60_000, "signed", SENT)
        given = reward(RedemptionPart("r1", 3_000, "signed"))
        end = ReservationClosed("end-r1", "r1", CUSTOMER, 3_000, CloseReason.RECEIPT, SOLD_AT)
        before = books.unsent_count()
        books.record_reward(given, (end,))
        books.record_reward(given, (end,))
        assert books.promises_of(CUSTOMER) == ()
        assert books.unsent_count() == before + 2
        assert books.points_delta(CUSTOMER, 0) == PointsDelta(spent=3_000, from_reserved=3_000)

    def test_a_reward_beyond_its_hold_is_refused_whole(self, books: TillBooks) -> None:
        ask(books, "r1")
        books.note_granted("r1", 3_000, 60_000, "signed", SENT)
        before = books.unsent_count()
        with pytest.raises(StoreError, match="promise_gone"):
            books.record_reward(reward(RedemptionPart("r1", 3_001, "signed")))
        assert (books.unsent_count(), books.promises_of(CUSTOMER)[0].left) == (before, 3_000)

    def test_points_for_a_sum_are_queued_once(self, books: TillBooks) -> None:
        lots = (SaleLot("credit-1", DAY, DAY, 500),)
        credit = QuickCredit("credit-1", CUSTOMER, "op-1", "2", SOLD_AT, DAY, "test", 1, 10_000, 500, lots)
        before = books.unsent_count()
        books.record_quick_credit(credit)
        books.record_quick_credit(credit)
        assert books.unsent_count() == before + 1
        assert books.points_delta(CUSTOMER, 0) == PointsDelta(earned=500)
        assert books.points_delta("somebody else", 0) == PointsDelta()

    # ------------------------------------------------------------ shift

    def test_one_shift_is_open_at_a_time(self, books: TillBooks) -> None:
        books.open_shift(opened())
        assert books.current_shift() == opened()
        assert books.next_shift_number() == 2
        with pytest.raises(StoreError):
            books.open_shift(opened(2))
        books.open_shift(opened())
        assert books.next_shift_number() == 2

    def test_cash_movements_belong_to_their_shift(self, books: TillBooks) -> None:
        shift = opened()
        with pytest.raises(StoreError):
            books.record_cash_movement(moved(shift, 1))
        books.open_shift(shift)
        books.record_cash_movement(moved(shift, 1))
        books.record_cash_movement(moved(shift, 1))
        books.record_cash_movement(moved(shift, 2))
        assert books.shift_cash_movements(shift.shift_id) == (moved(shift, 1), moved(shift, 2))
        assert books.shift_cash_movements("another") == ()

    def test_the_z_report_closes_the_shift_for_good(self, books: TillBooks) -> None:
        shift = opened()
        books.open_shift(shift)
        sale = sell(books, 1)
        z_report = closing(books, shift, 1)
        books.close_shift(z_report)
        books.close_shift(z_report)
        assert books.current_shift() is None
        assert books.z_reports(5) == (z_report,)
        assert books.next_z_number() == 2
        with pytest.raises(StoreError):
            late = replace(sale, receipt_id=counted_id(9), number=books.next_receipt_number())
            books.record_sale(late, sale_entries(late))
        with pytest.raises(StoreError):
            books.record_cash_movement(moved(shift, 3))

    def test_shifts_and_z_reports_count_without_gaps(self, books: TillBooks) -> None:
        for number in (1, 2):
            shift = opened(number)
            books.open_shift(shift)
            sell(books, number)
            books.close_shift(closing(books, shift, number))
        assert [z_report.z_number for z_report in books.z_reports(5)] == [2, 1]
        assert books.z_reports(1)[0].report.shift.number == 2
        books.open_shift(opened(3))
        with pytest.raises(StoreError):
            books.close_shift(closing(books, opened(3), 7))
        assert books.current_shift() == opened(3)


def reward(*parts: RedemptionPart) -> RewardGiven:
    """A delivery for points."""
    gives = ServiceReward(LocalText("Доставка", "Delivery"))
    points = sum(part.points for part in parts)
    return RewardGiven(
        "reward-1", CUSTOMER, "op-1", "2", SOLD_AT, DAY, "test", 1, "delivery", "Доставка", gives, points, parts
    )


def _basket_of(number: int) -> Basket:
    return replace(basket(line("a", item("item-a", 3333), 3000)), receipt_id=counted_id(number))
