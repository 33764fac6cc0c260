"""Whoever copies a till's disk, all but secrets.json, reads no phone and no badge in it: after a day at the counter."""

import base64
import logging
import queue
import re
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pos_app.bootstrap.demo import with_server
from pos_app.bootstrap.till import Till
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.money.units import Unit
from pos_app.domain.people.operator import Operator, Role
from pos_app.logs import start_logging
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.registration import NewCustomer
from pos_app.services.under_way import Step, UnderWay
from pos_app.settings import load_settings
from resources.demo.numbers import demo_order_numbers
from resources.demo.rows import CustomerRow
from resources.demo.shop import demo_shop
from sync.protocol.status import Link, SyncStatus
from tests.attacks.phone_search import phones_in, phones_in_folder

SHOP = demo_shop(date.today())  # noqa: DTZ011 - which people there are does not depend on the day
PEOPLE = SHOP.customers[:8]
GOODS = next(each for each in SHOP.goods if each.unit is Unit.PIECE and each.codes)
NEWCOMER, NEW_PHONE = "+79739998877", "+79735550102"
PATIENCE_SECONDS = 60.0


def spellings(phone: str) -> dict[str, bytes]:
    code, rest = phone[2:5], phone[5:]
    shown = f"+7 ({code}) {rest[:3]}-{rest[3:5]}-{rest[5:]}"
    texts = {
        "e164": phone,
        "7": phone[1:],
        "8": "8" + phone[2:],
        "shown": shown,
        "dashes": f"8-{code}-{rest[:3]}-{rest[3:5]}-{rest[5:]}",
        "bare": f"{code} {rest}",
    }
    plain = {name: text.encode() for name, text in texts.items()}
    return {
        **plain,
        **{f"{name} utf-16le": text.encode("utf-16-le") for name, text in texts.items()},
        **{f"{name} utf-16be": text.encode("utf-16-be") for name, text in texts.items()},
        **{f"{name} hex": value.hex().encode() for name, value in plain.items()},
        **{f"{name} HEX of utf-16": text.encode("utf-16-le").hex().upper().encode() for name, text in texts.items()},
        **{
            f"{name} base64": base64.b64encode(b"x" * shift + value + b"yy")
            for shift in range(3)
            for name, value in plain.items()
        },
        **{f"{name} reversed": value[::-1] for name, value in plain.items()},
        **{f"{name} reversed utf-16le": text[::-1].encode("utf-16-le") for name, text in texts.items()},
        **{f"{name} zlib": zlib.compress(b"a till's " + value + b" paper") for name, value in plain.items()},
        **{f"{name} url base64": base64.urlsafe_b64encode(value).rstrip(b"=") for name, value in plain.items()},
    }


@pytest.mark.parametrize("around", [b"%b", b"\x00\x01%b\xff\xfe", b'{"a":"%b"}', b"id1%bname"])
def test_the_search_finds_every_spelling(around: bytes) -> None:
    phone = "+79731234567"
    for name, spelled in spellings(phone).items():
        if around == b"id1%bname" and name not in ("e164", "7", "8") and "zlib" not in name:
            continue  # with other text glued to both ends only plain digits can be told
        assert phones_in(around % spelled, [phone, "+79730000000"]) == {phone}, name
    assert phones_in(b"4600973123456 79731234568 01a201b4-9731-7345-9731-234567000000", [phone]) == set()


