"""What the applied receipts say, as they came from the tills: the papers in customers' hands (I1 compares the two)."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind
from sync.server.central import Central
from sync.server.database import reading
from sync.server.tables import CUSTOMER_ALIAS, OPERATION, RECEIPT

_WITH_EFFECT = ("applied", "replayed")


@dataclass(frozen=True, slots=True)
class Papers:
    """``sales`` and ``returns`` by receipt id, ``person``: who an alias turned out to be."""

    sales: dict[str, Sale]
    returns: dict[str, SaleReturn]
    person: dict[str, str]
    flags: dict[str, frozenset[str]]

    def who(self, customer_id: str | None) -> str:
        """The person behind an id, "" for nobody."""
        return self.person.get(customer_id or "", customer_id or "")

    def is_back(self, sale: Sale) -> bool:
        """Whether all goods of a sale came back."""
        back: Counter[str] = Counter()
        for each in self.returns.values():
            if each.sale_id == sale.receipt_id:
                back.update({line.line_id: line.quantity for line in each.lines})
        return bool(sale.lines) and all(back[line.line_id] >= line.quantity for line in sale.lines)


def papers_of(central: Central) -> Papers:
    """Read everything once."""
    with reading(central.engine) as connection:
        rows = connection.execute(
            select(OPERATION.c.op_id, OPERATION.c.kind, OPERATION.c.body, OPERATION.c.flags)
            .join(RECEIPT, RECEIPT.c.receipt_id == OPERATION.c.op_id)
            .where(OPERATION.c.state.in_(_WITH_EFFECT))
        ).all()
        aliases = connection.execute(select(CUSTOMER_ALIAS.c.alias_id, CUSTOMER_ALIAS.c.customer_id)).all()
    return Papers(
        {row.op_id: decode(Sale, bytes(row.body)) for row in rows if row.kind == OperationKind.SALE},
        {row.op_id: decode(SaleReturn, bytes(row.body)) for row in rows if row.kind == OperationKind.RETURN},
        {row.alias_id: row.customer_id for row in aliases},
        {row.op_id: frozenset((row.flags or "").split()) for row in rows},
    )
