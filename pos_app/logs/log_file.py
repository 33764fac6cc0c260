"""Switches logging on for a process: a rotated file, a console for trouble, and hooks for what nobody caught."""

import logging
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from pos_app.logs.json_line import JsonLineFormatter
from pos_app.logs.line import OneLineFormatter

DEFAULT_MAX_BYTES = 2_000_000
DEFAULT_KEPT_FILES = 10

_CHATTY = ("urllib3", "asyncio", "PIL", "sqlalchemy", "uvicorn.access")

_log = logging.getLogger("pos_app.uncaught")


@dataclass(frozen=True, slots=True)
class RunningLogs:
    """What `start_logging` has installed. `close()` takes it out again and closes the file."""

    path: Path
    _handlers: tuple[logging.Handler, ...]
    _level_before: int
    _hooks_before: tuple[object, object, object]

    def close(self) -> None:
        """Restore the root logger and the hooks for uncaught exceptions."""
        logging.captureWarnings(False)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks_before  # type: ignore[assignment]
        root = logging.getLogger()
        root.setLevel(self._level_before)
        for handler in self._handlers:
            root.removeHandler(handler)
            with suppress(OSError):  # a full disk: what could not be written is lost, the program ends in order
                handler.close()


def start_logging(
    home: Path,
    name: str,
    *,
    level: int = logging.INFO,
    console_level: int | None = logging.WARNING,
    max_bytes: int = DEFAULT_MAX_BYTES,
    kept_files: int = DEFAULT_KEPT_FILES,
    json_lines: bool = False,
) -> RunningLogs:
    """Log this process to `home/logs/<name>.log` (`till` or `server`); `json_lines`: each line of it a JSON object.

    When the file has grown to `max_bytes` it becomes `<name>.log.1` and so on; `kept_files` old ones stay. Records from
    `console_level` on also go to standard error (None: nothing does). Uncaught exceptions of any thread and Python
    warnings are logged. Every line passes `redact_phones`. Raises OSError if the directory cannot be made or written.
    """
    directory = home / "logs"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / f"{name}.log"
    handlers: list[logging.Handler] = [
        _LogFile(path, maxBytes=max_bytes, backupCount=kept_files, encoding="utf-8", errors="replace")
    ]
    handlers[0].setLevel(level)
    if console_level is not None:
        console = logging.StreamHandler()
        console.setLevel(console_level)
        handlers.append(console)
    root = logging.getLogger()
    running = RunningLogs(path, tuple(handlers), root.level, (sys.excepthook, threading.excepthook, sys.unraisablehook))
    for handler in handlers:
        handler.setFormatter(JsonLineFormatter() if json_lines and handler is handlers[0] else OneLineFormatter())
        root.addHandler(handler)
    root.setLevel(level)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    sys.unraisablehook = _log_unraisable
    return running


class _LogFile(RotatingFileHandler):
    """Says once on standard error that the log cannot be written, instead of a traceback for each record."""

    _said = False

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
        elif not self._said and sys.stderr is not None:
            self._said = True
            sys.stderr.write(f"{self.baseFilename} cannot be written: {error.strerror}\n")


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("uncaught exception", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if issubclass(arguments.exc_type, SystemExit):
        return
    name = arguments.thread.name if arguments.thread else "a thread that has ended"
    error = arguments.exc_value or arguments.exc_type()
    _log.critical("uncaught exception in %s", name, exc_info=(arguments.exc_type, error, arguments.exc_traceback))


def _log_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
    error = arguments.exc_value or arguments.exc_type()
    what = arguments.err_msg or "exception ignored"
    # The object itself may be half gone: its type is enough.
    kind = type(arguments.object).__name__
    _log.error("%s in %s", what, kind, exc_info=(arguments.exc_type, error, arguments.exc_traceback))
