"""What a till says of itself in ``User-Agent`` (RFC 9110, 10.1.5), so that the office sees which version runs where."""

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version

_NAME = "Kopilka"
_LONGEST = 40
_SAID = re.compile(rf"{_NAME}/([0-9A-Za-z.+!_-]{{1,{_LONGEST}}})")


@cache
def program_name() -> str:
    """``Kopilka/0.1.0``, or ``Kopilka/unknown`` for a folder that was never installed."""
    try:
        return f"{_NAME}/{version('kopilka')}"
    except PackageNotFoundError:
        return f"{_NAME}/unknown"


def program_version(user_agent: str) -> str:
    """The version in a header, "" where none of ours is told."""
    found = _SAID.match(user_agent)
    return "" if found is None else found.group(1)
