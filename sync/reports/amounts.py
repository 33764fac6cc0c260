"""What each receipt of a list adds to the figure that it stands behind; all of them together are the figure."""

from collections.abc import Sequence

from sqlalchemy import Connection

from pos_app.domain.report.fold import Folded, fold
from pos_app.domain.report.receipt_choice import ANY_REASON, ReceiptChoice
from pos_app.domain.report.receipt_line import ReceiptLine
from sync.reports.reason_key import discounts_of
from sync.reports.told import ShiftFacts


def amounts_of(
    connection: Connection, choice: ReceiptChoice, lines: Sequence[ReceiptLine], facts: ShiftFacts
) -> tuple[int | None, ...]:
    """For each line: from the line where it tells, else from its record; None for one that cannot be read."""
    told = [_of_line(choice, line) for line in lines]
    wanted: dict[str, list[str]] = {}
    for line, amount in zip(lines, told, strict=True):
        if amount is None:
            wanted.setdefault(line.shift_id, []).append(line.receipt_id)
    records = facts.records(connection, wanted) if wanted else {}
    folded = {receipt_id: fold(record) for receipt_id, record in records.items()}
    return tuple(
        _of_record(choice, folded.get(line.receipt_id)) if amount is None else amount
        for line, amount in zip(lines, told, strict=True)
    )


def _of_line(choice: ReceiptChoice, line: ReceiptLine) -> int | None:
    of_line = choice.figure.of_line
    return None if choice.discount is not None or of_line is None else of_line(line)


def _of_record(choice: ReceiptChoice, folded: Folded | None) -> int | None:
    if folded is None:
        return None
    if choice.discount is None:
        return choice.figure.amount(folded.sums)
    taken = discounts_of(folded)
    if choice.discount == ANY_REASON:
        return sum(each.kopecks for each in taken.values())
    mine = taken.get(choice.discount)
    return 0 if mine is None else mine.kopecks
