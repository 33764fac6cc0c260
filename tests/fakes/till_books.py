"""The till's books in memory, with faults on request. Passes ``tests/contracts/till_books_contract.py``."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from pos_app.domain.basket.held import HeldBasket
from pos_app.domain.catalogue.quick_keys import QuickKeys
from pos_app.domain.claim.claim import Claim, ClaimStage, NumberUsed
from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.ledger.entry import Entry
from pos_app.domain.loyalty.points_delta import PointsDelta
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.money.units import Points, Quantity
from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.fact import FactState, KeptFact, PersonFact, fact_at, fact_card, fact_customer, fact_id
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise
from pos_app.domain.shift.shift import CashMovement, ShiftOpened, ZReport
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_hold import ValueHold
from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER, ValueKind
from pos_app.domain.transaction.draft import Draft
from pos_app.domain.transaction.errors import CommitUnknownError, OverReturnError, StoreError
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.domain.transaction.stored_receipt import ReceiptKind, StoredReceipt
from pos_app.domain.transaction.unprinted import PaperKind, UnprintedPaper
from sync.protocol.encoding import encode
from sync.store.body_ahead import BodyAhead

Paper = Sale | SaleReturn | ShiftOpened | CashMovement | ZReport
Record = (
    Paper
    | ReservationClosed
    | ValueHoldClosed
    | ClaimClosed
    | CertificateBlocked
    | OrderCancelled
    | RewardGiven
    | QuickCredit
    | ParkedResolved
    | CustomerRegistered
    | PersonFact
)


class InMemoryTillBooks:
    """``operations``: the records in the order of their numbers, from 1; ``confirmed``: how many the server has."""

    def __init__(self, till_code: str = "2") -> None:
        self.till_code = till_code
        self.operations: list[Record] = []
        self.entries: list[Entry] = []
        self.confirmed = 0
        self.prepared: Sale | None = None
        self.bodies: dict[str, bytes] = {}
        self._ahead: BodyAhead | None = None
        self.draft: Draft | None = None
        self.held: dict[str, HeldBasket] = {}
        self.journal: dict[str, Deed] = {}
        self.quick = QuickKeys()
        self.due: dict[str, UnprintedPaper] = {}
        self.promises: dict[str, Promise] = {}
        self.asked: dict[str, Promise] = {}
        self.ended: set[str] = set()
        self.value_holds: dict[str, ValueHold] = {}
        self.claims: dict[str, Claim] = {}
        self.claims_asked: set[str] = set()
        self.number_uses: dict[tuple[ClaimKind, str], list[str]] = {}
        self.told: set[str] = set()
        self.frozen = False
        self.epoch_now = 1
        self.server_can: tuple[str, ...] = (
            "customer_pages",
            "epochs",
            "lookups",
            "parked",
            "people",
            "phone_changes",
            "phone_codes",
            "reservations",
            "stored_value",
            "advance_returns",
            "cards_let_go",
            "kept_change_returns",
            "claims",
            "order_cancelling",
        )
        self.parked: dict[str, str] = {}
        self._fault: Callable[[], None] | None = None
        self._lost_answer = False

    # ------------------------------------------------------------ faults

    def fail_next_write(self, key: str = "disk_full") -> None:
        """The next write stores nothing."""
        self._fault = lambda: _raise(StoreError(key))

    def lose_next_commit(self, *, stored: bool) -> None:
        """The answer of the next COMMIT is lost: whether it is ``stored`` can be seen by asking again only."""
        if stored:
            self._lost_answer = True
        else:
            self._fault = lambda: _raise(CommitUnknownError())

    # ------------------------------------------------------------ receipts

    def next_receipt_number(self) -> str:
        running = 1 + sum(isinstance(record, Sale | SaleReturn) for record in self.operations)
        return f"{self.till_code}-{running:06d}"

    def prepare_sale(self, sale: Sale) -> None:
        self.prepared = sale
        self._ahead = BodyAhead(sale)

    def record_sale(self, sale: Sale, entries: tuple[Entry, ...], closings: Sequence[ReservationClosed] = ()) -> None:
        self._before_write()
        ahead, self._ahead = self._ahead, None
        self.bodies[sale.receipt_id] = encode(sale) if ahead is None else ahead.body(sale)
        if not self._already(sale, sale.receipt_id):
            self._require_shift(sale.shift_id)
            self._require(sale.number == self.next_receipt_number())
            self._spend(sale)
            self.operations.append(sale)
            for closing in closings:
                self._end(closing)
            self._end_paid_holds(sale)
            self._end_used_claims(sale)
            self._paper_is_due(sale.receipt_id, PaperKind.SALE)
            self.entries += entries
        self.draft = None
        self._after_write()

    def _end_paid_holds(self, sale: Sale) -> None:
        for tender in sale.tenders:
            kind = VALUE_OF_TENDER.get(tender.kind)
            for hold in tuple(self.value_holds.values()):
                owner_fits = kind is ValueKind.ACCOUNT or hold.owner == tender.reference
                if hold.receipt_id == sale.receipt_id and hold.kind is kind and owner_fits:
                    del self.value_holds[hold.hold_id]

    def record_return(self, sale_return: SaleReturn, entries: tuple[Entry, ...], deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        if not self._already(sale_return, sale_return.receipt_id):
            sale = self.sale(sale_return.sale_id) or sale_return.sold_elsewhere
            if sale is None:
                raise StoreError("refused")
            sold = {line.line_id: line.quantity for line in sale.lines}
            sold |= {each.advance.line_id: each.advance.kopecks for each in paid_in_advance(sale)}
            already = self.returned_quantities(sale.receipt_id)
            for line_id, quantity in _returned_of(sale_return):
                if already.get(line_id, 0) + quantity > sold[line_id]:
                    raise OverReturnError(line_id, sold[line_id], already.get(line_id, 0), quantity)
            self._require_shift(sale_return.shift_id)
            self._require(sale_return.number == self.next_receipt_number())
            self.operations.append(sale_return)
            for hold in tuple(self.value_holds.values()):
                if sale_return.advances and hold.receipt_id == sale_return.receipt_id:
                    del self.value_holds[hold.hold_id]
            self._paper_is_due(sale_return.receipt_id, PaperKind.RETURN)
            self.entries += entries
            self._note(deeds)
            self._free_returned_coupons(sale_return)
        self._after_write()

    def sale(self, receipt_id: str) -> Sale | None:
        return next((sale for sale in self._sales() if sale.receipt_id == receipt_id), None)

    def sale_by_number(self, number: str) -> Sale | None:
        return next((sale for sale in self._sales() if sale.number == number), None)

    def sale_return(self, receipt_id: str) -> SaleReturn | None:
        return next((record for record in self._returns() if record.receipt_id == receipt_id), None)

    def returned_quantities(self, sale_id: str) -> dict[str, Quantity]:
        counts: Counter[str] = Counter()
        for record in self._returns():
            if record.sale_id == sale_id:
                counts.update(dict(_returned_of(record)))
        return dict(counts)

    def recent_receipts(self, limit: int) -> tuple[StoredReceipt, ...]:
        receipts = [record for record in self.operations if isinstance(record, Sale | SaleReturn)]
        return tuple(_stored(record) for record in receipts[::-1][:limit])

    def receipt_by_number(self, number: str) -> StoredReceipt | None:
        return next((receipt for receipt in self.recent_receipts(1_000_000) if receipt.number == number), None)

    def unprinted(self) -> tuple[UnprintedPaper, ...]:
        return tuple(self.due.values())[::-1]

    def mark_printed(self, record_id: str) -> None:
        self.due.pop(record_id, None)

    def mark_told(self, record_ids: Sequence[str]) -> None:
        for record_id in record_ids:
            if record_id in self.due:
                self.due[record_id] = replace(self.due[record_id], told=True)

    def points_delta(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> PointsDelta:
        del after_epoch  # these books never leave their epoch
        later = self.operations[after_seq:]
        sales = [record for record in later if isinstance(record, Sale) and record.customer_id == customer_id]
        returns = [record for record in later if isinstance(record, SaleReturn) and record.customer_id == customer_id]
        rewards = [each for each in later if isinstance(each, RewardGiven) and each.customer_id == customer_id]
        credits_ = [each for each in later if isinstance(each, QuickCredit) and each.customer_id == customer_id]
        given = sum(reward.points for reward in rewards)
        return PointsDelta(
            spent=sum(sale.points for sale in sales) + given,
            returned=sum(record.points for record in returns),
            earned=sum(sale.earned for sale in sales) + sum(credit.earned for credit in credits_),
            taken_back=sum(record.earned for record in returns),
            from_reserved=sum(_held(sale) for sale in sales) + given,
        )

    def sales_since(self, customer_id: str, after_seq: int, after_epoch: int = 0) -> tuple[Sale, ...]:
        del after_epoch
        later = self.operations[after_seq:]
        return tuple(record for record in later if isinstance(record, Sale) and record.customer_id == customer_id)

    def points_risked_on(self, customer_id: str, business_day: date) -> Points:
        return sum(
            sale.points - _held(sale)
            for sale in self._sales()
            if sale.customer_id == customer_id and sale.business_day == business_day
        )

    # ------------------------------------------------------------ promises

    def promises_of(self, customer_id: str) -> tuple[Promise, ...]:
        if self.frozen:
            return ()
        return tuple(each for _, each in sorted(self.promises.items()) if each.customer_id == customer_id)

    def note_asked(
        self, reservation_id: str, customer_id: str, kind: ReservationKind, receipt_id: str, points: Points
    ) -> int:
        self._before_write()
        nowhere = BootMoment("", 0)
        self.asked[reservation_id] = Promise(reservation_id, customer_id, kind, 0, 0, 0, nowhere, "", receipt_id)
        self._after_write()
        return 1

    def note_granted(
        self, reservation_id: str, granted: Points, duration_ms: int, grant: str, sent: BootMoment
    ) -> bool:
        self._before_write()
        asked = self.asked.pop(reservation_id, None)
        if asked is None or granted == 0:
            self.ended.add(reservation_id)
            return False
        deadline = BootMoment(sent.boot_id, sent.ms + duration_ms)
        self.promises[reservation_id] = replace(
            asked, granted=granted, duration_ms=duration_ms, deadline=deadline, grant=grant
        )
        self._after_write()
        return True

    def end_reservations(self, closings: Sequence[ReservationClosed]) -> int:
        self._before_write()
        ended = sum(self._end(closing) for closing in closings)
        self._after_write()
        return ended

    def unsettled_holds(self) -> tuple[Promise, ...]:
        holds = [each for each in self.promises.values() if each.kind is ReservationKind.HOLD]
        return tuple(sorted([*self.asked.values(), *holds], key=lambda each: each.reservation_id))

    def _end_used_claims(self, sale: Sale) -> None:
        taken = [(ClaimKind.COUPON, used.number) for used in sale.coupons_used]
        taken += [(ClaimKind.ORDER, sale.picked_up.number)] if sale.picked_up is not None else []
        for key in taken:
            self.number_uses.setdefault(key, []).append(sale.receipt_id)
        for claim in tuple(self.claims.values()):
            if claim.receipt_id == sale.receipt_id and (claim.kind, claim.number) in taken:
                del self.claims[claim.claim_id]

    def _free_returned_coupons(self, sale_return: SaleReturn) -> None:
        sale = self.sale(sale_return.sale_id)
        for used in sale.coupons_used if sale is not None and sale_return.completes else ():
            if used.freed_by_return:
                self.number_uses[ClaimKind.COUPON, used.number].remove(sale_return.sale_id)

    def note_claim_asked(self, claim_id: str, kind: ClaimKind, number: str, receipt_id: str) -> int:
        self._before_write()
        self.claims[claim_id] = Claim(claim_id, kind, number, receipt_id, ClaimStage.ASKED)
        self.claims_asked.add(claim_id)
        self._after_write()
        return self.epoch_now

    def note_claim_granted(self, claim_id: str, *, granted: bool) -> bool:
        self._before_write()
        claim = self.claims.get(claim_id)
        if claim is None or claim.stage is not ClaimStage.ASKED:
            return False
        del self.claims[claim_id]
        if granted:
            self.claims[claim_id] = replace(claim, stage=ClaimStage.HELD)
        self._after_write()
        return granted

    def note_claim_at_risk(self, claim_id: str, kind: ClaimKind, number: str, receipt_id: str) -> None:
        self._before_write()
        self.claims[claim_id] = Claim(claim_id, kind, number, receipt_id, ClaimStage.AT_RISK)
        self._after_write()

    def end_claims(self, closings: Sequence[ClaimClosed]) -> int:
        self._before_write()
        count = 0
        for closing in closings:
            if self.claims.pop(closing.claim_id, None) is not None:
                count += 1
                if closing.claim_id in self.claims_asked:
                    self.operations.append(closing)
        self._after_write()
        return count

    def unsettled_claims(self) -> tuple[Claim, ...]:
        return tuple(sorted(self.claims.values(), key=lambda each: each.claim_id))

    def number_used(self, kind: ClaimKind, number: str) -> NumberUsed | None:
        sales = self.sales_with(kind, number)
        told = all(each.receipt_id in self.told for each in sales)
        return NumberUsed(sales[0].receipt_id, sales[0].number, sales[0].sold_at, told) if sales else None

    def sales_with(self, kind: ClaimKind, number: str) -> tuple[Sale, ...]:
        found = (self.sale(each) for each in self.number_uses.get((kind, number), ()))
        return tuple(sale for sale in found if sale is not None)

    def note_value_asked(self, hold_id: str, kind: ValueKind, owner: str, receipt_id: str) -> int:
        self._before_write()
        self.value_holds[hold_id] = ValueHold(hold_id, kind, owner, receipt_id, 0)
        self._after_write()
        return self.epoch_now

    def note_value_granted(self, hold_id: str, kopecks: int) -> bool:
        self._before_write()
        hold = self.value_holds.get(hold_id)
        if hold is None or hold.kopecks:
            return False
        del self.value_holds[hold_id]
        if kopecks:
            self.value_holds[hold_id] = replace(hold, kopecks=kopecks)
        self._after_write()
        return kopecks > 0

    def end_value_holds(self, closings: Sequence[ValueHoldClosed]) -> int:
        self._before_write()
        count = 0
        for closing in closings:
            if self.value_holds.pop(closing.hold_id, None) is not None:
                self.operations.append(closing)
                count += 1
        self._after_write()
        return count

    def unsettled_value_holds(self) -> tuple[ValueHold, ...]:
        return tuple(sorted(self.value_holds.values(), key=lambda each: each.hold_id))

    def record_certificate_block(self, record: CertificateBlocked) -> None:
        self._before_write()
        if record not in self.operations:
            self.operations.append(record)
        self._after_write()

    def record_order_cancelled(self, record: OrderCancelled) -> None:
        self._before_write()
        if record not in self.operations:
            self.operations.append(record)
        self._after_write()

    def order_cancelled_here(self, number: str) -> bool:
        return any(isinstance(each, OrderCancelled) and each.number == number for each in self.operations)

    def record_reward(self, reward: RewardGiven, closings: Sequence[ReservationClosed] = ()) -> None:
        self._before_write()
        if reward in self.operations:
            return
        for part in reward.redemption:
            promise = self.promises.get(part.reservation_id)
            if promise is None or promise.customer_id != reward.customer_id or part.points > promise.left:
                raise StoreError("promise_gone")
        for part in reward.redemption:
            promise = self.promises[part.reservation_id]
            self.promises[part.reservation_id] = replace(promise, spent=promise.spent + part.points)
        self.operations.append(reward)
        for closing in closings:
            self._end(closing)
        self._after_write()

    def record_quick_credit(self, credit: QuickCredit) -> None:
        self._before_write()
        if credit not in self.operations:
            self.operations.append(credit)
        self._after_write()

    def epoch(self) -> int:
        return self.epoch_now

    def is_frozen(self) -> bool:
        return self.frozen

    def capabilities(self) -> tuple[str, ...]:
        return self.server_can

    # ------------------------------------------------------------ queue

    def queued_operations(self, limit: int) -> tuple[QueuedOperation, ...]:
        decided = {one.op_id: one.action for one in self.operations if isinstance(one, ParkedResolved)}
        rows = []
        for seq, record in enumerate(self.operations, start=1):
            op_id, reason = _id_of(record), self.parked.get(_id_of(record), "")
            if not reason and seq <= self.confirmed:
                continue
            state = QueueState.QUEUED if not reason else QueueState.DECIDED if op_id in decided else QueueState.PARKED
            number = record.number if isinstance(record, Sale | SaleReturn) else ""
            customer = record.customer_id if isinstance(record, Sale | SaleReturn) else None
            rows.append(
                QueuedOperation(
                    op_id,
                    1,
                    seq,
                    _kind_of(record),
                    _at_of(record),
                    state,
                    reason,
                    0,
                    number,
                    customer,
                    decided.get(op_id),
                )
            )
        return tuple(sorted(rows, key=lambda row: (row.state is QueueState.QUEUED, row.seq))[:limit])

    def operation_text(self, op_id: str) -> str | None:
        found = next((one for one in self.operations if _id_of(one) == op_id), None)
        return None if found is None else encode(found).decode()

    def record_resolution(self, resolution: ParkedResolved) -> None:
        self._before_write()
        if not self._already(resolution, resolution.resolution_id):
            self._require(resolution.op_id in self.parked)
            decided = {one.op_id for one in self.operations if isinstance(one, ParkedResolved)}
            self._require(resolution.op_id not in decided)
            self.operations.append(resolution)
        self._after_write()

    def record_people(self, facts: Sequence[PersonFact], deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        known = [self._already(fact, fact_id(fact)) for fact in facts]
        if not all(known):
            self._require(not any(known))
            self.operations += facts
            self._note(deeds)
        self._after_write()

    def person_facts(self, customer_id: str) -> tuple[KeptFact, ...]:
        return tuple(kept for kept in self._facts() if fact_customer(kept.fact) == customer_id)

    def card_fact(self, card_number: str) -> KeptFact | None:
        told = [kept for kept in self._facts() if fact_card(kept.fact) == card_number]
        return next((kept for kept in reversed(told) if kept.state is not FactState.PARKED), None)

    def registered(self, customer_id: str) -> CustomerRegistered | None:
        joined = [one for one in self.operations if isinstance(one, CustomerRegistered)]
        return next((one for one in joined if one.customer_id == customer_id), None)

    def receipts_of(self, customer_id: str, limit: int, skipped: int = 0) -> tuple[Sale | SaleReturn, ...]:
        found = [
            one for one in self.operations if isinstance(one, Sale | SaleReturn) and one.customer_id == customer_id
        ]
        return tuple(found[::-1][skipped : skipped + limit])

    def _facts(self) -> list[KeptFact]:
        facts = []
        for number, record in enumerate(self.operations, start=1):
            if isinstance(record, PersonFact):
                reason = self.parked.get(fact_id(record), "")
                sent = FactState.CONFIRMED if number <= self.confirmed else FactState.QUEUED
                facts.append(KeptFact(record, FactState.PARKED if reason else sent, reason))
        return facts

    def record_registration(self, registration: CustomerRegistered) -> None:
        self._before_write()
        if not self._already(registration, registration.registration_id):
            self.operations.append(registration)
        self._after_write()

    # ------------------------------------------------------------ baskets put aside, deeds, quick keys

    def hold_basket(self, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        self.held[held.basket_id] = held
        self.draft = None
        self._note(deeds)
        self._after_write()

    def split_basket(self, draft: Draft, held: HeldBasket, deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        self._require(self.sale(draft.basket.receipt_id) is None)
        self.draft = draft
        self.held[held.basket_id] = held
        self._note(deeds)
        self._after_write()

    def recall_basket(self, basket_id: str, draft: Draft, deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        self._require(self.sale(draft.basket.receipt_id) is None)
        self.draft = draft
        self.held.pop(basket_id, None)
        self._note(deeds)
        self._after_write()

    def note_on_held(self, held: HeldBasket) -> None:
        self._before_write()
        if held.basket_id in self.held:
            self.held[held.basket_id] = held
        self._after_write()

    def drop_held(self, basket_ids: Sequence[str], deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        for basket_id in basket_ids:
            self.held.pop(basket_id, None)
        self._note(deeds)
        self._after_write()

    def held_baskets(self) -> tuple[HeldBasket, ...]:
        unsold = [each for each in self.held.values() if self.sale(each.basket_id) is None]
        return tuple(sorted(unsold, key=lambda each: (each.held_at, each.basket_id)))

    def record_deeds(self, deeds: Sequence[Deed]) -> None:
        self._before_write()
        self._note(deeds)
        self._after_write()

    def deeds(self, limit: int, before: str = "") -> tuple[Deed, ...]:
        journal = list(self.journal.values())
        end = next((n for n, each in enumerate(journal) if each.deed_id == before), 0 if before else len(journal))
        return tuple(journal[:end][::-1][:limit])

    def quick_keys(self) -> QuickKeys:
        return self.quick

    def save_quick_keys(self, keys: QuickKeys, deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        self.quick = keys
        self._note(deeds)
        self._after_write()

    def _note(self, deeds: Sequence[Deed]) -> None:
        for deed in deeds:
            self.journal.setdefault(deed.deed_id, deed)

    # ------------------------------------------------------------ draft

    def save_draft(self, draft: Draft, deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        self._require(self.sale(draft.basket.receipt_id) is None)
        self.draft = draft
        self._note(deeds)
        self._after_write()

    def load_draft(self) -> Draft | None:
        return self.draft

    def clear_draft(self, deeds: Sequence[Deed] = ()) -> None:
        self._before_write()
        self.draft = None
        self._note(deeds)
        self._after_write()

    # ------------------------------------------------------------ shift

    def current_shift(self) -> ShiftOpened | None:
        closed = {record.report.shift.shift_id for record in self.operations if isinstance(record, ZReport)}
        opened = [record for record in self.operations if isinstance(record, ShiftOpened)]
        return next((shift for shift in reversed(opened) if shift.shift_id not in closed), None)

    def next_shift_number(self) -> int:
        return 1 + sum(isinstance(record, ShiftOpened) for record in self.operations)

    def next_z_number(self) -> int:
        return 1 + sum(isinstance(record, ZReport) for record in self.operations)

    def open_shift(self, shift: ShiftOpened) -> None:
        self._before_write()
        if not self._already(shift, shift.shift_id):
            self._require(self.current_shift() is None)
            self._require(shift.number == self.next_shift_number())
            self.operations.append(shift)
        self._after_write()

    def record_cash_movement(self, movement: CashMovement) -> None:
        self._before_write()
        if not self._already(movement, movement.movement_id):
            self._require_shift(movement.shift_id)
            self.operations.append(movement)
        self._after_write()

    def close_shift(self, z_report: ZReport) -> None:
        self._before_write()
        if not self._already(z_report, z_report.z_id):
            self._require_shift(z_report.report.shift.shift_id)
            self._require(z_report.z_number == self.next_z_number())
            self.operations.append(z_report)
            self._paper_is_due(z_report.z_id, PaperKind.Z_REPORT)
        self._after_write()

    def shift_sales(self, shift_id: str) -> tuple[Sale, ...]:
        return tuple(sale for sale in self._sales() if sale.shift_id == shift_id)

    def shift_returns(self, shift_id: str) -> tuple[SaleReturn, ...]:
        return tuple(record for record in self._returns() if record.shift_id == shift_id)

    def shift_cash_movements(self, shift_id: str) -> tuple[CashMovement, ...]:
        return tuple(
            record for record in self.operations if isinstance(record, CashMovement) and record.shift_id == shift_id
        )

    def z_report(self, z_id: str) -> ZReport | None:
        return next((record for record in self.z_reports(1_000_000) if record.z_id == z_id), None)

    def z_reports(self, limit: int) -> tuple[ZReport, ...]:
        reports = [record for record in self.operations if isinstance(record, ZReport)]
        return tuple(reports[::-1][:limit])

    def unsent_count(self) -> int:
        return len(self.operations) - self.confirmed

    def recorded_count(self) -> int:
        return len(self.operations)

    # ------------------------------------------------------------ inside

    def _spend(self, sale: Sale) -> None:
        for part in sale.redemption:
            promise = self.promises.get(part.reservation_id)
            if self.frozen or promise is None or promise.customer_id != sale.customer_id or promise.left < part.points:
                raise StoreError("promise_gone")
        for part in sale.redemption:
            promise = self.promises[part.reservation_id]
            self.promises[part.reservation_id] = replace(promise, spent=promise.spent + part.points)

    def _end(self, closing: ReservationClosed) -> bool:
        found = self.promises.pop(closing.reservation_id, None) or self.asked.pop(closing.reservation_id, None)
        if found is None:
            return False
        self.ended.add(closing.reservation_id)
        self.operations.append(replace(closing, spent=found.spent))
        return True

    def _sales(self) -> list[Sale]:
        return [record for record in self.operations if isinstance(record, Sale)]

    def _returns(self) -> list[SaleReturn]:
        return [record for record in self.operations if isinstance(record, SaleReturn)]

    def _paper_is_due(self, record_id: str, kind: PaperKind) -> None:
        self.due[record_id] = UnprintedPaper(record_id, kind, told=False)

    def _before_write(self) -> None:
        fault, self._fault = self._fault, None
        if fault is not None:
            fault()

    def _after_write(self) -> None:
        lost, self._lost_answer = self._lost_answer, False
        if lost:
            raise CommitUnknownError()

    def _already(self, record: Record, record_id: str) -> bool:
        stored = next((one for one in self.operations if _id_of(one) == record_id), None)
        self._require(stored is None or stored == record)
        return stored is not None

    def _require_shift(self, shift_id: str) -> None:
        shift = self.current_shift()
        self._require(shift is not None and shift.shift_id == shift_id)

    def _require(self, holds: bool) -> None:
        if not holds:
            raise StoreError("refused")


def _id_of(record: Record) -> str:
    if isinstance(record, PersonFact):
        return fact_id(record)
    match record:
        case Sale(receipt_id=record_id) | SaleReturn(receipt_id=record_id):
            return record_id
        case ShiftOpened(shift_id=record_id):
            return record_id
        case CashMovement(movement_id=record_id):
            return record_id
        case ZReport(z_id=record_id):
            return record_id
        case ReservationClosed(closing_id=record_id):
            return record_id
        case ParkedResolved(resolution_id=record_id):
            return record_id
        case CustomerRegistered(registration_id=record_id):
            return record_id


def _kind_of(record: Record) -> str:
    if isinstance(record, PersonFact):
        return re.sub("(?<!^)(?=[A-Z])", "_", type(record).__name__).lower()
    kinds = {
        Sale: "sale",
        SaleReturn: "return",
        ShiftOpened: "shift_opened",
        CashMovement: "cash_moved",
        ZReport: "shift_closed",
        ReservationClosed: "reservation_closed",
        ParkedResolved: "parked_resolved",
        CustomerRegistered: "customer_registered",
    }
    return kinds[type(record)]


def _at_of(record: Record) -> datetime:
    if isinstance(record, PersonFact):
        return fact_at(record)
    match record:
        case Sale(sold_at=at) | SaleReturn(returned_at=at) | ShiftOpened(opened_at=at) | CashMovement(moved_at=at):
            return at
        case ZReport(closed_at=at) | ReservationClosed(closed_at=at) | ParkedResolved(resolved_at=at):
            return at
        case CustomerRegistered(registered_at=at):
            return at


def _held(sale: Sale) -> Points:
    return sum(part.points for part in sale.redemption)


def _stored(record: Sale | SaleReturn) -> StoredReceipt:
    kind = ReceiptKind.SALE if isinstance(record, Sale) else ReceiptKind.RETURN
    at: datetime = record.sold_at if isinstance(record, Sale) else record.returned_at
    paid = record.money_kopecks + record.advance_kopecks
    return StoredReceipt(record.receipt_id, kind, record.number, at, paid, record.customer_id)


def _raise(error: Exception) -> None:
    raise error


def _returned_of(sale_return: SaleReturn) -> list[tuple[str, Quantity]]:
    goods = [(line.line_id, line.quantity) for line in sale_return.lines]
    return goods + [(back.line_id, back.kopecks) for back in sale_return.advances]
