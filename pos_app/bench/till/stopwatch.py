"""What the UI thread is busy with at each moment, by probes around the product's own methods."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

NOTHING = ""


class Stopwatch:
    """Parts may be nested: time belongs to the innermost one. Belongs to the thread that made it; others do not count.

    Kept as a list of switches (instant, part from then on), so that any stretch can be cut out afterwards.
    """

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._stack: list[str] = [NOTHING]
        self._switches: list[tuple[int, str]] = []
        self._ends: dict[str, int] = {}

    def forget(self) -> None:
        """Drop what was recorded. Call it while no part is open, else the open ones go on unseen."""
        self._switches.clear()
        self._ends.clear()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """The block belongs to a part."""
        self._stack.append(name)
        self._switches.append((time.monotonic_ns(), name))
        try:
            yield
        finally:
            self._stack.pop()
            now = time.monotonic_ns()
            self._switches.append((now, self._stack[-1]))
            self._ends[name] = now

    def ended_ns(self, name: str) -> int | None:
        """When a part ended last; None if it was not entered since ``forget``."""
        return self._ends.get(name)

    def probe(self, owner: Any, method: str, name: str) -> None:
        """From now on the calls of ``owner.method`` (a class's or a module's) in this thread are a part.

        Stays for the life of the process. Raises AttributeError if there is no such method: the product has changed.
        """
        inner: Callable[..., Any] = getattr(owner, method)

        @wraps(inner)
        def timed(*args: Any, **options: Any) -> Any:
            if threading.get_ident() != self._thread:
                return inner(*args, **options)
            with self.part(name):
                return inner(*args, **options)

        setattr(owner, method, timed)

    def parts(self, begin_ns: int, end_ns: int, before: str, between: str) -> dict[str, int]:
        """How the time from ``begin_ns`` to ``end_ns`` (monotonic) was spent, in the order of first appearance.

        ``before`` names the time until the first part began, ``between`` all other time outside of parts.
        """
        found: dict[str, int] = {}
        at, part = begin_ns, before
        for instant, name in [*self._switches, (end_ns, NOTHING)]:
            if instant <= begin_ns:
                part = name or before
                continue
            until = min(instant, end_ns)
            found[part] = found.get(part, 0) + until - at
            if instant >= end_ns:
                break
            at, part = until, name or between
        return {name: spent for name, spent in found.items() if spent}
