"""The books of schema 3 as the program that had it wrote them, kept as SQL text beside this file.

The day in it: that of schema 1, with a hold spent and closed, a lease open, and a decision about the parked sale. It
cannot be written again.
"""

from pathlib import Path

from pos_app.domain.parked.resolved import Resolution
from pos_app.domain.transaction.sale import Sale
from sync.store.books import Books
from sync.store.outbox import Outbox
from tests.sync.store import records

GOLDEN = Path(__file__).with_name("till_schema_3.sql")


def check(books: Books, outbox: Outbox) -> None:
    """Everything of that day is there."""
    (lease,) = books.promises_of("customer-1")
    assert (lease.reservation_id, lease.left, lease.deadline.ms) == ("lease-1", 5_000, 1_000 + 72 * 3_600_000)
    assert [part.points for part in _sale(books).redemption] == [1_500]
    assert [each.resolution for each in books.queued_operations(1)] == [Resolution.VOID]
    assert (outbox.incarnation(), outbox.capabilities()) == ("life-1", ("epochs", "reservations"))
    assert books.z_reports(5) == (records.z_report(),)


def _sale(books: Books) -> Sale:
    sale = books.sale_by_number("2-000001")
    assert sale is not None
    return sale
