"""The error of the use cases: a key and its parameters. The sentence for it stands in ``pos_app/ui/sentences.py``."""

from collections.abc import Iterator
from contextlib import contextmanager

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError


class ServiceError(Exception):
    """Why a use case was refused. ``key``: snake_case; ``params``: what its sentence needs (units in their names).

    Two keys may come from every call that writes: ``not_stored`` (``cause``: key of the store's error; nothing changed)
    and ``checking_last_receipt`` (whether the last record is stored is unknown: call the same method again).
    """

    def __init__(self, key: str, **params: int | str) -> None:
        super().__init__(f"{key} {params}" if params else key)
        self.key = key
        self.params: dict[str, int | str] = params


@contextmanager
def storing() -> Iterator[None]:
    """For writes that replace what was there, so that it does not matter whether a failed one was stored (drafts).

    Turns the store's errors into ServiceError ``not_stored(cause)``.
    """
    try:
        yield
    except StoreError as error:
        raise ServiceError("not_stored", cause=error.key) from error
    except CommitUnknownError as error:
        raise ServiceError("not_stored", cause="unknown") from error