class Day:
    """One till at work, without its window."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.news: queue.Queue[SyncStatus] = queue.Queue()
        till.sync.start(self.news.put, lambda _: None)

    def wait_for(self, holds: Callable[[SyncStatus], bool]) -> None:
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not holds(self.till.sync.status()):
            self.news.get(timeout=max(0.01, give_up - time.monotonic()))

    def sell(self, person: CustomerRow, operator: Operator, typed: str) -> str:
        services = self.till.services
        services.sale.set_operator(operator)
        services.sale.add_item(GOODS)
        services.scans.typed(typed)
        services.sale.attach_customer(person.customer_id)
        services.sale.pay_rest_by_card()
        sale = services.sale.finish()
        document = services.receipts.sale_document(sale)
        services.receipts.print_later(document, kick_drawer=False, record_id=sale.receipt_id)
        return sale.receipt_id

    def work(self) -> None:
        services = self.till.services
        operator = services.operators.sign_on_badge(SHOP.staff[0].badge)
        services.shifts.open(operator, 100_000)
        sold = ""
        for number, person in enumerate(PEOPLE):
            typed = list(spellings(person.phone).values())[number % 6].decode()
            services.customers.find(typed)
            services.customers.find(person.phone[-4:])
            logging.getLogger("kopilka.test").warning("who is %s or %r?", typed, typed)
            sold = self.sell(person, operator, typed)
        receipt = services.returns.find_by_id(sold)
        services.returns.confirm(sold, {line.line_id: line.quantity for line in receipt.sale.lines}, operator, "не то")
        services.registration.register(NewCustomer(NEWCOMER, "Новый П.", personal_data=True), operator)
        services.shifts.cash_in(operator, 5_000, "размен")
        services.shifts.close(operator, 105_000, "counted twice")
        services.shifts.open(operator, 105_000)
        self.change_phone(operator)
        self.hand_an_order_over()
        services.sale.add_item(GOODS)
        services.sale.hold(f"позвонить {PEOPLE[1].phone}")
        services.sale.add_item(GOODS)  # and the power goes while a receipt is open
        services.sale.attach_customer(PEOPLE[0].customer_id)
        typed = Step("registration", True, "Имя", "Новый П.", (("phone", NEWCOMER), ("new", NEW_PHONE)))
        services.under_way.keep(UnderWay(operator.operator_id, operator.name, (Step("sale"), typed)))

    def change_phone(self, operator: Operator) -> None:
        services = self.till.services
        changes = services.customer_desk.phone_changes
        new = changes.new_phone(PEOPLE[2].customer_id, spellings(NEW_PHONE)["dashes"].decode())
        badge = next(person.badge for person in SHOP.staff if person.role is Role.MANAGER)
        boss = services.operators.approve_badge(badge, Role.MANAGER)
        changes.approve(new, f"был {PEOPLE[2].phone}, стал 8 (973) 555-01-02", operator, boss)

    def hand_an_order_over(self) -> None:
        sale = self.till.services.sale
        question = sale.order_question(demo_order_numbers()[0])
        assert isinstance(question, ClaimQuestion)
        sale.settle_claim(question, sale.ask_claim(question))
        sale.pay_rest_by_card()
        assert sale.finish().picked_up is not None


@pytest.mark.slow
@pytest.mark.allow_log("who is")
def test_a_copied_till_tells_no_phone_and_no_badge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for patience in ("_PRINTER_PATIENCE_S", "_WRITING_PATIENCE_S"):  # at its end a busy machine may need more
        monkeypatch.setattr(f"pos_app.bootstrap.till.{patience}", 60.0)
    home = TillHome(tmp_path / "till")
    home.folder.mkdir()
    logs = start_logging(home.folder, "till", console_level=None)
    settings = replace(load_settings(home.folder), sync_interval_ms=300)
    try:
        with with_server(tmp_path / "server", home, settings) as running:
            till = Till(home, running)
            day = Day(till)
            day.wait_for(lambda status: status.first_load_done)
            day.work()
            till.sync.nudge()
            day.wait_for(lambda status: status.link is Link.ONLINE and status.queue_depth == 0)
            till.close()
    finally:
        logs.close()
    assert home.under_way.stat().st_size > 0
    phones = [person.phone for person in SHOP.customers] + [NEWCOMER, NEW_PHONE]
    assert phones_in_folder(tmp_path, phones, but=("secrets.json",)) == {}
    badges = re.compile("|".join(person.badge for person in SHOP.staff if person.badge).encode())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert badges.search(path.read_bytes()) is None, path
    assert "<phone>" in (home.folder / "logs" / "till.log").read_text(encoding="utf-8")
    assert len(list(home.printed.glob("*"))) >= len(PEOPLE)
