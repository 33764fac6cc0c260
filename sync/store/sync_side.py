"""What the sync thread holds of the till's files: the queue and the intake, each with a connection of its own."""

from pathlib import Path

from sync.store.books import open_outbox
from sync.store.feed_intake import FeedIntake, open_intake
from sync.store.outbox import Outbox
from sync.vault.phone_vault import PhoneVault


class SyncSide:
    """Opened, used and closed in one thread."""

    def __init__(self, outbox: Outbox, intake: FeedIntake) -> None:
        self.outbox = outbox
        self.intake = intake

    def close(self) -> None:
        """Close both connections."""
        self.outbox.close()
        self.intake.close()


def open_sync_side(till_path: Path, cache_path: Path, vault: PhoneVault) -> SyncSide:
    """Both for the calling thread; the files must have been prepared."""
    return SyncSide(open_outbox(till_path), open_intake(cache_path, vault, till_path))
