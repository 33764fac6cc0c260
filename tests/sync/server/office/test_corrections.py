"""Points put right by hand: the books tie whatever is asked, signed, refused or asked twice."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.customer_page import HistoryKind
from sync.server.database import reading
from sync.server.office.corrections import (
    MOST_POINTS,
    CorrectionError,
    ask_correction,
    corrections_of,
    open_corrections,
    refuse_correction,
    sign_correction,
)
from sync.server.office.roles import OfficeRole, Viewer
from sync.server.people.history import history_of
from tests.sync.server.shop import IVAN, OLGA, Shop, open_shop

ANNA = Viewer("anna", "anna", "Анна", OfficeRole.OFFICE, None, "ru")
BORIS = Viewer("boris", "boris", "Борис", OfficeRole.OWNER, None, "ru")
CLERK = Viewer("clerk", "clerk", "Галина", OfficeRole.ACCOUNTANT, None, "ru")


def balance(shop: Shop, who: str) -> int:
    account = shop.account(who)
    return account.available - account.debt


def refused(work: object, *arguments: object) -> str:
    with pytest.raises(CorrectionError) as raised:
        work(*arguments)  # type: ignore[operator]
    return raised.value.key


def test_points_move_once_with_two_signatures(shop: Shop) -> None:
    central = shop.central
    before = balance(shop, OLGA)
    asked = ask_correction(central, ANNA, OLGA, 12_350, "  чек без\nкарты ")
    assert balance(shop, OLGA) == before
    assert refused(sign_correction, central, ANNA, asked) == "second_person_needed"
    assert refused(sign_correction, central, CLERK, asked) == "not_allowed"
    sign_correction(central, BORIS, asked)
    assert balance(shop, OLGA) == before + 12_350
    assert refused(sign_correction, central, BORIS, asked) == "not_asked"
    assert refused(refuse_correction, central, BORIS, asked) == "not_asked"
    with reading(central.engine) as connection:
        (row,) = corrections_of(connection, OLGA)
        newest = next(each for each in history_of(connection, OLGA, 10) if each.kind is HistoryKind.ADJUST)
    assert (row.state, row.asked_by, row.decided_by, row.reason) == ("posted", "anna", "boris", "чек без карты")
    assert (newest.points, newest.reason) == (12_350, "чек без карты")
    assert shop.findings() == []


def test_more_is_taken_off_than_there_is(shop: Shop) -> None:
    before = balance(shop, IVAN)
    sign_correction(shop.central, BORIS, ask_correction(shop.central, ANNA, IVAN, -5_000, "ошибка"))
    assert balance(shop, IVAN) == before - 5_000
    assert shop.findings() == []


def test_refused_nothing_moves(sqlite_shop: Shop) -> None:
    shop = sqlite_shop
    before = balance(shop, OLGA)
    mine = ask_correction(shop.central, ANNA, OLGA, 100, "раз")
    refuse_correction(shop.central, ANNA, mine)
    refuse_correction(shop.central, BORIS, ask_correction(shop.central, ANNA, OLGA, 100, "два"))
    with reading(shop.central.engine) as connection:
        assert open_corrections(connection) == ()
    assert refused(sign_correction, shop.central, BORIS, mine) == "not_asked"
    assert balance(shop, OLGA) == before
    assert shop.findings() == []


def test_what_cannot_be_asked(sqlite_shop: Shop) -> None:
    central = sqlite_shop.central
    for points in (0, MOST_POINTS + 1, -MOST_POINTS - 1):
        assert refused(ask_correction, central, ANNA, OLGA, points, "так") == "points_invalid"
    for reason in ("", " \n ", "x" * 501):
        assert refused(ask_correction, central, ANNA, OLGA, 100, reason) == "reason_needed"
    assert refused(ask_correction, central, ANNA, "nobody", 100, "так") == "customer_unknown"
    assert refused(ask_correction, central, CLERK, OLGA, 100, "так") == "not_allowed"
    assert refused(sign_correction, central, BORIS, "nothing") == "not_asked"


@settings(max_examples=6)
@given(st.lists(st.tuples(st.sampled_from([OLGA, IVAN]), st.integers(-9_000, 9_000).filter(bool)), max_size=6))
def test_any_corrections_tie(moves: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        try:
            expected = {who: balance(shop, who) for who in (OLGA, IVAN)}
            for who, points in moves:
                sign_correction(shop.central, BORIS, ask_correction(shop.central, ANNA, who, points, "так"))
                expected[who] += points
            assert {who: balance(shop, who) for who in (OLGA, IVAN)} == expected
            assert shop.findings() == []
        finally:
            shop.central.close()
