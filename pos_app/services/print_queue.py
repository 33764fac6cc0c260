"""Print jobs in order, printed outside the UI thread.

The queue owns no thread: the wiring starts one that calls ``work()``, and ``stop()`` ends it once nothing more can be
printed. After a fault the job stays at the head and nothing else is printed until ``retry()``, ``drop()`` or the next
document, which tries those before it again: receipts must not come out in another order. The drawer waits for no paper.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition

from hardware.device import PrinterError
from pos_app.domain.receipt.document import PrintDocument
from pos_app.services.ports import CashDrawer, ReceiptPrinter

_log = logging.getLogger("kopilka.services")
_UNEXPECTED = "write_failed"


@dataclass(frozen=True, slots=True)
class PrintState:
    """What the screen shows. ``fault_key``: why the job ``title`` was not printed, None while all is well.

    ``drawer_fault_key``: why the drawer did not open for the last job, None if it did or was not to.
    ``waiting``: jobs not printed.
    """

    waiting: int = 0
    fault_key: str | None = None
    title: str = ""
    drawer_fault_key: str | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    document: PrintDocument | None
    kick_drawer: bool
    record_id: str = ""


class PrintQueue:
    """``on_state`` is called after every change, from the thread that made it.

    ``on_printed`` gets the id of the record whose paper came out, from the printing thread, before the next job.
    """

    def __init__(
        self,
        *,
        printer: ReceiptPrinter,
        drawer: CashDrawer,
        on_state: Callable[[PrintState], None] | None = None,
        on_printed: Callable[[str], None] | None = None,
    ) -> None:
        self._printer = printer
        self._drawer = drawer
        self._on_state = on_state
        self._on_printed = on_printed
        self._jobs: deque[_Job] = deque()
        self._condition = Condition()
        self._kicks = 0
        self._stopped = False
        self._fault_key: str | None = None
        self._drawer_fault_key: str | None = None

    @property
    def state(self) -> PrintState:
        """The last state, at once."""
        with self._condition:
            return self._snapshot()

    def listen(self, on_state: Callable[[PrintState], None]) -> None:
        """Tell ``on_state`` from now on, instead of an earlier listener."""
        with self._condition:
            self._on_state = on_state

    def put(self, document: PrintDocument, *, kick_drawer: bool = False, record_id: str = "") -> None:
        """Add a document at the end; the drawer is kicked before it prints. Returns at once.

        Where a fault holds what came before, that is tried once more: somebody may have put in paper and gone on.
        ``record_id`` names the receipt or Z report that the paper is of; empty for papers that are of no record.
        """
        self._add(_Job(document, kick_drawer, record_id))

    def open_drawer(self) -> None:
        """Kick the drawer without a document (cash in, cash out). Returns at once."""
        self._add(_Job(None, kick_drawer=True))

    def retry(self) -> None:
        """Print the job that failed once more."""
        with self._condition:
            self._fault_key = None
            self._condition.notify_all()
        self._tell()

    def drop(self) -> None:
        """Give up the job that failed and go on with the next; its record can be reprinted."""
        with self._condition:
            if self._fault_key is not None and self._jobs:
                self._jobs.popleft()
            self._fault_key = None
            self._condition.notify_all()
        self._tell()

    def stop(self) -> None:
        """Let ``work()`` end when all that waits is printed, or at the first fault."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    def work(self) -> None:
        """Print until ``stop()`` and until nothing more can be printed: the body of the wiring's thread."""
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._stopped or self._is_ready())
                if not self._is_ready():
                    return
            self.work_off_one()

    def work_off_one(self) -> bool:
        """Do the job at the head; False if there is none or it failed."""
        with self._condition:
            if not self._is_ready():
                return False
            overtaking = self._kicks > 0
            self._kicks = 0
            job = self._jobs[0] if self._jobs else None
        if overtaking:
            self._kick()
            self._tell()
            return True
        if job is None:
            return False
        if job.kick_drawer:
            self._kick()
        fault_key = self._print(job)
        with self._condition:
            if fault_key is None:
                self._jobs.popleft()
            else:
                self._fault_key = fault_key
                # The drawer was kicked: printing again must not open it again.
                self._jobs[0] = replace(job, kick_drawer=False)
        self._tell()
        return fault_key is None

    def _kick(self) -> None:
        fault_key: str | None = None
        try:
            self._drawer.kick()
        except PrinterError as error:
            fault_key = error.key
        except Exception:
            _log.exception("the drawer failed in a way that is not known")
            fault_key = _UNEXPECTED
        with self._condition:
            self._drawer_fault_key = fault_key

    def _print(self, job: _Job) -> str | None:
        if job.document is None:
            return None
        try:
            self._printer.print_document(job.document)
        except PrinterError as error:
            return error.key
        except Exception:
            # The thread must live on, or no paper would ever come out again and nobody would know.
            _log.exception("print=failed title=%s", job.document.title)
            return _UNEXPECTED
        self._note_printed(job.record_id)
        return None

    def _note_printed(self, record_id: str) -> None:
        if not record_id or self._on_printed is None:
            return
        try:
            self._on_printed(record_id)
        except Exception:
            # The paper is out; at the worst it is offered once more after the next start.
            _log.exception("print=not_noted record=%s", record_id)

    def _add(self, job: _Job) -> None:
        with self._condition:
            if not job.kick_drawer:
                self._drawer_fault_key = None
            elif self._fault_key is not None:
                self._kicks += 1
                job = replace(job, kick_drawer=False)
            if job.document is not None or job.kick_drawer:
                self._jobs.append(job)
            if job.document is not None:
                self._fault_key = None
            self._condition.notify_all()
        self._tell()

    def _is_ready(self) -> bool:
        return self._kicks > 0 or (bool(self._jobs) and self._fault_key is None)

    def _snapshot(self) -> PrintState:
        head = self._jobs[0].document if self._jobs else None
        title = head.title if head is not None and self._fault_key is not None else ""
        return PrintState(len(self._jobs), self._fault_key, title, self._drawer_fault_key)

    def _tell(self) -> None:
        with self._condition:
            listener, state = self._on_state, self._snapshot()
        if listener is None:
            return
        try:
            listener(state)
        except Exception:
            _log.exception("the print queue's listener failed")
