"""A customer has a new number. The free numbers are few, so that two people say the same one at two tills."""

from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.simulation.errands.work import Work
from pos_app.simulation.shop import CUSTOMERS, customer_id
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind

_FREE_NUMBERS = 8


def change_phone(work: Work) -> None:
    """Without a code to the new number: a senior person approves."""
    who = customer_id(work.chance.randrange(CUSTOMERS))
    changes = work.counter.phone_changes
    new = changes.new_phone(who, f"+79738{work.chance.randrange(_FREE_NUMBERS):06d}")
    work.wait(30_000)

    def changed() -> PhoneChanged:
        changes.approve(new, "новый номер", work.cashier, work.senior)
        body = work.node.newest_body(OperationKind.PHONE_CHANGED)
        if body is None:
            raise RuntimeError("the till says that it stored a new number, and its books have none")
        return decode(PhoneChanged, body)

    if work.tell(changed) is not None:
        work.saw_deed(DeedKind.PHONE_CHANGED, "")
        work.did("phone changed")
