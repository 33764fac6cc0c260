"""What is done for a customer beside selling: cards, form, consents, phones, merges; each refusal by its key."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pos_app.domain.codes.card_number import generate as card
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.held_card import BlockReason
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.services.customer_answers import CustomerFound, CustomerNotFound
from pos_app.services.customer_desk.form import FullForm
from pos_app.services.errors import ServiceError
from pos_app.services.registration import NewCustomer
from sync.protocol.customer_page import ConsentRow, CustomerPageAnswer, HistoryKind, HistoryRow
from sync.protocol.rows import CustomerRow
from tests.fakes.customer_door import CODE
from tests.services.refusals import refused
from tests.services.shop import ANNAS_PHONE, MILK, Shop

NEW, OTHER = card(7), card(8)
ZOES_PHONE = "+79736660101"
EARLY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def joined(shop: Shop, friend: str = "") -> str:
    """Zoe joins here."""
    said = NewCustomer(ZOES_PHONE, "Зоя", personal_data=True, friend=friend)
    return shop.registration.register(said, shop.cashier)


# ------------------------------------------------------------------ cards


def test_a_card_is_handed_out_and_names_its_holder(shop: Shop) -> None:
    shop.desk.cards.issue("vera", NEW, shop.cashier)
    assert isinstance(shop.customers.find(NEW), CustomerFound)
    assert shop.desk.cards.cards_of("vera")[0].card_number == NEW
    with refused("card_is_his"):
        shop.desk.cards.issue("vera", NEW, shop.cashier)
    with refused("card_taken"):
        shop.desk.cards.issue("boris", NEW, shop.cashier)
    with refused("customer_unknown"):
        shop.desk.cards.issue("nobody", OTHER, shop.cashier)


def test_a_typed_or_scanned_card_is_read(shop: Shop) -> None:
    assert shop.desk.cards.number_of(NEW.lower()) == NEW
    with refused("not_a_card"):
        shop.desk.cards.number_of("12")
    wrong = NEW[:-1] + str((int(NEW[-1]) + 1) % 10)
    with refused("card_check_digit"):
        shop.desk.cards.number_of(wrong)


def test_a_lost_card_is_refused_at_once(shop: Shop) -> None:
    shop.desk.cards.block("anna", card(1), BlockReason.LOST, shop.cashier)
    answer = shop.customers.find(card(1))
    assert isinstance(answer, CustomerNotFound) and answer.key == "card_blocked"
    assert answer.params["why"] == "lost"
    with refused("card_was_blocked"):
        shop.desk.cards.block("anna", card(1), BlockReason.LOST, shop.cashier)
    with refused("card_not_his"):
        shop.desk.cards.block("boris", card(1), BlockReason.LOST, shop.cashier)
    assert [deed.kind for deed in shop.books.deeds(5)] == [DeedKind.CARD_BLOCKED]


def test_another_card_in_its_place_is_one_deed(shop: Shop) -> None:
    shop.books.fail_next_write()
    with refused("not_stored"):
        shop.desk.cards.replace("anna", card(1), NEW, shop.cashier)
    assert isinstance(shop.customers.find(card(1)), CustomerFound)
    shop.desk.cards.replace("anna", card(1), NEW, shop.cashier, BlockReason.DAMAGED)
    facts = [kept.fact for kept in shop.books.person_facts("anna")]
    assert [type(fact) for fact in facts] == [CardBlocked, CardBound]
    assert [(each.card_number, each.in_force) for each in shop.desk.cards.cards_of("anna")] == [
        (NEW, True),
        (card(1), False),
    ]


def test_a_found_card_needs_a_senior_person(shop: Shop) -> None:
    shop.desk.cards.block("anna", card(1), BlockReason.LOST, shop.cashier)
    with refused("approval_needed", needed_role="senior"):
        shop.desk.cards.activate("anna", card(1), shop.cashier)
    shop.desk.cards.activate("anna", card(1), shop.cashier, shop.senior)
    fact = shop.books.person_facts("anna")[-1].fact
    assert isinstance(fact, CardActivated) and fact.approved_by == shop.senior.operator_id
    assert isinstance(shop.customers.find(card(1)), CustomerFound)
    with refused("card_in_force"):
        shop.desk.cards.activate("anna", card(1), shop.senior)


def test_after_a_doubt_the_same_card_is_stored_once(shop: Shop) -> None:
    shop.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        shop.desk.cards.issue("vera", NEW, shop.cashier)
    assert shop.desk.recorder.unsure
    shop.desk.recorder.settle()
    assert len(shop.books.person_facts("vera")) == 1 and not shop.desk.recorder.unsure


# ------------------------------------------------------------------ form, consents, phone


def test_the_full_form_is_stored_sealed(shop: Shop) -> None:
    form = FullForm("Вера  Верина", "vera@mail.example", date(1984, 12, 31))
    shop.desk.form.change("vera", form, shop.cashier)
    assert shop.desk.form.form("vera") == replace(form, name="Вера Верина")
    assert "vera@mail" not in (shop.books.operation_text(shop.books.queued_operations(1)[0].op_id) or "")
    for wrong, key in (
        (replace(form, name=" "), "name_needed"),
        (replace(form, email="vera"), "not_an_email"),
        (replace(form, birth_day=date(1890, 1, 1)), "birth_day_impossible"),
        (replace(form, birth_day=date(2999, 1, 1)), "birth_day_impossible"),
    ):
        with refused(key):
            shop.desk.form.change("vera", wrong, shop.cashier)


def test_the_newest_word_about_a_consent_holds(shop: Shop) -> None:
    told = (ConsentRow(ConsentPurpose.MARKETING, EARLY, False, "2025-1"),)
    held = {each.purpose: each for each in shop.desk.form.consents("vera", told)}
    assert (held[ConsentPurpose.MARKETING].given, held[ConsentPurpose.MARKETING].text_version) == (True, "2025-1")
    assert not held[ConsentPurpose.PERSONAL_DATA].given
    shop.desk.form.withdraw_consent("vera", ConsentPurpose.MARKETING, shop.cashier)
    shop.desk.form.give_consent("vera", ConsentPurpose.PERSONAL_DATA, shop.cashier)
    held = {each.purpose: each for each in shop.desk.form.consents("vera", told)}
    assert not held[ConsentPurpose.MARKETING].given
    assert held[ConsentPurpose.PERSONAL_DATA].given and held[ConsentPurpose.PERSONAL_DATA].at == shop.clock.now()


def test_a_phone_is_shown_after_the_journal_has_it(shop: Shop) -> None:
    shop.books.fail_next_write()
    with refused("not_stored"):
        shop.desk.form.reveal_phone("anna", shop.cashier)
    shown = shop.desk.form.reveal_phone("anna", shop.cashier)
    assert "".join(char for char in shown if char.isdigit()) == ANNAS_PHONE[1:]
    (kept,) = shop.books.person_facts("anna")
    assert isinstance(kept.fact, PhoneShown) and kept.fact.operator_id == shop.cashier.operator_id
    (deed,) = shop.books.deeds(5)
    assert (deed.kind, deed.operator_name) == (DeedKind.PHONE_SHOWN, shop.cashier.name)


# ------------------------------------------------------------------ merging


def test_two_accounts_are_told_before_and_merged_by_a_senior(shop: Shop) -> None:
    preview = shop.desk.merging.preview("anna", "boris")
    assert (preview.stays.customer_id, preview.goes.customer_id) == ("anna", "boris")
    assert (preview.stays_balance, preview.goes_balance, preview.contradicts) == (125_000, 0, True)
    with refused("reason_needed"):
        shop.desk.merging.merge("anna", "boris", " ", shop.cashier)
    with refused("approval_needed", needed_role="senior"):
        shop.desk.merging.merge("anna", "boris", "one person", shop.cashier)
    with refused("same_customer"):
        shop.desk.merging.preview("anna", "anna")
    shop.desk.merging.merge("anna", "boris", "one person", shop.cashier, shop.senior)
    fact = shop.books.person_facts("anna")[-1].fact
    assert isinstance(fact, CustomersMerged)
    assert (fact.operator_id, fact.approved_by) == (shop.cashier.operator_id, shop.senior.operator_id)
    with refused("merge_on_its_way"):
        shop.desk.merging.merge("anna", "boris", "again", shop.senior)


# ------------------------------------------------------------------ whether the phone is his


def test_who_joined_earns_and_spends_after_the_code(shop: Shop) -> None:
    customer_id = joined(shop)
    assert not shop.customers.panel(customer_id).confirmed
    question = shop.desk.phones.question(customer_id)
    sent = shop.desk.phones.sent(question, shop.desk.phones.ask(question))
    wrong = shop.desk.phones.check(sent, "0000", shop.cashier)
    with refused("code_wrong", left=2):
        shop.desk.phones.told(wrong, shop.desk.phones.ask_check(wrong))
    with refused("code_digits", digits=4):
        shop.desk.phones.check(sent, "48a1", shop.cashier)
    right = shop.desk.phones.check(sent, f" {CODE} ", shop.cashier)
    shop.desk.phones.told(right, shop.desk.phones.ask_check(right))
    assert shop.customers.panel(customer_id).confirmed
    with refused("phone_is_confirmed"):
        shop.desk.phones.question(customer_id)


def test_a_customer_whose_phone_is_not_confirmed_spends_nothing(shop: Shop) -> None:
    anna = shop.directory.people["anna"][0]
    shop.directory.people["anna"] = (replace(anna, confirmed=False), ANNAS_PHONE)
    view = shop.customers.view("anna")
    assert (view.panel.balance, view.panel.spendable, view.secured, view.standing.spendable) == (125_000, 0, 0, 0)
    shop.sale.add_item(MILK)
    shop.sale.attach_customer("anna")
    assert shop.sale.state.priced.earned > 0 and shop.sale.state.priced.points_limit_kopecks == 0
    shop.desk.phones.vouch("anna", "знаю её", shop.senior)
    assert shop.customers.panel("anna").spendable == 125_000


def test_codes_end_and_are_used_up(shop: Shop) -> None:
    customer_id = joined(shop)
    question = shop.desk.phones.question(customer_id)
    sent = shop.desk.phones.sent(question, shop.desk.phones.ask(question))
    for key in ("code_wrong", "code_wrong", "code_used_up"):
        asked = shop.desk.phones.check(sent, "1111", shop.cashier)
        with refused(key):
            shop.desk.phones.told(asked, shop.desk.phones.ask_check(asked))
    shop.clock.advance(minutes=5)
    with refused("code_expired"):
        shop.desk.phones.check(sent, CODE, shop.cashier)


@pytest.mark.parametrize(
    ("code", "key"),
    [("customer_unknown", "code_not_sent_yet"), ("too_many_codes", "too_many_codes"), ("", "code_not_sent")],
)
def test_why_no_code_was_sent(shop: Shop, code: str, key: str) -> None:
    customer_id = joined(shop)
    shop.customer_door.says = [code]
    question = shop.desk.phones.question(customer_id)
    with refused(key):
        shop.desk.phones.sent(question, shop.desk.phones.ask(question))


def test_without_the_server_a_senior_vouches(shop: Shop) -> None:
    customer_id = joined(shop)
    shop.customer_door.worth_asking = False
    with refused("codes_need_server"):
        shop.desk.phones.question(customer_id)
    with refused("approval_needed"):
        shop.desk.phones.vouch(customer_id, "rang the shop", shop.cashier)
    shop.desk.phones.vouch(customer_id, "rang the shop", shop.cashier, shop.senior)
    fact = shop.books.person_facts(customer_id)[-1].fact
    assert isinstance(fact, PhoneVouched) and fact.approved_by == shop.senior.operator_id
    assert shop.customers.panel(customer_id).confirmed


def test_a_friend_is_named_by_card_or_phone(shop: Shop) -> None:
    with refused("friend_unknown"):
        joined(shop, "89730009999")
    customer_id = joined(shop, card(1))
    record = shop.books.registered(customer_id)
    assert record is not None and record.invited_by == "anna"
    assert shop.registration.friend(ANNAS_PHONE) is not None and shop.registration.friend("  ") is None


# ------------------------------------------------------------------ the page


def sell(shop: Shop) -> str:
    shop.sale.add_item(MILK)
    shop.sale.attach_customer("anna")
    shop.sale.pay_rest_by_card()
    return shop.sale.finish().receipt_id


def test_the_page_without_the_server_is_what_this_till_knows(shop: Shop) -> None:
    receipt_id = sell(shop)
    shop.online = False
    assert shop.desk.pages.question("anna", shop.cashier) is None
    page = shop.desk.pages.known("anna")
    assert not page.from_server
    assert [(row.row.receipt_id, row.here) for row in page.history] == [(receipt_id, True)]
    assert page.cards[0].card_number == card(1)


def test_the_page_of_the_server_is_joined_with_what_waits_here(shop: Shop) -> None:
    receipt_id = sell(shop)
    elsewhere = HistoryRow(EARLY, HistoryKind.SALE, 500, 0, 500, "other", "7-000003", 10_000)
    burnt = HistoryRow(EARLY, HistoryKind.BURN, -700)
    row = CustomerRow("anna", "Анна", ANNAS_PHONE, None, None)
    shop.customer_door.pages["anna"] = CustomerPageAnswer(
        row, None, (elsewhere, burnt), registered_at=EARLY, invited_by="Борис"
    )
    question = shop.desk.pages.question("anna", shop.cashier)
    assert question is not None and question.operator_id == shop.cashier.operator_id
    page = shop.desk.pages.told(question, shop.desk.pages.ask(question))
    assert page.from_server and page.invited_by == "Борис"
    assert [(each.row.receipt_id, each.here, each.unsent) for each in page.history] == [
        (receipt_id, True, True),
        ("other", False, False),
        ("", False, False),
    ]


def test_no_answer_leaves_the_page_as_it_was(shop: Shop) -> None:
    shop.customer_door.says = [""]
    question = shop.desk.pages.question("anna", shop.cashier)
    assert question is not None
    assert not shop.desk.pages.told(question, shop.desk.pages.ask(question)).from_server
    with pytest.raises(ServiceError):
        shop.desk.pages.known("nobody")
