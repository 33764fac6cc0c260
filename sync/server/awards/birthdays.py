"""Birthday awards: once a local day everybody in whose window the day lies is looked at, and given what is due.

What was given stands in the account's facts, under its rule and birthday, in the same transaction as the points: a run
that is cut is repeated, several servers at once give once. Days without a server are made up for while the window of
the rule is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.account import AwardGiven
from pos_app.domain.loyalty.accrual import Accrual
from pos_app.domain.loyalty.awards.grant import AwardCase
from pos_app.domain.loyalty.awards.occasions import birthday
from pos_app.domain.loyalty.awards.outcome import CouponGrant
from pos_app.domain.loyalty.birthday import LEAP_DAY
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.awards import BirthdayAward
from sync.protocol.operation import instant_of
from sync.server.among import among
from sync.server.awards.coupon_gifts import give_coupon
from sync.server.awards.posting import post_award, standing_in
from sync.server.central import Central
from sync.server.database import reading
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import put_books, write_accounts
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.row_sheet import RowSheet
from sync.server.programmes import ProgrammeBook
from sync.server.remembered import remember, remembered
from sync.server.retry import write
from sync.server.tables import CUSTOMER

_GIVEN_ON = "birthdays_given"
_OLDEST_YEARS = 130
_DATES_A_STATEMENT = 5_000
_PEOPLE_A_TRANSACTION = 100
_ALWAYS = date(1900, 1, 1)
"""Since when the birth date is known of people who were here from the start."""
Born = tuple[date, date]
"""Birth day, and the local day on which it was told."""
T = TypeVar("T")


def give_birthday_awards(central: Central) -> int:
    """Give what is due today, unless that was done; answers how many awards were given."""
    today = central.today()
    with reading(central.engine) as connection:
        programme = ProgrammeBook(connection).any_in_force(central.now())
        rules = () if programme is None else _rules(programme)
        if programme is None or not rules:
            return 0
        done = f"{today.isoformat()} {programme.programme_id}.{programme.version}"
        if remembered(connection, _GIVEN_ON) == done:
            return 0
        people = _born_on(connection, central, _birth_days(rules, today))
    given = 0
    for some in _portions(sorted(people), _PEOPLE_A_TRANSACTION):
        born = {customer_id: people[customer_id] for customer_id in some}
        given += write(central.engine, partial(_give, central=central, born=born))
    write(central.engine, partial(_remember, done=done))
    return given


def _rules(programme: Programme) -> tuple[BirthdayAward, ...]:
    return tuple(each for each in programme.awards if isinstance(each, BirthdayAward))


def _birth_days(rules: Sequence[BirthdayAward], today: date) -> list[date]:
    """Every birth day whose birthday is kept in the widest of the windows."""
    before, after = max(rule.days_before for rule in rules), max(rule.days_after for rule in rules)
    kept = [today + timedelta(days=number) for number in range(-after, before + 1)]
    days = set()
    for on in kept:
        months = [(on.month, on.day)]
        if (on.month, on.day) == (2, 28):
            months.append(LEAP_DAY)  # kept a day early where there is no 29 February; the rule decides
        for year in range(on.year - _OLDEST_YEARS, on.year + 1):
            for month, day in months:
                try:
                    days.add(date(year, month, day))
                except ValueError:
                    continue
    return sorted(days)


def _born_on(connection: Connection, central: Central, days: Sequence[date]) -> dict[str, Born]:
    found: dict[str, Born] = {}
    for some in _portions(days, _DATES_A_STATEMENT):
        rows = connection.execute(
            select(CUSTOMER.c.customer_id, CUSTOMER.c.birth_day, CUSTOMER.c.registered_ms).where(
                CUSTOMER.c.deleted.is_(False), among(connection, CUSTOMER.c.birth_day, some)
            )
        )
        for customer_id, birth_day, registered_ms in rows:
            told = _ALWAYS
            if registered_ms is not None:
                told = instant_of(registered_ms).astimezone(central.timezone).date()
            found[customer_id] = (birth_day, told)
    return found


def _give(connection: Connection, central: Central, born: Mapping[str, Born]) -> int:
    """What is due to these people, each looked at again under the lock of his account."""
    programme = ProgrammeBook(connection).any_in_force(central.now())
    rules = () if programme is None else _rules(programme)
    if programme is None or not rules:
        return 0
    today = central.today()
    books = load_books(connection, {customer_id: Need(today) for customer_id in born})
    sheet, changed, given = RowSheet(), [], 0
    for customer_id in sorted(books):
        told = (programme, central, born[customer_id])
        count = sum(_give_one(connection, sheet, books[customer_id], rule, *told) for rule in rules)
        if count:
            put_books(sheet, books[customer_id])
            changed.append(books[customer_id])
            given += count
    sheet.write(connection)
    write_accounts(connection, changed)
    return given


def _give_one(
    connection: Connection,
    sheet: RowSheet,
    books: CustomerBooks,
    rule: BirthdayAward,
    programme: Programme,
    central: Central,
    born: Born,
) -> bool:
    local, today = central.now().astimezone(central.timezone), central.today()
    case = AwardCase(standing_in(books, born[0], today), local, programme.points, _given_before(books))
    outcome = birthday(rule, case, born[1])
    if isinstance(outcome.given, CouponGrant):
        given, now = outcome.given, central.now()
        return bool(give_coupon(connection, sheet, books, given, programme, central.signing_key, now, today))
    if not isinstance(outcome.given, Accrual):
        return False
    post_award(sheet, books, outcome.given, programme.programme_id, central.now(), today)
    return True


def _given_before(books: CustomerBooks) -> tuple[AwardGiven, ...]:
    """With the person's present id: what an id got that turned out to be his was given to him."""
    return tuple(
        replace(award, source=f"{books.customer_id}/{award.source.rpartition('/')[2]}")
        if "/" in award.source
        else award
        for award in books.facts.awards
    )


def _remember(connection: Connection, done: str) -> None:
    remember(connection, _GIVEN_ON, done)


def _portions(values: Iterable[T], size: int) -> Iterable[tuple[T, ...]]:
    rest = iter(values)
    while portion := tuple(islice(rest, size)):
        yield portion
