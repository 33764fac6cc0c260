"""What the cashier is told of a customer beside points: offers that hold, privileges, memberships, the next tier."""

from dataclasses import replace
from datetime import date

from pos_app.domain.loyalty.account import GrantedOffer, Standing
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer
from pos_app.domain.loyalty.rules.tiers import Privilege
from pos_app.services.customer_benefits import benefits_of
from tests.domain.goods import programme, tier
from tests.services.shop import ANNAS_ACCOUNT, MILK, Shop

TODAY = date(2026, 3, 2)
SILVER = replace(
    tier("silver", 1_000_000, 300, 700), privileges=(Privilege("no-queue", LocalText("Без очереди", "No queue")),)
)
GOLD = tier("gold", 5_000_000, 500, 1_000)
OFFER = PersonalOffer("tea-friend", LocalText("Чай другу", "Tea for a friend"), benefit=PercentOff(1_000))
PROGRAMME = replace(programme(tiers=(SILVER, GOLD)), standing_discounts=(OFFER,))


def test_a_tier_its_privileges_and_what_is_missing_to_the_next() -> None:
    benefits = benefits_of(PROGRAMME, Standing("anna", "silver", 0, turnover_kopecks=2_000_000), TODAY)
    assert [name.ru for name in benefits.privileges] == ["Без очереди"]
    assert benefits.next_tier is not None
    assert benefits.next_tier.missing_kopecks == 3_000_000


def test_a_tier_that_is_kept_is_no_aim_and_the_highest_has_none() -> None:
    kept = benefits_of(PROGRAMME, Standing("anna", "silver", 0, turnover_kopecks=10_000), TODAY)
    assert kept.next_tier is not None and kept.next_tier.missing_kopecks == 4_990_000
    assert benefits_of(PROGRAMME, Standing("anna", "gold", 0, turnover_kopecks=0), TODAY).next_tier is None


def test_only_offers_that_hold_today_are_told() -> None:
    def told(*granted: GrantedOffer) -> list[str]:
        benefits = benefits_of(PROGRAMME, Standing("anna", None, 0, offers=granted), TODAY)
        return [offer.rule_id for offer in benefits.offers]

    assert told(GrantedOffer("tea-friend", (), TODAY, 1)) == ["tea-friend"]
    assert told(GrantedOffer("tea-friend", (), date(2026, 3, 1))) == []
    assert told(GrantedOffer("tea-friend", (), None, 0)) == []
    assert told(GrantedOffer("gone", ())) == [] and told() == []


def test_an_offer_is_told_the_moment_the_customer_is_known_and_is_used_up(shop: Shop) -> None:
    shop.programmes.versions[:] = [PROGRAMME]
    facts = replace(ANNAS_ACCOUNT.facts, offers=(GrantedOffer("tea-friend", (), None, 1),))
    shop.directory.set_account(replace(ANNAS_ACCOUNT, facts=facts))
    shop.sale.add_item(MILK)
    panel = shop.sale.attach_customer("anna").panel
    assert panel is not None and [offer.rule_id for offer in panel.benefits.offers] == ["tea-friend"]
    assert shop.sale.state.priced.net_kopecks < MILK.price_kopecks
    shop.sale.pay_rest_by_card()
    shop.sale.finish()
    assert shop.customers.panel("anna").benefits.offers == ()
