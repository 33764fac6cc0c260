"""One till per home: refused while the other lives, free again once it is gone, however it went."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock

_HOLD = (
    "import sys, time\nfrom pathlib import Path\nfrom pos_app.bootstrap.instance_lock import InstanceLock\n"
    "lock = InstanceLock(Path(sys.argv[1]))\nprint('held', flush=True)\ntime.sleep(60)"
)


def test_a_second_start_is_refused_with_the_first_ones_number_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "home" / "till.lock"
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunningError) as refused:
            InstanceLock(path)
        assert refused.value.pid == holder.pid
        os.kill(holder.pid, signal.SIGKILL)
    lock = InstanceLock(path)
    lock.release()
    InstanceLock(path).release()
