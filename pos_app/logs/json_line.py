"""A log record as one JSON object on a line, for programs that collect the logs of many processes."""

import json
import logging
import re
from datetime import UTC, datetime

from pos_app.logs.line import CONTROL, message_of
from pos_app.logs.redaction import redact_phones

FIELDS = "fields"
"""``extra={"fields": {…}}`` of a record: figures and ids that stand in the object by their own names."""


class JsonLineFormatter(logging.Formatter):
    """Writes ``{"at": …, "level": …, "logger": …, "thread": …, "process": …, "text": …, …fields, "trace"?: …}``.

    ``at`` is UTC. Every text is redacted; numbers stay numbers.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line without a line end."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "thread": record.threadName,
            "text": redact_phones(message_of(record)),
        }
        for name, value in getattr(record, FIELDS, {}).items():
            line.setdefault(name, value if isinstance(value, int | None) else redact_phones(str(value)))
        traces = []
        if record.exc_info:
            traces.append(self.formatException(record.exc_info))
        if record.stack_info:
            traces.append(record.stack_info)
        if traces:
            line["trace"] = redact_phones("\n".join(traces))
        return CONTROL.sub(_escaped, json.dumps(line, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    """As JSON writes what it escapes: whoever reads the line as JSON reads what came."""
    return f"\\u{ord(match.group()):04x}"
