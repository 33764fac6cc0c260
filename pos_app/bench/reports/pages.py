"""Every page of the server that shows something, in the ways in which it is the most work.

A page that is not here, or a new way to narrow one, is named by ``tests/architecture/test_bench_of_reports.py``.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pos_app.bench.reports.made_office import ONE_SHOP, OWNER, REGION, Office
from pos_app.bench.reports.made_people import full_name, phone_of
from pos_app.bench.reports.trade import FIRST_DAY, Trade, customer_id, shift_id, shop_id
from pos_app.domain.report.points_part import PointsPart
from pos_app.domain.report.receipt_choice import FIGURES
from pos_app.domain.report.report_name import ReportName
from pos_app.scratch.shop import PROGRAMME
from sync.server.journal.journal import Action

_MONTH = timedelta(days=29)
_PROMOTION = {"stage": "goods_promotion", "rule": "promotion-1", "reason": ""}
Named = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What pages may be asked about. ``real_shifts``, ``real_receipts``: those with bodies, operations and register."""

    trade: Trade
    office: Office
    real_shifts: tuple[str, ...]
    real_receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What one opening asks for: the places in the path, what stands behind it, the form."""

    named: Named = field(default_factory=dict)
    asked: Named = field(default_factory=dict)
    form: Named = field(default_factory=dict)


Wishing = Callable[[random.Random, Known], Wish]


@dataclass(frozen=True, slots=True)
class PageAsked:
    """``path`` as the server's table of pages has it; ``person``: who opens it."""

    question: str
    path: str
    wish: Wishing
    person: str = OWNER
    method: str = "GET"


NOT_ASKED: Mapping[str, str] = {
    "GET /sign-on": "shows nothing of the books",
    "GET /account": "shows nothing of the books",
    "GET /programme/drafts/{draft_id}/rule/{list}/{index}": "a part of the document, as the section's form",
}
"""Pages that are left out, each with its reason. Forms that change something and move on are no reports."""


def _nothing(_chance: random.Random, _known: Known) -> Wish:
    return Wish()


def _year(known: Known) -> dict[str, str]:
    return {"first": FIRST_DAY.isoformat(), "last": known.trade.last_day.isoformat()}


def _of_year(**asked: str) -> Wishing:
    return lambda _chance, known: Wish(asked={**_year(known), **asked})


def _days(chance: random.Random, known: Known, length: timedelta) -> dict[str, str]:
    latest = max(FIRST_DAY, known.trade.last_day - length)
    first = FIRST_DAY + timedelta(days=chance.randrange((latest - FIRST_DAY).days + 1))
    return {"first": first.isoformat(), "last": min(known.trade.last_day, first + length).isoformat()}


def _of_month(**asked: str) -> Wishing:
    return lambda chance, known: Wish(asked={**_days(chance, known, _MONTH), **asked})


def _some_day(chance: random.Random, known: Known) -> str:
    return (FIRST_DAY + timedelta(days=chance.randrange(known.trade.days))).isoformat()


def _receipts_of_shift(figure: str, **narrow: str) -> Wishing:
    return lambda chance, known: Wish(
        asked={"figure": figure, "shift": shift_id(chance.randrange(known.trade.shifts)), **narrow}
    )


def _receipts_of_day(chance: random.Random, known: Known) -> Wish:
    return Wish(asked={"figure": chance.choice(sorted(FIGURES)), "day": _some_day(chance, known)})


def _behind(figure: str, **narrow: str) -> Wishing:
    """The receipts, deeds or points behind a figure of the whole year."""
    return lambda _chance, known: Wish(asked={"figure": figure, **_year(known), **narrow})


