"""Whose account is whose, of the people who sign on: told by the office, heard by the tills, true after a merge."""

import pytest

from sync.protocol.rows import StaffRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import reading, writing
from sync.server.feed import published_rows
from sync.server.people.own_account import OwnAccountError, own_accounts, tell_own_account
from sync.server.tables import CUSTOMER_ALIAS
from tests.sync.server.people.reporting import journal
from tests.sync.server.shop import IVAN, OLGA, OLGA_PHONE, Shop


def told(shop: Shop) -> dict[str, str]:
    with reading(shop.central.engine) as connection:
        return dict(own_accounts(connection))


def test_an_account_is_told_by_any_name_and_goes_out_with_the_staff(shop: Shop) -> None:
    assert told(shop) == {}
    assert tell_own_account(shop.central, "operator-1", OLGA_PHONE, "office") == OLGA
    assert told(shop) == {"operator-1": OLGA}
    with reading(shop.central.engine) as connection:
        rows = [row for row in published_rows(connection, Feed.STAFF) if isinstance(row, StaffRow)]
    assert [row.operator.customer_id for row in rows if row.operator and row.operator_id == "operator-1"] == [OLGA]
    assert journal(shop)[-1][:2] == ("office", "own_account_told")
    lines = len(journal(shop))
    tell_own_account(shop.central, "operator-1", OLGA, "office")
    assert len(journal(shop)) == lines, "what is known already is no news"
    assert tell_own_account(shop.central, "operator-1", "", "office") is None
    assert told(shop) == {}


def test_two_accounts_made_one_are_still_his(shop: Shop) -> None:
    tell_own_account(shop.central, "operator-1", IVAN, "office")
    with writing(shop.central.engine) as connection:
        connection.execute(CUSTOMER_ALIAS.insert().values(alias_id=IVAN, customer_id=OLGA, merged_ms=1))
    assert told(shop) == {"operator-1": OLGA}


def test_who_is_not_here_is_refused_in_words(shop: Shop) -> None:
    with pytest.raises(OwnAccountError, match="somebody who signs on here, found 'nobody'"):
        tell_own_account(shop.central, "nobody", OLGA, "office")
    with pytest.raises(OwnAccountError, match="nobody here has this phone"):
        tell_own_account(shop.central, "operator-1", "+7 973 000-00-00", "office")
