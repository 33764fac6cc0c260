"""What the server tells of the demo till's first customer."""

from datetime import timedelta

from pos_app.domain.people.consent import ConsentPurpose
from sync.protocol.customer_page import ConsentRow, CustomerPageAnswer, HistoryKind, HistoryRow
from sync.protocol.rows import CustomerRow
from tests.ui.demo_till import PHONE
from tests.ui.stage import Stage


def server_page(stage: Stage) -> CustomerPageAnswer:
    """Receipts of other tills, points that burnt, a gift, a correction."""
    now = stage.till.clock.now()
    rows = [
        HistoryRow(now - timedelta(days=2), HistoryKind.SALE, 4_350, 0, 4_350, "other-1", "7-000118", 87_000),
        HistoryRow(now - timedelta(days=9), HistoryKind.BURN, -12_500),
        HistoryRow(now - timedelta(days=20), HistoryKind.RETURN, -500, 0, 500, "other-2", "7-000099", 10_000),
        HistoryRow(now - timedelta(days=40), HistoryKind.ADJUST, 5_000, reason="касса зажевала чек"),
        HistoryRow(now - timedelta(days=300), HistoryKind.AWARD, 10_000),
    ]
    joined = now - timedelta(days=300)
    return CustomerPageAnswer(
        customer=CustomerRow("c-1", "Петрова Анна К.", PHONE, None, None),
        account=None,
        history=tuple(rows),
        consents=(
            ConsentRow(ConsentPurpose.PERSONAL_DATA, joined, False, "2026-1", "spoken"),
            ConsentRow(ConsentPurpose.MARKETING, joined, False, "2026-1", "spoken"),
        ),
        registered_at=joined,
        invited_by="Смирнов Олег В.",
    )
