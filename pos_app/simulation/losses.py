"""Machines and disks that are lost, damaged or put back from a backup, and how people heal that with the product."""

import random
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from pos_app.simulation.damage import damage_pages, tear_log
from pos_app.simulation.plan import Fault
from pos_app.simulation.server_node import ServerDiedError, ServerNode
from pos_app.simulation.till_node import BOOKS, TillNode
from pos_app.simulation.truth import Truth
from pos_app.simulation.virtual_time import Timeline
from sync.protocol.encoding import encode
from sync.protocol.enrolment import EnrolRequest
from sync.server.access.enrol import enrol
from sync.server.access.enrolment_codes import make_code
from sync.server.access.receipt_numbers import highest_receipt
from sync.server.database import writing
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.epochs.lost import declare_lost
from sync.store.salvage.rebuild import Salvage
from sync.vault.signing import SigningKey

_DAY_MS = 24 * 3_600_000
_TRY_AGAIN_MS = 600_000
_LOG_TORN = 0.3
_NEVER_SENT = 1_000
"""As the server's enrolment leaves out of the receipt numbers of a device that takes another's place."""
_OPERATIONS_ON_A_PAGE = 13
"""The smallest operation takes some 300 bytes: no page holds more of them."""


class Losses:
    """Handlers of faults after which something is gone; ``is_over``: nothing more may break."""

    def __init__(
        self,
        timeline: Timeline,
        server: ServerNode,
        tills: list[TillNode],
        truth: Truth,
        chance: random.Random,
        is_over: Callable[[], bool],
    ) -> None:
        self._timeline = timeline
        self._server = server
        self._tills = tills
        self._truth = truth
        self._chance = chance
        self._is_over = is_over
        self._damaged_pages: dict[str, int] = {}
        self.dead: set[str] = set()
        """Tills whose disk is dead and which no other device replaces yet."""
        for till in tills:
            till.on_salvaged = self._salvaged

    def handlers(self) -> dict[Fault, Callable[[TillNode], None]]:
        """By fault."""
        return {
            Fault.TILL_RESTORED: self._restore_till_later,
            Fault.BOOKS_DAMAGED: self._damage_books,
            Fault.TILL_DISK_DEAD: self._kill_disk,
            Fault.TILL_LOST: self._lose,
            Fault.TILL_MISSING: self._take_away,
            Fault.SERVER_RESTORED: lambda _: self._restore_server_later(),
        }

    def _later(self, least_ms: int, most_ms: int, what: Callable[[], None]) -> None:
        self._timeline.at(self._chance.randrange(least_ms, most_ms), what)

    def _restore_till_later(self, till: TillNode) -> None:
        """A copy is made now; hours later the disk fails and the copy takes its place: whole, or the books alone."""
        kept, device, damaged = till.backup(), till.first_epoch, self._damaged_pages.get(till.till_id, 0)
        self._later(60_000, _DAY_MS, lambda: self._restore_till(till, kept, device, damaged))

    def _restore_till(self, till: TillNode, kept: dict[str, bytes], device: int, damaged: int) -> None:
        if self._is_over() or till.is_lost or till.is_away or till.first_epoch != device:
            return
        files = kept
        if self._chance.random() < 0.5:
            files = till.backup()
            files = {name: content for name, content in files.items() if not name.startswith(BOOKS)}
            files |= {name: content for name, content in kept.items() if name.startswith(BOOKS)}
        self.put_back(till, files)
        self._damaged_pages[till.till_id] = damaged  # a copy of damaged books is damaged too

    def put_back(self, till: TillNode, files: dict[str, bytes]) -> None:
        """The disk fails and these files are the till's from now on."""
        till.replace_files(files)
        till.clock.reboot()
        self._truth.count("till_restored")
        self._note_went_back(till)

    # ------------------------------------------------------------ damaged books

    def _damage_books(self, till: TillNode) -> None:
        """The machine dies; afterwards pages of its books, or the end of their log, are not what was written."""
        path = till.disk.folder / BOOKS
        if not till.is_running or not path.exists() or not path.with_suffix(".made").exists():
            return
        till.die(power=True)
        path = till.disk.folder / BOOKS
        if self._chance.random() < _LOG_TORN:
            if tear_log(path, self._chance):
                self._truth.count("books_log_torn")
                self._note_went_back(till)
        elif pages := damage_pages(path, self._chance):
            self._damaged_pages[till.till_id] = self._damaged_pages.get(till.till_id, 0) + pages
            self._truth.count("books_damaged")

    def _salvaged(self, till: TillNode, before: int, salvage: Salvage) -> None:
        """More may not be lost than lay on the damaged pages."""
        pages = self._damaged_pages.pop(till.till_id, 0)
        if salvage.operations < before - _OPERATIONS_ON_A_PAGE * pages:
            self._truth.step_findings.append(
                ("I1", f"{till.till_id}: {pages} damaged pages, {salvage.operations} of {before} operations salvaged")
            )
        self._note_went_back(till)

    def _note_went_back(self, till: TillNode) -> None:
        """Its books know less than the till has done."""
        self._truth.may_risk = True
        self._truth.till(till.till_id).was_restored = True
        self._note_lost()

    # ------------------------------------------------------------ machines that are gone

    def _kill_disk(self, till: TillNode) -> None:
        """The disk is dead; the office makes a code, and a new device takes the till's place."""
        if not till.is_running:
            return
        till.go_missing()
        self.dead.add(till.till_id)
        self._truth.count("till_disk_dead")
        self._later(60_000, 4 * 3_600_000, lambda: self._replace(till))

    def _replace(self, till: TillNode) -> None:
        central = self._server.central if self._server.is_up else None
        if central is None:
            self._timeline.at(_TRY_AGAIN_MS, lambda: self._replace(till))
            return
        key = SigningKey(self._chance.randbytes(32).hex())
        device = f"device-{self._chance.getrandbits(40):x}"
        try:
            with writing(central.engine) as connection:
                now, letters = central.now(), self._chance.randbytes
                code = make_code(connection, now, letters, "office", DEFAULT_SHOP, till.code, replaces=True)
            with writing(central.engine) as connection:
                present = enrol(connection, central.now(), EnrolRequest(code, key.public_hex, "till", device))
                last_receipt = highest_receipt(connection, till.till_id) + _NEVER_SENT
        except (ServerDiedError, DBAPIError):
            self._timeline.at(_TRY_AGAIN_MS, lambda: self._replace(till))
            return
        self.dead.discard(till.till_id)
        till.is_away = False
        till.begin_anew(present.epoch, last_receipt)
        self._truth.count("till_replaced")
        self._note_went_back(till)

    def _take_away(self, till: TillNode) -> None:
        """Somebody took the machine; two people declare it lost, and then it is found with everything on it."""
        if not till.is_running or sum(not each.is_lost and not each.is_away for each in self._tills) < 2:
            return
        till.go_missing()
        self._truth.count("till_missing")
        self._truth.may_risk = True
        self._later(1_000, 7_200_000, lambda: self._declare_lost(till))
        self._later(7_200_000, _DAY_MS, till.come_back)

    def _lose(self, till: TillNode) -> None:
        """The machine is gone with its disk; after a while two people declare it lost. The last till stays."""
        if sum(not each.is_lost for each in self._tills) < 2 or not self._server.is_up:
            return
        till.lose()
        self._note_lost()
        self._truth.count("till_lost")
        self._truth.may_risk = True
        self._later(1_000, 7_200_000, lambda: self._declare_lost(till))

    def _declare_lost(self, till: TillNode) -> None:
        if not self._server.is_up:
            self._timeline.at(600_000, lambda: self._declare_lost(till))
            return
        try:
            declare_lost(self._server.central, till.till_id, "operator-2", "operator-3")
            self._truth.count("till_declared_lost")
        except (ServerDiedError, DBAPIError):
            self._timeline.at(600_000, lambda: self._declare_lost(till))

    def _restore_server_later(self) -> None:
        kept = self._server.backup()
        self._later(600_000, _DAY_MS, lambda: self._restore_server(kept))

    def _restore_server(self, kept: dict[str, bytes]) -> None:
        if not self._is_over():
            self.put_server_back(kept)

    def put_server_back(self, kept: dict[str, bytes]) -> None:
        """The server's disk fails and this is its database from now on."""
        self._server.restore(kept)
        self._truth.count("server_restored")
        self._note_lost()

    def _note_lost(self) -> None:
        """What neither the server nor its till's disk keeps after a restore is lost with the disk."""
        at_server = self._server.operation_ids()
        for till in self._tills:
            truth = self._truth.till(till.till_id)
            kept = at_server | till.operation_ids()
            truth.disk_lost |= (truth.told.keys() | truth.injected) - kept
            again = {encode(record) for records in truth.sold_again.values() for record in records}
            if again:
                truth.again_lost |= again - self._server.operation_bodies() - till.operation_bodies()
