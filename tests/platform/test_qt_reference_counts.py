"""PySide6 6.12.0 gives away references of None and True that it does not own: Python 3.11 dies of it."""

import subprocess
import sys

import pytest

EMISSIONS = 1_000

# In a process of its own: a guilty release would take the whole suite with it.
PROBE = f"""
import sys
from PySide6 import QtCore

class Scanner(QtCore.QObject):
    plain = QtCore.Signal()
    scanned = QtCore.Signal(object)
    ready = QtCore.Signal(bool)

class Listener(QtCore.QObject):
    @QtCore.Slot()
    def on_plain(self):
        return None

    @QtCore.Slot(object)
    def on_scanned(self, value):
        return None

    @QtCore.Slot(bool)
    def on_ready(self, value):
        return value

scanner, listener = Scanner(), Listener()
scanner.plain.connect(listener.on_plain)
scanner.plain.connect(lambda: None)
scanner.scanned.connect(listener.on_scanned)
scanner.ready.connect(listener.on_ready)

def emit(times):
    for _ in range(times):
        scanner.plain.emit()
        scanner.scanned.emit(None)
        scanner.ready.emit(True)

def counts():
    return sys.getrefcount(None), sys.getrefcount(True)

emit(10)
before = counts()
emit({EMISSIONS})
after = counts()
print(after[0] - before[0], after[1] - before[1])
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_signals_keep_the_references_of_none_and_true() -> None:
    probe = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False)
    assert probe.returncode == 0, f"ended with {probe.returncode}: {probe.stderr}"
    none_change, true_change = map(int, probe.stdout.split())
    assert abs(none_change) < EMISSIONS // 20, f"references of None changed by {none_change}"
    assert abs(true_change) < EMISSIONS // 20, f"references of True changed by {true_change}"
