"""Where the files of one till lie."""

from dataclasses import dataclass
from pathlib import Path


class SecretsMissingError(RuntimeError):
    """The books are here and the keys that belong to them are not. Nothing was made in their place."""

    key = "secrets_missing"


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
    def reports(self) -> Path:
        """Sums of the books for shift review. Can be made anew from them."""
        return self.folder / "reports.db"

    @property
    def return_draft(self) -> Path:
        """The return that is being put together."""
        return self.folder / "return.json"

    @property
    def under_way(self) -> Path:
        """What was open and typed at the screen, enciphered."""
        return self.folder / "under_way.bin"

    @property
    def pin_tries(self) -> Path:
        """When PINs were wrong, and how long none is taken."""
        return self.folder / "pin_tries.json"

    @property
    def quick_keys(self) -> Path:
        """What a till without an arrangement of its own begins with."""
        return self.folder / "quick_keys.json"

    @property
    def secrets(self) -> Path:
        """The till's keys, readable by the owner only."""
        return self.folder / "secrets.json"

    def require_secrets_of_the_books(self) -> None:
        """New keys would make a stranger of this till: to its own books and to the server.

        Raises :class:`SecretsMissingError` where there are books and no keys.
        """
        if self.secrets.exists() or not self.books.exists() or self.books.stat().st_size == 0:
            return
        raise SecretsMissingError(
            f"{self.secrets} is not there, but {self.books.name} beside it is: expected the keys that this till has "
            f"had since its books were made. Nothing was made anew. Restore {self.secrets.name} from the shop's "
            "backup, or call the office."
        )

    @property
    def codes(self) -> Path:
        """The shop's own table of codes; where there is none the built-in table holds."""
        return self.folder / "codes.toml"

    @property
    def lock(self) -> Path:
        """Held by the running till."""
        return self.folder / "till.lock"

    @property
    def printed(self) -> Path:
        """Where the printer that is a folder puts its jobs."""
        return self.folder / "printer"
