"""A question of the counter's that nobody answered in time, or that the server said no to; never on the wire."""

from dataclasses import dataclass

NO_ANSWER = "no_answer"
"""Nobody answered in time."""


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """No answer that helps. ``code``: an error code of the server, or ``no_answer``."""

    code: str
