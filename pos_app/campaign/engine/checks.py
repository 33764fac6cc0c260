"""The invariants of the engine by name, and the search for cases that break one."""

import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import process_time

from pos_app.campaign.engine.best_there_is import (
    bounded_entries,
    is_proven,
    is_small,
    no_order_saves_more,
    nothing_saves_more,
)
from pos_app.campaign.engine.best_use_of_points import no_split_saves_more
from pos_app.campaign.engine.case import Case, make_case, smaller_cases
from pos_app.campaign.engine.invariants import (
    BrokenError,
    Check,
    TooLargeError,
    document_is_kept,
    floors_and_caps_hold,
    more_is_not_less,
    order_changes_nothing,
    price_of,
    sums_tie,
    trace_adds_up,
)
from pos_app.campaign.engine.sale_invariants import ledger_balances, returns_restore_everything
from pos_app.campaign.engine.scan_invariants import memory_changes_nothing
from pos_app.domain.pricing.priced import PricedBasket, TraceOutcome

CHECKS: dict[str, Check] = {
    "1 sums tie": sums_tie,
    "2 floors and caps hold": floors_and_caps_hold,
    "3 order changes nothing": order_changes_nothing,
    "4 more goods are not less money": more_is_not_less,
    "5 returns restore everything": returns_restore_everything,
    "6 the trace adds up": trace_adds_up,
    "7 the ledger balances": ledger_balances,
    "the document is kept": document_is_kept,
    "memory changes nothing": memory_changes_nothing,
    "nothing saves more": nothing_saves_more,
    "few pieces are proven best": is_proven,
    "no order of the rules saves more": no_order_saves_more,
    "no split of points saves more": no_split_saves_more,
}
PRICING = "the engine prices it"
_MOST_TRIES = 400


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that breaks ``check``; ``case`` is the least that was found to break it in the same way."""

    number: int
    check: str
    what: str
    case: Case


@dataclass(slots=True)
class Findings:
    """How often each invariant was checked, and each kind of rule met and applied.

    ``small``: baskets of up to six lines under up to six competing rules; ``not_proven``: those of them whose trace
    says that more might be saved. ``slowest``: the longest that one was priced, in seconds of the processor.
    """

    cases: int = 0
    small: int = 0
    not_proven: int = 0
    slowest: float = 0.0
    checked: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Put together what two processes found."""
        self.cases += other.cases
        self.small += other.small
        self.not_proven += other.not_proven
        self.slowest = max(self.slowest, other.slowest)
        self.checked += other.checked
        self.met += other.met
        self.applied += other.applied
        self.failures += other.failures


def check_cases(seed: int, numbers: Iterator[int] | range) -> Findings:
    """Every invariant on every case of these numbers."""
    findings = Findings()
    for number in numbers:
        case = make_case(seed, number)
        findings.cases += 1
        broken = _check(case, findings)
        if broken is not None:
            check, what = broken
            least, told = _least(case, check, what)
            findings.failures.append(Failure(number, check, told, least))
    return findings


def _check(case: Case, findings: Findings) -> tuple[str, str] | None:
    """The first invariant that the case breaks, with what was found."""
    priced: list[PricedBasket] = []
    begun = process_time()
    found = _told(lambda: priced.append(price_of(case)))
    seconds = process_time() - begun
    if found is not None:
        return PRICING, found
    if is_small(case):
        findings.small += 1
        findings.not_proven += bool(bounded_entries(priced[0]))
        findings.slowest = max(findings.slowest, seconds)
    for name, check in CHECKS.items():
        try:
            found = _told(lambda check=check: check(case, priced[0]))  # type: ignore[misc]
        except TooLargeError:
            continue
        findings.checked[name] += 1
        if found is not None:
            return name, found
    _count_kinds(case, priced[0], findings)
    return None


def _broken_in(case: Case, name: str) -> str | None:
    if name == PRICING:
        return _told(lambda: price_of(case))
    try:
        return _told(lambda: CHECKS[name](case, price_of(case)))
    except TooLargeError:
        return None


def _told(trying: Callable[[], object]) -> str | None:
    """What broke; None if nothing did."""
    try:
        trying()
    except BrokenError as error:
        return str(error)
    except TooLargeError:
        raise
    except Exception as error:  # a case that makes the engine raise is a finding, not an end of the search
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {error} ({place.filename.rpartition('/')[2]}:{place.lineno})"
    return None


def _least(case: Case, check: str, what: str) -> tuple[Case, str]:
    """The smallest case found that breaks the same invariant, within a bounded number of tries."""
    tries = 0
    smaller = True
    while smaller and tries < _MOST_TRIES:
        smaller = False
        for other in smaller_cases(case):
            tries += 1
            found = _broken_in(other, check)
            if found is not None:
                case, what, smaller = other, found, True
                break
            if tries >= _MOST_TRIES:
                break
    return case, what


def _count_kinds(case: Case, priced: PricedBasket, findings: Findings) -> None:
    kinds = {rule.rule_id: str(getattr(rule, "kind", "")) for _, rule in case.programme.staged_rules()}
    kinds |= {f"tier:{tier.code}": "tier" for tier in case.programme.tiers}
    applied = {entry.rule_id for entry in priced.trace if entry.outcome is TraceOutcome.APPLIED}
    findings.met.update(set(kinds.values()))
    findings.applied.update({kinds[rule_id] for rule_id in applied if rule_id in kinds})
    findings.applied.update(rule_id for rule_id in applied if rule_id not in kinds)
