"""Enrols a till at a server that is being started beside it: the code comes in a file, the server when it is ready."""

import logging
import time
from pathlib import Path

from pos_app.bootstrap.enrolment import Enrolment, introduce_till
from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.bootstrap.system import SystemIds
from pos_app.bootstrap.till_home import TillHome
from sync.client.failure import ExchangeFailedError, FailureKind

_log = logging.getLogger("kopilka.enrolment")
PATIENCE_SECONDS = 240.0
"""A busy or slow machine needs a minute; without a server a new till is of no use to anybody."""
_TELLS_AFTER_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
_CODE_FILE = "enrolment-code"


def code_file(server_home: Path) -> Path:
    """Where the server beside this till writes a code (``./till server --enrol-code-to``)."""
    return server_home / _CODE_FILE


def is_enrolled(home: TillHome) -> bool:
    """Whether the till has been taken in by a server; makes its keys where there are none. ``SecretsFileError``."""
    return load_or_make_secrets(home.secrets, SystemIds().new_id()).is_enrolled


def enrol_beside(home: TillHome, server_url: str, code: Path, patience_seconds: float = PATIENCE_SECONDS) -> bool:
    """Wait for the code and the server, and enrol; False, with a word in the log, if they do not come in time.

    The till opens all the same then, and tries again at its next start.
    """
    began = time.monotonic()
    give_up, is_told = began + patience_seconds, False
    failed = "no code came"
    while time.monotonic() < give_up:
        if code.exists():
            try:
                introduce_till(home, Enrolment(server_url, code.read_text(encoding="ascii")))
            except ExchangeFailedError as error:
                failed = str(error)
                if error.kind is not FailureKind.SERVER_DOWN:
                    break
            else:
                code.unlink(missing_ok=True)
                return True
        if not is_told and time.monotonic() - began > _TELLS_AFTER_SECONDS:
            print("the server beside the till is still starting: the till opens as soon as it answers", flush=True)
            is_told = True
        time.sleep(_PAUSE_SECONDS)
    _log.error("this till could not be enrolled at %s: %s", server_url, failed)
    return False
