"""A lock that a killed till left on a disk that cannot be written is not another till."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from pos_app.bootstrap import instance_lock
from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock
from pos_app.bootstrap.till_program import _key_of


class StuckLock:
    """QLockFile where the file may neither be taken over nor put away."""

    LockError = QLockFile.LockError
    pid = 0

    def __init__(self, _: str) -> None:
        pass

    def setStaleLockTime(self, _: int) -> None:
        pass

    def tryLock(self, _: int) -> bool:
        return False

    def removeStaleLockFile(self) -> bool:
        return False

    def error(self) -> QLockFile.LockError:
        return QLockFile.LockError.LockFailedError

    def getLockInfo(self) -> tuple[int, str, str]:
        return self.pid, "host", "python"


@pytest.fixture
def dead_pid() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    return ended.pid


@pytest.mark.parametrize(("number", "key"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only")])
def test_a_dead_ones_lock_on_a_faulty_disk_names_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead_pid: int, number: int, key: str
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(StuckLock, "pid", dead_pid)
    monkeypatch.setattr(instance_lock, "QLockFile", StuckLock)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OSError, match="till") as refused:
        InstanceLock(tmp_path / "till.lock")
    assert _key_of(refused.value) == key


def test_a_living_ones_lock_is_another_till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StuckLock, "pid", os.getpid())
    monkeypatch.setattr(instance_lock, "QLockFile", StuckLock)
    with pytest.raises(AlreadyRunningError):
        InstanceLock(tmp_path / "till.lock")


def test_a_lock_file_that_was_cut_off_is_put_away(tmp_path: Path) -> None:
    path = tmp_path / "till.lock"
    path.touch()
    InstanceLock(path).release()
    assert list(tmp_path.iterdir()) == []
