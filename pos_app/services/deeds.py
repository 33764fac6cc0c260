"""Making entries of the journal of who did what; where they are stored is said by who makes them."""

from pos_app.domain.basket.basket import Basket
from pos_app.domain.codes.phones_in_text import in_own_words
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.services.ports import Clock, Ids


def card_shown_on(basket: Basket) -> dict[str, int | str]:
    """Facts of a deed that ends a basket: the rotating card that named its customer; none if no such card did."""
    if basket.customer_id is None or basket.card_step is None:
        return {}
    return {"customer": basket.customer_id, "card_step": basket.card_step}


class DeedWriter:
    """Time and ids for deeds."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids

    def deed(
        self,
        kind: DeedKind,
        operator: Operator,
        approved_by: Operator | None = None,
        reason: str = "",
        receipt_id: str = "",
        **facts: int | str,
    ) -> Deed:
        """What ``operator`` did now, with the second person who approved it."""
        return Deed(
            deed_id=self._ids.new_id(),
            kind=kind,
            at=self._clock.now(),
            operator_id=operator.operator_id,
            operator_name=operator.name,
            approved_by=approved_by.operator_id if approved_by else None,
            approved_by_name=approved_by.name if approved_by else "",
            reason=in_own_words(reason),
            receipt_id=receipt_id,
            facts=tuple(facts.items()),
        )
