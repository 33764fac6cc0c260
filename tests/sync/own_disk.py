"""A small disk of its own for a process, in memory: nobody else's becomes full."""

import shutil
import subprocess
from pathlib import Path

import pytest

_MOUNT = 'mount -t tmpfs -o size=$1 tmpfs "$2" && shift 2 && exec "$@"'
_FILLED = 'mount -t tmpfs -o size=$1 tmpfs "$2" && cp -a "$3/." "$2" && shift 3 && exec "$@"'


def own_disk(folder: Path, size: str, contents: Path | None = None) -> list[str]:
    """The beginning of a command that sees a disk of ``size`` in ``folder``, with a copy of ``contents`` on it.

    Skips where nobody may mount one.
    """
    inside = [str(folder)] if contents is None else [str(folder), str(contents)]
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", _FILLED if contents else _MOUNT, "sh", size]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, *inside, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this machine lets nobody mount a disk of his own")
    return [*command, *inside]


def seen_by(process: int, folder: Path) -> Path:
    """The folder as that process sees it."""
    return Path(f"/proc/{process}/root{folder}")


def fill_to_the_last_byte(folder: Path) -> Path:
    """Make a file of all that is free; removing it makes room again."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 512, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler
