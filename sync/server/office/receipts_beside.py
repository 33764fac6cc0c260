"""Where the money of a return had gone that was handed out once too often: which other receipts are to be laid beside.

Goods or a top-up that came back twice: the returns that had come before, of the same lines. A certificate or top-up
that was spent elsewhere: the receipts that were paid with it, and the returns that paid it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sync.server.among import among
from sync.server.tables import RECEIPT, RETURNED_LINE, TILL, VALUE_PAYMENT

_SHOWN = 3
"""Of one return: more are counted by nobody who stands at a counter."""


@dataclass(frozen=True, slots=True)
class ReceiptBeside:
    """``shop_id``: of the till that made it."""

    receipt_id: str
    number: str
    shop_id: str


def paid_out_before(
    connection: Connection, returns: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, tuple[ReceiptBeside, ...]]:
    """By the id of each return that is named with its body; the latest first, three of each at most."""
    if not returns:
        return {}
    lines, paid = _returns_of_lines(connection, returns), _paid_with(connection, returns)
    ids: dict[str, set[str]] = {}
    for receipt_id, body in returns:
        found = {each for line in _lines(body) for each in lines.get((_sale_id(body), line), ())}
        found |= {each for owner in _owners(body) for each in paid.get(owner, ())}
        ids[receipt_id] = found - {receipt_id}
    known = _receipts(connection, set().union(*ids.values()))
    return {
        receipt_id: tuple(known[each] for each in sorted(found, reverse=True) if each in known)[:_SHOWN]
        for receipt_id, found in ids.items()
    }


def _returns_of_lines(
    connection: Connection, returns: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[tuple[str, str], set[str]]:
    wanted = sorted({_sale_id(body) for _, body in returns})
    found: dict[tuple[str, str], set[str]] = {}
    rows = connection.execute(select(RETURNED_LINE).where(among(connection, RETURNED_LINE.c.sale_id, wanted)))
    for row in rows:
        found.setdefault((row.sale_id, row.line_id), set()).add(row.return_id)
    return found


def _paid_with(
    connection: Connection, returns: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[tuple[str, str], set[str]]:
    """By kind and owner of the money that these returns paid out."""
    owners = {owner for _, body in returns for owner in _owners(body)}
    found: dict[tuple[str, str], set[str]] = {}
    if owners:
        mine = among(connection, VALUE_PAYMENT.c.owner, sorted({owner for _, owner in owners}))
        for row in connection.execute(select(VALUE_PAYMENT).where(mine)):
            found.setdefault((row.kind, row.owner), set()).add(row.receipt_id)
    return found


def _receipts(connection: Connection, receipt_ids: set[str]) -> dict[str, ReceiptBeside]:
    rows = connection.execute(
        select(RECEIPT.c.receipt_id, RECEIPT.c.number, TILL.c.shop_id)
        .join(TILL, TILL.c.till_id == RECEIPT.c.till_id)
        .where(among(connection, RECEIPT.c.receipt_id, sorted(receipt_ids)))
    )
    return {row.receipt_id: ReceiptBeside(row.receipt_id, row.number, row.shop_id) for row in rows}


def _sale_id(body: Mapping[str, Any]) -> str:
    return str(body.get("sale_id", ""))


def _lines(body: Mapping[str, Any]) -> set[str]:
    return {str(each.get("line_id")) for part in ("lines", "advances") for each in body.get(part) or ()}


def _owners(body: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {
        (str(each.get("kind")), str(each.get("reference") or body.get("customer_id")))
        for each in body.get("advances") or ()
    }
