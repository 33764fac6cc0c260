"""Two accounts that a person says are one: what a merge needs beside the merge itself."""

from pos_app.domain.people.merging import CustomersMerged
from sync.protocol.operation import Operation
from sync.server.access.people import require_senior
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.books_reader import Need
from sync.server.people.directory import person_named, require_person
from sync.server.people.merge import merge


def merge_customers(desk: Desk, operation: Operation, record: CustomersMerged) -> None:
    """Move everything to the one that stays. They may be one already: then nothing is left to do.

    Raises ``RuleBrokenError`` ``customer_unknown``, ``role_too_low``, ``same_customer``.
    """
    require_senior(desk.connection, desk.till_id, record.operator_id, record.approved_by)
    if record.stays_id == record.goes_id:
        raise RuleBrokenError("same_customer", f"customer {record.stays_id} cannot be merged with himself")
    stays, goes = person_named(desk, record.stays_id), person_named(desk, record.goes_id)
    if stays != goes:
        require_person(desk, stays)
        require_person(desk, goes)
        load(desk, {stays: Need(desk.today, whole=True), goes: Need(desk.today, whole=True)})
        merge(desk, operation.op_id, stays, goes)
    detail = f"{goes} into it, approved by {record.approved_by}: {record.reason}"
    add_to_journal(desk.connection, desk.received_at, record.operator_id, Action.CUSTOMERS_MERGED, stays, detail)
