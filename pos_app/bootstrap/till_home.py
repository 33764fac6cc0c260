"""Where the files of one till lie."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TillHome:
    """The till's home directory (``--home``)."""

    folder: Path

    @property
    def books(self) -> Path:
        """The facts: receipts, operations, shifts, ledger. Never rebuilt."""
        return self.folder / "till.db"

    @property
    def cache(self) -> Path:
        """What the server told: goods, customers, staff, programme. Can be loaded again."""
        return self.folder / "cache.db"

    @property
    def secrets(self) -> Path:
        """The till's keys, readable by the owner only."""
        return self.folder / "secrets.json"

    @property
    def lock(self) -> Path:
        """Held by the running till."""
        return self.folder / "till.lock"

    @property
    def printed(self) -> Path:
        """Where the printer that is a folder puts its jobs."""
        return self.folder / "printer"
