"""Makes the demo shop's customers. Only days depend on ``today``: who they are and what they have does not."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from pos_app.domain.codes import card_number
from pos_app.domain.money.units import Kopecks
from resources.demo.identifiers import demo_id
from resources.demo.phones import make_phones
from resources.demo.programme import lot_days, tier_ladder
from resources.demo.rows import CardRow, CardStatus, CustomerRow, LotRow
from resources.demo.russian_names import FAMILY_NAMES, FATHERS, WOMEN, Gender, family_name, patronymic

CUSTOMERS = 1_000
_FIRST_CARD_SERIAL = 10_001
_WOMEN_PERCENT = 62
_NO_CARD_PERCENT, _REPLACED_PERCENT = 15, 5
_NO_POINTS_PERCENT, _BURNING_PERCENT = 15, 20
_NO_BIRTHDAY_PERCENT = 25
_CONSENT_PERCENT = 60
_BURNING_DAYS = (7, 30)
# Shares of customers by tier, in the order of the programme's ladder; the rest is in the first.
_UPPER_TIER_PERCENTS = (18, 7)
_YOUNGEST_BIRTH, _OLDEST_BIRTH = date(2003, 12, 31), date(1944, 1, 1)
_TOP_TURNOVER_FACTOR = 3  # the best customers have three times what the top tier asks for


def make_customers(today: date, seed: int) -> tuple[CustomerRow, ...]:
    """1,000 people, sorted by id; ``today`` is the business day that lots and registrations are counted from."""
    chance = Random(f"{seed}/customers")
    phones = make_phones(CUSTOMERS, chance)
    return tuple(_customer(number, phone, today, seed, chance) for number, phone in enumerate(phones))


def _customer(number: int, phone: str, today: date, seed: int, chance: Random) -> CustomerRow:
    gender = Gender.FEMALE if _falls(chance, _WOMEN_PERCENT) else Gender.MALE
    given = chance.choice(WOMEN) if gender is Gender.FEMALE else chance.choice(FATHERS).name
    tier_code, turnover = _tier(chance)
    member_days = chance.randint(lot_days() + 5, 4 * lot_days())
    lots = _lots(number, turnover, today, seed, chance)
    return CustomerRow(
        customer_id=demo_id("customer", number, seed),
        family_name=family_name(chance.choice(FAMILY_NAMES), gender),
        given_name=given,
        patronymic=patronymic(chance.choice(FATHERS), gender),
        phone=phone,
        birth_day=None if _falls(chance, _NO_BIRTHDAY_PERCENT) else _birth_day(chance),
        registered_day=today - timedelta(days=member_days),
        advertising_consent=_falls(chance, _CONSENT_PERCENT),
        tier_code=tier_code,
        turnover_kopecks=turnover,
        cards=_cards(number, today, member_days, chance),
        lots=lots,
    )


def _falls(chance: Random, percent: int) -> bool:
    return chance.randrange(100) < percent


def _birth_day(chance: Random) -> date:
    return _OLDEST_BIRTH + timedelta(days=chance.randrange((_YOUNGEST_BIRTH - _OLDEST_BIRTH).days))


def _tier(chance: Random) -> tuple[str, Kopecks]:
    """A tier of the programme and a turnover that gives it."""
    ladder = tier_ladder()
    draw, place = chance.randrange(100), 0
    for upper, percent in enumerate(_UPPER_TIER_PERCENTS, start=1):
        if draw < percent:
            place = upper
            break
        draw -= percent
    starts = [start for _, start in ladder]
    bands = [*pairwise(starts), (starts[-1], starts[-1] * _TOP_TURNOVER_FACTOR)]
    return ladder[place][0], chance.randrange(*bands[place])


def _cards(number: int, today: date, member_days: int, chance: Random) -> tuple[CardRow, ...]:
    """None, one, or a lost one that is blocked and its replacement."""
    draw = chance.randrange(100)
    if draw < _NO_CARD_PERCENT:
        return ()
    first_issued = today - timedelta(days=member_days)
    first = card_number.generate(_FIRST_CARD_SERIAL + number)
    if draw >= _NO_CARD_PERCENT + _REPLACED_PERCENT:
        return (CardRow(first, CardStatus.ACTIVE, first_issued),)
    second = card_number.generate(_FIRST_CARD_SERIAL + CUSTOMERS + number)
    replaced = today - timedelta(days=chance.randint(1, member_days - 1))
    return (CardRow(first, CardStatus.BLOCKED, first_issued), CardRow(second, CardStatus.ACTIVE, replaced))


def _lots(number: int, turnover: Kopecks, today: date, seed: int, chance: Random) -> tuple[LotRow, ...]:
    """Up to four lots that sum to what the turnover may have earned; one customer in five has one that burns soon."""
    draw = chance.randrange(100)
    if draw < _NO_POINTS_PERCENT:
        return ()
    burning = draw < _NO_POINTS_PERCENT + _BURNING_PERCENT
    left = [chance.randint(*_BURNING_DAYS)] if burning else []
    left += chance.sample(range(_BURNING_DAYS[1] + 1, lot_days() + 1), chance.randint(0 if burning else 1, 3))
    # 1 to 4 % of the turnover: with a point worth a rouble, a kopeck and a hundredth of a point are the same.
    earned = max(turnover * chance.randint(100, 400) // 10_000, 500)
    weights = [chance.randint(1, 9) for _ in left]
    return tuple(
        LotRow(
            lot_id=demo_id("lot", number * 10 + place, seed),
            earned_day=today + timedelta(days=days - lot_days()),
            expires_day=today + timedelta(days=days),
            points=max(earned * weight // sum(weights), 1),
        )
        for place, (days, weight) in enumerate(sorted(zip(left, weights, strict=True)))
    )
