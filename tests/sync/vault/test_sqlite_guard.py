"""Neither end keeps books with a SQLite that can corrupt them."""

import pytest

from sync.vault.sqlite_guard import SqliteTooOldError, require_safe_sqlite


def test_an_unsafe_sqlite_is_refused_with_what_to_do() -> None:
    require_safe_sqlite()
    require_safe_sqlite((3, 51, 3))
    with pytest.raises(SqliteTooOldError, match=r"3\.51\.3 or newer is needed, 3\.40\.1 is loaded.*Install"):
        require_safe_sqlite((3, 40, 1))
