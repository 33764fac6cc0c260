"""What the office told a till of points that no receipt makes: kept with the moment at which it was heard."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import Connection, func, select

from sync.protocol.operation import instant_of, unix_ms
from sync.protocol.points_told import MOST_DAYS, PointsToldAnswer
from sync.reports.tables import REPORT_CURSOR, REPORT_LEDGER_DAY, REPORT_OWED
from sync.reports.upsert import put_rows
from sync.store.reports.report_file import ReportFile

_SOURCE = "office_points"
_MAY_CHANGE = timedelta(days=2)
"""The office sums its last days again."""


class OfficePoints:
    """Asks and remembers. Without an answer what was heard before stays, with its old date."""

    def __init__(
        self,
        file: ReportFile,
        zone: tzinfo,
        told: Callable[[date], PointsToldAnswer | None],
        now: Callable[[], datetime] | None,
    ) -> None:
        self._file = file
        self._zone = zone
        self._told = told
        self._now = now

    def hear(self) -> None:
        """Ask for the days that are not known for good. May take seconds."""
        if self._now is None:
            return
        now = self._now()
        with self._file.reading() as connection:
            last: date | None = connection.execute(select(func.max(REPORT_LEDGER_DAY.c.day))).scalar()
        oldest = now.astimezone(self._zone).date() - timedelta(days=MOST_DAYS - 1)
        answer = self._told(oldest if last is None else max(oldest, last - _MAY_CHANGE))
        if answer is None:
            return
        owed = [
            {"day": each.at.astimezone(self._zone).date(), "at_ms": unix_ms(each.at), "points": each.points}
            | {"debt": each.debt}
            for each in answer.owed
        ]
        with self._file.writing() as connection:
            put_rows(connection, REPORT_LEDGER_DAY, [asdict(day) for day in answer.days])
            put_rows(connection, REPORT_OWED, owed)
            heard = {"source": _SOURCE, "epoch": 0, "seq": unix_ms(now), "open_shift_id": ""}
            put_rows(connection, REPORT_CURSOR, [heard])

    def heard_at(self, connection: Connection) -> datetime | None:
        """When the office answered last; None: never."""
        seq = connection.execute(
            select(REPORT_CURSOR.c.seq).where(REPORT_CURSOR.c.source == _SOURCE)
        ).scalar_one_or_none()
        return None if seq is None else instant_of(seq)
