"""Defects of the server."""

from contextlib import ExitStack
from dataclasses import replace
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pos_app.simulation.plants import till_faults
from pos_app.simulation.plants.plant import replaced
from pos_app.simulation.plants.scenes import server_put_back_at_night, tills_without_a_way_in_turn
from pos_app.simulation.server_node import ServerDiedError, ServerNode
from sync.protocol.operation import unix_ms
from sync.server.database import writing
from sync.server.ingest import known, order
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.ledger import books_writer
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.books_reader import Need
from sync.server.ledger.lot_state import OPEN
from sync.server.ledger.reserving import close
from sync.server.programmes import ProgrammeBook
from sync.server.tables import RESERVATION

if TYPE_CHECKING:
    from pos_app.simulation.world import World


def feed_forgets_accounts(_world: "World", stack: ExitStack) -> None:
    """Accounts that changed get no new place in the feed: their tills alone hear of them."""
    before_all = count(-(10**9))

    def old_numbers(_connection: Any, _stream: Any, wanted: int) -> list[int]:
        return list(islice(before_all, wanted))

    replaced(stack, books_writer, "take_change_numbers", old_numbers)


def hold_autovoid(world: "World", stack: ExitStack) -> None:
    """Promises whose time is over are given back by the server itself, holds and leases."""
    real = ServerNode.burn

    def burn(self: ServerNode) -> None:
        real(self)
        if self.is_up:
            _give_back_overdue(self)

    replaced(stack, ServerNode, "burn", burn)
    tills_without_a_way_in_turn(world)


def known_by_number(_world: "World", stack: ExitStack) -> None:
    """An operation counts as known if its number is, whatever it says."""
    real = known.known_numbers

    def known_numbers(connection: Any, till: Any, operations: Any) -> Any:
        by_seq = {each.seq: each for each in operations}
        return {
            seq: replace(stored, op_id=by_seq[seq].op_id, hash=by_seq[seq].hash)
            for seq, stored in real(connection, till, operations).items()
        }

    replaced(stack, order, "known_numbers", known_numbers)


def no_dedupe_by_id(world: "World", stack: ExitStack) -> None:
    """What comes again under a new number is taken as new.

    The table's own rule does not take an id twice, so nothing is doubled: the archive of a till, sent again after the
    server was put back, is refused for ever.
    """
    server_put_back_at_night(world)
    replaced(stack, order, "known_ids", lambda _connection, _till_id, _ids: {})


def gap_accepted(world: "World", stack: ExitStack) -> None:
    """A number may be missing; the till sends beside its head now and then."""
    till_faults.sends_beside_its_head(world, stack)
    real = order._in_order

    def in_order(till: Any, operations: Any, known: Any) -> Any:
        first = operations[0] if operations else None
        if first is not None and first.seq > till.last_seq + 1:
            return real(replace(till, last_seq=first.seq - 1, last_hash=first.prev_hash), operations, known)
        return real(till, operations, known)

    replaced(stack, order, "_in_order", in_order)


def _give_back_overdue(server: ServerNode) -> None:
    """What a background job of the kind that sync.md forbids would do."""
    central = server.central
    now_ms = unix_ms(central.now())
    over = select(RESERVATION).where(
        RESERVATION.c.state == OPEN, RESERVATION.c.granted_ms + RESERVATION.c.duration_ms < now_ms
    )
    try:
        with writing(central.engine) as connection:
            for row in connection.execute(over).all():
                desk = Desk(connection, central, row.till_id, row.epoch, central.now(), ProgrammeBook(connection))
                load(desk, {row.customer_id: Need(desk.today)}, [row.reservation_id])
                books = desk.books_of(row.customer_id)
                if books is None:
                    continue
                legs = desk.legs(books, books.programme_id)
                close(books, books.reservations[row.reservation_id], "deadline", desk.today, legs)
                desk.enter(books, f"{row.reservation_id}.overdue", EntryKind.RELEASE, legs)
                desk.write()
    except ServerDiedError:
        return
