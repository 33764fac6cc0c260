"""One receipt for whoever may see its shop: the record as it came from the till, and who and what it names."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.parked.resolved import ParkedResolved
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.server.office.names import staff_names
from sync.server.programmes import ProgrammeBook
from sync.server.tables import CUSTOMER, OPERATION, RECEIPT, TILL


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """``returns``: numbers and ids of what came back of a sale. Names are "" where nobody knows them."""

    record: Sale | SaleReturn
    shop_id: str
    till_code: str
    operator_name: str
    customer_name: str
    returns: tuple[tuple[str, str], ...]


def receipt_seen(connection: Connection, receipt_id: str, shop_ids: frozenset[str] | None) -> ReceiptSeen | None:
    """A receipt of these shops (None: of all); None for one of another shop as for one that is not there."""
    query = (
        select(RECEIPT, TILL.c.shop_id, TILL.c.code)
        .join(TILL, TILL.c.till_id == RECEIPT.c.till_id)
        .where(RECEIPT.c.receipt_id == receipt_id)
    )
    if shop_ids is not None:
        query = query.where(TILL.c.shop_id.in_(sorted(shop_ids)))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    operation = connection.execute(
        select(OPERATION.c.kind, OPERATION.c.body).where(
            OPERATION.c.till_id == row.till_id, OPERATION.c.epoch == row.epoch, OPERATION.c.seq == row.seq
        )
    ).one()
    record = _record(operation.kind, row.kind, bytes(operation.body))
    returned = connection.execute(select(RECEIPT.c.receipt_id, RECEIPT.c.number).where(RECEIPT.c.sale_id == receipt_id))
    return ReceiptSeen(
        record=record,
        shop_id=row.shop_id,
        till_code=row.code,
        operator_name=staff_name(connection, record.operator_id),
        customer_name=_customer_name(connection, row.customer_id),
        returns=tuple((each.receipt_id, each.number) for each in returned),
    )


def sale_behind(connection: Connection, record: Sale | SaleReturn) -> Sale | None:
    """The sale itself, or the one that a return mirrors, whichever shop of the chain made it."""
    if isinstance(record, Sale):
        return record
    if record.sold_elsewhere is not None:
        return record.sold_elsewhere
    found = receipt_seen(connection, record.sale_id, None)
    return found.record if found is not None and isinstance(found.record, Sale) else None


def programme_version(connection: Connection, programme_id: str, version: int) -> Programme | None:
    """The programme that priced a sale, for the names of its rules."""
    versions = ProgrammeBook(connection).versions.programmes
    return next((each for each in versions if (each.programme_id, each.version) == (programme_id, version)), None)


def staff_name(connection: Connection, operator_id: str) -> str:
    """By the office's list, also of who left it; "" for who never was in it."""
    return staff_names(connection, (operator_id,)).get(operator_id, "")


def _record(operation_kind: str, receipt_kind: str, body: bytes) -> Sale | SaleReturn:
    if operation_kind == OperationKind.PARKED_RESOLVED.value:  # a record that the office corrected
        body = (decode(ParkedResolved, body).body or "").encode("utf-8")
    return decode(Sale, body) if receipt_kind == "sale" else decode(SaleReturn, body)


def _customer_name(connection: Connection, customer_id: str | None) -> str:
    if customer_id is None:
        return ""
    name = connection.execute(select(CUSTOMER.c.name).where(CUSTOMER.c.customer_id == customer_id))
    return name.scalar_one_or_none() or ""
