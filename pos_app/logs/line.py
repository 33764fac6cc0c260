"""How a log record becomes one line: UTC time, level, logger, thread, text, exception."""

import logging
import re
from datetime import UTC, datetime

from pos_app.logs.redaction import redact_phones

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it (C0, C1), ends of lines, and marks that turn the direction of a text."""


class OneLineFormatter(logging.Formatter):
    """Writes `2026-01-31T09:15:02.123Z WARNING sync.client [worker] text | traceback`.

    The finished text is redacted, so a phone is found wherever it came from: the message, its arguments, an exception
    or a stack. Line ends inside become `⏎`, so that a line is a record.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line without a line end."""
        instant = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        parts = [message_of(record)]
        if record.exc_info:
            parts.append(self.formatException(record.exc_info))
        if record.stack_info:
            parts.append(record.stack_info)
        text = CONTROL.sub(_shown, redact_phones("\n".join(parts)))
        return f"{instant} {record.levelname} {record.name} [{record.threadName}] {text}"


def message_of(record: logging.LogRecord) -> str:
    """The record's text with its arguments, not redacted yet."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError) as error:  # a record with wrong arguments still tells what it can
        return f"{record.msg!s} {record.args!r} (not formatted: {error})"


def _shown(match: re.Match[str]) -> str:
    return " ⏎ " if match.group() == "\n" else f"\\x{ord(match.group()):02x}"
