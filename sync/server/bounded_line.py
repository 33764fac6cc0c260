"""A connection that may not be held for nothing: who says nothing, says it too slowly, or does not read, is let go.

uvicorn waits for ever for a request that was begun and never ends, and for somebody to read what he asked for; some
hundred such connections would use up all that a process may have open, and no till could reach it any more.
"""

import asyncio
import sys
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0
"""From the connection, or a request's first byte, until its headers are there."""
BODY_SECONDS = 120.0
"""From the headers until the body is there: 8 MB take so long at half a megabit a second."""
ANSWER_SECONDS = 60.0
"""For each piece of an answer that waits to be read, some 50 kB: with less than that a minute nobody can work."""
KEPT_FREE = 256
"""Files that the process needs for itself: database, logs, libraries."""
MOST_FILES = 65_536
_USUAL_FILES = 1_024
_SAID_EVERY_SECONDS = 60.0


class BoundedLine(H11Protocol):
    """A connection of uvicorn's with deadlines, one of at most ``most_lines`` in this process."""

    head_seconds = HEAD_SECONDS
    body_seconds = BODY_SECONDS
    answer_seconds = ANSWER_SECONDS
    most_lines = _USUAL_FILES - KEPT_FREE
    said_full_at: float | None = None
    """When the log was told last, by the loop's clock: once a minute is enough."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._deadline: asyncio.TimerHandle | None = None
        self._waits_for = ""
        self._reader: asyncio.TimerHandle | None = None
        """Until when what waits to be read must have gone."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; one connection too many is closed without a word."""
        super().connection_made(transport)
        if len(self.connections) > self.most_lines:
            self._say_full()
            transport.abort()
            return
        self._wait_for("head", self.head_seconds)

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait for what is missing of the request, if something is."""
        if not self.transport.get_write_buffer_size():
            self._is_read()
        super().data_received(data)
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            self._wait_for("body", self.body_seconds)
        elif state is h11.IDLE and self.conn.trailing_data[0]:
            self._wait_for("head", self.head_seconds)
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        self._wait_no_more()
        self._is_read()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """So much waits to be read that no more is sent."""
        super().pause_writing()
        self._must_be_read()

    def resume_writing(self) -> None:
        """It was read."""
        self._is_read()
        super().resume_writing()

    def on_response_complete(self) -> None:
        """The end of an answer may wait to be read too, though nobody waits to write more."""
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self._must_be_read()

    def _say_full(self) -> None:
        now = self.loop.time()
        last = BoundedLine.said_full_at
        if last is None or now - last > _SAID_EVERY_SECONDS:
            BoundedLine.said_full_at = now
            self.logger.warning("more than %d connections: what is beyond is closed at once", self.most_lines)

    def _wait_for(self, what: str, seconds: float) -> None:
        """More bytes of the same thing do not move its deadline."""
        if self._waits_for != what:
            self._wait_no_more()
            self._waits_for = what
            self._deadline = self.loop.call_later(seconds, self._let_go)

    def _wait_no_more(self) -> None:
        self._waits_for = ""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _must_be_read(self) -> None:
        if self._reader is None:
            self._reader = self.loop.call_later(self.answer_seconds, self._let_reader_go)

    def _is_read(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None

    def _let_reader_go(self) -> None:
        self._reader = None
        if self.transport.get_write_buffer_size():
            self.logger.info("an answer was not read in time, its connection is closed")
            self.transport.abort()

    def _let_go(self) -> None:
        self.logger.info("a request did not come in time, its connection is closed")
        self.transport.abort()


def most_lines() -> int:
    """How many connections this process can serve beside its own files; as many files as the system grants are asked

    for first.
    """
    if sys.platform == "win32":
        return MOST_FILES - KEPT_FREE
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = MOST_FILES if soft == resource.RLIM_INFINITY else min(soft, MOST_FILES)
    return max(files - KEPT_FREE, files // 2)
