"""The till's reservations against the server's list, deadlines, new epochs: by state, whatever was lost on the way."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.promise import BootMoment, Promise, spread, usable_points
from pos_app.domain.reservation.redemption import RedemptionPart
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.protocol.parked import ParkedOperation, ParkedState
from sync.protocol.push import OperationResult, Outcome
from sync.protocol.reservation import ReservationState
from sync.store.books import Books, open_books, open_outbox
from sync.store.books_marker import Marker, mark_made, read_marker
from sync.store.connection import Database
from sync.store.outbox import Outbox
from sync.store.reservation_side import ReservationSide
from sync.store.till_database import prepare_till_database
from tests.sync.store import records

HOUR_MS = 3_600_000
SENT = BootMoment("boot-1", 10 * HOUR_MS)
WHO = "customer-1"


class Ids:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"closing-{self.made}"


IDS = Ids()


@pytest.fixture
def side(books: Books, till_path: Path) -> Iterator[ReservationSide]:
    with closing(ReservationSide(Database(till_path))) as opened:
        yield opened


def lease(
    name: str, points: int = 1_000, epoch: int = 1, recall: bool = False, customer: str = WHO
) -> ReservationState:
    return ReservationState(name, customer, ReservationKind.LEASE, 1_000, 72 * HOUR_MS, "signed", epoch, recall)


def closings(outbox: Outbox) -> list[ReservationClosed]:
    queued = (op for op in outbox.pending() if op.kind == OperationKind.RESERVATION_CLOSED)
    return [decode(ReservationClosed, op.body) for op in queued]


def told(side: ReservationSide, *listed: ReservationState, held: frozenset[str] | None = None) -> bool:
    known = held if held is not None else frozenset(each.reservation_id for each in side.held())
    return side.reconcile(listed, known, SENT, records.START, IDS)


def test_a_lease_of_this_epoch_is_taken_up_and_anything_else_unknown_is_given_back(
    books: Books, outbox: Outbox, side: ReservationSide
) -> None:
    hold = replace(lease("hold"), kind=ReservationKind.HOLD)
    assert told(side, lease("new"), lease("old", epoch=0), hold, lease("wanted", recall=True))
    assert [each.reservation_id for each in books.promises_of(WHO)] == ["new"]
    assert [(each.reservation_id, each.reason) for each in closings(outbox)] == [
        ("old", CloseReason.REJOINED),
        ("hold", CloseReason.RELEASED),
        ("wanted", CloseReason.RELEASED),
    ]
    told(side, lease("new"), hold)  # its closing is on the way: it is not closed twice
    assert len(closings(outbox)) == 3


def test_a_listed_lease_begins_its_time_anew_and_one_that_is_missing_is_over(
    books: Books, outbox: Outbox, side: ReservationSide
) -> None:
    told(side, lease("a"), lease("b"))
    later = BootMoment("boot-1", 60 * HOUR_MS)
    side.reconcile([lease("a")], {"a", "b"}, later, records.START, IDS)
    (promise,) = books.promises_of(WHO)
    assert (promise.reservation_id, promise.deadline) == ("a", BootMoment("boot-1", 132 * HOUR_MS))
    assert [each.reservation_id for each in closings(outbox)] == ["b"]


def test_what_was_granted_while_the_request_was_under_way_is_in_no_list_yet(
    books: Books, side: ReservationSide
) -> None:
    books.note_asked("fresh", WHO, ReservationKind.HOLD, "receipt", 500)
    books.note_granted("fresh", 500, 900_000, "signed", SENT)
    told(side, held=frozenset())
    assert [each.reservation_id for each in books.promises_of(WHO)] == ["fresh"]


def test_what_the_open_sale_means_to_spend_is_not_called_back_until_it_ends(
    books: Books, outbox: Outbox, side: ReservationSide
) -> None:
    told(side, lease("a"))
    draft = records.draft(5)
    books.save_draft(replace(draft, basket=replace(draft.basket, points=PointsChoice(PointsMode.ALL))))
    told(side, lease("a", recall=True))
    (promise,) = books.promises_of(WHO)
    assert promise.recalled
    assert closings(outbox) == []
    books.clear_draft()
    told(side, lease("a", recall=True))
    assert [each.reason for each in closings(outbox)] == [CloseReason.RECALLED]


def test_a_deadline_frees_nothing_but_queues_the_closing_behind_the_spends(
    books: Books, outbox: Outbox, side: ReservationSide
) -> None:
    told(side, lease("a"))
    sale = replace(records.sale(1), redemption=(RedemptionPart("a", 600, "signed"),))
    books.record_sale(sale, sale_entries(sale))
    just_before = BootMoment("boot-1", SENT.ms + 72 * HOUR_MS - 1)
    assert side.close_overdue(just_before, records.START, IDS) == 0
    assert side.close_overdue(BootMoment("boot-2", 1), records.START, IDS) == 0  # nobody can tell: it waits, unused
    assert side.close_overdue(replace(just_before, ms=just_before.ms + 1), records.START, IDS) == 1
    (closed,) = closings(outbox)
    assert (closed.spent, closed.reason) == (600, CloseReason.DEADLINE)
    kinds = [op.kind for op in outbox.pending()]
    assert kinds.index("sale") < kinds.index("reservation_closed")


def test_a_new_epoch_renumbers_what_was_not_confirmed_and_closes_what_was_promised(
    books: Books, outbox: Outbox, side: ReservationSide
) -> None:
    told(side, lease("a"))
    sale = replace(records.sale(1), redemption=(RedemptionPart("a", 600, "signed"),))
    books.record_sale(sale, sale_entries(sale))
    books.note_asked("asked", WHO, ReservationKind.HOLD, "receipt", 100)
    first = outbox.pending(limit=1)
    outbox.confirm(first, [OperationResult(first[0].op_id, 1, Outcome.CREATED)], records.START)
    ids = [op.op_id for op in outbox.pending()]
    assert outbox.begin_epoch(2, "life-2", records.START, IDS, archive=False, last_receipt=40)
    queued = outbox.pending()
    assert [(op.epoch, op.seq) for op in queued] == [(2, 1), (2, 2), (2, 3)]
    assert [op.op_id for op in queued][: len(ids)] == ids
    assert all(op.is_intact() for op in queued)
    assert outbox.broken_at() is None
    assert [(each.reservation_id, each.spent) for each in closings(outbox)] == [("a", 600), ("asked", 0)]
    assert books.promises_of(WHO) == ()
    assert books.points_delta(WHO, 57, after_epoch=1).spent == sale.points  # the row of the old life knows none of it
    assert books.next_receipt_number() == "2-000041"
    assert not outbox.begin_epoch(2, "life-2", records.START, IDS, archive=False)
    assert not books.note_granted("asked", 100, 1_000, "signed", SENT)


def test_a_restored_server_gets_the_archive_again(books: Books, outbox: Outbox) -> None:
    for number in (1, 2, 3):
        sale = records.sale(number)
        books.record_sale(sale, sale_entries(sale))
    sent = outbox.pending()
    results = [OperationResult(op.op_id, op.seq, Outcome.CREATED) for op in sent]
    results[1] = replace(results[1], outcome=Outcome.PARKED, reason="sums_do_not_tie")
    outbox.confirm(sent, results, records.START)
    assert outbox.begin_epoch(2, "life-2", records.START, IDS, archive=True)
    assert [op.op_id for op in outbox.pending()] == [op.op_id for op in sent]
    assert [op.body for op in outbox.pending()] == [op.body for op in sent]
    assert (outbox.depth(), outbox.parked_count(), outbox.incarnation()) == (4, 0, "life-2")


@pytest.mark.parametrize("how", ["older copy", "marker ahead", "marker lost"])
def test_books_that_do_not_fit_their_marker_are_frozen_and_give_no_number_twice(till_path: Path, how: str) -> None:
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    marker = read_marker(till_path)
    assert marker is not None and marker.starts == 2
    if how == "older copy":
        mark_made(till_path, replace(marker, epoch=1, seq=12))
    elif how == "marker ahead":
        mark_made(till_path, replace(marker, starts=9))
    else:
        till_path.with_suffix(".made").unlink()
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(till_path)) as books:
        assert books.is_frozen()
        assert books.next_receipt_number() == ("2-000013" if how == "older copy" else "2-000001")
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    with closing(open_outbox(till_path)) as outbox:
        assert outbox.is_frozen()  # until the server gave a new epoch
        outbox.begin_epoch(2, "life", records.START, IDS, archive=False)
        assert not outbox.is_frozen()


def test_a_start_that_was_cut_off_before_its_marker_was_written_is_no_backup(till_path: Path) -> None:
    marker = read_marker(till_path)
    assert marker is not None
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    mark_made(till_path, marker)  # as it was before the last start
    prepare_till_database(till_path, records.TILL_ID, records.TILL_CODE)
    with closing(open_books(till_path)) as books:
        assert not books.is_frozen()


def test_a_marker_of_the_first_release_holds_the_till_alone(tmp_path: Path) -> None:
    (tmp_path / "till.made").write_text("till-1\n", encoding="utf-8")
    assert read_marker(tmp_path / "till.db") == Marker("till-1")


def test_the_servers_word_about_parked_operations_is_taken(books: Books, outbox: Outbox) -> None:
    sale = records.sale(1)
    books.record_sale(sale, sale_entries(sale))
    sent = outbox.pending()
    outbox.confirm(sent, [OperationResult(op.op_id, op.seq, Outcome.CREATED) for op in sent], records.START)
    at = records.START + timedelta(minutes=1)
    told_open = ParkedOperation(sale.receipt_id, 1, 2, "sale", "over_return", at)
    assert outbox.learn_parked([told_open], at) == 0
    assert outbox.parked_count() == 1
    assert outbox.learn_parked([replace(told_open, state=ParkedState.VOIDED)], at) == 1
    assert outbox.parked_count() == 0


# ------------------------------------------------------------------ spreading points over promises

PROMISES = st.lists(
    st.builds(
        lambda number, kind, granted, spent, ends: Promise(
            f"r{number}", WHO, kind, granted, min(granted, spent), 1_000, BootMoment("boot", ends), "signed"
        ),
        st.integers(0, 10**6),
        st.sampled_from(ReservationKind),
        st.integers(0, 5_000),
        st.integers(0, 5_000),
        st.integers(0, 100),
    ),
    max_size=6,
    unique_by=lambda each: each.reservation_id,
)


@given(st.integers(0, 20_000), PROMISES)
@settings(max_examples=200)
def test_points_are_taken_out_of_promises_to_the_last_one_and_never_beyond(
    points: int, promises: list[Promise]
) -> None:
    parts = spread(points, promises)
    left = {each.reservation_id: each.left for each in promises}
    assert sum(part.points for part in parts) == min(points, usable_points(promises))
    assert all(0 < part.points <= left[part.reservation_id] for part in parts)
    assert len({part.reservation_id for part in parts}) == len(parts)
    kinds = [next(each.kind for each in promises if each.reservation_id == part.reservation_id) for part in parts]
    assert kinds == sorted(kinds, key=lambda kind: kind is not ReservationKind.HOLD)
