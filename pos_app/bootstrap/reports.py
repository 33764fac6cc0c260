"""The till's reports, opened when somebody first asks: the database library costs half a second that no start pays."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import in_force, read_programme
from pos_app.domain.money.units import Kopecks
from pos_app.domain.people.deed import Deed
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.rule_names import rule_names_on
from sync.client.customer_door import CustomerCounter
from sync.protocol.acceptances import AcceptancesRequest
from sync.protocol.capabilities import POINTS_TOLD, SHIFT_REPORTS
from sync.protocol.not_answered import NotAnswered
from sync.protocol.points_told import PointsToldAnswer, PointsToldRequest
from sync.store.books import open_books
from sync.store.connection import Database
from sync.store.customer_index import CustomerIndex
from sync.store.programme_shelf import StoredProgrammes
from sync.store.staff_list import StaffList
from sync.vault.phone_vault import PhoneVault

_ONE_ROUBLE: Kopecks = 100


def open_reports(
    home: TillHome,
    vault: PhoneVault,
    zone: ZoneInfo,
    shop_name: str,
    now: Callable[[], datetime],
    door: CustomerCounter,
) -> ReportQueries:
    """Reports of the books in ``home``; any thread may ask, one at a time. ``door``: asks what the office says."""
    from sync.store.reports.till_reports import TillReports

    def names(operator_ids: Collection[str]) -> Mapping[str, str]:
        with closing(Database(home.cache)) as cache:
            people = StaffList(cache, vault).operators()
        return {each.operator_id: each.name for each in people if each.operator_id in operator_ids}

    def point_value_kopecks() -> Kopecks:
        with closing(Database(home.cache)) as cache:
            programmes = StoredProgrammes(cache, read_programme).programmes()
        programme = in_force(programmes, now())
        return _ONE_ROUBLE if programme is None else programme.points.point_value_kopecks

    def own_accounts() -> Mapping[str, str]:
        with closing(Database(home.cache)) as cache:
            people = StaffList(cache, vault).operators()
        return {each.operator_id: each.customer_id for each in people if each.customer_id is not None}

    def customers(customer_ids: Collection[str]) -> Mapping[str, str]:
        with closing(Database(home.cache)) as cache:
            people = CustomerIndex(cache, vault, lambda _ids: {})
            found = (people.by_id(each) for each in customer_ids)
            return {each.customer_id: each.name for each in found if each is not None}

    def told_by_office(shift_ids: Sequence[str]) -> tuple[Deed, ...]:
        with closing(open_books(home.books)) as books:
            knows = SHIFT_REPORTS in books.capabilities()
        if not knows or not door.is_worth_asking():
            return ()
        answer = door.acceptances(AcceptancesRequest(tuple(shift_ids)))
        return () if isinstance(answer, NotAnswered) else answer.deeds

    def rules(rule_ids: Collection[str], day: date) -> Mapping[str, LocalText]:
        with closing(Database(home.cache)) as cache:
            return rule_names_on(StoredProgrammes(cache, read_programme).programmes(), rule_ids, day)

    def points_told(first_day: date) -> PointsToldAnswer | None:
        with closing(open_books(home.books)) as books:
            knows = POINTS_TOLD in books.capabilities()
        if not knows or not door.is_worth_asking():
            return None
        answer = door.told_points(PointsToldRequest(first_day))
        return None if isinstance(answer, NotAnswered) else answer

    return TillReports(
        home.reports,
        home.books,
        zone,
        shop_name,
        names,
        point_value_kopecks,
        told_by_office,
        own_accounts,
        lambda: now().astimezone(zone).date(),
        customers,
        rules,
        points_told,
        now,
    )
