"""People registered at this till whom the server's feed has not brought yet."""

from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.operation import OperationKind
from sync.store.book import Book, body_of
from sync.store.operation_log import already_recorded, append_operation, proof_of


class RegistrationBook(Book):
    """The registrations' part of ``TillBooks``. No phone stands here in clear."""

    def record_registration(self, registration: CustomerRegistered) -> None:
        """Store and queue it. Storing the very same registration again changes nothing."""
        body = body_of(registration)
        with self._database.transaction(proof_of(registration.registration_id)) as connection:
            if already_recorded(connection, registration.registration_id, body):
                return
            append_operation(
                connection,
                OperationKind.CUSTOMER_REGISTERED,
                registration.registration_id,
                registration.registered_at,
                body,
            )
            connection.execute(
                "INSERT INTO registration (customer_id, phone_hash, body) VALUES (?, ?, ?)",
                (registration.customer_id, bytes.fromhex(registration.phone_hash), body),
            )

    def registered(self, customer_id: str) -> CustomerRegistered | None:
        """Who was registered here under this id."""
        return self._record(
            CustomerRegistered,
            self._database.row("SELECT body FROM registration WHERE customer_id = ?", (customer_id,)),
        )

    def registered_by_phone(self, phone_hash: bytes) -> CustomerRegistered | None:
        """Who was registered here last with this phone."""
        return self._record(
            CustomerRegistered,
            self._database.row(
                "SELECT body FROM registration WHERE phone_hash = ? ORDER BY customer_id DESC", (phone_hash,)
            ),
        )

    def registered_people(self) -> tuple[CustomerRegistered, ...]:
        """All of them, newest first."""
        return self._records(
            CustomerRegistered, self._database.rows("SELECT body FROM registration ORDER BY customer_id DESC")
        )
