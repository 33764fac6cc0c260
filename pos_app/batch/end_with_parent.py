"""A process of a pool that must not outlive the program which started it, however that one ended.

Who asks for an end in order (Ctrl+C, SIGTERM) ends the pool with it. A program that was killed cannot: its processes
would wait for ever for work that nobody gives, or go on with what nobody takes any more.
"""

import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess

ORPHANED = 71
"""Exit code of a process whose program has gone."""


def end_with_parent() -> None:
    """Called in the new process, as a pool's ``initializer``: it ends when the program that started it has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=[parent], name="parent", daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(ORPHANED)
