"""What the server does by itself, at its start and every hour: each part is repeated without harm."""

from sync.server.central import Central
from sync.server.expiry import Burnt, burn_expired
from sync.server.ingest.late_returns import post_late_returns
from sync.server.tiers import review_tiers


def upkeep(central: Central) -> Burnt:
    """Burn what expired, look at tiers whose window moved, post returns that missed their sale; answers what burnt."""
    burnt = burn_expired(central.engine, central.today(), central.now())
    review_tiers(central)
    post_late_returns(central)
    return burnt
