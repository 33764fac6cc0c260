from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, Connection, delete, insert, update

from pos_app.cli import main
from pos_app.commands import audit as command
from sync.server.database import writing
from sync.server.tables import (
    ACCOUNT,
    ENTRY,
    LEG,
    LOT,
    OPERATION,
    RECEIPT,
    RESERVATION,
    RESERVATION_LOT,
    SPENT_PART,
    WAITING_RETURN,
)
from sync.server.tables import (
    TILL as TILL_TABLE,
)
from tests.sync.server.paper import Stream, sale, sale_return
from tests.sync.server.promising import hold
from tests.sync.server.shop import OLGA, TILL, Shop


def raised(table: object, column: str) -> Callable[[Connection], None]:
    """One row's figure is one too large."""

    def plant(connection: Connection) -> None:
        first = connection.execute(table.select().where(table.c.customer_id == OLGA)).first()  # type: ignore[attr-defined]
        key = [each == getattr(first, each.name) for each in table.primary_key]  # type: ignore[attr-defined]
        value = {column: getattr(first, column) + 1}
        connection.execute(update(table).where(*key).values(**value))  # type: ignore[arg-type]

    return plant


def extra_leg(connection: Connection) -> None:
    connection.execute(
        insert(LEG).values(
            customer_id=OLGA,
            entry_id="sale-000001.spend",
            number=99,
            account="customer.available",
            owner=OLGA,
            amount=5,
        )
    )


def loose_leg(connection: Connection) -> None:
    for number, amount in enumerate((5, -5)):
        connection.execute(
            insert(LEG).values(
                customer_id=OLGA, entry_id="nowhere", number=number, account="programme.risk", owner="x", amount=amount
            )
        )


def loose_partner_leg(connection: Connection) -> None:
    row = {"customer_id": OLGA, "entry_id": "sale-000001.spend", "owner": "cafe", "amount": 5}
    connection.execute(insert(LEG).values(**row, number=98, account="programme.partner"))


def kind_is(kind: str) -> ColumnElement[bool]:
    return RECEIPT.c.kind == kind


