"""A program that answers no look: ``python -m tests.bench.crawl.stuck_program THREADS``."""

import sys
import threading
from pathlib import Path

from pos_app.bench.crawl.observer import tell_threads_to


def waits_for_ever() -> None:
    print("{}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    tell_threads_to(Path(sys.argv[1]))
    waits_for_ever()
