"""Segments of customers, and offers to a segment: what there is, a new one, what came of each."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import quote

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.report.campaign_figures import CampaignFigures
from pos_app.domain.report.campaign_report import campaign_report
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.segments_report import SEGMENT_WORDS, segments_report
from pos_app.domain.report.words import Words
from pos_app.domain.segment.segment import Segment, SegmentTerms
from sync.server.database import reading
from sync.server.pages.answer import Answer, Moved, PageError, Shown, not_found
from sync.server.pages.navigation import BASE
from sync.server.pages.period import filter_of, scope_of
from sync.server.pages.report_files import shown_report
from sync.server.pages.visit import Visit
from sync.server.programmes import ProgrammeBook
from sync.server.segments.campaigns import CampaignRefusedError, CampaignTerms, begin_campaign, personal_offers
from sync.server.segments.results import count_results
from sync.server.segments.sheets import campaign, campaigns, segment_sheet, segment_sizes
from sync.server.segments.terms import TermsRefusedError, set_terms, terms_in_force

_OFFERS = f"{BASE}/offers"
_USUAL_DAYS = 14
_FRESH_SECONDS = 0.3
"""Whoever opens the page waits no longer for what is new; the rest follows in the server's own work."""
_USUAL_CONTROL_PERCENT = 10
_ID = re.compile(r"[0-9a-f]{32}")
_CHAIN = Words("All shops")
_CHANGED = Words("Changed: everybody is looked at anew within the hour")
_TERMS_REFUSED = {
    "days_wrong": Words("Days: expected each later than the one before, 365 at most"),
    "often_wrong": Words("Often: expected 1 to 365 days with a purchase"),
    "much_wrong": Words("Much: expected whole roubles from 1 on"),
}
_REFUSALS = {
    "name_needed": Words("Name: expected 1 to 80 letters"),
    "no_segment": Words("Segments: expected at least one"),
    "no_offer": Words("Offer: expected a personal offer of the programme in force"),
    "days_wrong": Words("Last day: expected today or later"),
    "uses_wrong": Words("How often: expected 1 to 1000, or nothing for as often as they like"),
    "control_wrong": Words("To compare with: expected 0 to 50 percent"),
    "nobody_there": Words("Nobody is in these segments now: choose others"),
}


@dataclass(frozen=True, slots=True)
class TermsForm:
    """The thresholds as they are, or as somebody typed them; ``done`` and ``trouble`` are sentences."""

    action: str
    terms: SegmentTerms
    done: str
    trouble: str

    @property
    def much_roubles(self) -> int:
        """Whole roubles."""
        return self.terms.much_kopecks // 100


@dataclass(frozen=True, slots=True)
class SegmentChoice:
    """A box to tick."""

    code: str
    name: str
    customers: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """A personal offer of the programme."""

    rule_id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign in the list."""

    href: str
    name: str
    days: str
    people: str
    more: str
    receipts: str


def segments_page(visit: Visit) -> Answer:
    """Sizes, worth and moves in the days that were asked for."""
    return _segments(visit, visit.say(_CHANGED) if visit.asked.get("done") == "terms" else "", "")


def change_terms(visit: Visit) -> Answer:
    """Set the thresholds; the next look, within the hour, goes by them."""
    form = visit.form
    terms = SegmentTerms(
        lately_days=_whole(form.get("lately", ""), 0),
        cooling_days=_whole(form.get("cooling", ""), 0),
        risk_days=_whole(form.get("risk", ""), 0),
        often_visits=_whole(form.get("often", ""), 0),
        much_kopecks=_whole(form.get("much", ""), 0) * 100,
    )
    try:
        set_terms(visit.central, terms, visit.viewer.person_id)
    except TermsRefusedError as error:
        return _segments(visit, "", visit.say(_TERMS_REFUSED[error.key]), terms)
    return Moved(f"{BASE}/segments?done=terms")


def _segments(visit: Visit, done: str, trouble: str, typed: SegmentTerms | None = None) -> Answer:
    scope = scope_of(visit)
    with reading(visit.central.engine) as connection:
        sheet = segment_sheet(connection, scope.first_day, scope.last_day)
        programme = ProgrammeBook(connection).any_in_force(visit.central.now())
        terms = terms_in_force(connection)
    tiers = {} if programme is None else {each.code: _in(visit, each.name) for each in programme.tiers}
    report = segments_report(sheet, tiers, terms, visit.say(_CHAIN), visit.central.timezone.key, visit.now)
    form = TermsForm(f"{BASE}/segments/terms", terms if typed is None else typed, done, trouble)
    return shown_report(visit, report, filter=filter_of(visit, scope, {}), terms=form)


def offers_page(visit: Visit) -> Answer:
    """The campaigns there are, and the form for a new one."""
    return _offers(visit, "")


def begin_offer(visit: Visit) -> Answer:
    """Give an offer to segments. The form's own id makes a second click do nothing more."""
    campaign_id = visit.form.get("campaign_id", "")
    if not _ID.fullmatch(campaign_id):
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Please send this form from its page"))
    try:
        begin_campaign(visit.central, campaign_id, _terms(visit), visit.viewer.person_id)
    except CampaignRefusedError as error:
        return _offers(visit, visit.say(_REFUSALS[error.key]), HTTPStatus.BAD_REQUEST)
    return Moved(f"{_OFFERS}/{campaign_id}")


