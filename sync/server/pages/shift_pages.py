"""Shifts: the list, one with its acceptance, and the receipts behind any of its figures."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from pos_app.domain.report.building import receipts_report, shift_report, shifts_report
from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.report.queries import PAGE
from pos_app.domain.report.receipt_choice import FigureUnknownError
from sync.server.office.roles import Right
from sync.server.pages.answer import Answer, not_found
from sync.server.pages.navigation import BASE
from sync.server.pages.period import scope_of
from sync.server.pages.report_files import shown_report
from sync.server.pages.report_pages import form_and_setting, opened, setting_of
from sync.server.pages.visit import Visit

_OFFSET = "offset"
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
    offset = _offset(visit)
    report, following = shifts_report(queries, scope, setting, offset)
    before = _with(visit, _OFFSET, str(max(0, offset - PAGE))) if offset else None
    after = None if following is None else _with(visit, _OFFSET, str(following))
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
    """The receipts behind a figure of any report."""
    narrow = tuple(sorted((name, value) for name, value in visit.asked.items() if name not in _NOT_NARROWING))
    link = ReceiptsLink(visit.asked.get("figure", ""), visit.asked.get("shift", ""), narrow)
    try:
        report, following = receipts_report(
            opened(visit), link, visit.viewer.shop_ids, setting_of(visit), visit.asked.get(_AFTER, "")
        )
    except FigureUnknownError:
        raise not_found() from None
    return shown_report(visit, report, after=None if following is None else _with(visit, _AFTER, following))


def _offset(visit: Visit) -> int:
    text = visit.asked.get(_OFFSET, "0")
    return min(int(text), 1_000_000) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _with(visit: Visit, name: str, value: str) -> str:
    return f"{visit.path.partition('?')[0]}?{urlencode({**visit.asked, name: value})}"


def shift_address(shift_id: str) -> str:
    """The page of a shift."""
    return f"{BASE}/shifts/{quote(shift_id, safe='')}"
