"""Reports about days: sales by hour, cashiers, discounts, points, differences; whichever ``ReportName`` has."""

from urllib.parse import urlencode

from pos_app.domain.report.building import day_report as built_day_report
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.page import Page, following
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from sync.server.pages.answer import Answer, not_found
from sync.server.pages.period import Filter, filter_of, scope_of, shops_to_choose
from sync.server.pages.report_files import shown_report
from sync.server.pages.visit import Visit

_OFFSET = "offset"
_MOST_OFFSET = 1_000_000


def day_report(visit: Visit) -> Answer:
    """The report that the address names."""
    try:
        name = ReportName(visit.named["name"])
    except ValueError:
        raise not_found() from None
    queries, scope = opened(visit), scope_of(visit)
    form, setting = form_and_setting(visit, queries, scope)
    page = Page(offset_of(visit))
    report = built_day_report(queries, name, scope, setting, page)
    before, after = around(visit, page.offset, following(report, page))
    return shown_report(visit, report, filter=form, before=before, after=after)


def offset_of(visit: Visit) -> int:
    """How many rows of a list are turned over."""
    text = visit.asked.get(_OFFSET, "0")
    return min(int(text), _MOST_OFFSET) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def around(visit: Visit, offset: int, following: int | None) -> tuple[str | None, str | None]:
    """The addresses of the pages before and behind."""
    before = asked_with(visit, _OFFSET, str(max(0, offset - PAGE))) if offset else None
    return before, None if following is None else asked_with(visit, _OFFSET, str(following))


def asked_with(visit: Visit, name: str, value: str) -> str:
    """This very page, asked for something else."""
    return f"{visit.path.partition('?')[0]}?{urlencode({**visit.asked, name: value})}"


def opened(visit: Visit) -> ReportQueries:
    """The questions, with what is new taken in."""
    queries = visit.site.reports()
    queries.fold()
    return queries


def form_and_setting(visit: Visit, queries: ReportQueries, scope: Scope) -> tuple[Filter, Setting]:
    """What the form offers, and what the report says of itself."""
    shops = queries.shop_names(shops_to_choose(visit))
    counted = tuple(name for shop, name in shops.items() if scope.shop_ids is None or shop in scope.shop_ids)
    return filter_of(visit, scope, dict(shops)), setting_of(visit, counted)


def setting_of(visit: Visit, shops: tuple[str, ...] = ()) -> Setting:
    """Made by whoever is signed on."""
    return Setting(visit.central.timezone.key, visit.now, shops, visit.viewer.shown_name)
