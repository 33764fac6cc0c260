"""Which money accounts and certificates a record moves, by the ids that it names."""

from collections.abc import Iterator

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER, ValueKind
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


def moves_value(sale: Sale) -> bool:
    """Whether :func:`keys_of` names anything of a sale: asked first, for most sales move points and money alone."""
    return bool(sale.advances) or any(tender.kept_kopecks or tender.kind in VALUE_OF_TENDER for tender in sale.tenders)


def keys_of(record: object) -> Iterator[tuple[ValueKind, str]]:
    """Kind and owner; the owner is empty where the record names nobody."""
    match record:
        case Sale() if not moves_value(record):
            return
        case Sale():
            yield from ((sold.advance.kind, sold.owner(record.customer_id)) for sold in record.advances)
            for tender in record.tenders:
                if tender.kind in VALUE_OF_TENDER:
                    kind = VALUE_OF_TENDER[tender.kind]
                    yield kind, tender.reference if kind is ValueKind.CERTIFICATE else record.customer_id or ""
                if tender.kept_kopecks:
                    yield ValueKind.ACCOUNT, record.customer_id or ""
        case SaleReturn():
            for refund in record.refunds:
                if refund.kind in VALUE_OF_TENDER:
                    kind = VALUE_OF_TENDER[refund.kind]
                    yield kind, refund.reference if kind is ValueKind.CERTIFICATE else record.customer_id or ""
            yield from ((back.kind, back.owner(record.customer_id)) for back in record.advances)
        case RewardGiven():
            if record.certificate:
                yield ValueKind.CERTIFICATE, record.certificate
        case ValueHoldClosed():
            yield record.kind, record.owner
        case CertificateBlocked() | OrderCancelled():
            yield ValueKind.CERTIFICATE, record.number
