"""What is under way of a return, kept after every change, given up or done with."""

import logging
from collections.abc import Mapping

from pos_app.domain.basket.basket import Basket
from pos_app.domain.money.units import Quantity
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.return_draft import ReturnDraft
from pos_app.services.errors import storing
from pos_app.services.ports import Ids
from pos_app.services.ports.return_drafts import ReturnDrafts

_log = logging.getLogger("kopilka.sale")


class ReturnKeeper:
    """``drafts`` None: nothing is kept (tools). ``return_id``: of the return that is put together now."""

    def __init__(self, ids: Ids, drafts: ReturnDrafts | None) -> None:
        self._ids = ids
        self._drafts = drafts
        self.return_id = ids.new_id()

    def goods(self, basket: Basket) -> None:
        """Without a receipt. ServiceError ``not_stored``."""
        self._keep(ReturnDraft(self.return_id, basket=basket) if basket.lines else None)

    def chosen(self, number: str, quantities: Mapping[str, Quantity]) -> None:
        """Of a receipt. ServiceError ``not_stored``."""
        lines = tuple(sorted((line_id, quantity) for line_id, quantity in quantities.items() if quantity))
        self._keep(ReturnDraft(self.return_id, number, lines) if lines else None)

    def take_up(self, draft: ReturnDraft) -> None:
        """Go on with what an earlier run began."""
        self.return_id = draft.return_id

    def load(self) -> ReturnDraft | None:
        """What an earlier run left under way."""
        return None if self._drafts is None else self._drafts.load()

    def done(self) -> None:
        """Stored or given up: the next return is another one.

        Cannot fail: what stays behind by a fault of the disk is known by its id as stored, or is offered once more.
        """
        self.return_id = self._ids.new_id()
        try:
            if self._drafts is not None:
                self._drafts.clear()
        except StoreError as error:
            _log.warning("return_draft=not_cleared cause=%s", error)

    def _keep(self, draft: ReturnDraft | None) -> None:
        if self._drafts is None:
            return
        with storing():
            if draft is None:
                self._drafts.clear()
            else:
                self._drafts.keep(draft)
