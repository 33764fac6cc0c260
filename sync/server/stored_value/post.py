"""Receipts in the books of what is owed: sold, topped up, kept, paid, given back. Facts: nothing here refuses money."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from pos_app.domain.certificate.certificate import series_of
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.rules.rewards import CertificateReward
from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.returned_advance import ReturnedAdvance
from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER, ValueKind
from pos_app.domain.transaction.build_return import return_advance
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation, unix_ms
from sync.server.ingest.desk import Desk
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.stored_value.accounts import OWED, ValueAccount, ValueEntry
from sync.server.stored_value.late_money import PAID_AT_RISK, cover_risk
from sync.server.stored_value.named import keys_of, moves_value
from sync.server.stored_value.value_books import ACTIVE, BLOCKED, CLOSED, UNSOLD, Hold, ValueBooks, ValueKey
from sync.server.stored_value.value_reader import put_value_entry

PAID_WHILE_BLOCKED = "certificate_blocked"
REFUND_NOT_PAID = "refund_not_paid_with"


def check_sale_values(desk: Desk, sale: Sale) -> None:
    """Before anything of it is posted.

    Raises :class:`RuleBrokenError` ``certificate_known``, ``value_without_owner``.
    """
    if not moves_value(sale):
        return
    if any(not owner for _, owner in keys_of(sale)):
        raise RuleBrokenError("value_without_owner", f"receipt {sale.receipt_id} moves money of nobody")
    numbers = [sold.advance.reference for sold in sale.advances if sold.advance.kind is ValueKind.CERTIFICATE]
    known = [number for number in numbers if _value(desk, ValueKind.CERTIFICATE, number).state != UNSOLD]
    if known or len(set(numbers)) != len(numbers):
        raise RuleBrokenError("certificate_known", f"receipt {sale.receipt_id} sells what was sold before")


def post_sale_values(desk: Desk, sale: Sale) -> None:
    """Payments first: what a receipt puts on an account is not what it pays from it."""
    if not moves_value(sale):
        return
    for key, kopecks in _summed(_paid(desk, sale)).items():
        _pay(desk, sale, desk.values[key], kopecks)
    for key, kopecks in _summed(_received(desk, sale.advances, sale.customer_id)).items():
        books = desk.values[key]
        books.receive(kopecks)
        _enter(desk, books, sale.receipt_id, ValueEntry.RECEIVED, (ValueAccount.RECEIVED, sale.till_code, kopecks))
    for sold in sale.advances:
        if sold.advance.kind is ValueKind.CERTIFICATE:
            books = _value(desk, ValueKind.CERTIFICATE, sold.advance.reference)
            books.series, books.nominal = sold.advance.series, sold.advance.kopecks
            books.sold_day, books.until_day = sale.business_day, sold.until_day(sale.business_day)
    kept = sum(tender.kept_kopecks for tender in sale.tenders)
    if kept:
        books = _value(desk, ValueKind.ACCOUNT, sale.customer_id or "")
        books.receive(kept)
        _enter(desk, books, sale.receipt_id, ValueEntry.CHANGE_KEPT, (ValueAccount.RECEIVED, sale.till_code, kept))
    _cover(desk, sale, kept > 0)


def _cover(desk: Desk, sale: Sale, kept_change: bool) -> None:
    """What was put on comes first to what was paid with it before this was heard of."""
    keys = {key for key, _ in _received(desk, sale.advances, sale.customer_id)}
    if kept_change:
        keys.add(_value(desk, ValueKind.ACCOUNT, sale.customer_id or "").key)
    for key in sorted(keys):
        burns_rest = _burns_rest(desk, sale, desk.values[key])
        cover_risk(desk, desk.values[key], sale.receipt_id, sale.sold_at, burns_rest=burns_rest)


def post_return_values(desk: Desk, sale_return: SaleReturn) -> None:
    """Refunds go back on what paid."""
    refunds: list[tuple[ValueKey, Kopecks]] = []
    for refund in sale_return.refunds:
        if refund.kind in VALUE_OF_TENDER and refund.amount_kopecks:
            kind = VALUE_OF_TENDER[refund.kind]
            owner = refund.reference if kind is ValueKind.CERTIFICATE else sale_return.customer_id or ""
            refunds.append((_value(desk, kind, owner).key, refund.amount_kopecks))
    for key, kopecks in _summed(refunds).items():
        books = desk.values[key]
        grace = desk.programmes.any_in_force(desk.received_at)
        days = grace.points.return_grace_days if grace is not None else 0
        moved = books.give_back(sale_return.sale_id, kopecks, desk.today, days)
        if moved.kopecks != kopecks:
            desk.flag(REFUND_NOT_PAID)
        till = sale_return.till_code
        _enter(
            desk,
            books,
            sale_return.receipt_id,
            ValueEntry.GIVEN_BACK,
            (ValueAccount.PAID, till, moved.kopecks),
            (ValueAccount.BURNT, till, moved.burnt),
            (ValueAccount.RISK, till, -moved.at_risk),
        )
        cover_risk(desk, books, sale_return.receipt_id, sale_return.returned_at)


def check_paid_out(desk: Desk, sale: Sale, sale_return: SaleReturn) -> None:
    """Whether the sale sold what comes back, as much of it, and whether it is still there; before anything is posted.

    Raises :class:`RuleBrokenError` ``line_unknown``, ``over_return``, ``return_does_not_mirror``,
    ``value_without_owner``, ``advance_spent``.
    """
    sold = {each.advance.line_id: each for each in paid_in_advance(sale)}
    already = desk.returned.get(sale.receipt_id, {})
    wanted: dict[ValueKey, Kopecks] = {}
    for back in sale_return.advances:
        if back.line_id not in sold:
            raise RuleBrokenError("line_unknown", f"receipt {sale.receipt_id} has no advance {back.line_id}")
        _check_advance(sale, sold[back.line_id], back, already.get(back.line_id, 0))
        owner = back.owner(sale.customer_id)
        if not owner:
            raise RuleBrokenError("value_without_owner", f"return {sale_return.receipt_id} moves money of nobody")
        key = _value(desk, back.kind, owner).key
        wanted[key] = wanted.get(key, 0) + back.kopecks
    for key, kopecks in wanted.items():
        free = desk.values[key].free_for(sale_return.receipt_id)
        if kopecks > free:
            raise RuleBrokenError(
                "advance_spent", f"return {sale_return.receipt_id}: {kopecks} kopecks handed out, {free} were left"
            )


def post_paid_out(desk: Desk, sale_return: SaleReturn) -> None:
    """What is owed becomes less by what was handed out."""
    moves = ((_value(desk, each.kind, each.owner(sale_return.customer_id)).key, each) for each in sale_return.advances)
    for key, kopecks in _summed((key, each.kopecks) for key, each in moves).items():
        books = desk.values[key]
        books.pay_out(sale_return.receipt_id, kopecks)
        out = (ValueAccount.RECEIVED, sale_return.till_code, -kopecks)
        _enter(desk, books, sale_return.receipt_id, ValueEntry.PAID_OUT, out)


def _check_advance(sale: Sale, sold: SoldAdvance, back: ReturnedAdvance, already: Kopecks) -> None:
    """The same certificate or account, at most what was paid, by the tenders that paid it."""
    if (back.kind, back.reference) != (sold.advance.kind, sold.advance.reference):
        raise RuleBrokenError("return_does_not_mirror", f"advance {back.line_id} is another one on the receipt")
    try:
        return_advance(sale, sold, already, back.kopecks)
    except OverReturnError as error:
        raise RuleBrokenError("over_return", str(error)) from error
    except ReturnRefusedError as error:
        raise RuleBrokenError("return_does_not_mirror", str(error)) from error
    # Which tender the first kopecks went to depends on what the till knew; none gets more than it paid.
    pairs = tuple(zip(back.tender_kopecks, sold.tender_kopecks, strict=False))
    fits = len(back.tender_kopecks) == len(sold.tender_kopecks) and all(part <= paid for part, paid in pairs)
    if not fits:
        raise RuleBrokenError("return_does_not_mirror", f"advance {back.line_id} goes to tenders that did not pay it")


def check_reward_value(desk: Desk, record: RewardGiven) -> None:
    """Before anything of it is posted. Raises :class:`RuleBrokenError` ``certificate_known``."""
    if record.certificate and _value(desk, ValueKind.CERTIFICATE, record.certificate).state != UNSOLD:
        raise RuleBrokenError("certificate_known", f"reward {record.reward_id} hands out what was sold before")


def post_reward_value(desk: Desk, record: RewardGiven) -> None:
    """A certificate that was handed out for points is owed like one that was sold."""
    if not record.certificate or not isinstance(record.gives, CertificateReward):
        return
    books, kopecks = _value(desk, ValueKind.CERTIFICATE, record.certificate), record.gives.nominal_kopecks
    books.receive(kopecks)
    books.series, books.nominal, books.sold_day = record.gives.series, kopecks, record.business_day
    books.until_day = record.business_day + timedelta(days=record.valid_days)
    _enter(desk, books, record.reward_id, ValueEntry.REWARD, (ValueAccount.REWARDS, record.till_code, kopecks))


def close_hold(desk: Desk, operation: Operation, closed: ValueHoldClosed) -> None:
    """Give it back; one that was never asked for is closed before a late request can be granted.

    Raises :class:`RuleBrokenError` for another till's.
    """
    books = _value(desk, closed.kind, closed.owner)
    hold = books.holds.get(closed.hold_id)
    if hold is None:
        made = Hold(closed.hold_id, operation.till_id, operation.epoch, "", 0, unix_ms(desk.received_at))
        made.state, made.reason = CLOSED, closed.reason.value
        books.holds[closed.hold_id] = made
        return
    if hold.till_id != operation.till_id:
        raise RuleBrokenError("reservation_of_another_till", f"{closed.hold_id} is set aside for another till")
    hold.close(closed.reason.value)


def post_block(desk: Desk, record: CertificateBlocked) -> None:
    """Block, or the reverse; one that nobody sold here yet keeps its word when it is sold.

    Raises :class:`RuleBrokenError` ``certificate_unknown``.
    """
    books = _value(desk, ValueKind.CERTIFICATE, record.number)
    if books.state == UNSOLD:
        raise RuleBrokenError("certificate_unknown", f"block {record.block_id} names a certificate that nobody sold")
    books.state, books.changed = (BLOCKED if record.blocked else ACTIVE), True


def _pay(desk: Desk, sale: Sale, books: ValueBooks, kopecks: Kopecks) -> None:
    if books.state == BLOCKED:
        desk.flag(PAID_WHILE_BLOCKED)
    paid = books.pay(sale.receipt_id, kopecks, _burns_rest(desk, sale, books))
    if paid.at_risk:
        desk.flag(PAID_AT_RISK)
    _enter(
        desk,
        books,
        sale.receipt_id,
        ValueEntry.PAID,
        (ValueAccount.PAID, sale.till_code, -kopecks),
        (ValueAccount.BURNT, sale.till_code, -paid.burnt),
        (ValueAccount.RISK, sale.till_code, paid.at_risk),
    )


def _burns_rest(desk: Desk, sale: Sale, books: ValueBooks) -> bool:
    if books.kind is not ValueKind.CERTIFICATE:
        return False
    programme = desk.programmes.in_force(sale.programme_id, sale.sold_at)
    series = None if programme is None else series_of(programme.certificates, books.owner)
    return series is not None and not series.in_parts


def _paid(desk: Desk, sale: Sale) -> Iterator[tuple[ValueKey, Kopecks]]:
    for tender in sale.tenders:
        if tender.kind in VALUE_OF_TENDER:
            kind = VALUE_OF_TENDER[tender.kind]
            owner = tender.reference if kind is ValueKind.CERTIFICATE else sale.customer_id or ""
            yield _value(desk, kind, owner).key, tender.amount_kopecks


def _received(
    desk: Desk, advances: Iterable[SoldAdvance], customer_id: str | None
) -> Iterator[tuple[ValueKey, Kopecks]]:
    for sold in advances:
        yield _value(desk, sold.advance.kind, sold.owner(customer_id)).key, sold.advance.kopecks


def _value(desk: Desk, kind: ValueKind, owner: str) -> ValueBooks:
    return desk.values[kind, desk.person(owner) if kind is ValueKind.ACCOUNT else owner]


def _summed(moves: Iterable[tuple[ValueKey, Kopecks]]) -> dict[ValueKey, Kopecks]:
    sums: dict[ValueKey, Kopecks] = {}
    for key, kopecks in moves:
        sums[key] = sums.get(key, 0) + kopecks
    return sums


def _enter(
    desk: Desk, books: ValueBooks, operation_id: str, kind: ValueEntry, *others: tuple[ValueAccount, str, Kopecks]
) -> None:
    """One balanced entry: the other sides, and against them what is owed."""
    legs = [Leg(account.value, owner, amount) for account, owner, amount in others if amount]
    total = sum(leg.amount for leg in legs)
    if total:
        legs.append(Leg(OWED[books.kind].value, books.owner, -total))
    if legs:
        entry_id = f"{operation_id}.{kind.value}"
        entry = Entry(entry_id, operation_id, Book.MONEY, kind.value, desk.received_at, tuple(legs))
        put_value_entry(desk.sheet, books.key, entry)
