"""People whom the server told of at the counter, kept in cache.db before the feed brings them."""

from contextlib import closing
from pathlib import Path

from pos_app.domain.loyalty.account import Account
from sync.protocol.rows import CustomerRow
from sync.store.feed_intake import open_intake
from sync.vault.phone_vault import PhoneVault


class ToldPeople:
    """Opens the file for each person: whoever asks does so in a thread of the moment."""

    def __init__(self, cache_path: Path, vault: PhoneVault) -> None:
        self._cache_path = cache_path
        self._vault = vault

    def keep(self, customer: CustomerRow, account: Account | None) -> None:
        """Store both. Raises ``StoreError``, ``CommitUnknownError``."""
        with closing(open_intake(self._cache_path, self._vault)) as intake:
            intake.apply_person(customer, account)
