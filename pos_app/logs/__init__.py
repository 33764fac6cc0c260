"""Log files of till and server: rotated, one line per record, without phone numbers."""

from pos_app.logs.log_file import RunningLogs, start_logging
from pos_app.logs.redaction import redact_phones

__all__ = ["RunningLogs", "redact_phones", "start_logging"]
