"""Answers a till that asks what burnt and what is owed: figures of the whole programme, of no shop and no customer."""

from datetime import timedelta

from sqlalchemy import select

from pos_app.domain.report.figures import Owed, Scope
from sync.protocol.operation import instant_of
from sync.protocol.points_told import MOST_DAYS, PointsToldAnswer, PointsToldRequest
from sync.reports import answers
from sync.reports.tables import REPORT_OWED
from sync.server.central import Central
from sync.server.database import reading


def told_points(central: Central, request: PointsToldRequest) -> PointsToldAnswer:
    """As the server summed them last; it does so every hour."""
    last = central.today()
    first = max(request.first_day, last - timedelta(days=MOST_DAYS - 1))
    with reading(central.engine) as connection:
        days = answers.ledger_days(connection, Scope(None, first, last))
        table = REPORT_OWED.c
        rows = connection.execute(select(REPORT_OWED).where(table.day.between(first, last)).order_by(table.day))
        owed = tuple(Owed(instant_of(row.at_ms), row.points, row.debt) for row in rows)
    return PointsToldAnswer(days, owed, central.incarnation)
