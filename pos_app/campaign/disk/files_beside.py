"""What lies beside a till's books and is written whole or not at all: never torn, whatever happened meanwhile."""

import json
import random
from pathlib import Path

from pos_app.campaign.disk.furnished import PIN_TRIES, RETURN_DRAFT, UNDER_WAY
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.services.under_way import UnderWay
from pos_app.simulation.shop import till_id, vault_of
from sync.protocol.encoding import DecodingError, decode
from sync.store.under_way_file import UnderWayFile


def torn_beside(home: Path) -> list[str]:
    """In words: what cannot be read of what was under way, the return that was put together, wrong PINs."""
    found = []
    try:
        kept = UnderWayFile(home / UNDER_WAY, vault_of(random.Random(1)), till_id(0)).load()
        if kept is not None:
            decode(UnderWay, kept)
    except (StoreError, DecodingError) as error:
        found.append(f"what was under way is torn: {error}")
    draft = home / RETURN_DRAFT
    try:
        if draft.exists():
            decode(ReturnDraft, draft.read_bytes())
    except DecodingError as error:
        found.append(f"the return that was put together is torn: {error}")
    tries = home / PIN_TRIES
    try:
        if tries.exists():
            json.loads(tries.read_bytes())
    except ValueError as error:
        found.append(f"what is kept of wrong PINs is torn: {error}")
    return found
