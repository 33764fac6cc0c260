"""Which rules of a programme ask how often they applied to the customer before: only their uses are counted."""

from pos_app.domain.loyalty.programme import Programme


def counted_rules(programme: Programme) -> frozenset[str]:
    """Their ids."""
    return frozenset(
        rule.rule_id
        for _, rule in programme.staged_rules()
        if rule.conditions.uses_per_customer is not None
        or rule.conditions.uses_per_customer_day is not None
        or getattr(rule, "most_per_day", None) is not None
    )
