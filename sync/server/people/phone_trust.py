"""Phones that are vouched for, and looks at phones in clear: both stand in the journal with who did it."""

from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from sync.server.access.people import require_senior
from sync.server.ingest.desk import Desk
from sync.server.journal.journal import Action, add_to_journal
from sync.server.people.directory import change_customer, person_named, require_person


def vouch_for_phone(desk: Desk, record: PhoneVouched) -> None:
    """The number counts as the customer's own. Raises ``RuleBrokenError`` ``role_too_low``."""
    require_senior(desk.connection, desk.till_id, record.operator_id, record.approved_by)
    person = require_person(desk, record.customer_id)
    change_customer(desk, person, unconfirmed=False)
    detail = f"vouched by {record.approved_by}: {record.reason}"
    add_to_journal(desk.connection, desk.received_at, record.operator_id, Action.PHONE_CONFIRMED, person, detail)


def note_phone_shown(desk: Desk, record: PhoneShown) -> None:
    """Somebody saw a number: nothing changes but the journal."""
    person = person_named(desk, record.customer_id)
    detail = f"at till {desk.till_id}"
    add_to_journal(desk.connection, desk.received_at, record.operator_id, Action.PHONE_SHOWN, person, detail)
