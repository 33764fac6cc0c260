"""What the engine may know of a customer: the server's row, and this till's receipts that the row does not know yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pos_app.domain.loyalty.account import Account, Standing
from pos_app.domain.loyalty.account_facts import facts_after_sale
from pos_app.domain.loyalty.counted_rules import counted_rules
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Points
from pos_app.domain.people.customer import Customer
from pos_app.domain.transaction.sale import Sale


def standing_of(
    customer: Customer, account: Account, unsent: Sequence[Sale], programme: Programme, today: date, spendable: Points
) -> Standing:
    """The same facts that the server has, so that the till's engine comes to the same result.

    ``unsent``: sales here that the row does not hold. They count as visits and uses of rules at once; the turnover and
    the tier wait for the server, which knows what the customer bought elsewhere.
    """
    told = account.facts.day is not None
    facts, counted = account.facts, counted_rules(programme)
    for sale in unsent:
        facts = facts_after_sale(facts, sale, sale.business_day, counted)
    is_today = facts.day == today
    return Standing(
        customer_id=customer.customer_id,
        tier_code=account.tier_code,
        spendable=spendable,
        turnover_kopecks=account.turnover_kopecks,
        # An older server tells one turnover only: that of the whole life.
        life_turnover_kopecks=facts.life_turnover_kopecks if told else account.turnover_kopecks,
        purchases=facts.purchases + len(unsent),
        birthday=None if customer.birth_day is None else (customer.birth_day.month, customer.birth_day.day),
        tags=facts.tags,
        memberships=facts.memberships,
        offers=facts.offers,
        rule_uses=tuple(uses if is_today else replace(uses, times_today=0) for uses in facts.rule_uses),
        accruals_today=facts.accruals_today if is_today else 0,
        spends_today=facts.spends_today if is_today else 0,
    )