def _far_on(figure: str, **narrow: str) -> Wishing:
    """Behind the shifts of the year's middle."""

    def wish(_chance: random.Random, known: Known) -> Wish:
        day = FIRST_DAY + timedelta(days=known.trade.days // 2)
        after = f"{day.isoformat()}|{shift_id(known.trade.shifts // 2)}|1|0"
        return Wish(asked={"figure": figure, **_year(known), "after": after, **narrow})

    return wish


def _points(part: PointsPart) -> Wishing:
    return lambda _chance, known: Wish({"part": part.value}, _year(known))


def _customer(chance: random.Random, known: Known) -> int:
    return 1 + chance.randrange(known.trade.customers - 1)


def _seek(text: Callable[[random.Random, Known], str]) -> Wishing:
    return lambda chance, known: Wish(form={"wanted": text(chance, known)})


def _part(index: int, chance: random.Random, known: Known) -> str:
    return full_name(_customer(chance, known)).split()[index]


def _reports() -> tuple[PageAsked, ...]:
    pages: list[PageAsked] = []
    for name in ReportName:
        path = {"name": name.value}

        def of(wish: Wishing, path: Named = path) -> Wishing:
            return lambda chance, known: Wish(path, wish(chance, known).asked)

        pages += [
            PageAsked(f"{name.value}: a month, one shop", "/reports/{name}", of(_of_month()), ONE_SHOP),
            PageAsked(f"{name.value}: a month, all shops", "/reports/{name}", of(_of_month())),
            PageAsked(f"{name.value}: the year, largest shop", "/reports/{name}", of(_of_year(shop=shop_id(0)))),
            PageAsked(f"{name.value}: the year, a hundred shops", "/reports/{name}", of(_of_year()), REGION),
            PageAsked(f"{name.value}: the year, all shops", "/reports/{name}", of(_of_year())),
        ]
    for kind in ("pdf", "xlsx", "csv"):
        year = _of_year(**{"as": kind})
        pages.append(
            PageAsked(
                f"days: the year, all shops, as {kind}",
                "/reports/{name}",
                lambda chance, known, year=year: Wish({"name": "days"}, year(chance, known).asked),  # type: ignore[misc]
            )
        )
    return tuple(pages)


def _shift(_as: str = "") -> Wishing:
    more = {"as": _as} if _as else {}
    return lambda chance, known: Wish({"shift_id": chance.choice(known.real_shifts)}, more)


def _receipt(chance: random.Random, known: Known) -> Wish:
    return Wish({"receipt_id": chance.choice(known.real_receipts)})


def _draft(**more: str) -> Wishing:
    return lambda _chance, known: Wish({"draft_id": known.office.draft_id, **more})


PAGES: tuple[PageAsked, ...] = (
    PageAsked("today: every shop", "/", _nothing),
    PageAsked("live state of the tills", "/tills", _nothing),
    PageAsked("shifts: the last week, all shops", "/shifts", _nothing),
    PageAsked("shifts: a month, one shop", "/shifts", _of_month(), ONE_SHOP),
    PageAsked("shifts: the year, a hundred shops", "/shifts", _of_year(), REGION),
    PageAsked("shifts: the year, all shops", "/shifts", _of_year()),
    PageAsked("shifts: the year, all shops, far on", "/shifts", _of_year(offset="100000")),
    PageAsked("shifts: a month, one shop, as xlsx", "/shifts", _of_month(**{"as": "xlsx"}), ONE_SHOP),
    PageAsked("one shift, held against its receipts", "/shifts/{shift_id}", _shift()),
    PageAsked("one shift, as pdf", "/shifts/{shift_id}", _shift("pdf")),
    PageAsked("one shift, as xlsx", "/shifts/{shift_id}", _shift("xlsx")),
    PageAsked("one shift, as csv", "/shifts/{shift_id}", _shift("csv")),
    PageAsked("receipts of a shift", "/receipts", _receipts_of_shift("all")),
    PageAsked("returns of a shift", "/receipts", _receipts_of_shift("returns")),
    PageAsked("receipts of an hour", "/receipts", _receipts_of_shift("sales", hour="12")),
    PageAsked("receipts of a day behind any figure, all shops", "/receipts", _receipts_of_day),
    PageAsked("receipts of a day, one shop", "/receipts", _receipts_of_day, ONE_SHOP),
    PageAsked("receipts of the year, all shops", "/receipts", _behind("all")),
    PageAsked("receipts of the year, all shops, far on", "/receipts", _far_on("all")),
    PageAsked("returns of the year, a hundred shops", "/receipts", _behind("returns"), REGION),
    PageAsked("receipts of the year of one hour", "/receipts", _behind("sales", hour="12")),
    PageAsked(
        "receipts of the year of one cashier", "/receipts", _behind("sales", operator_id=f"person-{shop_id(0)}-3")
    ),
    PageAsked("receipts of the year with a reason", "/receipts", _behind("discount", **_PROMOTION)),
    PageAsked("receipts of the year with a reason, far on", "/receipts", _far_on("discount", **_PROMOTION)),
    PageAsked("receipts of the year behind a figure that has none", "/receipts", _behind("certificates_sold")),
    PageAsked("voids of the year, all shops", "/deeds", _behind("voids_before")),
    PageAsked("approved in the year, a hundred shops", "/deeds", _behind("approved"), REGION),
    *(PageAsked(f"points of the year: {part.value}", "/points/{part}", _points(part)) for part in PointsPart),
    PageAsked("journal of the year", "/journal", _of_year()),
    PageAsked("journal of the year, one person", "/journal", _of_year(actor=OWNER)),
    PageAsked("journal of the year, one kind", "/journal", _of_year(action=Action.REPORT_EXPORTED.value)),
    PageAsked("flagged: the year, all shops", "/flagged", _of_year()),
    PageAsked("flagged: the year, a hundred shops", "/flagged", _of_year(), REGION),
    PageAsked("flagged: the year, one shop, one kind", "/flagged", _of_year(action="over_return"), ONE_SHOP),
    PageAsked("flagged: a month, one kind", "/flagged", _of_month(action="spent_at_risk")),
    PageAsked("accounts and shops", "/people", _nothing),
    PageAsked("differences that one person closed", "/shifts", _of_year(closed_by=f"person-{shop_id(0)}-3")),
    PageAsked("one receipt", "/receipts/{receipt_id}", _receipt),
    PageAsked("why: one receipt", "/receipts/{receipt_id}/why", _receipt),
    *_reports(),
    PageAsked("customers: the form", "/customers", _nothing),
    PageAsked("customers by family name", "/customers", _seek(lambda *a: _part(0, *a)), method="POST"),
    PageAsked("customers by first name", "/customers", _seek(lambda *a: _part(1, *a)), method="POST"),
    PageAsked(
        "customers by a part of a name", "/customers", _seek(lambda *a: _part(0, *a)[1:5].lower()), method="POST"
    ),
    PageAsked("customers by three letters", "/customers", _seek(lambda *a: _part(2, *a)[-3:]), method="POST"),
    PageAsked(
        "customers by the whole name", "/customers", _seek(lambda c, k: full_name(_customer(c, k))), method="POST"
    ),
    PageAsked("customers by a name that nobody has", "/customers", _seek(lambda *a: "Щъыьэ"), method="POST"),
    PageAsked("customers by phone", "/customers", _seek(lambda c, k: phone_of(_customer(c, k))), method="POST"),
    PageAsked("customers by card", "/customers", _seek(lambda c, k: f"KP{_customer(c, k):012d}"), method="POST"),
    PageAsked(
        "one customer", "/customers/{customer_id}", lambda c, k: Wish({"customer_id": customer_id(_customer(c, k))})
    ),
    PageAsked(
        "the customer with the most receipts",
        "/customers/{customer_id}",
        lambda c, k: Wish({"customer_id": customer_id(0)}),
    ),
    PageAsked(
        "all of his history, 5,000 rows",
        "/customers/{customer_id}",
        lambda c, k: Wish({"customer_id": customer_id(0)}, {"all": "1"}),
    ),
    PageAsked(
        "one customer, a manager of one shop",
        "/customers/{customer_id}",
        lambda c, k: Wish({"customer_id": customer_id(0)}),
        ONE_SHOP,
    ),
    PageAsked(
        "a customer's phone in clear",
        "/customers/{customer_id}/phone",
        lambda c, k: Wish({"customer_id": customer_id(_customer(c, k))}),
        method="POST",
    ),
    PageAsked("segments and tiers, a month", "/segments", _of_month()),
    PageAsked("segments and tiers, the year", "/segments", _of_year()),
    PageAsked("offers", "/offers", _nothing),
    PageAsked(
        "result of an offer",
        "/offers/{campaign_id}",
        lambda chance, known: Wish({"campaign_id": chance.choice(known.office.campaigns)}),
    ),
    PageAsked("corrections that wait", "/corrections", _nothing),
    PageAsked("programme", "/programme", _nothing),
    PageAsked(
        "programme: a version",
        "/programme/versions/{programme_id}/{version}",
        lambda _chance, _known: Wish({"programme_id": PROGRAMME, "version": "1"}),
    ),
    PageAsked("programme: a draft", "/programme/drafts/{draft_id}", _draft()),
    PageAsked("programme: the difference", "/programme/drafts/{draft_id}/difference", _draft()),
    PageAsked("programme: a form", "/programme/drafts/{draft_id}/section/{section}", _draft(section="points")),
    PageAsked("programme: on which receipts to try", "/programme/drafts/{draft_id}/try", _draft()),
    PageAsked("programme: publish", "/programme/drafts/{draft_id}/publish", _draft()),
    PageAsked(
        "programme: how far a trial is",
        "/programme/trials/{trial_id}",
        lambda _chance, known: Wish({"trial_id": known.office.trial_id}),
    ),
)
