"""From what is due to the task for the registrar, made of the stored record each time it is asked for."""

from collections.abc import Callable
from uuid import UUID, uuid5

from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, fiscal_return, fiscal_sale
from pos_app.domain.fiscal.registration import FiscalTask
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.ports import FiscalBooks

_TASKS = UUID("6f0d5f5e-5d0c-5e0b-9a53-2f6f7a1d9c41")


def task_id_of(due: FiscalDue) -> str:
    """The task's uuid (RFC 9562, version 5): after a crash it comes out the same, after a refusal another."""
    return str(uuid5(_TASKS, f"{due.kind.value} {due.record_id} {due.attempt}"))


def fiscal_task(due: FiscalDue, books: FiscalBooks, name_of: Callable[[str], str]) -> FiscalTask:
    """The task; ``name_of`` knows the names of operators. Raises StoreError, PositionError."""
    match due.kind:
        case FiscalKind.SALE:
            sale = books.sale(due.record_id)
            if sale is not None:
                return FiscalTask(task_id_of(due), due.kind, name_of(sale.operator_id), fiscal_sale(sale))
        case FiscalKind.RETURN:
            back = books.sale_return(due.record_id)
            sold = None if back is None else back.sold_elsewhere or books.sale(back.sale_id)
            if back is not None and sold is not None:
                return FiscalTask(task_id_of(due), due.kind, name_of(back.operator_id), fiscal_return(back, sold))
        case FiscalKind.SHIFT_OPENED:
            shift = books.shift(due.record_id)
            if shift is not None:
                return FiscalTask(task_id_of(due), due.kind, name_of(shift.operator_id))
        case FiscalKind.SHIFT_CLOSED:
            z_report = books.z_report(due.record_id)
            if z_report is not None:
                return FiscalTask(task_id_of(due), due.kind, name_of(z_report.operator_id))
    raise StoreError("damaged", f"{due.kind.value} {due.record_id} is due at the registrar and is not in the books")


def number_of(due: FiscalDue, books: FiscalBooks) -> str:
    """What a person calls it: the receipt's number, or the shift's."""
    match due.kind:
        case FiscalKind.SALE:
            sale = books.sale(due.record_id)
            return "" if sale is None else sale.number
        case FiscalKind.RETURN:
            back = books.sale_return(due.record_id)
            return "" if back is None else back.number
        case FiscalKind.SHIFT_OPENED:
            shift = books.shift(due.record_id)
            return "" if shift is None else str(shift.number)
        case FiscalKind.SHIFT_CLOSED:
            z_report = books.z_report(due.record_id)
            return "" if z_report is None else str(z_report.report.shift.number)
