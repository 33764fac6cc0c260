"""One step of the machine carried out: read the store, talk to the server, store what came, tell the machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.machine import SyncMachine
from sync.client.ports import Clock, ServerDoor, TillSide
from sync.client.steps import AskParked, Heartbeat, Pull, Push, Rejoin, Resync, SendParcel, Step
from sync.protocol.limits import MAX_PAGE_ROWS
from sync.protocol.operation import Operation
from sync.protocol.parcel import REASON_SERVER_CANNOT_TAKE
from sync.protocol.pull import PullRequest
from sync.protocol.push import BodyNotTextError, OperationMessage, PushAnswer, PushRequest, message_of
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.reservation import reservations_digest
from sync.protocol.rows import Stream

RESERVATIONS_CHANGED = "reservations"
"""Told beside the names of streams: what may be spent at this till is another now."""

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a request said, to read its answer by."""

    operations: tuple[Operation, ...]
    have_seq: int
    moment: BootMoment
    held: frozenset[str]


class Exchange:
    """Carries out steps. Each returns the names of the streams whose rows changed at the till.

    Raises ``StoreError`` if the till's disk does not take what came; nothing of it is lost, it comes again.
    """

    def __init__(
        self, machine: SyncMachine, door: ServerDoor, till: TillSide, clock: Clock, new_id: Callable[[], str]
    ) -> None:
        self._machine = machine
        self._door = door
        self._till = till
        self._clock = clock
        self._new_id = new_id

    def do(self, step: Step) -> frozenset[str]:
        """Carry out any step that talks to the server."""
        match step:
            case Push():
                return self.push(step)
            case SendParcel():
                return self.parcel(step)
            case Pull():
                return self.pull(step)
            case Heartbeat():
                return self.heartbeat()
            case Rejoin():
                return self.rejoin(step)
            case Resync():
                return self.resync()
            case AskParked():
                return self.ask_parked()
        return _NOTHING

    def push(self, step: Push) -> frozenset[str]:
        """Send a batch."""
        operations = self._operations(step.from_seq, step.most)
        if not operations:
            if step.from_seq is not None:
                self._machine.resend_impossible(self._clock.monotonic_ms(), self._clock.now())
            return _NOTHING
        messages = _messages(operations)
        if not messages:
            self._machine.head_unsendable()
            return _NOTHING
        sent, request = self._request(operations[: len(messages)], messages)
        try:
            answer = self._door.push(request)
        except ExchangeFailedError as failure:
            self._push_failed(sent.operations, failure)
            return _NOTHING
        return self._settle(sent, answer)

    def heartbeat(self) -> frozenset[str]:
        """Send nothing; the answer tells what the server set aside for this till, and whether it misses anything."""
        self._till.reservations.close_overdue(self._clock.boot_moment(), self._clock.now(), self._new_id)
        if self._till.outbox.depth():
            return _NOTHING  # something came in between: it goes first, and its answer says the same
        sent, request = self._request((), ())
        try:
            answer = self._door.push(request)
        except ExchangeFailedError as failure:
            self._machine.greeting_failed(self._clock.monotonic_ms(), self._clock.now(), failure)
            return _NOTHING
        changed = self._learn(sent, answer)
        self._machine.greeted(self._clock.monotonic_ms(), self._clock.now(), sent.have_seq, answer)
        return changed

    def rejoin(self, step: Rejoin) -> frozenset[str]:
        """Ask for a new epoch and go on in it."""
        outbox = self._till.outbox
        request = RejoinRequest(outbox.till_id(), outbox.epoch(), step.reason)
        try:
            answer = self._door.rejoin(request)
        except ExchangeFailedError as failure:
            self._machine.epoch_failed(self._clock.monotonic_ms(), self._clock.now(), failure)
            return _NOTHING
        # Books put back from before the server was restored: it may lack what they have, and nobody else has it.
        return self._begin(answer, archive=step.archive or answer.incarnation != outbox.incarnation())

    def resync(self) -> frozenset[str]:
        """Tell a restored server what this till holds, and send it everything again in a new epoch."""
        outbox = self._till.outbox
        claims = self._till.reservations.claims()
        request = ResyncRequest(outbox.till_id(), outbox.epoch(), outbox.incarnation(), claims)
        try:
            answer = self._door.resync(request)
        except ExchangeFailedError as failure:
            self._machine.epoch_failed(self._clock.monotonic_ms(), self._clock.now(), failure)
            return _NOTHING
        return self._begin(answer, archive=True)

    def ask_parked(self) -> frozenset[str]:
        """Learn what became of parked operations."""
        try:
            answer = self._door.parked()
        except ExchangeFailedError as failure:
            self._machine.parked_failed(self._clock.monotonic_ms(), self._clock.now(), failure)
            return _NOTHING
        self._till.outbox.learn_parked(answer.operations, self._clock.now())
        self._machine.parked_told(self._clock.now())
        return _NOTHING

    def parcel(self, step: SendParcel) -> frozenset[str]:
        """Send one operation as opaque bytes."""
        operations = self._operations(step.from_seq, 1)
        if not operations:
            return _NOTHING
        sent, _ = self._request(operations, ())
        try:
            answer = self._door.parcel(operations[0], REASON_SERVER_CANNOT_TAKE)
        except ExchangeFailedError as failure:
            self._push_failed(operations, failure)
            return _NOTHING
        return self._settle(sent, answer)

    def pull(self, step: Pull) -> frozenset[str]:
        """Fetch one page."""
        intake = self._till.intake
        counted = self._machine.wants_count(step.stream)
        request = PullRequest(step.stream, intake.cursor(step.stream), MAX_PAGE_ROWS, counted)
        try:
            answer = self._door.pull(request)
        except ExchangeFailedError as failure:
            self._machine.pull_failed(self._clock.monotonic_ms(), self._clock.now(), step.stream, failure)
            return _NOTHING
        if answer.rows or answer.cursor != request.cursor:
            intake.apply_page(step.stream, answer.rows, answer.cursor)
        self._machine.rows_came(step.stream, len(answer.rows), answer.left)
        self._machine.pull_answered(self._clock.monotonic_ms(), self._clock.now(), step.stream, answer.more)
        return frozenset({step.stream.value}) if answer.rows else _NOTHING

    def _operations(self, from_seq: int | None, most: int) -> tuple[Operation, ...]:
        outbox = self._till.outbox
        return outbox.pending(most) if from_seq is None else outbox.from_seq(from_seq, most)

    def _request(
        self, operations: Sequence[Operation], messages: tuple[OperationMessage, ...]
    ) -> tuple[_Sent, PushRequest]:
        """The request, and what its answer is compared with. A lease past its half-life is left out of the digest, so
        that the server lists it, which renews it.
        """
        outbox, moment = self._till.outbox, self._clock.boot_moment()
        held = self._till.reservations.held()
        fresh = (each for each in held if each.kind is ReservationKind.HOLD or each.is_fresh(moment))
        have_seq = outbox.last_issued_seq()
        request = PushRequest(
            till_id=outbox.till_id(),
            epoch=operations[0].epoch if operations else outbox.epoch(),
            have_seq=have_seq,
            operations=messages,
            reservations_digest=reservations_digest(each.reservation_id for each in fresh),
            incarnation=outbox.incarnation(),
        )
        names = frozenset(each.reservation_id for each in held)
        return _Sent(tuple(operations), have_seq, moment, names), request

    def _settle(self, sent: _Sent, answer: PushAnswer) -> frozenset[str]:
        settled = self._till.outbox.confirm(sent.operations, answer.results, self._clock.now())
        changed = self._learn(sent, answer)
        self._machine.push_answered(self._clock.monotonic_ms(), self._clock.now(), sent.have_seq, settled, answer)
        return changed

    def _learn(self, sent: _Sent, answer: PushAnswer) -> frozenset[str]:
        """Accounts, reservations, and who the server is. An answer that shows a fork is read no further."""
        if answer.expect_seq - 1 > sent.have_seq:
            return _NOTHING
        self._till.intake.apply_accounts(answer.accounts)
        self._till.outbox.note_server(answer.incarnation, answer.capabilities)
        changed = {Stream.ACCOUNTS.value} if answer.accounts else set()
        if answer.reservations is not None and self._till.reservations.reconcile(
            answer.reservations, sent.held, sent.moment, self._clock.now(), self._new_id
        ):
            changed.add(RESERVATIONS_CHANGED)
        return frozenset(changed)

    def _begin(self, answer: RejoinAnswer, *, archive: bool) -> frozenset[str]:
        now = self._clock.now()
        self._till.outbox.begin_epoch(
            answer.epoch, answer.incarnation, now, self._new_id, archive=archive, last_receipt=answer.last_receipt
        )
        self._machine.epoch_begun(self._clock.monotonic_ms(), now)
        return frozenset({RESERVATIONS_CHANGED})

    def _push_failed(self, sent: Sequence[Operation], failure: ExchangeFailedError) -> None:
        if failure.kind in (FailureKind.SERVER_FAULT, FailureKind.UNACCEPTABLE):
            self._till.outbox.count_tries(sent)
        self._machine.push_failed(self._clock.monotonic_ms(), self._clock.now(), sent[0].op_id, len(sent), failure)


def _messages(operations: Sequence[Operation]) -> tuple[OperationMessage, ...]:
    """The messages of the head of the queue, up to the first operation that cannot be written as one."""
    messages: list[OperationMessage] = []
    for operation in operations:
        try:
            messages.append(message_of(operation))
        except BodyNotTextError:
            break
    return tuple(messages)
