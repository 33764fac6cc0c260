"""``./till server`` with a fault in how it commits: the campaign must find it. ``PLANT --home DIR server …``.

Each server process is a new Python that imports this module as its main one, so the fault is in all of them.
"""

import os
import runpy
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from sync.server import retry

_VARIABLE = "KOPILKA_PLANTED_FAULT"


class Plant(StrEnum):
    """What is wrong."""

    ASYNCHRONOUS = "asynchronous"
    """The standby is away while the tills are told that all is stored. No server process has a part in it."""
    FAILED_COMMIT_IS_SUCCESS = "failed-commit-is-success"
    """A COMMIT that raised is answered as if it had not."""
    ANSWERS_BEFORE_COMMIT = "answers-before-commit"
    """The answer is made while the COMMIT is still on its way."""
    LOCAL_COMMIT = "local-commit"
    """The server's sessions do not wait for the standby."""


@contextmanager
def _failed_commit_is_success(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        connection.begin()
        yield connection
        with suppress(DBAPIError):
            connection.commit()


@contextmanager
def _answers_before_commit(engine: Engine) -> Iterator[Connection]:
    connection = engine.connect()
    try:
        connection.begin()
        yield connection
    except BaseException:
        connection.close()
        raise
    threading.Thread(target=_commit, args=(connection,), daemon=True).start()


def _commit(connection: Connection) -> None:
    with suppress(DBAPIError), connection:
        connection.commit()


@contextmanager
def _local_commit(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL synchronous_commit = local")
        yield connection


_WRITING = {
    Plant.FAILED_COMMIT_IS_SUCCESS: _failed_commit_is_success,
    Plant.ANSWERS_BEFORE_COMMIT: _answers_before_commit,
    Plant.LOCAL_COMMIT: _local_commit,
}


def _plant(fault: Plant) -> None:
    vars(retry)["writing"] = _WRITING[fault]  # the name that ``retry.write`` looks up


if __name__ == "__main__":
    os.environ[_VARIABLE] = sys.argv.pop(1)
if __name__ in ("__main__", "__mp_main__"):
    _plant(Plant(os.environ[_VARIABLE]))
if __name__ == "__main__":
    runpy.run_module("pos_app", run_name="__main__")
