"""One step of the machine carried out: read the store, talk to the server, store what came, tell the machine."""

from collections.abc import Sequence

from sync.client.failure import ExchangeFailedError
from sync.client.machine import Pull, Push, SendParcel, SyncMachine
from sync.client.ports import Clock, ServerDoor, TillSide
from sync.protocol.limits import MAX_PAGE_ROWS
from sync.protocol.operation import Operation
from sync.protocol.parcel import REASON_SERVER_CANNOT_TAKE
from sync.protocol.pull import PullRequest
from sync.protocol.push import BodyNotTextError, OperationMessage, PushAnswer, PushRequest, message_of
from sync.protocol.rows import Stream


class Exchange:
    """Carries out steps. Each returns the names of the streams whose rows changed at the till.

    Raises ``StoreError`` if the till's disk does not take what came; nothing of it is lost, it comes again.
    """

    def __init__(self, machine: SyncMachine, door: ServerDoor, till: TillSide, clock: Clock) -> None:
        self._machine = machine
        self._door = door
        self._till = till
        self._clock = clock

    def push(self, step: Push) -> frozenset[str]:
        """Send a batch."""
        operations = self._operations(step.from_seq, step.most)
        if not operations:
            if step.from_seq is not None:
                self._machine.resend_impossible(self._clock.monotonic_ms(), self._clock.now())
            return frozenset()
        messages = _messages(operations)
        if not messages:
            self._machine.head_unsendable()
            return frozenset()
        sent = operations[: len(messages)]
        outbox = self._till.outbox
        request = PushRequest(outbox.till_id(), sent[0].epoch, outbox.last_issued_seq(), messages)
        try:
            answer = self._door.push(request)
        except ExchangeFailedError as failure:
            self._push_failed(sent, failure)
            return frozenset()
        return self._settle(sent, request.have_seq, answer)

    def parcel(self, step: SendParcel) -> frozenset[str]:
        """Send one operation as opaque bytes."""
        operations = self._operations(step.from_seq, 1)
        if not operations:
            return frozenset()
        have_seq = self._till.outbox.last_issued_seq()
        try:
            answer = self._door.parcel(operations[0], REASON_SERVER_CANNOT_TAKE)
        except ExchangeFailedError as failure:
            self._push_failed(operations, failure)
            return frozenset()
        return self._settle(operations, have_seq, answer)

    def pull(self, step: Pull) -> frozenset[str]:
        """Fetch one page."""
        intake = self._till.intake
        request = PullRequest(step.stream, intake.cursor(step.stream), MAX_PAGE_ROWS)
        try:
            answer = self._door.pull(request)
        except ExchangeFailedError as failure:
            self._machine.pull_failed(self._clock.monotonic_ms(), self._clock.now(), step.stream, failure)
            return frozenset()
        if answer.rows or answer.cursor != request.cursor:
            intake.apply_page(step.stream, answer.rows, answer.cursor)
        self._machine.pull_answered(self._clock.monotonic_ms(), self._clock.now(), step.stream, answer.more)
        return frozenset({step.stream.value}) if answer.rows else frozenset()

    def _operations(self, from_seq: int | None, most: int) -> tuple[Operation, ...]:
        outbox = self._till.outbox
        return outbox.pending(most) if from_seq is None else outbox.from_seq(from_seq, most)

    def _settle(self, sent: Sequence[Operation], have_seq: int, answer: PushAnswer) -> frozenset[str]:
        settled = self._till.outbox.confirm(sent, answer.results, self._clock.now())
        self._till.intake.apply_accounts(answer.accounts)
        self._machine.push_answered(self._clock.monotonic_ms(), self._clock.now(), have_seq, settled, answer)
        return frozenset({Stream.ACCOUNTS.value}) if answer.accounts else frozenset()

    def _push_failed(self, sent: Sequence[Operation], failure: ExchangeFailedError) -> None:
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
