"""The running numbers that a till's receipts bear, so that no number is given out twice after a till began anew."""

from sqlalchemy import Connection, func, select

from sync.server.tables import RECEIPT


def highest_receipt(connection: Connection, till_id: str) -> int:
    """The highest running number among a till's receipts here (``231`` of ``2-000231``), 0 before the first.

    Longer numbers are higher ones: they are padded to a width that only a number beyond it passes.
    """
    number: str | None = connection.execute(
        select(RECEIPT.c.number)
        .where(RECEIPT.c.till_id == till_id)
        .order_by(func.length(RECEIPT.c.number).desc(), RECEIPT.c.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    running = (number or "").rpartition("-")[2]
    return int(running) if running.isascii() and running.isdigit() else 0
