"""The server looks at closed shifts for suspicious use: in its own work, and when the report is opened."""

import time
from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, select

from sync.reports.suspicion import Look, forget_cards, keep_look, look_at_shift, shifts_to_look_at
from sync.reports.tables import REPORT_SHIFT
from sync.server.central import Central
from sync.server.database import reading
from sync.server.people.own_account import own_accounts
from sync.server.reports.fold_operations import take_turn
from sync.server.reports.shift_facts import OperationFacts
from sync.server.retry import write

_AT_ONCE = 20
"""Shifts between two looks at the clock."""


def look_for_suspicious_use(
    central: Central, most_seconds: float | None = None, clock: Callable[[], float] = time.monotonic
) -> int:
    """Look at what is new among the folded shifts, all of it or for about ``most_seconds``; how many shifts.

    Reading and judging hold no lock; only what was seen is written in a transaction, one shift at a time.
    """
    begun, facts, looked = clock(), OperationFacts(), 0
    while True:
        with reading(central.engine) as connection:
            rows = shifts_to_look_at(connection, central.today(), central.thresholds, _AT_ONCE)
        for row in rows:
            with reading(central.engine) as connection:
                own = own_accounts(connection)
                look = look_at_shift(connection, row, facts, own, central.thresholds)
            write(central.engine, partial(_keep, look=look))
            looked += 1
            if most_seconds is not None and clock() - begun >= most_seconds:
                return looked
        if len(rows) < _AT_ONCE:
            break
    write(central.engine, lambda connection: forget_cards(connection, central.today(), central.thresholds))
    return looked


def _keep(connection: Connection, look: Look) -> None:
    take_turn(connection)
    shift_id = look.row.cells["shift_id"]
    known = select(REPORT_SHIFT.c.shift_id).where(REPORT_SHIFT.c.shift_id == shift_id)
    if connection.execute(known).first() is not None:  # else the tables were emptied meanwhile
        keep_look(connection, look)
