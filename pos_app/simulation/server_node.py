"""The central server as a simulated process: real code on a real SQLite file, which dies at any statement and wakes.

What stands between the network and ``sync.server.web.exchange`` (HTTP, signatures, threads) is left out here; refusals
become the same statuses and error bodies. Crossing that is the work of the tests with real processes.
"""

import base64
import random
import traceback
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast
from unittest.mock import patch

from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError

from pos_app.simulation.disk import copy_of, forget, lay_out
from pos_app.simulation.era import UNKNOWN_TO_EARLIER, Era, answer_of, request_as_read_by
from pos_app.simulation.network import Answer, Request
from pos_app.simulation.shop import vault_of
from pos_app.simulation.till_time import uuid7_text
from pos_app.simulation.virtual_time import Timeline
from sync.protocol.claim import ClaimRequest
from sync.protocol.encoding import DecodingError, decode, encode
from sync.protocol.error_body import MESSAGE_INVALID, SERVER_FAULT
from sync.protocol.limits import (
    CLAIM_PATH,
    LOOKUP_PATH,
    PARCEL_PATH,
    PARKED_PATH,
    PULL_PATH,
    PUSH_PATH,
    RECEIPT_PATH,
    REJOIN_PATH,
    RESERVE_PATH,
    RESYNC_PATH,
    VALUE_PATH,
)
from sync.protocol.lookup import LookupRequest
from sync.protocol.parcel import ParcelRequest
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushRequest
from sync.protocol.receipt_lookup import ReceiptRequest
from sync.protocol.rejoin import RejoinRequest, ResyncRequest
from sync.protocol.reservation import ReserveRequest
from sync.protocol.stored_value import ValueRequest
from sync.server.central import Central, open_central
from sync.server.database import reading
from sync.server.enrolment import EnrolledTill, present_till
from sync.server.expiry import burn_expired
from sync.server.people.lookup import find_customer
from sync.server.receipt_lookup import find_receipt
from sync.server.tables import OPERATION, TILL
from sync.server.web import exchange
from sync.server.web import work as web_work
from sync.server.web.problem import Problem, problem
from sync.server.web.work import worked
from sync.store.engine import sqlite3
from sync.vault.signing import SigningKey

_FILE = "server.db"
T = TypeVar("T")


class CommitFault(StrEnum):
    """A COMMIT of the server's database that raises: everything is stored, or nothing."""

    KEPT = "kept"
    LOST = "lost"


class ServerDiedError(BaseException):
    """The process died over a statement; whoever asked hears nothing."""


