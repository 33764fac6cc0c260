"""What the till's other thread does to the books between two deeds: settle what the server has, bring in the log."""

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from sync.protocol.operation import OperationKind
from sync.protocol.push import OperationResult, Outcome
from sync.store.sync_side import open_sync_side
from sync.vault.phone_vault import PhoneVault


class SyncHand:
    """On connections of its own, as the thread has them. Its server stores everything up to a customer's new phone.

    That one's answer would have to bring the customer's new row with it; it stays on its way.
    """

    def __init__(self, books: Path, cache: Path, vault: PhoneVault, now: Callable[[], datetime]) -> None:
        self._side = open_sync_side(books, cache, vault)
        self._now = now

    def works(self) -> None:
        """Send, settle, tidy, bring in. What the disk refuses is left for the next time, as the thread does it."""
        outbox = self._side.outbox
        try:
            sent = tuple(takewhile(lambda each: each.kind != OperationKind.PHONE_CHANGED, outbox.pending()))
            outbox.count_tries(sent)
            outbox.confirm(sent, [OperationResult(each.op_id, each.seq, Outcome.CREATED) for each in sent], self._now())
            outbox.prune(self._now())
            outbox.bring_in(from_pages=1)
        except (StoreError, CommitUnknownError):
            return

    def close(self) -> None:
        """Close the connections."""
        self._side.close()
