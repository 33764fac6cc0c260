"""What a programme would have known of a customer at each receipt: built up from the receipts before it."""

from collections.abc import Mapping
from datetime import date, timedelta

from pos_app.domain.backtest.running_tier import RunningTier
from pos_app.domain.loyalty.account import RuleUses, Standing
from pos_app.domain.loyalty.counted_rules import counted_rules
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.pricing.priced import PricedBasket, TraceOutcome


class CustomerHistory:
    """One customer under one programme. ``opening``: his standing before the first receipt, if it is known."""

    def __init__(
        self, programme: Programme, opening: Standing | None, first_day: date, counted: frozenset[str]
    ) -> None:
        self._programme = programme
        self._opening = opening
        self._counted = counted
        self._tier = RunningTier(programme)
        self._purchases = 0 if opening is None else opening.purchases
        self._life_before = 0
        self._uses = {} if opening is None else {uses.rule_id: uses.times for uses in opening.rule_uses}
        self._today: date | None = None
        self._uses_today: dict[str, int] = {}
        self._accruals_today = self._spends_today = 0
        if opening is not None:
            self._tier.bought(first_day - timedelta(days=1), opening.turnover_kopecks)
            self._life_before = max(0, opening.life_turnover_kopecks - opening.turnover_kopecks)

    def standing(self, customer_id: str, day: date, spendable: int, tier_told: str | None) -> Standing:
        """Before a receipt on a local day. ``spendable``: hundredths that he could spend, as the receipt tells.

        ``tier_told`` is the tier on the receipt ("": none; None: it tells nothing). For customers without an opening it
        counts, where this programme has it: receipts from before the first one made it.
        """
        self._turn_to(day)
        known = self._opening or Standing(customer_id, None, 0)
        return Standing(
            customer_id=customer_id,
            tier_code=self._tier_code(day, tier_told),
            spendable=spendable,
            card_discount_bp=known.card_discount_bp,
            turnover_kopecks=self._tier.turnover_on(day),
            life_turnover_kopecks=self._life_before + self._tier.life_turnover_kopecks,
            purchases=self._purchases,
            birthday=known.birthday,
            tags=known.tags,
            memberships=known.memberships,
            offers=known.offers,
            rule_uses=tuple(
                RuleUses(rule_id, times, self._uses_today.get(rule_id, 0))
                for rule_id, times in sorted(self._uses.items())
            ),
            accruals_today=self._accruals_today,
            spends_today=self._spends_today,
        )

    def bought(self, day: date, priced: PricedBasket) -> None:
        """A receipt as this programme priced it."""
        self._turn_to(day)
        self._tier.bought(day, priced.money_kopecks)
        self._purchases += 1
        self._accruals_today += priced.earned > 0
        self._spends_today += priced.points > 0
        for entry in priced.trace:
            if entry.rule_id in self._counted and entry.outcome is TraceOutcome.APPLIED:
                self._uses[entry.rule_id] = self._uses.get(entry.rule_id, 0) + 1
                self._uses_today[entry.rule_id] = self._uses_today.get(entry.rule_id, 0) + 1

    def _tier_code(self, day: date, told: str | None) -> str | None:
        if self._opening is None and told is not None and (told == "" or tier_of_code(self._programme, told)):
            return told or None
        reached = self._tier.tier_on(day)
        held = None if self._opening is None else tier_of_code(self._programme, self._opening.tier_code)
        both = [one for one in (reached, held) if one is not None]
        highest = max(both, key=lambda one: one.turnover_kopecks, default=None)
        return None if highest is None else highest.code

    def _turn_to(self, day: date) -> None:
        if day != self._today:
            self._today = day
            self._uses_today = {}
            self._accruals_today = self._spends_today = 0


class Histories:
    """Every customer under one programme. ``openings`` by customer id."""

    def __init__(self, programme: Programme, openings: Mapping[str, Standing]) -> None:
        self._programme = programme
        self._openings = openings
        self._counted = counted_rules(programme)
        self._by_id: dict[str, CustomerHistory] = {}

    def of(self, customer_id: str, day: date) -> CustomerHistory:
        """The customer's history; it begins with his first receipt."""
        found = self._by_id.get(customer_id)
        if found is None:
            opening = self._openings.get(customer_id)
            found = CustomerHistory(self._programme, opening, day, self._counted)
            self._by_id[customer_id] = found
        return found
