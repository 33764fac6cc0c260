"""Money that the server set aside for one open receipt of this till, as the till keeps it."""

from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind


@dataclass(frozen=True, slots=True)
class ValueHold:
    """``kopecks`` 0: asked for, no answer is stored."""

    hold_id: str
    kind: ValueKind
    owner: str
    receipt_id: str
    kopecks: Kopecks
