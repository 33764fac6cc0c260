"""What a person is in the middle of at the till, kept against a kill: what is open, and what is typed there.

Never a secret: no PIN, no password, no code that was sent to a phone. The screens tell after every change what is under
way; :meth:`UnderWayKeeper.keep` returns at once and another thread writes the newest. After a restart
:meth:`UnderWayKeeper.earlier` tells it, and whether the books still stand where they stood: if they went on, what was
under way may be done already, and nobody should be led to do it twice.
"""

import hashlib
import logging
from dataclasses import dataclass
from threading import Condition, Event

from pos_app.domain.basket.basket import Basket
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.ports import TillBooks
from pos_app.services.ports.under_way_records import UnderWayRecords
from sync.protocol.encoding import DecodingError, decode, encode

_log = logging.getLogger("kopilka.services")
RECORD_VERSION = 1
PAUSE_S = 0.1
"""Between two writings: a person types ten keys a second, and the disk is for the books."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was open: a screen, or a dialog of the screen before it.

    ``asked``: what the line waited for, in words; ``typed``: what stood in it; ``noted``: what else it knew and is
    opened again with, by name. ``entered``: a person had put something in, so that it is worth opening again.
    ``about``: the goods or the person, in words and a phone masked.
    """

    name: str
    is_dialog: bool = False
    asked: str = ""
    typed: str = ""
    noted: tuple[tuple[str, str], ...] = ()
    entered: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """``steps``: from the screen to the dialog in front. ``stamp``: where the books stood, see :func:`books_stamp`."""

    operator_id: str
    operator_name: str
    steps: tuple[Step, ...]
    stamp: str = ""
    version: int = RECORD_VERSION


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something was under way and cannot be read: torn, damaged, of another version or with other keys."""


class UnderWayKeeper:
    """``work`` is for a thread of its own, which ``stop`` ends once the newest is written; the rest is the screens'.

    ``books`` None and ``records`` None: nothing is kept (tools).
    """

    def __init__(self, books: TillBooks | None = None, records: UnderWayRecords | None = None) -> None:
        self._books = books
        self._records = records
        self._changed = Condition()
        self._newest: UnderWay | None = None
        self._is_written = True
        self._stopped = Event()
        self._is_failing = False

    @property
    def newest(self) -> UnderWay | None:
        """What was told last."""
        return self._newest

    def keep(self, under_way: UnderWay | None) -> None:
        """In place of what was told before; None: nothing is under way. Never waits, never fails."""
        if under_way == self._newest:
            return
        with self._changed:
            self._newest = under_way
            self._is_written = False
            self._changed.notify_all()

    def stamp(self, basket: Basket) -> str:
        """Where the books stand now; "" if they cannot be read."""
        try:
            return "" if self._books is None else books_stamp(basket, self._books.recorded_count())
        except StoreError as error:
            _log.warning("under_way=not_compared cause=%s", error.key)
            return ""

    def stands_still(self, found: UnderWay, basket: Basket) -> bool:
        """Whether the books are where they were: else what was under way may be done already."""
        return bool(found.stamp) and self.stamp(basket) == found.stamp

    def earlier(self) -> UnderWay | Unreadable | None:
        """What an earlier run of the program left."""
        if self._records is None:
            return None
        try:
            record = self._records.load()
            if record is None:
                return None
            found = decode(UnderWay, record)
        except (StoreError, DecodingError) as error:
            _log.warning("under_way=unreadable cause=%s", type(error).__name__)  # the text might quote what was typed
            return Unreadable()
        if found.version != RECORD_VERSION or not found.steps:
            _log.warning("under_way=unreadable version=%s", found.version)
            return Unreadable()
        self._newest = found
        return found

    def forget_earlier(self) -> None:
        """It was offered, or cannot be read: the next start is told nothing of it."""
        with self._changed:
            self._newest = None
            self._is_written = False
            self._changed.notify_all()

    def work(self) -> None:
        """Write what is told, the newest only and not more often than every ``PAUSE_S``, until ``stop``."""
        while True:
            with self._changed:
                while self._is_written and not self._stopped.is_set():
                    self._changed.wait()
                if self._is_written:
                    return
            self.work_off()
            self._stopped.wait(PAUSE_S)

    def work_off(self) -> None:
        """Write the newest now, in the calling thread."""
        with self._changed:
            newest, self._is_written = self._newest, True
        if self._records is None:
            return
        try:
            if newest is None:
                self._records.clear()
            else:
                self._records.keep(encode(newest))
            self._is_failing = False
        except StoreError as error:
            if not self._is_failing:  # once: a disk that is full says no to every key
                _log.warning("under_way=not_kept cause=%s", error)
            self._is_failing = True

    def stop(self) -> None:
        """Nothing is told any more."""
        with self._changed:
            self._stopped.set()
            self._changed.notify_all()


def books_stamp(basket: Basket, recorded: int) -> str:
    """Changes with every record that is stored and with every edit of the open basket that would be made twice."""
    open_sale = (
        *((line.line_id, line.quantity) for line in basket.lines),
        *((advance.line_id, advance.kopecks) for advance in basket.advances),
        (basket.receipt_id if basket.lines or basket.advances or basket.customer_id else "", recorded),
    )
    return hashlib.sha256(repr(open_sale).encode()).hexdigest()[:16]
