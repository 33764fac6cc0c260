"""What rules were called: by the version of the programme that was in force then."""

from collections.abc import Collection, Iterable
from datetime import date

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import Programme


def rule_names_on(programmes: Iterable[Programme], rule_ids: Collection[str], day: date) -> dict[str, LocalText]:
    """By rule id: of the newest version that had begun by ``day`` and knows it, else of the next one that does."""
    wanted = set(rule_ids)
    found: dict[str, LocalText] = {}
    for programme in sorted(programmes, key=lambda each: (each.starts_at, each.version)):
        has_begun = programme.starts_at.date() <= day
        for _, rule in programme.staged_rules():
            if rule.rule_id in wanted and (has_begun or rule.rule_id not in found):
                found[rule.rule_id] = rule.name
    return found
