"""I14 a single coupon: once by right; whoever takes it again did so without the server, and it is told."""

from collections.abc import Iterator

from sqlalchemy import select

from pos_app.domain.transaction.sale import Sale
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.checks.papers import Papers
from pos_app.simulation.truth import Truth
from sync.server.central import Central
from sync.server.database import reading
from sync.server.numbers.coupon_books import TWICE, UNEARNED
from sync.server.numbers.post import COUPON_NOT_VALID, COUPON_NUMBER_KNOWN, COUPON_TWICE, COUPON_USED_BEFORE_RETURN
from sync.server.tables import CLAIM, COUPON, COUPON_USE

_TELLS = {COUPON_TWICE, COUPON_NOT_VALID}


def check_coupons(central: Central, papers: Papers, truth: Truth) -> Iterator[Violation]:
    """Uses on papers against the server's list of uses; numbers that papers bear; nothing kept for a receipt that is
    over.
    """
    with reading(central.engine) as connection:
        uses = {(row.number, row.receipt_id): row for row in connection.execute(select(COUPON_USE))}
        issued = {row.number: row for row in connection.execute(select(COUPON))}
        kept = connection.execute(select(CLAIM).where(CLAIM.c.state == "open")).all()
    by_number: dict[str, list[tuple[Sale, bool]]] = {}
    for sale in papers.sales.values():
        for used in sale.coupons_used:
            by_number.setdefault(used.number, []).append((sale, used.at_risk))
        for printed in sale.coupons_issued:
            row = issued.get(printed.number)
            known = COUPON_NUMBER_KNOWN in papers.flags[sale.receipt_id]
            own = bool(printed.award) or (row is not None and row.issued_by == sale.receipt_id)
            if not known and (row is None or row.state == "unknown" or not own):
                yield Violation("I14", f"{printed.number} stands on the paper of {sale.number} and is not issued")
    for number, taken in sorted(by_number.items()):
        rightful, risky = 0, False
        for sale, at_risk in taken:
            risky = risky or at_risk
            use = uses.get((number, sale.receipt_id))
            if use is None:
                yield Violation("I14", f"{number}: the server does not know that {sale.number} used it")
                continue
            # What was flagged as never issued is right again once the paper that bears it is heard of.
            if use.conflict and not _is_told(papers, sale, use.conflict, issued[number].issued_by):
                yield Violation("I14", f"{number}: {sale.number}: {use.conflict}, and nobody is told")
            rightful += use.conflict is None and not papers.is_back(sale)
        if rightful > 1:
            yield Violation("I14", f"{number} was used {rightful} times, and nobody is told")
        twice = any(uses[key].conflict == TWICE for key in uses if key[0] == number)
        if twice and not risky and not truth.may_risk and not truth.faults["server_restored"]:
            yield Violation("I14", f"{number} was used twice, always with the server's word")
    for row in kept:
        yield Violation("I14", f"{row.kind} {row.number} stays kept for {row.till_id}")


def _is_told(papers: Papers, sale: Sale, conflict: str, issued_by: str | None) -> bool:
    """A coupon that was taken before its own purchase came back is told of with that return."""
    if conflict == UNEARNED:
        back = [each.receipt_id for each in papers.returns.values() if each.sale_id == issued_by]
        return any(COUPON_USED_BEFORE_RETURN in papers.flags[each] for each in back)
    return bool(papers.flags[sale.receipt_id] & _TELLS)
