"""Finding a customer by whatever is said, and what he may spend with and without the server."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos_app.domain.loyalty.account import Account, AccountFacts, Standing
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.loyalty.rules.offline import OfflineTerms
from pos_app.domain.people.customer import Customer
from pos_app.domain.transaction.sale import Sale
from pos_app.services.customer import CHOICE_LIMIT
from pos_app.services.customer_answers import CustomerChoice, CustomerFound, CustomerNotFound
from tests.fakes.customer_directory import InMemoryCustomerDirectory
from tests.services.refusals import refused
from tests.services.shop import ANNA, ANNAS_ACCOUNT, BORIS, TEA, VERA, Shop


def sell_with_points(shop: Shop, kopecks: int) -> Sale:
    """Anna buys tea and pays ``kopecks`` with points, the rest by card."""
    shop.sale.add_item(TEA, 4000)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.SUM, kopecks))
    shop.hold_points()
    state = shop.sale.begin_payment()
    shop.sale.take_card(state.remaining_kopecks)
    return shop.sale.finish()


@pytest.mark.parametrize(
    "typed", ["89730000042", "+7 (973) 000-00-42", "9730000042", "8 973 000 00 42", "tel:+79730000042"]
)
def test_a_phone_in_every_spelling(shop: Shop, typed: str) -> None:
    assert shop.customers.find(typed) == CustomerFound(ANNA)


def test_four_digits_are_the_end_of_a_phone(shop: Shop) -> None:
    assert shop.customers.find("0007") == CustomerFound(VERA)
    assert shop.customers.find("0042") == CustomerChoice((ANNA, BORIS))
    assert shop.customers.find("00-42") == CustomerChoice((ANNA, BORIS))


def test_more_than_nine_people_are_cut_and_said_so(shop: Shop) -> None:
    for number in range(CHOICE_LIMIT + 1):
        shop.directory.add(Customer(f"c{number}", f"Гость {number}", "", None, None), f"+797322{number:02d}7777")
    answer = shop.customers.find("7777")
    assert isinstance(answer, CustomerChoice)
    assert (len(answer.customers), answer.more) == (CHOICE_LIMIT, True)


@pytest.mark.parametrize("spelling", ["{}", "kp{}", "КР {}", " {} "])
def test_a_card_as_people_type_it(shop: Shop, spelling: str) -> None:
    assert ANNA.card_number is not None
    assert shop.customers.find(spelling.format(ANNA.card_number[2:])) == CustomerFound(ANNA)


@pytest.mark.parametrize(
    ("typed", "key", "params"),
    [
        ("89739999999", "phone_unknown", {"phone": "+7 973 ···-··-99"}),
        ("1234", "last4_unknown", {"digits": "1234"}),
        ("KP000000034", "card_unknown", {"number": "KP000000034"}),
        ("KP000000035", "card_check_digit", {}),
        ("", "not_a_phone", {}),
        ("Анна", "not_a_phone", {}),
        ("973000", "phone_too_short", {"digits": 6}),
        ("973000004", "phone_too_short", {"digits": 9}),
        ("8973000004255", "phone_too_long", {"digits": 13}),
        ("84950000042", "phone_not_mobile", {}),
    ],
)
def test_who_is_not_found_and_why(shop: Shop, typed: str, key: str, params: dict[str, int | str]) -> None:
    assert shop.customers.find(typed) == CustomerNotFound(key, params)


def test_before_the_first_load_that_is_the_reason(shop: Shop) -> None:
    shop.directory.people.clear()
    assert shop.customers.find("89730000042") == CustomerNotFound("no_customers_loaded")


def test_the_panel_of_a_member(shop: Shop) -> None:
    panel = shop.customers.panel("anna")
    assert panel.customer == ANNA
    assert panel.tier_name is not None
    assert panel.tier_name.ru == "silver"
    assert (panel.balance, panel.spendable, panel.pending, panel.debt) == (125_000, 125_000, 0, 0)
    assert (panel.burning, panel.burning_day) == (25_000, date(2026, 3, 20))
    assert (panel.offline, panel.account_known) == (False, True)
    assert shop.customers.standing("anna") == Standing(
        "anna", "silver", 125_000, turnover_kopecks=2_000_000, life_turnover_kopecks=2_000_000, birthday=(2, 28)
    )


def test_who_has_no_account_yet_spends_nothing(shop: Shop) -> None:
    panel = shop.customers.panel("vera")
    assert (panel.account_known, panel.spendable, panel.tier_name, panel.burning_day) == (False, 0, None, None)
    assert shop.customers.standing("vera") == Standing("vera", None, 0)
    assert shop.customers.balance("vera") is None


def test_an_unknown_id_is_refused(shop: Shop) -> None:
    with refused("customer_unknown"):
        shop.customers.panel("nobody")
    with refused("customer_unknown"):
        shop.customers.standing("nobody")


def test_a_tier_that_the_programme_lost_has_no_name(shop: Shop) -> None:
    shop.directory.add(BORIS, "+79731110042", Account("boris", 0, 0, (), "platinum", 0))
    assert shop.customers.panel("boris").tier_name is None


def test_own_unsent_sales_stand_in_the_panel(shop: Shop) -> None:
    sale = sell_with_points(shop, 10_000)
    panel = shop.customers.panel("anna")
    assert sale.points == 10_000
    assert panel.spendable == 115_000
    assert panel.pending == sale.earned > 0
    assert panel.balance == 115_000 + sale.earned


def test_once_the_server_has_them_its_figure_counts(shop: Shop) -> None:
    sale = sell_with_points(shop, 10_000)
    settled = replace(ANNAS_ACCOUNT, available=115_000 + sale.earned, lots=ANNAS_ACCOUNT.lots[1:], applied_seq=2)
    shop.directory.accounts["anna"] = settled
    assert shop.customers.panel("anna").pending == 0
    assert shop.customers.panel("anna").spendable == sum(lot.remaining for lot in settled.lots)


def test_offline_what_is_leased_is_the_limit(shop: Shop) -> None:
    shop.online = False
    assert shop.customers.panel("anna").spendable == 0
    assert shop.customers.panel("anna").allowance_used
    shop.lease("anna", 30_000)
    panel = shop.customers.panel("anna")
    assert (panel.balance, panel.spendable, panel.leased, panel.offline) == (125_000, 30_000, 30_000, True)
    assert panel.leased_until == shop.clock.now() + timedelta(hours=72)
    sell_with_points(shop, 20_000)
    assert shop.customers.panel("anna").spendable == 10_000
    assert sell_with_points(shop, 99_999).points == 10_000
    panel = shop.customers.panel("anna")
    assert (panel.spendable, panel.leased, panel.leased_until) == (0, 0, None)
    shop.online = True
    assert shop.customers.panel("anna").spendable == 95_000


def test_a_lease_ends_by_the_machines_own_clock(shop: Shop) -> None:
    shop.online = False
    shop.lease("anna", 30_000, hours=1)
    shop.clock.advance(minutes=59, seconds=59)
    assert shop.customers.panel("anna").spendable == 30_000
    shop.clock.advance(seconds=1)
    assert shop.customers.panel("anna").spendable == 0


def test_the_programmes_risk_counts_by_the_shops_local_day_above_the_leases(shop: Shop) -> None:
    (whole,) = shop.programmes.versions
    shop.programmes.versions = [replace(whole, offline=OfflineTerms(offline_risk_points=30_000))]
    shop.online = False
    shop.lease("anna", 5_000)
    assert shop.customers.panel("anna").spendable == 35_000
    shop.clock.advance(hours=11, minutes=59)  # 23:59 in Moscow
    sale = sell_with_points(shop, 35_000)
    assert [part.points for part in sale.redemption] == [5_000]
    assert shop.customers.panel("anna").spendable == 0
    shop.clock.advance(minutes=2)
    assert shop.customers.panel("anna").spendable == 30_000


def test_the_risk_is_never_more_than_what_was_free(shop: Shop) -> None:
    (whole,) = shop.programmes.versions
    shop.programmes.versions = [replace(whole, offline=OfflineTerms(offline_risk_points=30_000))]
    shop.online = False
    shop.directory.accounts["anna"] = replace(ANNAS_ACCOUNT, available=25_000, lots=ANNAS_ACCOUNT.lots[:1])
    assert shop.customers.panel("anna").spendable == 25_000


def test_books_that_came_from_a_backup_spend_nothing_that_was_promised(shop: Shop) -> None:
    shop.online = False
    shop.lease("anna", 30_000)
    shop.books.frozen = True
    assert shop.customers.panel("anna").spendable == 0


def test_the_engine_gets_the_facts_of_the_account_and_of_what_is_not_sent_yet(shop: Shop) -> None:
    today = date(2026, 3, 14)
    facts = AccountFacts(
        day=today, purchases=4, life_turnover_kopecks=9_000_000, tags=("doctor",), accruals_today=1, spends_today=1
    )
    shop.directory.accounts["anna"] = replace(ANNAS_ACCOUNT, facts=facts)
    standing = shop.customers.standing("anna")
    assert (standing.purchases, standing.tags, standing.birthday) == (4, ("doctor",), (2, 28))
    assert (standing.turnover_kopecks, standing.life_turnover_kopecks) == (2_000_000, 9_000_000)
    sell_with_points(shop, 10_000)
    after = shop.customers.standing("anna")
    assert (after.purchases, after.accruals_today, after.spends_today) == (5, 2, 2)
    shop.clock.advance(days=1)
    tomorrow = shop.customers.standing("anna")
    assert (tomorrow.purchases, tomorrow.accruals_today, tomorrow.spends_today) == (5, 0, 0)


def test_without_a_programme_the_balance_is_still_shown(shop: Shop) -> None:
    shop.programmes.versions.clear()
    panel = shop.customers.panel("anna")
    assert (panel.balance, panel.tier_name) == (125_000, None)


def test_the_directory_is_asked_for_no_more_than_needed(shop: Shop) -> None:
    asked: list[int] = []

    class Counting(InMemoryCustomerDirectory):
        def by_last4(self, digits: str, limit: int) -> tuple[Customer, ...]:
            asked.append(limit)
            return super().by_last4(digits, limit)

    shop.directory = Counting()
    shop.restart()
    shop.customers.find("0042")
    assert asked == [CHOICE_LIMIT + 1]
