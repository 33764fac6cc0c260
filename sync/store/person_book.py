"""What was reported of people who are here already: cards, consents, the full form, merges, looks at phones."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentGiven, ConsentWithdrawn
from pos_app.domain.people.deed import Deed
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.fact import (
    FactState,
    KeptFact,
    PersonFact,
    fact_at,
    fact_card,
    fact_customer,
    fact_id,
)
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import OperationKind, unix_ms
from sync.store.book import Book, body_of
from sync.store.connection import SqlRow
from sync.store.deed_book import deed_rows, put_deeds
from sync.store.engine import sqlite3
from sync.store.operation_log import already_recorded, append_operation, proof_of

KINDS: Mapping[type[PersonFact], OperationKind] = MappingProxyType(
    {
        CardBound: OperationKind.CARD_BOUND,
        CardBlocked: OperationKind.CARD_BLOCKED,
        CardActivated: OperationKind.CARD_ACTIVATED,
        ConsentGiven: OperationKind.CONSENT_GIVEN,
        ConsentWithdrawn: OperationKind.CONSENT_WITHDRAWN,
        DetailsChanged: OperationKind.DETAILS_CHANGED,
        PhoneChanged: OperationKind.PHONE_CHANGED,
        PhoneVouched: OperationKind.PHONE_VOUCHED,
        PhoneShown: OperationKind.PHONE_SHOWN,
        CustomersMerged: OperationKind.CUSTOMERS_MERGED,
    }
)
_TYPES = {kind.value: record for record, kind in KINDS.items()}
_STATES = (FactState.QUEUED, FactState.CONFIRMED, FactState.PARKED)
_SELECT = (
    "SELECT person_fact.kind, person_fact.body, coalesce(op.state, 1), coalesce(op.reason, '')"
    " FROM person_fact LEFT JOIN op ON op.op_id = person_fact.op_id"
)


class PersonBook(Book):
    """The part of ``TillBooks`` for people who are here already."""

    def record_people(self, facts: Sequence[PersonFact], deeds: Sequence[Deed] = ()) -> None:
        """Store and queue these together, in their order. The very same ones again change nothing.

        ``deeds``: what the journal of who did what says of it, in the same transaction.
        """
        if not facts:
            return
        bodies = [body_of(fact) for fact in facts]
        journal = list(deed_rows(deeds))
        with self._database.transaction(proof_of(fact_id(facts[-1]))) as connection:
            known = [
                already_recorded(connection, fact_id(fact), body) for fact, body in zip(facts, bodies, strict=True)
            ]
            if all(known):
                return
            if any(known):
                raise StoreError("refused", "some of these are stored already and others are not")
            for fact, body in zip(facts, bodies, strict=True):
                append_operation(connection, KINDS[type(fact)], fact_id(fact), fact_at(fact), body)
                put_person_fact(connection, fact, body)
            put_deeds(connection, journal)

    def person_facts(self, customer_id: str) -> tuple[KeptFact, ...]:
        """What was reported of a person here, oldest first."""
        rows = self._database.rows(
            f"{_SELECT} WHERE person_fact.customer_id = ? ORDER BY person_fact.n", (customer_id,)
        )
        return tuple(self._kept(row) for row in rows)

    def phones_on_their_way(self) -> tuple[PhoneChanged, ...]:
        """New numbers that were reported here and that the server has not heard of yet, oldest first."""
        rows = self._database.rows(
            "SELECT person_fact.body FROM op JOIN person_fact ON person_fact.op_id = op.op_id"
            " WHERE op.state = 0 AND op.kind = ? ORDER BY person_fact.n",
            (OperationKind.PHONE_CHANGED.value,),
        )
        return tuple(self._decoded(PhoneChanged, body) for (body,) in rows)

    def card_fact(self, card_number: str) -> KeptFact | None:
        """The last that was reported of a card here and that the server did not refuse."""
        row = self._database.row(
            f"{_SELECT} WHERE person_fact.card_number = ? AND coalesce(op.state, 1) <> 2"
            " ORDER BY person_fact.n DESC LIMIT 1",
            (card_number,),
        )
        return None if row is None else self._kept(row)

    def receipts_of(self, customer_id: str, limit: int, skipped: int = 0) -> tuple[Sale | SaleReturn, ...]:
        """His receipts at this till, newest first, behind the first ``skipped``."""
        rows = self._database.rows(
            "SELECT kind, body FROM receipt WHERE customer_id = ? ORDER BY running DESC LIMIT ? OFFSET ?",
            (customer_id, limit, skipped),
        )
        return tuple(
            self._decoded(Sale, body) if kind == "sale" else self._decoded(SaleReturn, body) for kind, body in rows
        )

    def _kept(self, row: SqlRow) -> KeptFact:
        kind, body, state, reason = row
        return KeptFact(self._decoded(_TYPES[kind], body), _STATES[state], reason)


def put_person_fact(connection: sqlite3.Connection, fact: PersonFact, body: bytes) -> None:
    """The row beside the operation; inside a write transaction."""
    connection.execute(
        "INSERT INTO person_fact (op_id, kind, customer_id, card_number, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)",
        (
            fact_id(fact),
            KINDS[type(fact)].value,
            fact_customer(fact),
            fact_card(fact),
            unix_ms(fact_at(fact)),
            body,
        ),
    )
