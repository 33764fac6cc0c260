"""People of the office, a programme with a draft that is tried, offers to segments, corrections that wait."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, insert, text

from pos_app.bench.reports.trade import Trade, customer_id, shop_id
from pos_app.scratch.shop import PROGRAMME
from sync.protocol.operation import unix_ms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.office.people import NewPerson, add_person, person_of_id
from sync.server.office.roles import OfficeRole
from sync.server.programme.drafts import begin_draft
from sync.server.programme.trials import TrialWish, make_trial
from sync.server.retry import write
from sync.server.tables import OFFER_CAMPAIGN, POINTS_CORRECTION

OWNER, ONE_SHOP, REGION = "owner", "one-shop", "region"
"""Who asks: for the whole chain, for the largest shop, for a hundred shops."""
CAMPAIGNS = 30
_REGION_SHOPS = 100
_DAYS_OF_A_CAMPAIGN = 14
_OPEN_CAMPAIGNS = 3
_CORRECTIONS = 200
_PASSWORD = "четыре-Зелёных-чайника"
_IN_A_CAMPAIGN = (
    "INSERT INTO offer_campaign_person (campaign_id, customer_id, control, granted)"
    " SELECT :campaign, customer_id, {control}, {granted} FROM"
    " (SELECT customer_id, CAST(substr(customer_id, 25) AS INTEGER) AS n FROM customer_segment) AS people"
    " WHERE n % 20 = :place"
)


@dataclass(frozen=True, slots=True)
class Office:
    """Ids of what pages show."""

    campaigns: tuple[str, ...]
    draft_id: str
    trial_id: str


def make_office(central: Central, trade: Trade) -> Office:
    """Customers and their segments, receipts and the scratch shop's programme must be there."""
    write(central.engine, partial(_people, central=central, trade=trade))
    campaigns = write(central.engine, partial(_campaigns, trade=trade))
    write(central.engine, partial(_corrections, central=central))
    with reading(central.engine) as connection:
        owner = person_of_id(connection, OWNER)
    if owner is None:
        raise RuntimeError("the owner was made and is not there")
    draft_id = begin_draft(central, owner.viewer(), PROGRAMME, 1)
    wish = TrialWish((shop_id(0),), trade.last_day, trade.last_day, True)
    return Office(campaigns, draft_id, make_trial(central, owner.viewer(), draft_id, wish))


def _people(connection: Connection, central: Central, trade: Trade) -> None:
    region = tuple(shop_id(number) for number in range(min(_REGION_SHOPS, trade.shops)))
    for person_id, role, shops in (
        (OWNER, OfficeRole.OWNER, ()),
        (ONE_SHOP, OfficeRole.MANAGER, (shop_id(0),)),
        (REGION, OfficeRole.MANAGER, region),
    ):
        new = NewPerson(person_id, person_id, role, shops, "ru")
        add_person(connection, new, _PASSWORD, person_id, central.now(), "bench")


def _campaigns(connection: Connection, trade: Trade) -> tuple[str, ...]:
    """Every second week one, each to a twentieth of the customers; the newest are not over."""
    is_sqlite = connection.dialect.name == "sqlite"
    control = "n / 20 % 10 = 0"
    places = {"control": control, "granted": "1" if is_sqlite else "true"}
    made = []
    for number in range(CAMPAIGNS):
        campaign_id = f"{number:032x}"
        back = max(0, number - _OPEN_CAMPAIGNS + 1) * _DAYS_OF_A_CAMPAIGN
        last = trade.last_day - timedelta(days=back) if back else trade.last_day + timedelta(days=5 + number)
        first = min(last, trade.last_day) - timedelta(days=_DAYS_OF_A_CAMPAIGN)
        connection.execute(
            insert(OFFER_CAMPAIGN).values(
                campaign_id=campaign_id,
                name=f"Предложение {number + 1}",
                rule_id=f"promotion-{1 + number % 6}",
                segments="best loyal",
                first_day=first,
                last_day=last,
                uses=1,
                control_bp=1_000,
                made_ms=unix_ms(trade.now) - number,
                made_by=OWNER,
            )
        )
        connection.execute(text(_IN_A_CAMPAIGN.format(**places)), {"campaign": campaign_id, "place": number % 20})
        made.append(campaign_id)
    return tuple(made)


def _corrections(connection: Connection, central: Central) -> None:
    at = unix_ms(central.now())
    rows = [
        {
            "correction_id": f"correction-{number}",
            "customer_id": customer_id(number),
            "points": 100 + number,
            "reason": "обещали на кассе",
            "asked_by": ONE_SHOP,
            "asked_ms": at - number,
            "state": "asked",
        }
        for number in range(_CORRECTIONS)
    ]
    connection.execute(insert(POINTS_CORRECTION), rows)
