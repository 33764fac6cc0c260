"""What the office does with single coupons: issues a series, blocks a number, lists them, looks at clashes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection, func, insert, select

from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.coupon.coupon_number import LONGEST_NUMBER, SERIALS, coupon_number
from pos_app.domain.loyalty.rules.coupons import Coupon
from sync.protocol.operation import instant_of, unix_ms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import Action, add_to_journal
from sync.server.numbers.coupon_books import BLOCKED, ISSUED, UNKNOWN
from sync.server.numbers.number_reader import load_coupons, put_coupons
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.tables import COUPON, COUPON_USE

MOST_AT_ONCE = 100_000
_ROWS_A_STATEMENT = 500


class CouponOfficeError(ValueError):
    """What was asked for cannot be done; nothing was changed."""


@dataclass(frozen=True, slots=True)
class CouponListed:
    """``state``: issued, used, expired, blocked or unknown; ``uses``: receipts, by number on paper."""

    number: str
    rule_id: str
    series: str
    state: str
    from_day: date | None
    until_day: date | None
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouponClash:
    """A receipt that used a coupon that it must not have, and why (``coupon_books``)."""

    number: str
    receipt_number: str
    till_code: str
    at: datetime
    why: str
    at_risk: bool


def issue_series(
    central: Central,
    *,
    rule_id: str,
    count: int,
    series: str,
    from_day: date | None,
    until_day: date | None,
    actor: str,
    draw: Callable[[int], int],
) -> tuple[str, ...]:
    """New numbers of a coupon of the programme in force. ``draw``: a number by chance below its argument.

    Raises :class:`CouponOfficeError`.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise CouponOfficeError(f"1 to {MOST_AT_ONCE} numbers at once, asked for {count}")
    if from_day is not None and until_day is not None and until_day < from_day:
        raise CouponOfficeError(f"the last day {until_day} lies before the first, {from_day}")
    with reading(central.engine) as connection:
        coupon = _numbered(connection, central, rule_id)
    numbers: dict[str, None] = {}
    while len(numbers) < count:
        try:
            numbers[coupon_number(coupon.prefix or "", draw(SERIALS))] = None
        except CodeError as error:
            raise CouponOfficeError(f"coupon {rule_id}: its prefix leaves no room for a number: {error}") from error
    row: dict[str, object] = {
        "rule_id": rule_id,
        "series": series,
        "state": ISSUED,
        "from_day": from_day,
        "until_day": until_day,
        "issued_ms": unix_ms(central.now()),
        "issued_by": actor[:120],
        "ends_with_return": False,
    }
    write(central.engine, partial(_store, central=central, numbers=tuple(numbers), row=row, actor=actor))
    return tuple(numbers)


def block_coupon(central: Central, number: str, reason: str, actor: str) -> None:
    """Take a number out of use. Raises :class:`CouponOfficeError` if nobody knows it or no reason is given."""
    if not reason.strip():
        raise CouponOfficeError("a reason is needed")

    def work(connection: Connection) -> None:
        books = load_coupons(connection, [number]).get(number)
        if books is None:
            raise CouponOfficeError(f"coupon {number!r} is not known")
        books.block(reason.strip()[:200])
        put_coupons(connection, [books])
        add_to_journal(connection, central.now(), actor, Action.COUPON_BLOCKED, number, reason.strip())

    write(central.engine, work)


def listed_coupons(central: Central, series: str | None = None) -> tuple[CouponListed, ...]:
    """All coupons, or those of a series, by number."""
    today = central.today()
    with reading(central.engine) as connection:
        wanted = select(COUPON).order_by(COUPON.c.number)
        rows = connection.execute(wanted if series is None else wanted.where(COUPON.c.series == series)).all()
        uses: dict[str, list[str]] = {}
        counting = select(COUPON_USE).where(COUPON_USE.c.freed.is_(False)).order_by(COUPON_USE.c.used_ms)
        for use in connection.execute(counting):
            uses.setdefault(use.number, []).append(use.receipt_number)
    return tuple(
        CouponListed(
            row.number,
            row.rule_id,
            row.series,
            _state(row.state, row.until_day, today, bool(uses.get(row.number))),
            row.from_day,
            row.until_day,
            tuple(uses.get(row.number, ())),
        )
        for row in rows
    )


def coupon_clashes(connection: Connection) -> tuple[CouponClash, ...]:
    """Receipts that used what they must not have, oldest first; a person settles it with the customer."""
    rows = connection.execute(
        select(COUPON_USE).where(COUPON_USE.c.conflict.is_not(None)).order_by(COUPON_USE.c.used_ms, COUPON_USE.c.number)
    )
    return tuple(
        CouponClash(
            row.number, row.receipt_number, row.till_code, instant_of(row.used_ms), str(row.conflict), row.at_risk
        )
        for row in rows
    )


def count_coupon_clashes(connection: Connection) -> int:
    """How many of them there are."""
    counted = select(func.count()).select_from(COUPON_USE).where(COUPON_USE.c.conflict.is_not(None))
    return int(connection.execute(counted).scalar_one())


def _numbered(connection: Connection, central: Central, rule_id: str) -> Coupon:
    programme = ProgrammeBook(connection).any_in_force(central.now())
    coupons = () if programme is None else programme.coupons
    found = next((coupon for coupon in coupons if coupon.rule_id == rule_id), None)
    if found is None:
        known = ", ".join(coupon.rule_id for coupon in coupons if coupon.prefix) or "none"
        raise CouponOfficeError(f"no coupon {rule_id!r} in the programme in force; with a prefix there are: {known}")
    if found.prefix is None:
        raise CouponOfficeError(f"coupon {rule_id!r} has no prefix: it has words, not numbers")
    if len(found.prefix) >= LONGEST_NUMBER:
        raise CouponOfficeError(f"coupon {rule_id!r}: its prefix leaves no room for a number")
    return found


def _store(
    connection: Connection, central: Central, numbers: Sequence[str], row: dict[str, object], actor: str
) -> None:
    for start in range(0, len(numbers), _ROWS_A_STATEMENT):
        portion = numbers[start : start + _ROWS_A_STATEMENT]
        connection.execute(insert(COUPON), [{"number": number, **row} for number in portion])
    detail = f"{len(numbers)} numbers of {row['rule_id']}, {row['from_day']} to {row['until_day']}"
    add_to_journal(connection, central.now(), actor, Action.COUPONS_ISSUED, str(row["series"]), detail)


def _state(state: str, until_day: date | None, today: date, used: bool) -> str:
    if state in (BLOCKED, UNKNOWN):
        return str(state)
    if used:
        return "used"
    return "expired" if until_day is not None and until_day < today else "issued"
