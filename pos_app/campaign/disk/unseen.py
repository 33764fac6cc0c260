"""Whether a trace could miss something: what may reach the disk beside the calls that the campaign knows.

Other threads and processes, files that are mapped to be written, and calls whose names are new here. SQLite's shared
memory (-shm) is mapped and written without a call; it is no record: the first connection of the next start empties it
and makes it anew from the log.
"""

import re
from pathlib import Path

from pos_app.campaign.disk.tracing import CHANGING

_LOOKING = re.compile(
    "access|faccessat2?|[lf]?stat|newfstatat|statx|f?statfs|readlink(at)?|getdents64|p?readv?|pread64|lseek|close|fcntl"
    "|flock|ioctl|dup|fadvise64"
)
"""Calls that leave a file as it is."""
_BESIDE_ALL = re.compile(
    "v?fork|clone3?|execve(at)?|io_uring_\\w+|io_submit|msync|sync(fs)?|sendfile|v?m?splice|copy_file_range"
)
"""Calls that need not name the file they change, or let another do it."""
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)$", re.DOTALL)


class UnseenError(RuntimeError):
    """The hour does something to the disk that the campaign would not try to break. The text names the calls."""


def require_nothing_unseen(log: Path, home: Path) -> None:
    """Raises :class:`UnseenError`. ``log``: a trace of everything (``tracing.EVERYTHING``)."""
    unseen = unseen_of(log.read_text(encoding="utf-8", errors="replace").splitlines(), home)
    if unseen:
        raise UnseenError("the hour does what no trial would break: " + "; ".join(unseen[:5]))


def unseen_of(lines: list[str], home: Path) -> list[str]:
    """The lines of a trace that show something of this kind."""
    calls = [found for line in lines if (found := _LINE.match(line))]
    return [call[0] for call in calls if call[1] != calls[0][1] or _is_unseen(call[2], call[3], str(home))]


def _is_unseen(name: str, text: str, home: str) -> bool:
    if _BESIDE_ALL.fullmatch(name):
        return True
    if home not in text or name in CHANGING.split(","):
        return False
    if name == "mmap":
        return "MAP_SHARED" in text and "PROT_WRITE" in text and "-shm>" not in text
    return _LOOKING.fullmatch(name) is None
