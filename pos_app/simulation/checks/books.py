"""I2 entries sum to 0, I3 nothing below zero, I4 receipts equal the books, I5 no risk without a reason, I8 chains."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.truth import Truth
from sync.server.audit.report import audit
from sync.server.central import Central
from sync.server.database import reading
from sync.server.ledger.accounts import PointsAccount
from sync.server.tables import CUSTOMER_ALIAS, ENTRY, LEG, OPERATION, RECEIPT

_CHAIN_CHECKS = {"numbers_without_gap", "chain_is_whole", "operation_is_intact", "last_number_is_kept"}
_BELOW_ZERO = {"nothing_below_zero", "lot_within_grant"}
_OF_NO_RECEIPT = ("opening", "award", "adjust")
"""Points that no paper tells of: those of the beginning, of friends, and what a person set right by hand."""
_AFTER_STEP = (
    "SELECT 'account ' || customer_id FROM account WHERE available < 0 OR debt < 0",
    "SELECT 'lot ' || lot_id FROM lot WHERE remaining < 0 OR remaining > granted",
)


def check_step(connection: Any) -> Iterator[Violation]:
    """I3 right after a transaction of the server, through its own database connection."""
    for query in _AFTER_STEP:
        for (place,) in connection.execute(query).fetchall():
            yield Violation("I3", f"{place} is below zero")


def check_books(central: Central, truth: Truth) -> Iterator[Violation]:
    """The server's own audit, and its figures against what customers were told on paper."""
    report = audit(central.engine)
    for finding in report.findings:
        yield Violation(
            _invariant_of(finding.check), f"{finding.check}: {finding.place}: {finding.expected} ≠ {finding.found}"
        )
    if sum(report.sums.values()) != 0:
        yield Violation("I2", f"all accounts sum to {sum(report.sums.values())}")
    if report.sums[PointsAccount.RISK] != 0 and not truth.may_risk:
        yield Violation("I5", f"the programme's risk is {report.sums[PointsAccount.RISK]}")
    yield from _paper_equals_books(central, truth)


def _invariant_of(check: str) -> str:
    if check in _CHAIN_CHECKS:
        return "I8"
    return "I3" if check in _BELOW_ZERO else "I2"


def _paper_equals_books(central: Central, truth: Truth) -> Iterator[Violation]:
    """I4: points redeemed and issued by customer, summed from the papers of applied receipts, equal the ledger's."""
    with reading(central.engine) as connection:
        applied = set(
            connection.execute(
                select(RECEIPT.c.receipt_id).join(OPERATION, OPERATION.c.op_id == RECEIPT.c.receipt_id)
            ).scalars()
        )
        posted = {
            (row.customer_id, row.account): int(row.total)
            for row in connection.execute(
                select(LEG.c.customer_id, LEG.c.account, func.sum(LEG.c.amount).label("total"))
                .join(ENTRY, (ENTRY.c.customer_id == LEG.c.customer_id) & (ENTRY.c.entry_id == LEG.c.entry_id))
                .where(ENTRY.c.kind.not_in(_OF_NO_RECEIPT))
                .group_by(LEG.c.customer_id, LEG.c.account)
            )
        }
        aliases = connection.execute(select(CUSTOMER_ALIAS.c.alias_id, CUSTOMER_ALIAS.c.customer_id))
        person = {row.alias_id: row.customer_id for row in aliases}
    posted = _by_person(posted, person)
    papers, unknown = _papers(truth, applied, person)
    loose = _may_differ(truth, person, applied)
    for customer, (redeemed, issued) in sorted(papers.items()):
        if customer in unknown:
            continue
        found = posted.get((customer, PointsAccount.REDEEMED.value), 0)
        if abs(found - redeemed) > loose[customer]:
            yield Violation("I4", f"{customer}: papers say {redeemed} redeemed, the ledger {found}")
        found = -posted.get((customer, PointsAccount.ISSUED.value), 0)
        if abs(found - issued) > loose[customer]:
            yield Violation("I4", f"{customer}: papers say {issued} issued, the ledger {found}")


def _may_differ(truth: Truth, person: dict[str, str], applied: set[str]) -> Counter[str]:
    """By customer, hundredths of a point: where parts of one sale came back at several tills that did not know of each
    other, each rounded for itself on paper, and the server restores the whole to the hundredth. So too where one of the
    parts is among the lost papers (a dead disk, then a restored server): the others were rounded as parts after it.
    """
    returns = [
        (till_id, op_id, each)
        for till_id, till in truth.tills.items()
        for op_id, each in till.told.items()
        if isinstance(each, SaleReturn)
    ]
    places: dict[str, set[str]] = {}
    for till_id, _, each in returns:
        places.setdefault(each.sale_id, set()).add(till_id)
    lost = {each.sale_id for _, op_id, each in returns if op_id not in applied}
    loose: Counter[str] = Counter()
    for _, _, each in returns:
        if (len(places[each.sale_id]) > 1 or each.sale_id in lost) and each.customer_id is not None:
            loose[person.get(each.customer_id, each.customer_id)] += len(each.lines)
    return loose


def _by_person(posted: dict[tuple[str, str], int], person: dict[str, str]) -> dict[tuple[str, str], int]:
    """What was posted under ids that turned out to be one person's, together."""
    joined: Counter[tuple[str, str]] = Counter()
    for (customer, account), amount in posted.items():
        joined[person.get(customer, customer), account] += amount
    return joined


def _papers(truth: Truth, applied: set[str], person: dict[str, str]) -> tuple[dict[str, tuple[int, int]], set[str]]:
    """By customer: redeemed and issued. Customers with receipts that nobody was told of are left out."""
    redeemed: Counter[str] = Counter()
    issued: Counter[str] = Counter()
    told: set[str] = set()
    for till in truth.tills.values():
        for op_id, record in till.told.items():
            if not isinstance(record, Sale | SaleReturn) or record.customer_id is None or op_id not in applied:
                continue
            sign = 1 if isinstance(record, Sale) else -1
            customer = person.get(record.customer_id, record.customer_id)
            redeemed[customer] += sign * record.points
            issued[customer] += sign * record.earned
            told.add(op_id)
    customers = redeemed.keys() | issued.keys()
    doubtful = bool(applied - told) and any(till.doubtful for till in truth.tills.values())
    return {each: (redeemed[each], issued[each]) for each in customers}, set(customers) if doubtful else set()
