"""What the server does by itself, at its start and every hour: each part is repeated without harm."""

import logging
from collections.abc import Callable

from sync.server.awards.birthdays import give_birthday_awards
from sync.server.central import Central
from sync.server.expiry import Burnt, burn_expired
from sync.server.ingest.card_codes import forget_card_codes
from sync.server.ingest.late_returns import post_late_returns
from sync.server.numbers.goods_names import keep_goods_names
from sync.server.numbers.order_office import forget_ended_orders
from sync.server.people.names import keep_names
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.ledger_days import keep_ledger_days
from sync.server.reports.suspicious_use import look_for_suspicious_use
from sync.server.segments.campaigns import grant_waiting
from sync.server.segments.look import look_at_segments
from sync.server.segments.results import count_results
from sync.server.tiers import review_tiers

_log = logging.getLogger("kopilka.server.upkeep")
NOTHING = Burnt(0, 0)
_LOOKING_SECONDS = 900.0
"""A server that begins with a year of shifts looks at them over some hours."""


def upkeep(central: Central) -> Burnt:
    """Burn what expired, look at tiers whose window moved and at segments, give awards and offers, post late returns,
    take ended orders off the tills.

    It looks for suspicious use, too, in the shifts that were closed.

    A part that fails is logged, keeps no other from its work, and is tried again in the next hour. Answers what burnt.
    """
    burnt = NOTHING

    def burn() -> int:
        nonlocal burnt
        burnt = burn_expired(central.engine, central.today(), central.now())
        return burnt.lots

    parts: tuple[tuple[str, Callable[[], int]], ...] = (
        ("burnt lots", burn),
        ("changed tiers", lambda: review_tiers(central)),
        ("birthday awards", lambda: give_birthday_awards(central)),
        ("late returns", lambda: post_late_returns(central)),
        ("moved segments", lambda: look_at_segments(central)),
        ("granted offers", lambda: grant_waiting(central)),
        ("counted offers", lambda: count_results(central)),
        ("names to find people by", lambda: keep_names(central)),
        ("goods to find by their names", lambda: keep_goods_names(central)),
        ("codes of cards forgotten", lambda: forget_card_codes(central)),
        ("ended orders", lambda: forget_ended_orders(central)),
        ("days of the ledger", lambda: keep_ledger_days(central)),
        ("shifts looked at", lambda: _look(central)),
    )
    for name, work in parts:
        try:
            done = work()
        except Exception:
            _log.exception("upkeep failed part=%s", name)
        else:
            if done:
                _log.info("upkeep %s=%d", name.replace(" ", "_"), done)
    return burnt


def _look(central: Central) -> int:
    fold_new(central)
    return look_for_suspicious_use(central, _LOOKING_SECONDS)
