"""A till without a screen as a program of its own: sells, sends, says ``drained`` when its queue is empty.

``python -m tests.sync.client.selling_till FOLDER URL DAY COUNT KNOWN``

KNOWN: JSON of an order's number and two new phones of Olga's, each as hash and ciphertext.
"""

import json
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import uuid6

from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.reservation.closed import CloseReason
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.claim import ClaimRequest, ClaimState
from tests.end_to_end.both_books import till_operations
from tests.sync.client import till_side
from tests.sync.client.till_side import Till
from tests.sync.server.shop import KEYS, OLGA


def change_phone(till: Till, number: int, phone_hash: str, phone_cipher: str) -> None:
    """Olga has another number; a senior person says so."""
    at = datetime.now(UTC)
    made = PhoneChanged(f"phone-{number}", OLGA, phone_hash, phone_cipher, "operator-1", at, "", "boss", "lost")
    till.books.record_people((made,))
    till.nudge()


def ask_for_the_order(till: Till, url: str, order: str) -> None:
    """Have it kept for a receipt and give it back; a claim whose answer was lost is asked for again under its id."""
    claim_id = str(uuid6.uuid7())
    epoch = till.books.note_claim_asked(claim_id, ClaimKind.ORDER, order, f"receipt-{claim_id}")
    door = HttpDoor(url, TillIdentity(till.till_id, KEYS[till.till_id]), lambda: datetime.now(UTC))
    request = ClaimRequest(claim_id, ClaimKind.ORDER, order, f"receipt-{claim_id}", epoch)
    for _ in range(3):
        try:
            answer = door.claim(request)
        except ExchangeFailedError:
            continue
        till.books.note_claim_granted(claim_id, granted=answer.state is ClaimState.GRANTED)
        break
    door.close()
    now = datetime.now(UTC)
    closed = ClaimClosed(f"end-{claim_id}", claim_id, ClaimKind.ORDER, order, CloseReason.RELEASED, now)
    till.books.end_claims([closed])
    till.nudge()


def main(folder: Path, url: str, day: date, count: int, order: str, phones: list[list[str]]) -> None:
    till_side.PATIENCE_SECONDS = 100.0
    till = Till(folder)
    till.connect(url, read_seconds=1)  # who is silent is soon given up
    sales = []
    for number in range(count):
        sales.append(till.sell(OLGA if number % 2 else None, day))
        if number % 7 == 3:
            till.take_back(sales[-1], {"line-0": 1})
        if number % 8 == 5:
            change_phone(till, number, *phones[number // 8 % 2])
        if number % 4 == 1:
            ask_for_the_order(till, url, order)
        time.sleep(0.1)  # so that sales are made while messages are under way
    print("sold", flush=True)
    sys.stdin.readline()
    till.nudge()
    # The last status may be from before the last sale: the books are asked as well.
    till.wait_for(
        lambda status: status.queue_depth == 0 and all(state for *_, state in till_operations(folder / "till.db"))
    )
    print("drained", flush=True)
    till.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]), int(sys.argv[4]), *json.loads(sys.argv[5]))
