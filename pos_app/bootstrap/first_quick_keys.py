"""What stands on the keys of a till on which nobody has arranged any: a file beside its books, made by another till.

``./till quick-keys export`` writes such a file; put into a new till's home as ``quick_keys.json`` it is taken once.
"""

import logging
from pathlib import Path

from pos_app.domain.transaction.errors import StoreError
from pos_app.services.errors import ServiceError
from pos_app.services.ports import QuickKeyBooks
from pos_app.services.quick_keys import from_document

_log = logging.getLogger("kopilka.till")


def take_first_quick_keys(path: Path, books: QuickKeyBooks) -> None:
    """A file that is none is told of and left; what a manager arranges later is never overwritten."""
    try:
        if not path.exists() or books.quick_keys().pages:
            return
        keys = from_document(path.read_bytes())
        books.save_quick_keys(keys)
        _log.info("quick_keys=taken pages=%d", len(keys.pages))
    except (ServiceError, StoreError, OSError) as error:
        _log.warning("quick_keys=not_taken file=%s cause=%s", path.name, error)
