"""I13 money of certificates and accounts: what papers put on it and paid with it is what the books say, never more."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER, ValueKind
from pos_app.domain.transaction.tender_kind import TenderKind
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.checks.papers import Papers
from pos_app.simulation.truth import Truth
from sync.server.central import Central
from sync.server.database import reading
from sync.server.stored_value.accounts import ValueAccount
from sync.server.tables import VALUE_HOLD, VALUE_LEG

Owner = tuple[str, str]
_OF_ORDERS = "KO"
"""What was prepaid stands under the order's number: see ``orders``."""


def check_stored_money(central: Central, papers: Papers, truth: Truth) -> Iterator[Violation]:
    """By certificate and person: received and paid; nothing at risk; nothing set aside for a receipt that is over."""
    received, paid = _received(papers), _paid(papers)
    with reading(central.engine) as connection:
        legs = connection.execute(
            select(
                VALUE_LEG.c.kind, VALUE_LEG.c.owner, VALUE_LEG.c.account, func.sum(VALUE_LEG.c.amount).label("total")
            ).group_by(VALUE_LEG.c.kind, VALUE_LEG.c.owner, VALUE_LEG.c.account)
        ).all()
        held = connection.execute(select(VALUE_HOLD).where(VALUE_HOLD.c.state == "open")).all()
    sums: dict[ValueAccount, Counter[Owner]] = {each: Counter() for each in ValueAccount}
    for row in legs:
        sums[ValueAccount(row.account)][_owner(papers, row.kind, row.owner)] += int(row.total)
    for owner in sorted(received.keys() | paid.keys() | sums[ValueAccount.RECEIVED].keys()):
        if owner[1].startswith(_OF_ORDERS):
            continue
        if received[owner] != sums[ValueAccount.RECEIVED][owner]:
            booked = sums[ValueAccount.RECEIVED][owner]
            yield Violation("I13", f"{owner}: papers put {received[owner]} kopecks on it, the books {booked}")
        if paid[owner] != -sums[ValueAccount.PAID][owner]:
            booked = -sums[ValueAccount.PAID][owner]
            yield Violation("I13", f"{owner}: papers paid {paid[owner]} kopecks with it, the books {booked}")
        if paid[owner] > received[owner] and not truth.may_risk:
            yield Violation("I13", f"{owner}: {paid[owner]} kopecks are paid with {received[owner]}")
        if sums[ValueAccount.RISK][owner] and not truth.may_risk:
            yield Violation("I13", f"{owner}: {sums[ValueAccount.RISK][owner]} kopecks were paid that were not there")
    for row in held:
        yield Violation("I13", f"{row.kind} {row.owner}: {row.kopecks} kopecks stay set aside for {row.till_id}")


def _received(papers: Papers) -> Counter[Owner]:
    received: Counter[Owner] = Counter()
    for sale in papers.sales.values():
        for sold in sale.advances:
            owner = sold.owner(sale.customer_id)
            received[_owner(papers, sold.advance.kind.value, owner)] += sold.advance.kopecks
        kept = sum(tender.kept_kopecks for tender in sale.tenders)
        if kept:
            received[_owner(papers, ValueKind.ACCOUNT.value, sale.customer_id or "")] += kept
    for back in papers.returns.values():
        for each in back.advances:
            received[_owner(papers, each.kind.value, each.owner(back.customer_id))] -= each.kopecks
    return received


def _paid(papers: Papers) -> Counter[Owner]:
    paid: Counter[Owner] = Counter()
    for sale in papers.sales.values():
        for tender in sale.tenders:
            if tender.kind in VALUE_OF_TENDER:
                paid[_of_tender(papers, tender.kind, tender.reference, sale.customer_id)] += tender.amount_kopecks
    for back in papers.returns.values():
        for refund in back.refunds:
            if refund.kind in VALUE_OF_TENDER:
                paid[_of_tender(papers, refund.kind, refund.reference, back.customer_id)] -= refund.amount_kopecks
    return paid


def _of_tender(papers: Papers, kind: TenderKind, reference: str, customer_id: str | None) -> Owner:
    value = VALUE_OF_TENDER[kind]
    return _owner(papers, value.value, reference if value is ValueKind.CERTIFICATE else customer_id or "")


def _owner(papers: Papers, kind: str, owner: str) -> Owner:
    return kind, papers.who(owner) if kind == ValueKind.ACCOUNT.value else owner
