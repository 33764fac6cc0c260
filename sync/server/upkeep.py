"""What the server does by itself, at its start and every hour: each part is repeated without harm."""

import logging

from sync.server.awards.birthdays import give_birthday_awards
from sync.server.central import Central
from sync.server.expiry import Burnt, burn_expired
from sync.server.ingest.late_returns import post_late_returns
from sync.server.tiers import review_tiers

_log = logging.getLogger("kopilka.server.upkeep")


def upkeep(central: Central) -> Burnt:
    """Burn what expired, look at tiers whose window moved, give birthday awards, post returns that missed their sale.

    Answers what burnt.
    """
    burnt = burn_expired(central.engine, central.today(), central.now())
    review_tiers(central)
    given = give_birthday_awards(central)
    if given:
        _log.info("birthday awards=%d", given)
    post_late_returns(central)
    return burnt
