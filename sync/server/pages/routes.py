"""All addresses of the pages: a row for each, with who may come. The catch-all at the end answers what is not there."""

from dataclasses import dataclass

from fastapi import APIRouter

from sync.server.office.roles import Right
from sync.server.pages import (
    acceptance_pages,
    correction_pages,
    customer_pages,
    flagged_pages,
    home_page,
    journal_pages,
    people_pages,
    receipt_pages,
    report_pages,
    segment_pages,
    shift_pages,
    sign_on_pages,
    till_pages,
)
from sync.server.pages.answer import Answer, Moved, not_found
from sync.server.pages.door import Door, Handler
from sync.server.pages.navigation import BASE, HOME
from sync.server.pages.programme import draft_pages, form_pages, publish_pages, trial_pages, version_pages
from sync.server.pages.static_files import static_file
from sync.server.pages.visit import Site, Visit


@dataclass(frozen=True, slots=True)
class Row:
    """``right`` None: anybody who is signed on, with ``guests`` anybody at all."""

    method: str
    path: str
    handler: Handler
    right: Right | None = None
    guests: bool = False


ROWS = (
    Row("GET", "/sign-on", sign_on_pages.sign_on_form, guests=True),
    Row("POST", "/sign-on", sign_on_pages.sign_on, guests=True),
    Row("POST", "/language", sign_on_pages.choose_language, guests=True),
    Row("POST", "/sign-out", sign_on_pages.sign_out),
    Row("GET", "/account", sign_on_pages.account),
    Row("POST", "/account/password", sign_on_pages.change_password),
    Row("GET", "/", home_page.home, Right.TILLS),
    Row("GET", "/tills", till_pages.tills_page, Right.TILLS),
    Row("GET", "/shifts", shift_pages.shifts, Right.REPORTS),
    Row("GET", "/shifts/{shift_id}", shift_pages.shift, Right.REPORTS),
    Row("POST", "/shifts/{shift_id}/accept", acceptance_pages.accept, Right.ACCEPT),
    Row("GET", "/receipts", shift_pages.receipts, Right.REPORTS),
    Row("GET", "/deeds", shift_pages.deeds, Right.REPORTS),
    Row("GET", "/points/{part}", shift_pages.points, Right.CUSTOMERS),
    Row("GET", "/receipts/{receipt_id}", receipt_pages.receipt_page, Right.REPORTS),
    Row("GET", "/receipts/{receipt_id}/why", receipt_pages.why_page, Right.REPORTS),
    Row("GET", "/reports/{name}", report_pages.day_report, Right.REPORTS),
    Row("GET", "/flagged", flagged_pages.flagged, Right.FLAGGED),
    Row("GET", "/customers", customer_pages.customers_page, Right.CUSTOMERS),
    Row("POST", "/customers", customer_pages.customers_page, Right.CUSTOMERS),
    Row("GET", "/customers/{customer_id}", customer_pages.customer_page, Right.CUSTOMERS),
    Row("POST", "/customers/{customer_id}/phone", customer_pages.phone_page, Right.PHONES),
    Row("POST", "/customers/{customer_id}/corrections", customer_pages.correction_form, Right.CORRECT),
    Row("GET", "/segments", segment_pages.segments_page, Right.SEGMENTS),
    Row("GET", "/offers", segment_pages.offers_page, Right.SEGMENTS),
    Row("POST", "/offers", segment_pages.begin_offer, Right.SEGMENTS),
    Row("GET", "/offers/{campaign_id}", segment_pages.offer_page, Right.SEGMENTS),
    Row("POST", "/segments/terms", segment_pages.change_terms, Right.SEGMENTS),
    Row("GET", "/journal", journal_pages.journal, Right.JOURNAL),
    Row("GET", "/people", people_pages.people, Right.PEOPLE),
    Row("POST", "/people/{person_id}/shut", people_pages.shut_out, Right.PEOPLE),
    Row("POST", "/people/{person_id}/let", people_pages.let_in, Right.PEOPLE),
    Row("POST", "/shops/{shop_id}/name", people_pages.shop_named, Right.PEOPLE),
    Row("GET", "/corrections", correction_pages.corrections_page, Right.CORRECT),
    Row("POST", "/corrections/{correction_id}/sign", correction_pages.sign, Right.CORRECT),
    Row("POST", "/corrections/{correction_id}/refuse", correction_pages.refuse, Right.CORRECT),
    Row("GET", "/programme", version_pages.programme_page, Right.PROGRAMME),
    Row("GET", "/programme/versions/{programme_id}/{version}", version_pages.version_shown, Right.PROGRAMME),
    Row("POST", "/programme/versions/{programme_id}/{version}/draft", version_pages.draft_begun, Right.PROGRAMME),
    Row("POST", "/programme/versions/{programme_id}/{version}/back", version_pages.rolled_back, Right.PUBLISH),
    Row("POST", "/programme/versions/{programme_id}/{version}/off", version_pages.called_off, Right.PUBLISH),
    Row("POST", "/programme/first", version_pages.first_begun, Right.PROGRAMME),
    Row("GET", "/programme/drafts/{draft_id}", draft_pages.draft_shown, Right.PROGRAMME),
    Row("GET", "/programme/drafts/{draft_id}/difference", draft_pages.difference_shown, Right.PROGRAMME),
    Row("POST", "/programme/drafts/{draft_id}/drop", draft_pages.dropped, Right.PROGRAMME),
    Row("POST", "/programme/drafts/{draft_id}/list/{list}", draft_pages.entries_changed, Right.PROGRAMME),
    Row("GET", "/programme/drafts/{draft_id}/section/{section}", form_pages.section_form, Right.PROGRAMME),
    Row("POST", "/programme/drafts/{draft_id}/section/{section}", form_pages.section_saved, Right.PROGRAMME),
    Row("GET", "/programme/drafts/{draft_id}/rule/{list}/{index}", form_pages.entry_form, Right.PROGRAMME),
    Row("POST", "/programme/drafts/{draft_id}/rule/{list}/{index}", form_pages.entry_saved, Right.PROGRAMME),
    Row("GET", "/programme/drafts/{draft_id}/try", trial_pages.try_form, Right.PROGRAMME),
    Row("POST", "/programme/drafts/{draft_id}/try", trial_pages.trial_begun, Right.PROGRAMME),
    Row("GET", "/programme/drafts/{draft_id}/publish", publish_pages.publish_form, Right.PROGRAMME),
    Row("POST", "/programme/drafts/{draft_id}/publish", publish_pages.published, Right.PUBLISH),
    Row("GET", "/programme/trials/{trial_id}", trial_pages.trial_shown, Right.PROGRAMME),
    Row("POST", "/programme/trials/{trial_id}/stop", trial_pages.trial_stopped, Right.PROGRAMME),
)


def office_routes(site: Site) -> APIRouter:
    """The routes under ``/office``; none of them is in the document that tills are made from."""
    router = APIRouter(prefix=BASE, include_in_schema=False)
    router.add_api_route("/static/{name}", static_file, methods=["GET"])
    for row in ROWS:
        door = Door(site, row.handler, row.right, row.guests)
        router.add_api_route(row.path, door.answer, methods=[row.method])
    router.add_api_route("", Door(site, _first_page, guests=True).answer, methods=["GET"])
    router.add_api_route("/{rest:path}", Door(site, _nothing).answer, methods=["GET", "POST"])
    return router


def _first_page(_visit: Visit) -> Answer:
    return Moved(HOME)


def _nothing(_visit: Visit) -> Answer:
    raise not_found()
