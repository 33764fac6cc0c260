"""What a run of operations is worked on with: the books they concern, read at once, and the rows to write at the end.

In between nothing is read or written, so two hundred receipts take about twenty statements. Whoever posts checks first
and changes then: an operation that breaks a rule leaves nothing behind.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from pos_app.domain.codes.rotating_token import step_at
from pos_app.domain.ledger.entry import Book, Entry
from pos_app.domain.loyalty.membership import MembershipBought
from pos_app.domain.money.units import Quantity
from pos_app.domain.pre_order.pre_order import PreOrder
from pos_app.domain.transaction.sale import Sale
from sync.protocol.operation import Operation, unix_ms
from sync.server.central import Central
from sync.server.ingest.card_codes import Code, put_card_codes
from sync.server.ingest.friends import Friends
from sync.server.ingest.operation_log import OperationState, operation_row
from sync.server.ledger.accounts import EntryKind, LegList
from sync.server.ledger.books_writer import put_books, put_entry, write_accounts, write_turnover
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.row_sheet import RowSheet
from sync.server.numbers.coupon_books import CouponBooks
from sync.server.numbers.number_reader import publish_orders, put_coupons, put_orders
from sync.server.numbers.order_books import OrderBooks
from sync.server.programmes import ProgrammeBook
from sync.server.stored_value.value_books import ValueBooks, ValueKey
from sync.server.stored_value.value_reader import put_values
from sync.server.tables import OPERATION, WAITING_RETURN

_OLDEST = timedelta(days=35)
_AHEAD = timedelta(minutes=5)
_SKEW = timedelta(minutes=2)
_FAR_OFF = timedelta(hours=24)

CLOCK_SKEW = "clock_skew"
CLOCK_OFF = "clock_off"
PROGRAMME_NOT_IN_FORCE = "programme_not_in_force"
SPENT_AT_RISK = "spent_at_risk"
WITHOUT_PROMISE = "without_promise"
CARD_CODE_TWICE = "card_code_twice"

Number = tuple[str, int, int]
"""Till, epoch and number of an operation."""


@dataclass(frozen=True, slots=True)
class KnownReceipt:
    """A receipt in the books; ``business_day`` as it was posted."""

    receipt_id: str
    kind: str
    number: Number
    customer_id: str | None
    business_day: date


@dataclass(slots=True)
class Desk:
    """``till_epoch``: of the till whose operations these are. ``aliases``: ids that are somebody else's now.

    ``sales``: records of the sales that returns ask about; ``returned``: thousandths that came back of each line;
    ``waiting``: returns that wait for a sale. ``touched``: whose account changed. ``fresh``: rows of this run's
    operations that are not written yet.
    """

    connection: Connection
    central: Central
    till_id: str
    till_epoch: int
    received_at: datetime
    programmes: ProgrammeBook
    sheet: RowSheet = field(default_factory=RowSheet)
    books: dict[str, CustomerBooks] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, KnownReceipt] = field(default_factory=dict)
    sales: dict[str, Sale] = field(default_factory=dict)
    returned: dict[str, dict[str, Quantity]] = field(default_factory=dict)
    waiting: dict[str, list[Operation]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    visited: dict[str, str] = field(default_factory=dict)
    """Customers who bought at this till in this run, and the receipt: they may get a lease."""
    fresh: dict[Number, dict[str, object]] = field(default_factory=dict)
    values: dict[ValueKey, ValueBooks] = field(default_factory=dict)
    """Money accounts and certificates that these operations move."""
    coupons: dict[str, CouponBooks] = field(default_factory=dict)
    """Single coupons that these operations use up, print or give back."""
    orders: dict[str, OrderBooks] = field(default_factory=dict)
    """Orders that these operations hand out or give back."""
    changed_orders: dict[str, PreOrder] = field(default_factory=dict)
    """Written, and to be told to the tills, as the last thing before the accounts."""
    memberships: dict[str, dict[tuple[str, str], MembershipBought]] = field(default_factory=dict)
    """What these customers bought of memberships, by sale and code; read when somebody buys one."""
    card_steps: dict[str, int] = field(default_factory=dict)
    """By customer, the latest step of a rotating card that named him in this run."""
    card_codes: dict[Code, str] = field(default_factory=dict)
    """The till that was shown a code first, of those that these operations name."""
    fresh_card_codes: dict[Code, str] = field(default_factory=dict)
    """Of them, those that this run tells of."""
    friends: Friends = field(default_factory=Friends)
    """Who of these customers was brought along, and by whom."""
    flags: list[str] = field(default_factory=list)
    """Of the operation that is being posted."""
    _known_days: tuple[date, date, date] | None = None

    @property
    def today(self) -> date:
        """The shop's local day at which the operations came."""
        return self._days()[1]

    def person(self, customer_id: str) -> str:
        """Whose books an id names: an alias leads to the person it turned out to be."""
        return self.aliases.get(customer_id, customer_id)

    def books_of(self, customer_id: str) -> CustomerBooks | None:
        """The books of a person, by any id; None if there is no such account."""
        return self.books.get(self.person(customer_id))

    def posting_day(self, day: date) -> date:
        """A till's business day within what can be: not before 35 days ago, not after five minutes from now."""
        earliest, _, latest = self._days()
        if not earliest <= day <= latest:
            self.flag(CLOCK_OFF)
        return min(max(day, earliest), latest)

    def _days(self) -> tuple[date, date, date]:
        """The earliest day to post on, today, the latest; local days, asked for each receipt."""
        if self._known_days is None:
            moments = (self.received_at - _OLDEST, self.received_at, self.received_at + _AHEAD)
            earliest, today, latest = (at.astimezone(self.central.timezone).date() for at in moments)
            self._known_days = earliest, today, latest
        return self._known_days

    def latest_card_step(self) -> int:
        """The newest step of a rotating card that anybody can have shown: a later one would shut the card for ever."""
        return step_at(unix_ms(self.received_at + _AHEAD) // 1000)

    def note_card_step(self, books: CustomerBooks, step: int, till_id: str) -> None:
        """A step of the customer's rotating card was used up; one that nobody can have shown yet is not told on.

        Two tills without a way to each other may take the same code; the one that is heard later is flagged. Parts of
        one receipt come from one till and have one code.
        """
        if not 0 <= step <= self.latest_card_step():
            return
        self.card_steps[books.customer_id] = max(step, self.card_steps.get(books.customer_id, 0))
        code = (books.customer_id, step)
        if code not in self.card_codes:
            self.card_codes[code] = self.fresh_card_codes[code] = till_id
        elif self.card_codes[code] != till_id:
            self.flag(CARD_CODE_TWICE)

    def flag(self, name: str) -> None:
        """Say of the operation that is being posted that it is odd."""
        if name not in self.flags:
            self.flags.append(name)

    def flag_clock(self, operation: Operation) -> None:
        """A till whose time lies ahead of the server's has a wrong clock; behind it may only have been offline."""
        ahead = operation.business_at - self.received_at
        if ahead > _FAR_OFF:
            self.flag(CLOCK_OFF)
        elif ahead > _SKEW:
            self.flag(CLOCK_SKEW)

    def legs(self, books: CustomerBooks, programme_id: str) -> LegList:
        """An empty list of legs for an entry of this customer."""
        return LegList(books.customer_id, programme_id)

    def enter(self, books: CustomerBooks, operation_id: str, kind: EntryKind, legs: LegList) -> None:
        """Add the entry whose id follows from the operation and the kind: posting twice would collide, not double."""
        entry = Entry(f"{operation_id}.{kind}", operation_id, Book.POINTS, kind.value, self.received_at, legs.legs())
        put_entry(self.sheet, books.customer_id, entry)
        self.touched.add(books.customer_id)

    def log(self, operation: Operation, state: OperationState, reason: str | None) -> None:
        """Write the operation down with what became of it."""
        row = operation_row(operation, self.received_at, state, reason, self.flags)
        self.fresh[operation.till_id, operation.epoch, operation.seq] = row
        self.sheet.add(OPERATION, row)

    def set_state(self, operation: Operation, state: OperationState, reason: str | None) -> None:
        """Change what became of an operation that came before."""
        number = (operation.till_id, operation.epoch, operation.seq)
        flags = " ".join(self.flags) or None
        if number in self.fresh:
            self.fresh[number].update(state=state.value, reason=reason, flags=flags)
        else:
            key = {"till_id": number[0], "epoch": number[1], "seq": number[2]}
            self.sheet.change(OPERATION, {**key, "state": state.value, "reason": reason, "flags": flags})

    def wait(self, sale_id: str, operation: Operation) -> None:
        """Let a return wait for its sale, behind those that wait already."""
        queue = self.waiting.setdefault(sale_id, [])
        queue.append(operation)
        self.sheet.add(
            WAITING_RETURN,
            {
                "sale_id": sale_id,
                "till_id": operation.till_id,
                "epoch": operation.epoch,
                "seq": operation.seq,
                "arrival": unix_ms(self.received_at) * 1_000 + len(queue),
            },
        )

    def write(self) -> None:
        """Write everything; the accounts last, for their place in the feed is what others wait for."""
        changed = self.write_all_but_accounts()
        publish_orders(self.connection, self.changed_orders.values())
        write_accounts(self.connection, changed)

    def write_all_but_accounts(self) -> list[CustomerBooks]:
        """Answers whose accounts are still to be written, by :func:`write_accounts`."""
        changed = [self.books[each] for each in sorted(self.touched & self.books.keys())]
        for books in changed:
            put_books(self.sheet, books)
        put_values(self.sheet, self.values.values())
        self.sheet.write(self.connection)
        put_coupons(self.connection, self.coupons.values())
        put_card_codes(self.connection, self.fresh_card_codes, self.received_at)
        told = put_orders(self.connection, self.orders.values(), unix_ms(self.received_at))
        self.changed_orders |= {order.number: order for order in told}
        write_turnover(self.connection, changed)
        return changed
