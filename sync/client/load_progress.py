"""How far the first load is: rows of each stream that came, and how many follow by the server's count."""

from collections.abc import Sequence

from sync.protocol.rows import Stream
from sync.protocol.status import Loading


class LoadProgress:
    """Of one life of the till: a load that is taken up again counts what is left of it."""

    def __init__(self) -> None:
        self._done: dict[Stream, int] = {}
        self._left: dict[Stream, int] = {}

    def wants_count(self, stream: Stream) -> bool:
        """Whether the server should count; once a stream is enough. One of before never does."""
        return stream not in self._left

    def came(self, stream: Stream, rows: int, left: int | None) -> None:
        """So many rows; ``left``: how many follow, None where that was not told."""
        self._done[stream] = self._done.get(stream, 0) + rows
        if left is not None:
            self._left[stream] = left
        elif stream in self._left:
            self._left[stream] = max(0, self._left[stream] - rows)

    def now(self, due: Sequence[Stream]) -> Loading | None:
        """Of the stream whose turn it is; None as long as nobody has counted it."""
        if not due or due[0] not in self._left:
            return None
        return Loading(due[0], self._done[due[0]], self._left[due[0]])
