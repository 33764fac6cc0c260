"""What the sync thread holds of the till's files: the queue and the intake, each with a connection of its own."""

from pathlib import Path

from sync.store.connection import Database
from sync.store.feed_intake import FeedIntake, open_intake
from sync.store.outbox import Outbox
from sync.store.reservation_side import ReservationSide
from sync.vault.phone_vault import PhoneVault


class SyncSide:
    """Opened, used and closed in one thread."""

    def __init__(self, outbox: Outbox, intake: FeedIntake, reservations: ReservationSide) -> None:
        self.outbox = outbox
        self.intake = intake
        self.reservations = reservations

    def close(self) -> None:
        """Close both connections; queue and reservations share one."""
        self.outbox.close()
        self.intake.close()


def open_sync_side(till_path: Path, cache_path: Path, vault: PhoneVault) -> SyncSide:
    """Both for the calling thread; the files must have been prepared."""
    database = Database(till_path)
    return SyncSide(Outbox(database), open_intake(cache_path, vault, till_path), ReservationSide(database))
