"""Calling the till from a scanner's thread: whatever goes wrong there, the scanner goes on reading."""

import logging
from collections.abc import Callable
from typing import TypeVar

_log = logging.getLogger(__name__)
T = TypeVar("T")


def tell(callback: Callable[[T], None], what: T, device: str) -> None:
    """Call, and log what is raised: by kind and place alone, since the code may be a phone or a card."""
    try:
        callback(what)
    except Exception as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place is not None else "?"
        _log.error("device=%s callback failed error=%s at=%s", device, type(error).__name__, where)
