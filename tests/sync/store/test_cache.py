"""What the feeds bring is found at once, by every key, and a page is written whole with its cursor."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pos_app.domain.catalogue.item import Item, SellingRules
from pos_app.domain.catalogue.vat import VatRate
from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.loyalty.account import Account, Lot
from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme, ReceiptPicture
from pos_app.domain.money.units import Unit
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.transaction.errors import StoreError
from sync.protocol.encoding import decode, encode
from sync.protocol.rows import CustomerRow, GoodsRow, ProgrammeRow, StaffRow, Stream, VatRow
from sync.store.books import Books
from sync.store.cache import Cache, open_cache
from sync.store.cache_database import CacheState, prepare_cache_database
from sync.store.connection import Database
from sync.store.feed_intake import FeedIntake, open_intake
from sync.store.sealed_body import sealed
from sync.store.staff_list import StaffList
from sync.store.told_people import ToldPeople
from sync.vault.phone_vault import PhoneVault
from tests.sync.store import records

PHONE = "+79730001122"


def item(number: int, name: str, *codes: str, article: str = "") -> Item:
    return Item(
        f"i{number}", name, article or f"{number:05d}", codes, "tea", "Б", Unit.PIECE, 100, "20", SellingRules()
    )


def goods(*items: Item) -> list[GoodsRow]:
    return [GoodsRow(each.item_id, each) for each in items]


def customer(number: int, phone: str, name: str = "Анна", card: str | None = None) -> CustomerRow:
    return CustomerRow(f"c{number}", name, phone, card, date(1990, 2, 28))


@pytest.fixture
def cache_path(tmp_path: Path, vault: PhoneVault) -> Path:
    path = tmp_path / "cache.db"
    assert prepare_cache_database(path, vault) == CacheState(empty=True)
    return path


@pytest.fixture
def intake(cache_path: Path, vault: PhoneVault) -> Iterator[FeedIntake]:
    with closing(open_intake(cache_path, vault)) as opened:
        yield opened


def read_programme(text: str) -> Programme:
    return decode(Programme, text.encode())


@pytest.fixture
def cache(cache_path: Path, vault: PhoneVault, books: Books) -> Iterator[Cache]:
    with closing(open_cache(cache_path, vault, books.last_visit_ms, read_programme)) as opened:
        yield opened


# ------------------------------------------------------------------ goods


def test_one_code_may_name_several_items_and_one_item_have_several_codes(cache: Cache, intake: FeedIntake) -> None:
    tea, mint = item(1, "Чай", "4600000000015", "4600000000022"), item(2, "Чай мятный", "4600000000015")
    assert cache.goods.count() == 0
    intake.apply_page(Stream.GOODS, goods(tea, mint), "1")
    assert set(cache.goods.by_code("4600000000015")) == {tea, mint}
    assert cache.goods.by_code("4600000000022") == (tea,)
    assert cache.goods.by_code("4600000000039") == ()
    assert cache.goods.by_article("00002") == (mint,)
    assert cache.goods.count() == 2


def test_a_changed_item_loses_its_old_codes_and_words_and_a_deleted_one_all(cache: Cache, intake: FeedIntake) -> None:
    old, new = item(1, "Чай чёрный", "4600000000015"), item(1, "Кофе", "4600000000022", article="77777")
    intake.apply_page(Stream.GOODS, goods(old), "1")
    intake.apply_page(Stream.GOODS, goods(new), "2")
    assert cache.goods.by_code("4600000000015") == cache.goods.by_article("00001") == cache.goods.search("чай", 5) == ()
    assert cache.goods.by_code("4600000000022") == cache.goods.search("коф", 5) == (new,)
    intake.apply_page(Stream.GOODS, [GoodsRow("i1", None, deleted=True), GoodsRow("i9", None, deleted=True)], "3")
    assert cache.goods.search("кофе", 5) == cache.goods.by_code("4600000000022") == ()
    assert cache.goods.count() == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("чай", {"i1", "i2"}),
        ("ЧЁРНЫЙ", {"i1"}),
        ("черн", {"i1"}),
        ("каркадэ ча", {"i2"}),
        ("ча каркадэ", {"i2"}),
        ("мо", {"i3"}),
        ("молоко 3,2%", {"i3"}),
        ("3.2", {"i3"}),
        ("2", {"i3"}),
        ("йогурт", {"i4"}),
        ("иогурт", set()),
        ("рный", {"i1"}),
        ('"чай" OR молоко', set()),
        ("чай*", {"i1", "i2"}),
        ("NEAR(", set()),
        ("%% — !", set()),
        ("", set()),
    ],
)
def test_search_takes_words_and_parts_of_them(cache: Cache, intake: FeedIntake, asked: str, found: set[str]) -> None:
    intake.apply_page(
        Stream.GOODS,
        goods(
            item(1, "Чай чёрный «Принцесса»"),
            item(2, "Чай каркадэ"),
            item(3, "Молоко 3,2 % «Ёлочка»"),
            item(4, "Йогурт"),
        ),
        "1",
    )
    assert {each.item_id for each in cache.goods.search(asked, 10)} == found


def test_whole_words_come_before_beginnings_and_nothing_comes_twice(cache: Cache, intake: FeedIntake) -> None:
    names = ("Сырок с ванилью", "Сырный соус", "Сыр Российский", "Сырок с какао", "Плавленый сыр", "Рассыр")
    intake.apply_page(Stream.GOODS, goods(*(item(n, name) for n, name in enumerate(names))), "1")
    found = [each.name for each in cache.goods.search("сыр", 10)]
    assert set(found[:2]) == {"Сыр Российский", "Плавленый сыр"}
    assert found[-1] == "Рассыр"
    assert sorted(found) == sorted(names)
    assert [each.name for each in cache.goods.search("сыр", 2)] == found[:2]


def test_search_gives_no_more_than_was_asked(cache: Cache, intake: FeedIntake) -> None:
    intake.apply_page(Stream.GOODS, goods(*(item(n, f"Чай {n}") for n in range(20))), "1")
    assert len(cache.goods.search("чай", 7)) == 7


def test_vat_rates_are_dated(cache: Cache, intake: FeedIntake) -> None:
    rows = [
        VatRow("20", date(2019, 1, 1), 2000),
        VatRow("20", date(2026, 1, 1), 2200),
        VatRow("0", date(2019, 1, 1), None),
    ]
    intake.apply_page(Stream.VAT, rows, "1")
    intake.apply_page(Stream.VAT, [VatRow("20", date(2026, 1, 1), None, deleted=True)], "2")
    assert cache.goods.vat_rates() == (VatRate("0", date(2019, 1, 1), None), VatRate("20", date(2019, 1, 1), 2000))


# ------------------------------------------------------------------ customers


def test_a_customer_is_found_by_phone_card_and_id_and_shown_masked(cache: Cache, intake: FeedIntake) -> None:
    intake.apply_page(Stream.CUSTOMERS, [customer(1, PHONE, card="KP00017"), customer(2, "+79730003344")], "1")
    anna = Customer("c1", "Анна", "+7 973 ···-··-22", "KP00017", date(1990, 2, 28))
    assert cache.customers.by_phone(PHONE) == cache.customers.by_card("KP00017") == cache.customers.by_id("c1") == anna
    assert cache.customers.by_phone("+79730009999") is None
    assert cache.customers.by_card("KP00018") is None
    assert cache.customers.by_id("c9") is None
    assert cache.customers.count() == 2


def test_no_phone_stands_on_the_disk_in_clear(cache: Cache, intake: FeedIntake, cache_path: Path) -> None:
    intake.apply_page(Stream.CUSTOMERS, [customer(n, f"+7973000{n:04d}") for n in range(300)], "1")
    intake._database.connection.execute("PRAGMA wal_checkpoint(FULL)")
    for suffix in ("", "-wal"):
        content = cache_path.with_name(cache_path.name + suffix).read_bytes()
        assert not re.search(rb"\+?7?973000\d{4}", content)
        assert "Анна".encode() in content or suffix == "-wal"


def test_last_four_digits_bring_recent_visitors_first(cache: Cache, intake: FeedIntake, books: Books) -> None:
    names = {1: "Яна", 2: "Борис", 3: "Анна", 4: "Вера"}
    intake.apply_page(Stream.CUSTOMERS, [customer(n, f"+7973{n:03d}1122", name) for n, name in names.items()], "1")
    assert [c.name for c in cache.customers.by_last4("1122", 10)] == ["Анна", "Борис", "Вера", "Яна"]
    for number, customer_id in ((1, "c2"), (2, "c1")):
        sale = replace(records.sale(number), customer_id=customer_id)
        books.record_sale(sale, sale_entries(sale))
    assert [c.name for c in cache.customers.by_last4("1122", 10)] == ["Яна", "Борис", "Анна", "Вера"]
    assert [c.name for c in cache.customers.by_last4("1122", 1)] == ["Яна"]
    assert cache.customers.by_last4("9999", 10) == ()


def test_a_phone_or_card_given_to_another_person_is_theirs(cache: Cache, intake: FeedIntake) -> None:
    intake.apply_page(Stream.CUSTOMERS, [customer(1, PHONE, "Анна", "KP00017")], "1")
    intake.apply_page(Stream.CUSTOMERS, [customer(2, PHONE, "Борис", "KP00017")], "2")
    for found in (cache.customers.by_phone(PHONE), cache.customers.by_card("KP00017")):
        assert found is not None
        assert found.customer_id == "c2"
    anna = cache.customers.by_id("c1")
    assert anna is not None
    assert (anna.masked_phone, anna.card_number) == ("", None)
    assert [c.customer_id for c in cache.customers.by_last4("1122", 5)] == ["c2"]


def test_a_deleted_customer_takes_the_account_along(cache: Cache, intake: FeedIntake) -> None:
    account = Account("c1", 700, 0, (Lot("l1", date(2026, 1, 2), 700),), "silver", 5, 42)
    intake.apply_page(Stream.CUSTOMERS, [customer(1, PHONE)], "1")
    assert cache.customers.account("c1") is None
    intake.apply_page(Stream.ACCOUNTS, [account], "1")
    assert cache.customers.account("c1") == account
    intake.apply_accounts([replace(account, available=0, lots=(), applied_seq=43)])
    assert cache.customers.account("c1") == replace(account, available=0, lots=(), applied_seq=43)
    intake.apply_accounts([])
    intake.apply_page(Stream.CUSTOMERS, [CustomerRow("c1", "", "", None, None, deleted=True)], "2")
    assert cache.customers.by_id("c1") is cache.customers.account("c1") is cache.customers.by_phone(PHONE) is None


def test_a_phone_that_does_not_open_stops_no_sale(cache: Cache, intake: FeedIntake, cache_path: Path) -> None:
    intake.apply_page(Stream.CUSTOMERS, [customer(1, PHONE)], "1")
    database = Database(cache_path)
    database.connection.execute("UPDATE customer SET phone_cipher = zeroblob(40)")
    database.close()
    found = cache.customers.by_phone(PHONE)
    assert found is not None
    assert found.name == "Анна"
    assert "973" not in found.masked_phone


# ------------------------------------------------------------------ staff, programmes


def test_staff_is_sorted_by_name(cache: Cache, intake: FeedIntake) -> None:
    people = [Operator(f"o{n}", name, Role.CASHIER, "$argon2id$x") for n, name in enumerate(("Яна", "Анна", "Вера"))]
    intake.apply_page(Stream.STAFF, [StaffRow(each.operator_id, each) for each in people], "1")
    intake.apply_page(Stream.STAFF, [StaffRow("o2", None, deleted=True)], "2")
    assert cache.staff.operators() == (people[1], people[0])


def test_a_copied_cache_holds_no_hash_that_a_pin_could_be_guessed_by(
    cache: Cache, intake: FeedIntake, cache_path: Path, vault: PhoneVault
) -> None:
    person = Operator("o1", "Яна", Role.CASHIER, "$argon2id$of-an-earlier-version")
    intake.apply_page(Stream.STAFF, [StaffRow("o1", person)], "1")
    files = list(cache_path.parent.glob(f"{cache_path.name}*"))
    assert b"$argon2" not in b"".join(file.read_bytes() for file in files)
    database = Database(cache_path)
    database.connection.execute("UPDATE staff SET body = ?", (sealed(encode(person)),))
    database.close()
    assert b"$argon2" in b"".join(file.read_bytes() for file in files)
    assert cache.staff.operators() == (person,)
    cache.close()
    intake.close()
    prepare_cache_database(cache_path, vault)
    kept = [file.read_bytes() for file in cache_path.parent.glob(f"{cache_path.name}*")]
    assert b"$argon2" not in b"".join(kept)
    database = Database(cache_path)
    assert StaffList(database, vault).operators() == (person,)
    database.close()


def programme(version: int, month: int) -> ProgrammeRow:
    """A version that starts in that month of 2025."""
    made = Programme(
        "kopilka",
        version,
        datetime(2025, month, 1, tzinfo=UTC),
        LocalText("Копилка", "Kopilka"),
        1,
        ReceiptPicture.DISCOUNT,
        PointsRules(),
        500,
        (),
        (),
    )
    return ProgrammeRow("kopilka", version, encode(made).decode())


def test_a_version_that_cannot_be_read_does_not_stop_the_till(
    cache: Cache, intake: FeedIntake, caplog: pytest.LogCaptureFixture, allow_log: Callable[[str], None]
) -> None:
    allow_log("programme=unreadable programme_id=kopilka version=2")
    unreadable = ProgrammeRow("kopilka", 2, '{"format": 99}')
    intake.apply_page(Stream.PROGRAMME, [programme(1, 3), unreadable], "1")
    for _ in range(2):
        assert [each.version for each in cache.programmes.programmes()] == [1]
    intake.apply_page(Stream.PROGRAMME, [programme(3, 9)], "2")
    assert [each.version for each in cache.programmes.programmes()] == [1, 3]
    assert len([record for record in caplog.records if "unreadable" in record.message]) == 1


def test_programmes_are_sorted_by_start_and_read_once_per_change(
    cache_path: Path, vault: PhoneVault, intake: FeedIntake
) -> None:
    reads: list[str] = []

    def counted(text: str) -> Programme:
        reads.append(text)
        return read_programme(text)

    with closing(open_cache(cache_path, vault, lambda _ids: {}, counted)) as cache:
        assert cache.programmes.programmes() == ()
        intake.apply_page(Stream.PROGRAMME, [programme(1, 9), programme(2, 3)], "1")
        assert [p.version for p in cache.programmes.programmes()] == [2, 1]
        cache.programmes.programmes()
        assert len(reads) == 2
        intake.apply_page(Stream.PROGRAMME, [ProgrammeRow("kopilka", 1, "", deleted=True)], "2")
        assert [p.version for p in cache.programmes.programmes()] == [2]


# ------------------------------------------------------------------ pages and cursors


def test_a_page_and_its_cursor_are_one(cache: Cache, intake: FeedIntake) -> None:
    assert intake.cursor(Stream.GOODS) is None
    intake.apply_page(Stream.GOODS, goods(item(1, "Чай")), "17")
    intake.apply_page(Stream.GOODS, [], "18")
    assert intake.cursor(Stream.GOODS) == "18"
    assert intake.cursor(Stream.CUSTOMERS) is None
    with pytest.raises(TypeError, match="stream goods carries GoodsRow, got CustomerRow"):
        intake.apply_page(Stream.GOODS, [*goods(item(2, "Кофе")), customer(1, PHONE)], "19")
    twice = item(3, "Кофе")
    broken = replace(twice, item_id="i4", article=None)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="refused"):
        intake.apply_page(Stream.GOODS, goods(twice, broken), "19")
    assert intake.cursor(Stream.GOODS) == "18"
    assert cache.goods.count() == 1


def test_a_page_applied_twice_changes_nothing(cache: Cache, intake: FeedIntake) -> None:
    for _ in range(2):
        intake.apply_page(Stream.GOODS, goods(item(1, "Чай", "4600000000015"), item(1, "Чай", "4600000000015")), "1")
        intake.apply_page(Stream.CUSTOMERS, [customer(1, PHONE, card="K1"), customer(1, PHONE, card="K1")], "1")
    assert len(cache.goods.search("чай", 5)) == len(cache.goods.by_code("4600000000015")) == 1
    assert cache.customers.count() == 1


# ------------------------------------------------------------------ a cache that cannot be used


def put_aside(path: Path, number: int = 1) -> Path:
    return path.with_name(f"{path.name}.put-aside-{number}")


def test_a_usable_cache_is_kept(cache_path: Path, vault: PhoneVault, intake: FeedIntake) -> None:
    intake.apply_page(Stream.GOODS, goods(item(1, "Чай")), "1")
    assert prepare_cache_database(cache_path, vault) == CacheState(empty=False)
    assert intake.cursor(Stream.GOODS) == "1"


def test_a_damaged_cache_is_put_aside_and_begun_anew(cache_path: Path, vault: PhoneVault, intake: FeedIntake) -> None:
    intake.apply_page(Stream.GOODS, goods(*(item(n, f"Чай {n}") for n in range(500))), "1")
    intake.close()
    for number, content in enumerate((b"a letter, no database" * 500, b"\x00" * 9_000), start=1):
        if number == 1:
            cache_path.write_bytes(content)
        else:
            with cache_path.open("r+b") as file:
                file.seek(4_096)
                file.write(content)
        kept = cache_path.read_bytes()
        state = prepare_cache_database(cache_path, vault)
        assert state == CacheState(empty=True, put_aside=put_aside(cache_path, number), why="damaged")
        assert put_aside(cache_path, number).read_bytes() == kept
        with closing(open_intake(cache_path, vault)) as fresh:
            assert fresh.cursor(Stream.GOODS) is None
            fresh.apply_page(Stream.GOODS, goods(*(item(n, f"Чай {n}") for n in range(500))), "1")


def test_other_keys_make_the_cache_useless(cache_path: Path, vault: PhoneVault, intake: FeedIntake) -> None:
    intake.apply_page(Stream.CUSTOMERS, [customer(1, PHONE)], "1")
    intake.close()
    other = PhoneVault(b"x" * 32, b"c" * 32, lambda size: b"\x00" * size)
    state = prepare_cache_database(cache_path, other)
    assert (state.empty, state.why) == (True, "keys_changed")


def test_a_newer_or_foreign_cache_is_put_aside_too(cache_path: Path, vault: PhoneVault) -> None:
    for number, (pragma, why) in enumerate(
        (("user_version=99", "schema_newer"), ("application_id=7", "foreign")), start=1
    ):
        database = Database(cache_path)
        database.connection.execute(f"PRAGMA {pragma}")
        database.close()
        assert prepare_cache_database(cache_path, vault) == CacheState(True, put_aside(cache_path, number), why)


def test_what_is_put_aside_holds_no_hash_that_a_pin_could_be_guessed_by(
    cache_path: Path, vault: PhoneVault, intake: FeedIntake
) -> None:
    person = StaffRow("o1", Operator("o1", "Яна", Role.CASHIER, "$argon2id$of-an-earlier-version"))
    intake.apply_page(Stream.STAFF, [person], "1")
    intake.close()
    earlier, sealed_one, with_log = (put_aside(cache_path, number) for number in (1, 2, 3))
    earlier.write_bytes(bytes((1 << 20) - 3) + b"$argon2id$of-an-earlier-version")  # over the edge of a piece
    sealed_one.write_bytes(cache_path.read_bytes())
    with_log.write_bytes(b"")
    log = with_log.with_name(f"{with_log.name}-wal")
    log.write_bytes(b"$argon2id$of-an-earlier-version")
    assert prepare_cache_database(cache_path, vault) == CacheState(empty=False)
    assert [file.exists() for file in (earlier, sealed_one, with_log, log)] == [False, True, False, False]
    cache_path.write_bytes(cache_path.read_bytes()[:4_096] + b"$argon2id$of-an-earlier-version" * 300)
    assert prepare_cache_database(cache_path, vault) == CacheState(empty=True, put_aside=None, why="damaged")
    assert list(cache_path.parent.glob(f"{cache_path.name}.put-aside-*")) == [sealed_one]


def test_a_person_the_server_told_of_at_the_counter_is_found_before_the_feed_brings_him(
    cache: Cache, cache_path: Path, vault: PhoneVault
) -> None:
    row = CustomerRow("told", "Ольга П.", PHONE, None, None)
    account = Account("told", 500, 0, (Lot("lot", date(2027, 1, 1), 500),), None, 0)
    ToldPeople(cache_path, vault).keep(row, account)
    found = cache.customers.by_phone(PHONE)
    assert found is not None and found.customer_id == "told"
    assert cache.customers.account("told") == account
    ToldPeople(cache_path, vault).keep(row, None)
    assert cache.customers.account("told") == account
