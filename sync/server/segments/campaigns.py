"""A personal offer for everybody of some segments, but for a control group, so that its result can be told.

Who gets nothing is drawn by a hash of campaign and person: by chance, and the same whenever it is asked again. The
offers are granted some hundred people a transaction; what a stopped server left is granted by the next upkeep.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import Connection, func, insert, select, update

from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.segment.segment import Segment
from sync.protocol.operation import unix_ms
from sync.server.bulk import insert_rows
from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import Action, add_to_journal
from sync.server.people.grants import Grant, give_offers
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.segments.results import count_result, first_result, keep_result
from sync.server.tables import CUSTOMER_SEGMENT, OFFER_CAMPAIGN, OFFER_CAMPAIGN_PERSON

_PEOPLE_A_TRANSACTION = 500
_LONGEST_NAME = 80
_MOST_CONTROL_BP = 5_000
_MOST_USES = 1_000


class CampaignRefusedError(ValueError):
    """A campaign cannot be begun. ``key``: ``name_needed``, ``no_segment``, ``no_offer``, ``days_wrong``,
    ``uses_wrong``, ``control_wrong``, ``nobody_there``; ``expected`` says what would do.
    """

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}")
        self.key = key
        self.expected = expected


@dataclass(frozen=True, slots=True)
class CampaignTerms:
    """``rule_id``: a personal offer of the programme in force; ``uses`` None: as often as they like."""

    name: str
    rule_id: str
    segments: tuple[Segment, ...]
    last_day: date
    uses: int | None
    control_bp: int


def personal_offers(connection: Connection, central: Central) -> tuple[PersonalOffer, ...]:
    """The offers that the programme in force has."""
    programme = ProgrammeBook(connection).any_in_force(central.now())
    rules = () if programme is None else programme.standing_discounts
    return tuple(rule for rule in rules if isinstance(rule, PersonalOffer))


def begin_campaign(central: Central, campaign_id: str, terms: CampaignTerms, actor: str) -> int:
    """Write the campaign and its people down, then grant; answers to how many. Raises :class:`CampaignRefusedError`.

    The same id a second time begins nothing new.
    """
    people = write(
        central.engine,
        lambda connection: _begin(connection, central, campaign_id, terms, actor),
        lambda connection: _offered(connection, campaign_id) or None,
    )
    grant_waiting(central)
    return people


def grant_waiting(central: Central) -> int:
    """Give the offers of campaigns that were not given yet; answers to how many people."""
    granted = 0
    with reading(central.engine) as connection:
        campaigns = connection.execute(select(OFFER_CAMPAIGN).where(OFFER_CAMPAIGN.c.last_day >= central.today())).all()
    for campaign in campaigns:
        one, before = Grant(0, "", campaign.rule_id, (), campaign.last_day, campaign.uses, ""), granted
        while portion := write(central.engine, partial(_grant_portion, central, campaign.campaign_id, one)):
            granted += portion
        if granted > before:
            count_result(central, campaign.campaign_id)
    return granted


def _begin(connection: Connection, central: Central, campaign_id: str, terms: CampaignTerms, actor: str) -> int:
    if known := _offered(connection, campaign_id):
        return known
    _check(connection, central, terms)
    codes = [each.value for each in terms.segments]
    ids = connection.execute(
        select(CUSTOMER_SEGMENT.c.customer_id)
        .where(CUSTOMER_SEGMENT.c.segment.in_(codes))
        .order_by(CUSTOMER_SEGMENT.c.customer_id)
    ).scalars()
    people = [
        {
            "campaign_id": campaign_id,
            "customer_id": customer_id,
            "control": is_control(campaign_id, customer_id, terms.control_bp),
            "granted": False,
        }
        for customer_id in ids
    ]
    offered = sum(not each["control"] for each in people)
    if not offered:
        raise CampaignRefusedError("nobody_there", "segments with people in them")
    connection.execute(
        insert(OFFER_CAMPAIGN).values(
            campaign_id=campaign_id,
            name=terms.name.strip(),
            rule_id=terms.rule_id,
            segments=" ".join(codes),
            first_day=central.today(),
            last_day=terms.last_day,
            uses=terms.uses,
            control_bp=terms.control_bp,
            made_ms=unix_ms(central.now()),
            made_by=actor,
        )
    )
    insert_rows(connection, OFFER_CAMPAIGN_PERSON, people)
    keep_result(connection, first_result(campaign_id, unix_ms(central.now()), offered, len(people) - offered))
    detail = f"{terms.rule_id} until {terms.last_day}: {offered} people, {len(people) - offered} to compare with"
    add_to_journal(connection, central.now(), actor, Action.OFFERS_GRANTED, campaign_id, detail)
    return offered


def _check(connection: Connection, central: Central, terms: CampaignTerms) -> None:
    if not 1 <= len(terms.name.strip()) <= _LONGEST_NAME:
        raise CampaignRefusedError("name_needed", f"a name of 1 to {_LONGEST_NAME} characters")
    if not terms.segments:
        raise CampaignRefusedError("no_segment", "at least one segment")
    offers = {each.rule_id for each in personal_offers(connection, central)}
    if terms.rule_id not in offers:
        known = ", ".join(sorted(offers)) or "none: add a personal offer to the programme"
        raise CampaignRefusedError("no_offer", f"a personal offer of the programme; there are: {known}")
    if terms.last_day < central.today():
        raise CampaignRefusedError("days_wrong", f"a last day from {central.today()} on")
    if terms.uses is not None and not 1 <= terms.uses <= _MOST_USES:
        raise CampaignRefusedError("uses_wrong", f"1 to {_MOST_USES} times, or as often as they like")
    if not 0 <= terms.control_bp <= _MOST_CONTROL_BP:
        raise CampaignRefusedError("control_wrong", f"0 to {_MOST_CONTROL_BP // 100} % to compare with")


def is_control(campaign_id: str, customer_id: str, control_bp: int) -> bool:
    """Whether a person belongs to those who get nothing."""
    drawn = hashlib.sha256(f"{campaign_id}/{customer_id}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") % WHOLE_BP < control_bp


def _offered(connection: Connection, campaign_id: str) -> int:
    mine = OFFER_CAMPAIGN_PERSON.c
    statement = select(func.count()).where(mine.campaign_id == campaign_id, mine.control.is_(False))
    return int(connection.execute(statement).scalar_one())


def _grant_portion(central: Central, campaign_id: str, one: Grant, connection: Connection) -> int:
    """The next people; 0 when all have it."""
    mine = OFFER_CAMPAIGN_PERSON.c
    people: Sequence[str] = (
        connection.execute(
            select(mine.customer_id)
            .where(mine.campaign_id == campaign_id, mine.control.is_(False), mine.granted.is_(False))
            .order_by(mine.customer_id)
            .limit(_PEOPLE_A_TRANSACTION)
        )
        .scalars()
        .all()
    )
    if people:
        give_offers(connection, central, people, one)
        connection.execute(
            update(OFFER_CAMPAIGN_PERSON)
            .where(mine.campaign_id == campaign_id, mine.customer_id.in_(people))
            .values(granted=True)
        )
    return len(people)
