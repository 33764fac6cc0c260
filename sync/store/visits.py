"""When customers were last here: read from the receipts, so that nothing more is written in a sale."""

import json
from collections.abc import Sequence

from sync.store.book import Book


class Visits(Book):
    """Visits at this till."""

    def last_visit_ms(self, customer_ids: Sequence[str]) -> dict[str, int]:
        """Per customer who was ever here, the instant of the newest receipt in milliseconds since 1970 UTC."""
        rows = self._database.rows(
            "SELECT asked.value, (SELECT at_ms FROM receipt WHERE customer_id = asked.value"
            " ORDER BY business_day DESC, at_ms DESC LIMIT 1) AS last_ms FROM json_each(?) AS asked"
            " WHERE last_ms IS NOT NULL",
            (json.dumps(list(customer_ids)),),
        )
        return {customer_id: int(last_ms) for customer_id, last_ms in rows}
