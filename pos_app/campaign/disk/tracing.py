"""The hour in a forked process under strace: what it asks of the disk, and what happens when that fails.

The campaign's process has everything imported; each run is a fork of it, which waits until strace holds it.
"""

import logging
import os
import re
import shutil
import signal
import subprocess
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pos_app.campaign.disk.hour import Hour
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.logs import start_logging

CHANGING = (
    "open,openat,openat2,creat,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,"
    "fallocate,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,mknod,mknodat,link,linkat,symlink,symlinkat,"
    "chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,utimensat,setxattr,fsetxattr"
)
"""Calls that can change what a disk holds. Between two of them every moment leaves the same disk."""
_CHANGING = frozenset(CHANGING.split(","))
EVERYTHING = ("-f", "-y", "-e", "trace=all")
"""Every call of every thread and child."""
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$", re.DOTALL)
_RESULT = re.compile(r"\) += .*$")
_PATIENCE_S = 60
_STDERR = 2
_RAISED = "raised"


class StraceMissingError(RuntimeError):
    """The campaign needs strace (Debian: apt-get install strace) and the right to trace its own children."""


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: ``ordinal`` among those of its ``name`` from 1, the rest of its line as strace wrote it."""

    name: str
    ordinal: int
    text: str
    file: str
    """Which file or folder of the home it touches, the same in each run."""


@dataclass(frozen=True, slots=True)
class Ran:
    """``told``: ids the cashier was told of, in order. ``killed``: it did not end by itself.

    ``raised``: the error that ended it, with its place; empty if it lived to the end or said why it does not start.
    """

    told: tuple[str, ...]
    killed: bool
    raised: str = ""


def run_hour(home: Path, seed: int, strace: tuple[str, ...] = ()) -> Ran:
    """Live through the hour in a child; with ``strace``: held by it with these arguments."""
    told_read, told_write = os.pipe()
    go_read, go_write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told_read)
        os.close(go_write)
        _be_the_till(home, seed, told_write, go_read)
    os.close(told_write)
    os.close(go_read)
    tracer = _hold(child, strace) if strace else None
    os.write(go_write, b"!")
    os.close(go_write)
    with os.fdopen(told_read, "rb") as pipe:
        told = pipe.read().decode("ascii")
    _, status = os.waitpid(child, 0)
    if tracer is not None:
        tracer.communicate(timeout=_PATIENCE_S)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    words = [line.split() for line in told.splitlines() if line.count(" ") == 1]
    raised = next((what for kind, what in words if kind == _RAISED), "")
    return Ran(tuple(what for kind, what in words if kind != _RAISED), killed, raised)


def calls_of(log: Path, home: Path) -> Iterator[Call]:
    """The calls in a log that can change ``home``, each with its place among all of its name."""
    ordinals: dict[str, int] = {}
    for line in _lines(log):
        found = _LINE.match(line)
        if found is None:
            continue
        name, text = found.groups()
        ordinals[name] = ordinals.get(name, 0) + 1
        file = _file_of(text, home)
        if file is not None and name in _CHANGING:
            yield Call(name, ordinals[name], text, file)


def struck(log: Path, home: Path, call: Call) -> bool:
    """Whether the trace of a run with a fault shows it at ``call``: this call of its name touched the same file.

    A kill leaves no line behind it, an error is marked by strace.
    """
    lines = [found for line in _lines(log) if (found := _LINE.match(line)) and found[1] == call.name]
    if len(lines) < call.ordinal:
        return False
    text = lines[call.ordinal - 1][2]
    return _file_of(text, home) == call.file and ("(INJECTED)" in text or len(lines) == call.ordinal)


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()


def _file_of(text: str, home: Path) -> str | None:
    """The names below ``home`` among what a call was asked, None without one."""
    found = re.findall(re.escape(str(home)) + r"(/[^\"<>\s]*)?", _RESULT.sub("", text))
    return " ".join(each or "/" for each in found) or None


def _be_the_till(home: Path, seed: int, told: int, go: int) -> None:
    """The child's whole life."""
    code, starting = 1, True
    try:
        os.read(go, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), _STDERR)  # a log that cannot be written says so there
        logging.disable(logging.NOTSET)
        logs = start_logging(home, "till", console_level=None)
        hour = Hour(home, told, seed)
        starting = False
        hour.live()
        hour.close()
        logs.close()
        code = 0
    except BaseException as error:
        code = 3
        # A till that does not start says so in a sentence.
        if not (starting and isinstance(error, StoreError | CommitUnknownError | OSError)):
            os.write(told, f"{_RAISED} {_named(error)}\n".encode("ascii", "replace"))
    finally:
        os._exit(code)


def _named(error: BaseException) -> str:
    """Its type, and where it came from, without a space."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}@{Path(last.filename).name}:{last.lineno}"


def _hold(child: int, arguments: tuple[str, ...]) -> "subprocess.Popen[str]":
    strace = shutil.which("strace")
    if strace is None:
        os.kill(child, signal.SIGKILL)
        raise StraceMissingError("strace is not installed")
    tracer = subprocess.Popen((strace, "-p", str(child), *arguments), stderr=subprocess.PIPE, text=True)
    line = tracer.stderr.readline() if tracer.stderr is not None else ""
    if "attached" not in line:
        os.kill(child, signal.SIGKILL)
        raise StraceMissingError(line.strip())
    return tracer