class ServerNode:
    """``after_commit`` is called with a connection after each transaction of the server."""

    def __init__(
        self,
        folder: Path,
        database: bytes,
        timeline: Timeline,
        timezone: str,
        chance: random.Random,
        count: Callable[[str], None],
        after_commit: Callable[[Any], None],
    ) -> None:
        self._folder = folder
        self._timeline = timeline
        self._timezone = timezone
        self._chance = chance
        self._count = count
        self._after_commit = after_commit
        self._signing_key = SigningKey(chance.randbytes(32).hex())  # in secrets.json, which outlives the database
        self._lives = 0
        self._home = self._begin_life({_FILE: database})
        self._central: Central | None = None
        self._tills: dict[str, EnrolledTill] = {}
        self.steps = 0
        self.dies_at_step: int | None = None
        self._writes = False
        self.down_for_ms = (2_000, 300_000)
        """How long it is away after it died at a step: least and most."""
        self.disk_full = False
        self.commit_fault: CommitFault | None = None
        self.era = Era.PRESENT
        self.unforeseen: list[str] = []
        """What the server failed with (500) though nobody had poisoned it."""
        self.poison: set[str] = set()
        """Ids of operations over which the server fails (500), as over a defect of its own."""

    @property
    def central(self) -> Central:
        """The running server. Raises RuntimeError when it is down."""
        if self._central is None:
            raise RuntimeError("the server is down")
        return self._central

    @property
    def is_up(self) -> bool:
        """Whether it answers."""
        return self._central is not None

    def start(self, *, restored: bool = False) -> None:
        """Begin to answer."""
        central = open_central(
            f"sqlite:///{self._home / _FILE}",
            vault_of(self._chance),
            self._timezone,
            self._timeline.now,
            self._new_id,
            restored=restored,
            signing_key=self._signing_key,
        )
        self._watch(central)
        self._tills = {}
        self._central = central

    def wake(self) -> None:
        """Begin to answer if it does not."""
        if self._central is None:
            self.start()

    def stop(self) -> None:
        """End in order."""
        central, self._central = self._central, None
        if central is not None:
            central.close()

    def die(self) -> None:
        """Die where it stands; the files stay as they are."""
        files = copy_of(self._home)
        self._lay_down(files)

    def backup(self) -> dict[str, bytes]:
        """A copy of the database as a backup tool would make it."""
        return copy_of(self._home)

    def operation_ids(self) -> set[str]:
        """Every operation in the file, whether or not the server runs."""
        with closing(sqlite3.connect(self._home / _FILE)) as connection:
            return {op_id for (op_id,) in connection.execute("SELECT op_id FROM operation")}

    def operation_bodies(self) -> set[bytes]:
        """What every operation in the file says, whether or not the server runs."""
        with closing(sqlite3.connect(self._home / _FILE)) as connection:
            return {bytes(body) for (body,) in connection.execute("SELECT body FROM operation")}

    def restore(self, backup: dict[str, bytes]) -> None:
        """Put a backup back and start in another incarnation."""
        self._lay_down(backup)
        self.start(restored=True)

    def handle(self, request: Request) -> Answer | None:
        """Answer a request; None when it died over it."""
        central = self._central
        if central is None:
            return None
        try:
            answer = encode(self._worked(central, request))
            return Answer(200, answer_of(self.era, request.path, answer))
        except ServerDiedError:
            self._count("server_died_at_step")
            return None
        except Problem as refused:
            self._count(f"server_said_{refused.body.code}")
            if refused.body.code == SERVER_FAULT and refused.__cause__ is not None:
                self._note_unforeseen(request, refused.__cause__)
            return Answer(refused.status, encode(refused.body))

    def burn(self) -> None:
        """The hourly run over points that expired."""
        central = self._central
        if central is None:
            return
        try:
            burn_expired(central.engine, central.today(), central.now())
        except ServerDiedError:
            self._count("server_died_at_step")
        except DBAPIError:
            self._count("server_database_failed")

    def _worked(self, central: Central, request: Request) -> object:
        """What the door answers, its failures as ``Problem`` by the web's own table."""
        return _at_once(worked(lambda: self._door(central, self._till(central, request.till_id), request)))

    def _note_unforeseen(self, request: Request, error: BaseException) -> None:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} at {place.filename}:{place.lineno}"
        self.unforeseen.append(f"the server failed over {request.path} with {what}")

    def _door(self, central: Central, till: EnrolledTill, request: Request) -> object:
        if self.era is Era.EARLIER and request.path in UNKNOWN_TO_EARLIER:
            raise problem(404, "not_found", request.path)
        body = request_as_read_by(self.era, request.path, request.body)
        try:
            if request.path == PULL_PATH:
                return exchange.pull(central, till, decode(PullRequest, body))
            if request.path == PARCEL_PATH:
                parcel = decode(ParcelRequest, body)
                return exchange.parcel(central, till, parcel.label, base64.b64decode(parcel.content, validate=True))
            if request.path == PUSH_PATH:
                push = decode(PushRequest, body)
                if self.era is Era.EARLIER and not push.operations:
                    raise problem(400, MESSAGE_INVALID, "operations")
                if self.poison & {each.op_id for each in push.operations}:
                    raise problem(500, SERVER_FAULT, "poisoned")
                return exchange.push(central, till, push)
            if request.path == RESERVE_PATH:
                return exchange.reserve(central, till, decode(ReserveRequest, body))
            if request.path == VALUE_PATH:
                return exchange.value(central, till, decode(ValueRequest, body))
            if request.path == CLAIM_PATH:
                return exchange.claim(central, till, decode(ClaimRequest, body))
            if request.path == REJOIN_PATH:
                return exchange.rejoin(central, till, decode(RejoinRequest, body))
            if request.path == RESYNC_PATH:
                return exchange.resync(central, till, decode(ResyncRequest, body))
            if request.path == LOOKUP_PATH:
                return find_customer(central, till, decode(LookupRequest, body))
            if request.path == RECEIPT_PATH:
                return find_receipt(central, till, decode(ReceiptRequest, body))
            if request.path == PARKED_PATH:
                return exchange.parked(central, till)
        except DecodingError as error:
            raise problem(400, MESSAGE_INVALID, error.place) from error
        raise problem(404, "not_found", request.path)

    def _till(self, central: Central, till_id: str) -> EnrolledTill:
        """Who asks. Read once in a life of the server: every door reads the till's numbers anew under its lock."""
        known = self._tills.get(till_id)
        if known is None:
            with reading(central.engine) as connection:
                known = self._tills[till_id] = present_till(connection, till_id)
        return known

    def _watch(self, central: Central) -> None:
        """Let the disk's faults and the moments of death come between the server and its database."""
        engine = central.engine

        @event.listens_for(engine, "before_cursor_execute")
        def _before(_c: Any, _cursor: Any, statement: str, _p: Any, _x: Any, _many: bool) -> None:
            if not statement.startswith(("SELECT", "BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
                self._writes = True
                self._step()

        real_commit = engine.dialect.do_commit

        def commit(connection: Any) -> None:
            if not self._writes:
                real_commit(connection)
                return
            self._writes = False
            self._step()
            self._break_commit(CommitFault.LOST)
            real_commit(connection)
            self._after_commit(connection)
            self._break_commit(CommitFault.KEPT)
            self._step()

        engine.dialect.do_commit = commit  # type: ignore[method-assign, assignment]

    def _step(self) -> None:
        self.steps += 1
        if self.dies_at_step is not None and self.steps >= self.dies_at_step:
            self.dies_at_step = None
            self.die()
            self._timeline.at(self._chance.randrange(*self.down_for_ms), self.wake)
            raise ServerDiedError
        if self.disk_full:
            self._count("server_disk_full")
            raise DBAPIError("write", {}, OSError("no space left on device"))

    def _break_commit(self, fault: CommitFault) -> None:
        """Raises what the driver raises when the outcome of a COMMIT is unknown; a fault strikes once."""
        if self.commit_fault is fault:
            self.commit_fault = None
            self._count(f"server_commit_{fault.value}")
            raise DBAPIError("COMMIT", {}, OSError("disk I/O error"))

    def _lay_down(self, files: dict[str, bytes]) -> None:
        central, self._central = self._central, None
        old = self._home
        self._home = self._begin_life(files)
        if central is not None:
            with suppress(Exception):
                central.engine.dispose(close=False)
        forget(old)

    def _begin_life(self, files: dict[str, bytes]) -> Path:
        self._lives += 1
        home = self._folder / f"server-{self._lives}"
        lay_out(home, files)
        return home

    def _new_id(self) -> str:
        return uuid7_text(round(self._timeline.now().timestamp() * 1000), self._chance)


def operations_of(central: Central) -> list[Any]:
    """Every operation the server keeps."""
    with reading(central.engine) as connection:
        return list(
            connection.execute(select(OPERATION).order_by(OPERATION.c.till_id, OPERATION.c.epoch, OPERATION.c.seq))
        )


def tills_of(central: Central) -> list[Any]:
    """Every till the server knows."""
    with reading(central.engine) as connection:
        return list(connection.execute(select(TILL).order_by(TILL.c.till_id)))


def _at_once(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits: inside of a simulation threads are done at once."""
    try:
        work.send(None)
    except StopIteration as done:
        return cast(T, done.value)
    raise RuntimeError("the server's code waits for an event loop")


async def _without_thread(work: Callable[[], T]) -> T:
    return work()


@contextmanager
def without_threads() -> Iterator[None]:
    """Let the web's ``worked`` do its work at once."""
    with patch.object(web_work, "run_in_threadpool", _without_thread):
        yield
