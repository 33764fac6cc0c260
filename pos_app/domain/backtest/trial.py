"""One past receipt under a programme: its customer's standing, the engine, and what it came to."""

from collections.abc import Mapping
from datetime import tzinfo

from pos_app.domain.backtest.history import Histories
from pos_app.domain.backtest.outcome import Outcome, outcome_of
from pos_app.domain.backtest.past_sale import basket_of_sale, local_time, tier_told
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.transaction.sale import Sale


class Trial:
    """A programme on trial. Sales of a customer must come in order of time."""

    def __init__(self, programme: Programme, openings: Mapping[str, Standing], zone: tzinfo) -> None:
        self._compiled = compile_programme(programme)
        self._histories = Histories(programme, openings)
        self._zone = zone

    def outcome(self, sale: Sale) -> Outcome:
        """What the sale would have come to."""
        at = local_time(sale, self._zone)
        basket = basket_of_sale(sale)
        if sale.customer_id is None:
            return outcome_of(price(basket, None, self._compiled, at))
        history = self._histories.of(sale.customer_id, at.date())
        spendable = max(sale.balance_before or 0, sale.points)
        standing = history.standing(sale.customer_id, at.date(), spendable, tier_told(sale))
        priced = price(basket, standing, self._compiled, at)
        history.bought(at.date(), priced)
        return outcome_of(priced)
