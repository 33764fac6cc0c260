"""Awards that somebody reports: an event of another system, a visit that was rated. Each is given once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.accrual import Accrual
from pos_app.domain.loyalty.awards.grant import AwardCase
from pos_app.domain.loyalty.awards.occasions import Review, event, review
from pos_app.domain.loyalty.awards.outcome import AwardOutcome, CouponGrant
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.awards import Award, EventAward, ReviewAward
from pos_app.domain.money.units import Points
from sync.server.awards.coupon_gifts import give_coupon
from sync.server.awards.posting import post_award, standing_in
from sync.server.central import Central
from sync.server.ingest.known import persons_of
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_books, write_accounts
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.row_sheet import RowSheet
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.tables import CUSTOMER, RECEIPT

Judge = Callable[[Award, AwardCase], AwardOutcome | None]
"""What a rule says to the occasion; None: it is not about such occasions."""


class NotAwardedError(ValueError):
    """Nothing was given. ``key``: ``customer_unknown``, ``receipt_unknown``, ``no_rule``, or why the rule did not."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Given:
    """By which rule; how many hundredths of a point, or the number of a coupon."""

    rule_id: str
    points: Points
    coupon: str = ""


def award_event(central: Central, customer_id: str, code: str, event_id: str, actor: str) -> Given:
    """For an event that another system reports under its ``code``; ``event_id`` is that system's. Raises

    :class:`NotAwardedError`, also for an event that came before.
    """

    def judge(rule: Award, case: AwardCase) -> AwardOutcome | None:
        return event(rule, case, code, event_id) if isinstance(rule, EventAward) and rule.event == code else None

    subject = f"event {code} {event_id}"
    return write(central.engine, lambda connection: _award(connection, central, customer_id, judge, (actor, subject)))


def award_review(central: Central, receipt_id: str, comment: str, actor: str) -> Given:
    """For rating the visit of a receipt. Raises :class:`NotAwardedError`."""
    return write(
        central.engine,
        partial(_award_review, central=central, receipt_id=receipt_id, comment=comment, actor=actor),
    )


def _award_review(connection: Connection, central: Central, receipt_id: str, comment: str, actor: str) -> Given:
    row = connection.execute(
        select(RECEIPT.c.customer_id, RECEIPT.c.business_day).where(
            RECEIPT.c.receipt_id == receipt_id, RECEIPT.c.kind == "sale"
        )
    ).one_or_none()
    if row is None or row.customer_id is None:
        raise NotAwardedError("receipt_unknown", f"no sale {receipt_id} of a customer is here")
    told = Review(receipt_id, row.business_day, comment)

    def judge(rule: Award, case: AwardCase) -> AwardOutcome | None:
        return review(rule, case, told) if isinstance(rule, ReviewAward) else None

    return _award(connection, central, row.customer_id, judge, (actor, f"review of {receipt_id}"))


def _award(connection: Connection, central: Central, customer_id: str, judge: Judge, told: tuple[str, str]) -> Given:
    programme = ProgrammeBook(connection).any_in_force(central.now())
    books = _books(connection, central, customer_id)
    due = None if programme is None else _due(programme, books, _birth_day(connection, books), central, judge)
    if programme is None or due is None:
        raise NotAwardedError("no_rule", "the programme in force has no award for this")
    sheet = RowSheet()
    given = _post(connection, sheet, books, due, programme, central)
    put_books(sheet, books)
    sheet.write(connection)
    write_accounts(connection, [books])
    actor, subject = told
    add_to_journal(connection, central.now(), actor, Action.AWARDED, books.customer_id, f"{due.rule_id} for {subject}")
    return given


def _post(
    connection: Connection,
    sheet: RowSheet,
    books: CustomerBooks,
    due: Accrual | CouponGrant,
    programme: Programme,
    central: Central,
) -> Given:
    now, today = central.now(), central.today()
    if isinstance(due, Accrual):
        post_award(sheet, books, due, programme.programme_id, now, today)
        return Given(due.rule_id, due.points)
    number = give_coupon(connection, sheet, books, due, programme, central.signing_key, now, today)
    if number is None:
        raise NotAwardedError("no_series", f"the programme has no coupon {due.coupon} with numbers")
    return Given(due.rule_id, 0, number)


def _due(
    programme: Programme, books: CustomerBooks, birth_day: date | None, central: Central, judge: Judge
) -> Accrual | CouponGrant | None:
    """What the first rule gives that is about it; raises with its reason if none gives anything."""
    today = central.today()
    case = AwardCase(
        standing_in(books, birth_day, today),
        central.now().astimezone(central.timezone),
        programme.points,
        books.facts.awards,
    )
    reason = ""
    for rule in programme.awards:
        outcome = judge(rule, case)
        if outcome is not None and outcome.given is not None:
            return outcome.given
        if outcome is not None and outcome.unmet is not None:
            reason = outcome.unmet.reason
    if reason:
        raise NotAwardedError(reason, "the rule for it gives nothing now")
    return None


def _books(connection: Connection, central: Central, customer_id: str) -> CustomerBooks:
    (person,) = persons_of(connection, [customer_id])
    books = load_books(connection, {person: Need(central.today())}).get(person)
    if books is None:
        raise NotAwardedError("customer_unknown", f"customer {customer_id} has no account")
    return books


def _birth_day(connection: Connection, books: CustomerBooks) -> date | None:
    query = select(CUSTOMER.c.birth_day).where(CUSTOMER.c.customer_id == books.customer_id)
    found: date | None = connection.execute(query).scalar_one_or_none()
    return found
