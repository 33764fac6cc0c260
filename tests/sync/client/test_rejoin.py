"""Books that were put back ask for a new epoch: what goes to the server again."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import Mock

import pytest

from pos_app.domain.ledger.postings import sale_entries
from sync.client.exchange import Exchange
from sync.client.steps import Rejoin
from sync.protocol.push import OperationResult, Outcome
from sync.protocol.rejoin import RejoinAnswer, RejoinReason
from sync.store.books import open_books, open_outbox
from sync.store.till_database import prepare_till_database
from tests.sync.store import records

NOW = datetime(2026, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(("life", "again"), [("life-1", 0), ("life-2", 2)])
def test_a_server_of_another_life_than_the_books_know_is_sent_all_of_them(
    tmp_path: Path, life: str, again: int
) -> None:
    path = tmp_path / "till.db"
    prepare_till_database(path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(path)) as books, closing(open_outbox(path)) as outbox:
        books.open_shift(records.shift())
        sale = records.sale(1)
        books.record_sale(sale, sale_entries(sale))
        outbox.note_server("life-1", ())
        sent = outbox.pending()
        results = [OperationResult(each.op_id, each.seq, Outcome.CREATED) for each in sent]
        results[1] = replace(results[1], outcome=Outcome.PARKED, reason="server_cannot_take")
        outbox.confirm(sent, results, NOW)
        door = Mock()
        door.rejoin.return_value = RejoinAnswer(2, life)
        clock = SimpleNamespace(now=lambda: NOW, monotonic_ms=lambda: 0)
        ids = count()
        till = SimpleNamespace(outbox=outbox)
        exchange = Exchange(Mock(), door, cast(Any, till), cast(Any, clock), lambda: f"id-{next(ids)}")
        exchange.rejoin(Rejoin(RejoinReason.RESTORED, archive=False))
        assert (outbox.epoch(), len(outbox.pending()), outbox.parked_count()) == (2, again, 0 if again else 1)
