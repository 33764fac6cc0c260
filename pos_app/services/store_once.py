"""A COMMIT that raised is unknown, not failed: the record is kept and stored again under its own id until it is known.

The books take the very same record twice without a second effect, so asking again is always safe; making another record
is not.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.services.errors import ServiceError

R = TypeVar("R")
_THE_DISK = frozenset({"busy", "damaged", "disk_full", "io_error", "read_only"})
"""``StoreError.key``: the books could perhaps not even be looked into. All other keys come from rules that looked."""


class StoreOnce(Generic[R]):
    """Stores records one after another; while one is unsure, it comes before any other."""

    def __init__(self) -> None:
        self._unsure: tuple[R, Callable[[R], None]] | None = None

    @property
    def unsure(self) -> R | None:
        """The record of which nobody knows whether it is stored."""
        return None if self._unsure is None else self._unsure[0]

    def store(self, record: R, write: Callable[[R], None]) -> None:
        """Write the record. ServiceError ``not_stored(cause)``, ``checking_last_receipt`` (then call ``settle``)."""
        self._unsure = None
        try:
            write(record)
        except CommitUnknownError as error:
            self._unsure = (record, write)
            raise ServiceError("checking_last_receipt") from error
        except StoreError as error:
            raise ServiceError("not_stored", cause=error.key) from error

    def settle(self) -> R | None:
        """Write the unsure record once more; None if nothing is unsure. ServiceError as ``store``.

        While the disk takes nothing the record stays unsure: that it cannot be written now does not say that it was not
        written then. Only books that looked, and refuse the record itself, prove that it is not in them.
        """
        if self._unsure is None:
            return None
        record, write = self._unsure
        try:
            write(record)
        except CommitUnknownError as error:
            raise ServiceError("checking_last_receipt") from error
        except StoreError as error:
            if error.key in _THE_DISK:
                raise ServiceError("checking_last_receipt") from error
            self._unsure = None
            raise ServiceError("not_stored", cause=error.key) from error
        self._unsure = None
        return record
