"""Quick keys: who arranges them, what they show, and how they travel to another till."""

from dataclasses import replace

import pytest

from pos_app.domain.catalogue.quick_keys import KEYS_MAX, QuickKey, QuickKeys, QuickPage
from pos_app.domain.people.deed import DeedKind
from pos_app.services.journal import JournalService
from pos_app.services.quick_keys import QuickKeyService, as_document, cleared, from_document, moved, placed
from tests.services.refusals import refused
from tests.services.shop import MILK, TEA, Shop

PAGE = QuickPage("Хлеб")


@pytest.fixture
def quick(shop: Shop) -> QuickKeyService:
    return QuickKeyService(
        books=shop.books, catalogue=shop.catalogue, operators=shop.operators, clock=shop.clock, ids=shop.ids
    )


def test_a_manager_arranges_them_and_a_cashier_does_not(shop: Shop, quick: QuickKeyService) -> None:
    keys = QuickKeys((placed(placed(PAGE, TEA), MILK),))
    with refused("approval_needed", right="arrange_quick_keys", needed_role="manager"):
        quick.save(keys, shop.cashier)
    quick.save(keys, shop.cashier, shop.manager)
    assert quick.keys() == keys
    deed = shop.books.deeds(1)[0]
    assert (deed.kind, deed.fact("keys"), deed.approved_by) == (
        DeedKind.QUICK_KEYS_ARRANGED,
        2,
        shop.manager.operator_id,
    )


def test_goods_are_shown_at_their_price_of_now_or_as_gone(shop: Shop, quick: QuickKeyService) -> None:
    page = placed(placed(PAGE, TEA), MILK)
    shop.catalogue.items[0] = replace(TEA, price_kopecks=1)
    del shop.catalogue.items[1]
    assert [each.item.price_kopecks if each.item else None for each in quick.shown(page)] == [1, None]


def test_goods_are_placed_moved_and_cleared(shop: Shop) -> None:
    page = placed(placed(PAGE, TEA), MILK)
    assert [(key.place, key.item_id) for key in page.keys] == [(0, "tea"), (1, "milk")]
    assert [(key.place, key.item_id) for key in moved(page, 0, 1).keys] == [(0, "milk"), (1, "tea")]
    assert [(key.place, key.item_id) for key in moved(page, 1, 7).keys] == [(0, "tea"), (7, "milk")]
    assert [(key.place, key.item_id) for key in placed(page, TEA, 5).keys] == [(1, "milk"), (5, "tea")]
    assert cleared(page, 0).keys == (QuickKey(1, "milk"),)
    full = QuickPage("Полная", tuple(QuickKey(place, f"item-{place}") for place in range(KEYS_MAX)))
    with refused("quick_page_full"):
        placed(full, TEA)
    assert placed(full, TEA, 3).at(3) == QuickKey(3, "tea")


@pytest.mark.parametrize(
    ("keys", "refusal"),
    [
        (QuickKeys(tuple(QuickPage(str(n)) for n in range(10))), "quick_pages_full"),
        (QuickKeys((QuickPage(" "),)), "quick_title"),
        (QuickKeys((QuickPage("х" * 21),)), "quick_title"),
        (QuickKeys((QuickPage("х", (QuickKey(KEYS_MAX, "tea"),)),)), "quick_place"),
        (QuickKeys((QuickPage("х", (QuickKey(1, "tea"), QuickKey(1, "milk"))),)), "quick_place_taken"),
    ],
)
def test_what_no_till_could_show_is_refused(shop: Shop, quick: QuickKeyService, keys: QuickKeys, refusal: str) -> None:
    with refused(refusal):
        quick.save(keys, shop.manager)
    with refused(refusal):
        from_document(as_document(keys))
    assert quick.keys() == QuickKeys()


def test_an_arrangement_travels_as_a_file() -> None:
    keys = QuickKeys((placed(PAGE, TEA, label="Чай"),))
    assert from_document(as_document(keys)) == keys
    with refused("quick_file_unreadable"):
        from_document(b"[1]")


def test_the_journal_is_read_by_a_senior_page_by_page(shop: Shop) -> None:
    journal = JournalService(books=shop.books, operators=shop.operators, clock=shop.clock, ids=shop.ids)
    for _ in range(3):
        journal.note(DeedKind.SIGNED_ON, shop.cashier, how="pin")
    with refused("approval_needed", right="see_journal", needed_role="senior"):
        journal.read(shop.cashier)
    newest = journal.read(shop.cashier, shop.senior)
    assert [deed.fact("how") for deed in newest] == ["pin"] * 3
    assert journal.read(shop.senior, before=newest[0].deed_id) == newest[1:]


@pytest.mark.allow_log("deed=not_stored")
def test_a_full_disk_keeps_nobody_from_signing_on(shop: Shop) -> None:
    journal = JournalService(books=shop.books, operators=shop.operators, clock=shop.clock, ids=shop.ids)
    shop.books.fail_next_write()
    journal.note(DeedKind.SIGNED_ON, shop.cashier, how="pin")
    assert journal.read(shop.senior) == ()
