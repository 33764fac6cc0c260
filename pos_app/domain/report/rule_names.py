"""What rules were called: by the version of the programme that was in force then."""

from collections.abc import Collection, Iterable
from datetime import date

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.why.explain import rule_names


def rule_names_on(programmes: Iterable[Programme], rule_ids: Collection[str], day: date) -> dict[str, LocalText]:
    """By rule id, tiers and memberships (``tier:gold``) too: of the newest version that had begun by ``day`` and knows
    it, else of the next one that does.
    """
    wanted = set(rule_ids)
    found: dict[str, LocalText] = {}
    for programme in sorted(programmes, key=lambda each: (each.starts_at, each.version)):
        has_begun = programme.starts_at.date() <= day
        known = rule_names(programme)
        found |= {each: known[each] for each in wanted & known.keys() if has_begun or each not in found}
    return found
