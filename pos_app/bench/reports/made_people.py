"""The chain's customers: names as they are in Russia, phones of a range that nobody has, accounts, habits, segments."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, text, update

from pos_app.bench.benches import Progress
from pos_app.bench.reports.trade import Trade, customer_id
from pos_app.domain.segment.segment import Segment
from resources.demo.russian_names import FAMILY_NAMES, FATHERS, WOMEN, Gender, family_name, patronymic
from sync.protocol.operation import unix_ms
from sync.protocol.rows import Stream
from sync.server.bulk import insert_rows
from sync.server.central import Central
from sync.server.remembered import remember
from sync.server.segments.terms import LOOKED
from sync.server.tables import CHANGE_COUNTER, CUSTOMER, SEGMENT_DAY, SEGMENT_MOVE

_AT_ONCE = 20_000
_FIRST_CHANGE = 1_000_000
_FIRST_PHONE = 1_000_000
"""Behind those of the scratch shop."""
_TIERS = ("silver", "gold", "platinum")
_CARDS = (
    "INSERT INTO card (card_number, customer_id) SELECT 'KP' || substr(customer_id, 25), customer_id FROM customer"
    " WHERE customer_id LIKE '01910000-%'"
)
_PHONE_ROWS = (
    "INSERT INTO phone (phone_hash, customer_id) SELECT phone_hash, customer_id FROM customer"
    " WHERE customer_id LIKE '01910000-%' ORDER BY phone_hash"
)
_ACCOUNTS = (
    "INSERT INTO account (customer_id, available, reserved, debt, turnover_kopecks, life_turnover_kopecks, purchases,"
    " tier_code, change_number) SELECT customer_id, 10000, 0, 0, 500000, 500000, 7, 'silver', change_number"
    " FROM customer WHERE customer_id LIKE '01910000-%'"
)
_ENTRIES = (
    "INSERT INTO entry (customer_id, entry_id, operation_id, kind, posted_ms)"
    " SELECT customer_id, 'award-1', 'award/1/' || customer_id, 'award', :at FROM customer"
    " WHERE customer_id LIKE '01910000-%'",
    "INSERT INTO leg (customer_id, entry_id, number, account, owner, amount)"
    " SELECT customer_id, 'award-1', 1, 'customer.available', customer_id, 10000 FROM customer"
    " WHERE customer_id LIKE '01910000-%'",
    "INSERT INTO leg (customer_id, entry_id, number, account, owner, amount)"
    " SELECT customer_id, 'award-1', 2, 'programme.issued', 'scratch', -10000 FROM customer"
    " WHERE customer_id LIKE '01910000-%'",
)
_VISITS = (
    "INSERT INTO turnover_day (customer_id, day, kopecks) SELECT customer_id, business_day, sum(money_kopecks)"
    " FROM report_receipt WHERE customer_id IS NOT NULL GROUP BY customer_id, business_day"
)
_SEGMENTS = (
    "INSERT INTO customer_segment (customer_id, segment, tier_code, before_segment, before_tier, looked_day, last_day,"
    " visits, kopecks) SELECT customer_id, CASE WHEN visits > 9 THEN 'best' WHEN visits > 6 THEN 'loyal'"
    " WHEN visits > 3 THEN 'promising' ELSE 'new' END, 'silver', '', 'silver', {today}, last_day, visits, kopecks"
    " FROM (SELECT customer_id, count(*) AS visits, max(day) AS last_day, sum(kopecks) AS kopecks FROM turnover_day"
    " GROUP BY customer_id) AS habit"
)


def make_people(connection: Connection, central: Central, trade: Trade, progress: Progress) -> None:
    """Everybody, with what the server keeps of him; the receipts must be there."""
    progress(f"{trade.customers:,} customers")
    rows = _rows(central, trade.customers)
    while some := list(islice(rows, _AT_ONCE)):
        insert_rows(connection, CUSTOMER, some)
    newest = update(CHANGE_COUNTER).where(CHANGE_COUNTER.c.stream == Stream.CUSTOMERS.value)
    connection.execute(newest.values(last_number=_FIRST_CHANGE + trade.customers))
    connection.execute(text(_PHONE_ROWS))
    connection.execute(text(_CARDS))
    connection.execute(text(_ACCOUNTS))
    for statement in _ENTRIES:
        connection.execute(text(statement), {"at": unix_ms(trade.now)} if ":at" in statement else {})
    progress("their visits and segments")
    connection.execute(text(_VISITS))
    today = f"'{trade.last_day.isoformat()}'"
    is_sqlite = connection.dialect.name == "sqlite"
    connection.execute(text(_SEGMENTS.format(today=today if is_sqlite else f"DATE {today}")))
    _segment_days(connection, trade)
    remember(connection, LOOKED, trade.last_day.isoformat())


def full_name(number: int) -> str:
    """The name of a customer: family names are many, and some thousand people share each."""
    father = FATHERS[number // 7 % len(FATHERS)]
    family = FAMILY_NAMES[number * 31 % len(FAMILY_NAMES)]
    if number % 2:
        woman = WOMEN[number // 3 % len(WOMEN)]
        return f"{family_name(family, Gender.FEMALE)} {woman} {patronymic(father, Gender.FEMALE)}"
    man = FATHERS[number // 3 % len(FATHERS)].name
    return f"{family_name(family, Gender.MALE)} {man} {patronymic(father, Gender.MALE)}"


def phone_of(number: int) -> str:
    """E.164, of a range that nobody has."""
    return f"+7973{_FIRST_PHONE + number:07d}"


def _rows(central: Central, count: int) -> Iterator[dict[str, Any]]:
    vault = central.vault
    for number in range(count):
        person, e164 = customer_id(number), phone_of(number)
        yield {
            "customer_id": person,
            "name": full_name(number),
            "phone_hash": vault.hash(e164),
            "phone_cipher": vault.encrypt(e164, person),
            "card_number": f"KP{number:012d}",
            "birth_day": date(1960 + number % 45, 1 + number % 12, 1 + number % 28),
            "deleted": False,
            "change_number": _FIRST_CHANGE + number,
        }


def _segment_days(connection: Connection, trade: Trade) -> None:
    """A look at everybody on every day, and who moved."""
    days = [trade.last_day - timedelta(days=back) for back in range(trade.days)]
    sizes = [
        {"day": day, "kind": kind, "code": code, "customers": 1_000, "visits": 5_000, "kopecks": 10_000_000}
        for day in days
        for kind, codes in (("segment", tuple(Segment)), ("tier", _TIERS))
        for code in codes
    ]
    moves = [
        {"day": day, "kind": kind, "from_code": before, "to_code": after, "customers": 17}
        for day in days
        for kind, codes in (("segment", tuple(Segment)), ("tier", _TIERS))
        for before in codes
        for after in codes
        if before != after
    ]
    connection.execute(insert(SEGMENT_DAY), sizes)
    connection.execute(insert(SEGMENT_MOVE), moves)
