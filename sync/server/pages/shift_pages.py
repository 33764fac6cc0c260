"""Shifts: the list, one with its acceptance, and what stands behind any figure: receipts, deeds, points."""

from dataclasses import dataclass
from urllib.parse import quote

from pos_app.domain.report.building import deeds_report, points_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.link import DeedsLink, PointsLink, ReceiptsLink
from pos_app.domain.report.points_part import PointsPart
from pos_app.domain.report.receipt_choice import FigureUnknownError
from pos_app.domain.report.setting import Setting
from sync.server.office.roles import Right
from sync.server.pages.answer import Answer, not_found
from sync.server.pages.navigation import BASE
from sync.server.pages.period import scope_of
from sync.server.pages.report_files import shown_report
from sync.server.pages.report_pages import around, asked_with, form_and_setting, offset_of, opened, setting_of
from sync.server.pages.visit import Visit

_AFTER = "after"
_NOT_NARROWING = frozenset({"figure", "shift", _AFTER, "as"})


@dataclass(frozen=True, slots=True)
class AcceptForm:
    """The form below a shift that waits for its acceptance."""

    action: str


def shifts(visit: Visit) -> Answer:
    """Differences first, then the newest."""
    queries, scope = opened(visit), scope_of(visit)
    form, setting = form_and_setting(visit, queries, scope)
    offset = offset_of(visit)
    report, following = shifts_report(queries, scope, setting, offset, visit.asked.get("closed_by", ""))
    before, after = around(visit, offset, following)
    return shown_report(visit, report, filter=form, before=before, after=after)


def shift(visit: Visit) -> Answer:
    """One shift; 404 for another shop's."""
    queries, shift_id = opened(visit), visit.named["shift_id"]
    shop_ids = visit.viewer.shop_ids
    detail = queries.shift(shift_id, shop_ids)
    if detail is None:
        raise not_found()
    line = detail.line
    shop = queries.shop_names([line.shop_id]).get(line.shop_id, line.shop_id)
    report = shift_report(queries, shift_id, shop_ids, setting_of(visit, (shop,)))
    if report is None:
        raise not_found()
    accept_form = None
    if visit.may(Right.ACCEPT) and line.closed_at is not None and line.acceptance is None:
        accept_form = AcceptForm(f"{shift_address(shift_id)}/accept")
    return shown_report(visit, report, accept=accept_form)


def receipts(visit: Visit) -> Answer:
    """The receipts behind a figure of any report; of another shop's there are none."""
    link = ReceiptsLink(visit.asked.get("figure", ""), visit.asked.get("shift", ""), _narrow(visit))
    try:
        report, following = receipts_report(opened(visit), link, visit.viewer.shop_ids, _setting(visit), _after(visit))
    except FigureUnknownError:
        raise not_found() from None
    return shown_report(visit, report, after=_behind(visit, following))


def deeds(visit: Visit) -> Answer:
    """The voids, approvals and discounts by hand behind a figure that counts them."""
    link = DeedsLink(visit.asked.get("figure", ""), visit.asked.get("shift", ""), _narrow(visit))
    try:
        report, following = deeds_report(opened(visit), link, visit.viewer.shop_ids, _setting(visit), _after(visit))
    except FigureUnknownError:
        raise not_found() from None
    return shown_report(visit, report, after=_behind(visit, following))


def points(visit: Visit) -> Answer:
    """Whose points a figure of the ledger is made of."""
    try:
        part = PointsPart(visit.named["part"])
    except ValueError:
        raise not_found() from None
    scope = scope_of(visit)
    link = PointsLink(part, scope.first_day, scope.last_day)
    made = points_report(opened(visit), link, _setting(visit), _after(visit))
    if made is None:
        raise not_found()
    report, following = made
    return shown_report(visit, report, after=_behind(visit, following))


def _narrow(visit: Visit) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in visit.asked.items() if name not in _NOT_NARROWING))


def _after(visit: Visit) -> str:
    return visit.asked.get(_AFTER, "")


def _behind(visit: Visit, following: str | None) -> str | None:
    return None if following is None else asked_with(visit, _AFTER, following)


def _setting(visit: Visit) -> Setting:
    """The shops that are counted stand on the sheet: the one that was asked for, or the viewer's."""
    shop = visit.asked.get("shop", "")
    wanted = (shop,) if shop and visit.viewer.sees(shop) else tuple(sorted(visit.viewer.shop_ids or ()))
    names = visit.site.reports().shop_names(wanted)
    return setting_of(visit, tuple(names[each] for each in wanted))


def shift_address(shift_id: str) -> str:
    """The page of a shift."""
    return f"{BASE}/shifts/{quote(shift_id, safe='')}"
