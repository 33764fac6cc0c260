"""The server's answers to reports: all shops, or those that the reader may see."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from sqlalchemy import select

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.alarms import AlarmList
from pos_app.domain.report.figures import PointsFlow, PointsPage, Scope
from pos_app.domain.report.link import PointsLink
from pos_app.domain.report.queries import PAGE, Going, go_on
from pos_app.domain.report.rule_names import rule_names_on
from sync.reports import answers
from sync.reports.reader import ReportReader
from sync.server.central import Central
from sync.server.database import reading
from sync.server.office.names import shop_names, staff_names, till_names
from sync.server.programmes import ProgrammeBook
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.points_behind import points_behind
from sync.server.reports.shift_facts import OperationFacts
from sync.server.reports.suspicious_use import look_for_suspicious_use
from sync.server.tables import CUSTOMER

_FRESH_SECONDS = 0.3
"""Whoever opens a report waits no longer for what is new; the rest follows in the server's own work."""
_POINT_KOPECKS = 100


class ServerReports(ReportReader):
    """Fulfils ``ReportQueries``."""

    def __init__(self, central: Central) -> None:
        super().__init__(lambda: reading(central.engine), OperationFacts(), central.timezone)
        self._central = central

    def fold(self, going: Going = go_on) -> int:
        """Take in what is new, for a moment at most: nobody need stop it by ``going``."""
        del going
        return fold_new(self._central, _FRESH_SECONDS)

    def keep_up(self, going: Callable[[], bool]) -> int:
        """The server's own work does it, see ``upkeep``; here once as much as a reader waits for."""
        return fold_new(self._central, _FRESH_SECONDS) if going() else 0

    def points_flow(self, scope: Scope) -> PointsFlow:
        """Points of the scope's receipts, and the whole programme's beside them."""
        with reading(self._central.engine) as connection:
            programme = ProgrammeBook(connection).any_in_force(self._central.now())
            return PointsFlow(
                days=answers.days(connection, scope),
                ledger=answers.ledger_days(connection, scope),
                owed=answers.owed(connection, scope),
                point_value_kopecks=programme.points.point_value_kopecks if programme else _POINT_KOPECKS,
            )

    def alarms(self, scope: Scope, limit: int = PAGE, offset: int = 0) -> AlarmList:
        """Newest first, with short names of the customers; what is new is looked at before, as far as time allows."""
        look_for_suspicious_use(self._central, _FRESH_SECONDS)
        return super().alarms(scope, limit, offset).with_customers(self.customer_names)

    def customer_names(self, customer_ids: Collection[str]) -> Mapping[str, str]:
        """As the office has them."""
        with reading(self._central.engine) as connection:
            known = select(CUSTOMER.c.customer_id, CUSTOMER.c.name).where(
                CUSTOMER.c.customer_id.in_(sorted(customer_ids))
            )
            return {row.customer_id: row.name or "" for row in connection.execute(known)}

    def names(self, operator_ids: Collection[str]) -> Mapping[str, str]:
        """People of the lists of staff, those who left too."""
        with reading(self._central.engine) as connection:
            return staff_names(connection, operator_ids)

    def rule_names(self, rule_ids: Collection[str], day: date) -> Mapping[str, LocalText]:
        """By the versions of the programme that the server keeps: all that ever were."""
        if not rule_ids:
            return {}
        with reading(self._central.engine) as connection:
            return rule_names_on(ProgrammeBook(connection).versions.programmes, rule_ids, day)

    def till_names(self, till_codes: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """As they were enrolled."""
        with reading(self._central.engine) as connection:
            return till_names(connection, till_codes)

    def shop_names(self, shop_ids: Collection[str]) -> Mapping[str, str]:
        """As the office calls them."""
        with reading(self._central.engine) as connection:
            return shop_names(connection, shop_ids)

    def points_behind(self, link: PointsLink, limit: int = PAGE, after: str = "") -> PointsPage:
        """Postings of the ledger, or accounts as they are now."""
        with reading(self._central.engine) as connection:
            return points_behind(connection, self._central, link, limit, after)