def offer_page(visit: Visit) -> Answer:
    """What came of one."""
    count_results(visit.central, _FRESH_SECONDS)
    with reading(visit.central.engine) as connection:
        figures = campaign(connection, visit.named["campaign_id"])
    if figures is None:
        raise not_found()
    return shown_report(visit, campaign_report(figures, visit.say(_CHAIN), visit.central.timezone.key, visit.now))


def _terms(visit: Visit) -> CampaignTerms:
    """What the form says; what cannot be read becomes what is refused by name."""
    form = visit.form
    return CampaignTerms(
        name=form.get("name", ""),
        rule_id=form.get("offer", ""),
        segments=tuple(each for each in Segment if form.get(f"segment_{each.value}")),
        last_day=_day(form.get("last", "")),
        uses=_whole(form["uses"], -1) if form.get("uses", "").strip() else None,
        control_bp=_whole(form.get("control", ""), -1) * WHOLE_BP // 100,
    )


def _offers(visit: Visit, trouble: str, status: int = HTTPStatus.OK) -> Shown:
    count_results(visit.central, _FRESH_SECONDS)
    with reading(visit.central.engine) as connection:
        known = campaigns(connection)
        offers = personal_offers(connection, visit.central)
        sizes = segment_sizes(connection)
    form = visit.form
    values = {
        "title": visit.say(Words("Offers to segments")),
        "campaigns": tuple(_row(visit, each) for each in known),
        "offers": tuple(
            OfferChoice(each.rule_id, _in(visit, each.name), form.get("offer") == each.rule_id) for each in offers
        ),
        "segments": tuple(
            SegmentChoice(
                each.value,
                visit.say(SEGMENT_WORDS[each]),
                visit.words.value(Kind.COUNT, sizes.get(each.value, 0)),
                bool(form.get(f"segment_{each.value}")),
            )
            for each in Segment
        ),
        "campaign_id": visit.site.random_bytes(16).hex(),
        "name": form.get("name", ""),
        "last": form.get("last", (visit.today + timedelta(days=_USUAL_DAYS)).isoformat()),
        "uses": form.get("uses", "1"),
        "control": form.get("control", str(_USUAL_CONTROL_PERCENT)),
        "trouble": trouble,
    }
    return Shown("offers.html", values, status)


def _row(visit: Visit, each: CampaignFigures) -> CampaignRow:
    more = each.offered.kopecks_each - each.control.kopecks_each
    day = visit.words.value
    return CampaignRow(
        href=f"{_OFFERS}/{quote(each.campaign_id, safe='')}",
        name=each.name,
        days=f"{day(Kind.DAY, each.first_day)} – {day(Kind.DAY, each.last_day)}",
        people=visit.words.value(Kind.COUNT, each.offered.people),
        more=visit.words.figure(Kind.MONEY, more) if each.control.people else "–",
        receipts=visit.words.value(Kind.COUNT, each.receipts_count),
    )


def _in(visit: Visit, text: LocalText) -> str:
    return text.ru if visit.language == "ru" else text.en


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _whole(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise
