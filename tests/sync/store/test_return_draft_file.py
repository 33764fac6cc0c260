"""The return under way in its file: kept whole, replaced, cleared; a torn file is nothing, and no secret of others."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.domain.basket.basket import Basket
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.return_draft import ReturnDraft
from sync.store.return_draft_file import ReturnDraftFile

OF_RECEIPT = ReturnDraft("r-1", "2-000007", (("line-1", 2_000), ("line-2", 500)))
OF_GOODS = ReturnDraft("r-2", basket=Basket("b-1", datetime(2026, 3, 14, 11, 7, tzinfo=UTC)))


@pytest.mark.parametrize("draft", [OF_RECEIPT, OF_GOODS])
def test_what_is_kept_is_there_for_the_next_run(tmp_path: Path, draft: ReturnDraft) -> None:
    path = tmp_path / "return.json"
    ReturnDraftFile(path).keep(OF_RECEIPT)
    ReturnDraftFile(path).keep(draft)
    assert ReturnDraftFile(path).load() == draft
    assert [each.name for each in tmp_path.iterdir()] == ["return.json"]
    assert path.stat().st_mode & 0o077 == 0
    ReturnDraftFile(path).clear()
    ReturnDraftFile(path).clear()
    assert ReturnDraftFile(path).load() is None


@pytest.mark.allow_log("return_draft=unreadable")
@pytest.mark.parametrize("content", [b"", b'{"return_id":', b"[]"])
def test_a_torn_file_is_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "return.json"
    path.write_bytes(content)
    assert ReturnDraftFile(path).load() is None


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        ReturnDraftFile(tmp_path / "nowhere" / "return.json").keep(OF_RECEIPT)
