"""Two ids that are one person: everything moves to the one that stays, the other is an alias for ever.

The points move by two balanced entries, one in the books of each, against an account that sums to zero.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import Table, delete, insert, select, update

from pos_app.domain.loyalty.account import AccountFacts, RuleUses
from pos_app.domain.money.units import Kopecks
from sync.protocol.operation import unix_ms
from sync.server.ingest.desk import Desk
from sync.server.ledger.accounts import EntryKind, LegList, PointsAccount
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import DEBT_PART, NO_SALE
from sync.server.people.directory import change_customer, customer_row
from sync.server.people.merge_friends import reward_first_purchase_once
from sync.server.stored_value.merge_values import merge_values
from sync.server.tables import (
    ACCOUNT,
    CARD,
    CONSENT,
    CUSTOMER_ALIAS,
    LOT,
    MEMBERSHIP_BOUGHT,
    PHONE,
    PHONE_HISTORY,
    RESERVATION,
    RESERVATION_LOT,
    SPENT_PART,
    TURNOVER_DAY,
)

_FOLLOW: tuple[Table, ...] = (
    LOT,
    SPENT_PART,
    RESERVATION,
    RESERVATION_LOT,
    MEMBERSHIP_BOUGHT,
    PHONE,
    PHONE_HISTORY,
    CARD,
    CONSENT,
    CUSTOMER_ALIAS,
)


def merge(desk: Desk, operation_id: str, stays: str, goes: str) -> None:
    """Move everything of ``goes`` to ``stays``."""
    desk.sheet.write(desk.connection)
    both = load_books(desk.connection, {each: Need(desk.today, whole=True) for each in (stays, goes)})
    left = both[goes]
    _post_moves(desk, operation_id, left, stays)
    desk.sheet.write(desk.connection)
    _join_debt_of_nobody(desk, stays, goes)
    turnover = desk.connection.execute(select(TURNOVER_DAY).where(TURNOVER_DAY.c.customer_id == goes)).all()
    desk.connection.execute(delete(TURNOVER_DAY).where(TURNOVER_DAY.c.customer_id == goes))
    for table in _FOLLOW:
        desk.connection.execute(update(table).where(table.c.customer_id == goes).values(customer_id=stays))
    merge_values(desk, operation_id, stays, goes)
    alias = {"alias_id": goes, "customer_id": stays, "merged_ms": unix_ms(desk.received_at)}
    desk.connection.execute(insert(CUSTOMER_ALIAS).values(**alias))
    _merge_rows_of_people(desk, stays, goes)
    books = load_books(desk.connection, {stays: Need(desk.today, whole=True)}, (), desk.programmes.versions.windowed)
    desk.books.pop(goes, None)
    desk.books[stays] = books[stays]
    desk.aliases[goes] = stays
    _join_figures(desk, books[stays], left, {row.day: row.kopecks for row in turnover})
    legs = desk.legs(books[stays], books[stays].programme_id)
    books[stays].pay_debt(desk.today, legs)
    desk.enter(books[stays], f"{operation_id}.{goes}", EntryKind.ADJUST, legs)
    reward_first_purchase_once(desk, operation_id, stays, goes)
    desk.connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.customer_id == goes)
        .values(
            available=0,
            reserved=0,
            debt=0,
            turnover_kopecks=0,
            life_turnover_kopecks=0,
            purchases=0,
            tier_code=None,
            facts=None,
        )
    )


def _post_moves(desk: Desk, operation_id: str, left: CustomerBooks, stays: str) -> None:
    """Out of the one books and into the other, lot by lot."""
    outgoing, incoming = LegList(left.customer_id, left.programme_id), LegList(stays, left.programme_id)

    def move(account: PointsAccount, amount: int, lot_id: str | None = None) -> None:
        outgoing.add(account, -amount, lot_id)
        outgoing.add(PointsAccount.MERGED, amount)
        incoming.add(PointsAccount.MERGED, -amount)
        incoming.add(account, amount, lot_id)

    for lot in left.lots.values():
        move(PointsAccount.AVAILABLE, lot.free, lot.lot_id)
        move(PointsAccount.RESERVED, lot.reserved, lot.lot_id)
        move(PointsAccount.EXPIRED, lot.burnt, lot.lot_id)
    move(PointsAccount.RESERVED, sum(each.parts.get(DEBT_PART, 0) for each in left.reservations.values()))
    move(PointsAccount.DEBT, -left.debt)
    desk.enter(left, f"{operation_id}.{left.customer_id}", EntryKind.MERGE_OUT, outgoing)
    receiver = CustomerBooks(stays)
    desk.enter(receiver, f"{operation_id}.{left.customer_id}", EntryKind.MERGE_IN, incoming)


def _join_debt_of_nobody(desk: Desk, stays: str, goes: str) -> None:
    """Both may owe for spending that nobody remembers: that is one row afterwards."""
    key = (SPENT_PART.c.sale_id == NO_SALE, SPENT_PART.c.lot_id == DEBT_PART)
    theirs = desk.connection.execute(select(SPENT_PART).where(SPENT_PART.c.customer_id == goes, *key)).one_or_none()
    if theirs is None:
        return
    raised = desk.connection.execute(
        update(SPENT_PART)
        .where(SPENT_PART.c.customer_id == stays, *key)
        .values(amount=SPENT_PART.c.amount + theirs.amount, returned=SPENT_PART.c.returned + theirs.returned)
    )
    if raised.rowcount:
        desk.connection.execute(delete(SPENT_PART).where(SPENT_PART.c.customer_id == goes, *key))


def _merge_rows_of_people(desk: Desk, stays: str, goes: str) -> None:
    """One row with what either told; the alias leaves the tills."""
    kept, gone = customer_row(desk, stays), customer_row(desk, goes)
    if kept is None or gone is None:
        return
    columns: dict[str, object] = {
        "card_number": kept.card_number or gone.card_number,
        "birth_day": kept.birth_day or gone.birth_day,
        "name": kept.name or gone.name,
        "invited_by": kept.invited_by or gone.invited_by,
    }
    if kept.phone_hash is None or (gone.phone_hash is not None and kept.phone_hash == gone.phone_hash):
        columns["unconfirmed"] = kept.unconfirmed and gone.unconfirmed
    if kept.email_cipher is None and gone.email_cipher is not None:
        email = desk.central.vault.open_email(bytes(gone.email_cipher), goes)
        columns["email_cipher"] = desk.central.vault.seal_email(email, stays)
    if kept.phone_hash is None and gone.phone_hash is not None:
        vault = desk.central.vault
        clear = vault.decrypt(bytes(gone.phone_cipher), goes)
        columns |= {"phone_hash": gone.phone_hash, "phone_cipher": vault.encrypt(clear, stays)}
    change_customer(desk, stays, **columns)
    change_customer(
        desk,
        goes,
        **{"deleted": True, "name": "", "phone_hash": None, "phone_cipher": None, "email_cipher": None},
        **{"card_number": None, "birth_day": None},
    )


def _join_figures(desk: Desk, books: CustomerBooks, left: CustomerBooks, turnover: dict[date, Kopecks]) -> None:
    books.life_turnover_kopecks += left.life_turnover_kopecks
    books.purchases += left.purchases
    for day, kopecks in turnover.items():
        books.turnover_changes[day] = books.turnover_changes.get(day, 0) + kopecks
        books.turnover_days[day] = books.turnover_days.get(day, 0) + kopecks
    programme = desk.programmes.any_in_force(desk.received_at)
    if programme is not None:
        figures = (books.life_turnover_kopecks, books.turnover_days)
        tier, counted = desk.programmes.tier(
            programme.programme_id, books.tier_code, figures, desk.received_at, desk.today
        )
        books.set_tier(tier, counted, desk.today)
    books.facts = replace(
        _joined(books.facts, left.facts),
        life_turnover_kopecks=books.life_turnover_kopecks,
        purchases=books.purchases,
    )


def _joined(one: AccountFacts, other: AccountFacts) -> AccountFacts:
    """What was counted of either; counts of «today» of the later day."""
    days = [each for each in (one.day, other.day) if each is not None]
    day = max(days, default=None)
    uses: dict[str, RuleUses] = {}
    for facts in (one, other):
        for each in facts.rule_uses:
            before = uses.get(each.rule_id, RuleUses(each.rule_id, 0))
            today = each.times_today if facts.day == day else 0
            uses[each.rule_id] = RuleUses(each.rule_id, before.times + each.times, before.times_today + today)
    members = {each.code: each for each in sorted((*one.memberships, *other.memberships), key=lambda m: m.until_day)}
    of_day = [facts for facts in (one, other) if facts.day == day and day is not None]
    return AccountFacts(
        day=day,
        tags=tuple(sorted({*one.tags, *other.tags})),
        memberships=tuple(members[code] for code in sorted(members)),
        offers=tuple(sorted({*one.offers, *other.offers}, key=lambda offer: offer.rule_id)),
        rule_uses=tuple(uses[rule_id] for rule_id in sorted(uses)),
        accruals_today=sum(facts.accruals_today for facts in of_day),
        spends_today=sum(facts.spends_today for facts in of_day),
        awards=tuple(sorted({*one.awards, *other.awards}, key=lambda award: award.rule_id)),
        coupons_used=tuple(sorted((*one.coupons_used, *other.coupons_used))),
        coupons_waiting=tuple(
            sorted({*one.coupons_waiting, *other.coupons_waiting}, key=lambda coupon: (coupon.rule_id, coupon.number))
        ),
    )
