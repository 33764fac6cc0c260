"""Threads of a server that has just started learn the same types at the same moment."""

import subprocess
import sys

_LEARNT_AT_ONCE = """
import sys, threading
from dataclasses import make_dataclass
from pydantic import TypeAdapter
from sync.protocol.quick_reading import quick_reader

sys.setswitchinterval(1e-6)
for number in range(120):
    inner = [make_dataclass(f"Inner{number}x{each}", [("a", int), ("b", str), ("c", int)]) for each in range(6)]
    outer = make_dataclass(f"Outer{number}", [(f"part{each}", tuple[one, ...]) for each, one in enumerate(inner)])
    schema = TypeAdapter(outer).core_schema
    parts = ",".join('"part%d":[{"a":1,"b":"x","c":2}]' % each for each in range(6))
    together, read = threading.Barrier(4), []

    def learn():
        together.wait()
        read.append(quick_reader(outer, schema)(("{" + parts + "}").encode()).part5[0].b)

    threads = [threading.Thread(target=learn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if read != ["x"] * 4:
        sys.exit(f"read {read}")
"""


def test_a_type_that_several_threads_learn_at_once_does_not_end_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", _LEARNT_AT_ONCE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