PLANTS: list[tuple[str, Callable[[Connection], object]]] = [
    ("balance_equals_legs", raised(ACCOUNT, "available")),
    ("debt_equals_legs", raised(ACCOUNT, "debt")),
    ("debt_equals_parts", raised(ACCOUNT, "debt")),
    ("earned_lots_equal_earned", lambda c: c.execute(update(LOT).values(granted=LOT.c.granted + 1))),
    ("lot_equals_legs", raised(LOT, "remaining")),
    ("burnt_equals_legs", raised(LOT, "burnt")),
    ("entry_sums_to_zero", extra_leg),
    ("leg_has_entry", loose_leg),
    ("entry_has_legs", lambda c: c.execute(delete(LEG).where(LEG.c.entry_id == "sale-000001.earn"))),
    ("sale_points_posted", lambda c: c.execute(delete(ENTRY).where(ENTRY.c.entry_id == "sale-000001.spend"))),
    ("return_earned_posted", lambda c: c.execute(delete(ENTRY).where(ENTRY.c.entry_id == "return-000002.take_back"))),
    ("operation_has_receipt", lambda c: c.execute(delete(RECEIPT).where(RECEIPT.c.receipt_id == "sale-000001"))),
    ("receipt_has_operation", lambda c: c.execute(update(OPERATION).values(state="parked", reason="x"))),
    ("spent_parts_equal_points", lambda c: c.execute(update(SPENT_PART).values(amount=SPENT_PART.c.amount + 1))),
    ("returned_parts_equal_returns", lambda c: c.execute(update(SPENT_PART).values(returned=0))),
    ("numbers_without_gap", lambda c: c.execute(delete(OPERATION).where(OPERATION.c.seq == 1))),
    ("chain_is_whole", lambda c: c.execute(update(OPERATION).where(OPERATION.c.seq == 2).values(prev_hash="0" * 64))),
    ("operation_is_intact", lambda c: c.execute(update(OPERATION).where(OPERATION.c.seq == 2).values(body=b"{}"))),
    ("last_number_is_kept", lambda c: c.execute(update(TILL_TABLE).values(last_seq=7))),
    ("reserved_equals_legs", raised(ACCOUNT, "reserved")),
    ("reserved_equals_lots", raised(ACCOUNT, "reserved")),
    ("balance_equals_lots", raised(ACCOUNT, "available")),
    ("lot_reserved_equals_legs", lambda c: c.execute(update(LOT).where(LOT.c.reserved > 1).values(reserved=1))),
    ("lot_reserved_equals_promises", lambda c: c.execute(update(LOT).where(LOT.c.reserved > 1).values(reserved=1))),
    (
        "promised_lot_exists",
        lambda c: c.execute(update(RESERVATION_LOT).values(lot_id="z-" + RESERVATION_LOT.c.lot_id)),
    ),
    ("reservation_equals_lots", lambda c: c.execute(update(RESERVATION_LOT).values(amount=1))),
    ("reservation_exists", lambda c: c.execute(delete(RESERVATION))),
    ("closed_reservation_is_empty", lambda c: c.execute(update(RESERVATION).values(state="closed"))),
    ("reservation_has_till", lambda c: c.execute(update(RESERVATION).values(till_id="till-9"))),
    ("reservation_equals_lots", lambda c: c.execute(update(RESERVATION).values(spent=5))),
    ("account_sums_to_zero", loose_partner_leg),
    ("account_exists", lambda c: c.execute(delete(ACCOUNT).where(ACCOUNT.c.customer_id == OLGA))),
    ("lot_exists", lambda c: c.execute(delete(LOT).where(LOT.c.lot_id == "lot-b"))),
    ("lot_within_grant", lambda c: c.execute(update(LOT).where(LOT.c.lot_id == "lot-b").values(granted=1))),
    ("taken_back_equals_returns", lambda c: c.execute(update(LOT).values(taken_back=0))),
    ("entry_has_receipt", lambda c: c.execute(update(ENTRY).where(ENTRY.c.kind == "spend").values(operation_id="x"))),
    ("return_points_posted", lambda c: c.execute(update(RECEIPT).where(kind_is("return")).values(points=1))),
    ("sale_earned_posted", lambda c: c.execute(update(RECEIPT).where(kind_is("sale")).values(earned=1))),
    ("waiting_is_listed", lambda c: c.execute(delete(WAITING_RETURN))),
]


@pytest.fixture
def busy_shop(shop: Shop) -> Shop:
    stream = Stream(TILL)
    sold = sale(1, OLGA, pieces=(3,), points=12_345)
    stream.add(sold)
    stream.add(sale_return(2, sold, {"line-0": 1}))
    stream.add(sale_return(3, sale(9, OLGA), {"line-0": 1}))
    stream.add_body("what-1", "unknown", b"{}")
    shop.push(stream.request())
    assert hold(shop, "h-1", 20_000).granted == 20_000
    assert shop.findings() == []
    return shop


@pytest.mark.parametrize(
    ("check", "plant"), PLANTS, ids=[f"{number}-{check}" for number, (check, _) in enumerate(PLANTS)]
)
def test_the_audit_finds_each_planted_wrong_row(
    busy_shop: Shop, check: str, plant: Callable[[Connection], object]
) -> None:
    with writing(busy_shop.central.engine) as connection:
        plant(connection)
    assert check in busy_shop.findings()


def test_the_command_prints_the_figures_and_ends_by_what_it_found(
    busy_shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "server.toml").write_text(f'database = "{busy_shop.url}"')
    assert main(["--home", str(tmp_path), command.NAME]) == 0
    right = " ".join(capsys.readouterr().out.split())
    assert "the books are right" in right
    assert "programme.redeemed 82.30" in right
    assert "parked: kind_unknown" in right
    with writing(busy_shop.central.engine) as connection:
        raised(ACCOUNT, "available")(connection)
    assert main(["--home", str(tmp_path), command.NAME]) == 1
    assert "WRONG balance_equals_legs: customer-olga: expected" in capsys.readouterr().out


def test_the_command_says_when_there_are_no_books(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path), command.NAME]) == 2
    assert "--home" in capsys.readouterr().err
