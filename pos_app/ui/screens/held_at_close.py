"""Receipts put aside while the shift is closed: somebody says whether they wait for the next one or are void."""

from collections.abc import Callable

from pos_app.domain.people.operator import Operator, Role
from pos_app.services.errors import ServiceError
from pos_app.services.selling.holding import HeldShown
from pos_app.ui.dialogs.held import held_row
from pos_app.ui.language import translate
from pos_app.ui.sentences import pin_of, sentence
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import ChoiceRow


class HeldAtClose:
    """What was decided, and whose PIN it still takes. ``kept``: they wait for the next shift."""

    def __init__(self, ui: UiContext) -> None:
        self._ui = ui
        self._held: tuple[HeldShown, ...] = ()
        self._asked: Callable[[Operator | None], None] = self._keep
        self.needed = Role.SENIOR
        self.about = ""
        self.kept = False

    @property
    def prompt(self) -> str:
        """Whose PIN is asked for."""
        return translate("HeldAtClose", "Type {pin}").format(pin=pin_of(self.needed.value))

    def begin(self) -> tuple[ChoiceRow, ...]:
        """What waits now, as rows of a list; empty: nothing keeps the shift open."""
        self.kept = False
        self._held = self._ui.services.sale.held()
        return tuple(held_row(each, self._ui.formatting) for each in self._held)

    def keep(self) -> bool:
        """They wait for the next shift. False: it takes a second person, ``needed``. ServiceError ``not_stored``."""
        return self._settle(self._keep)

    def drop(self) -> bool:
        """They are void. As ``keep``."""
        return self._settle(self._drop)

    def approved(self, person: Operator) -> bool:
        """With the second person. ServiceError as ``keep``."""
        self._asked(person)
        return True

    def _settle(self, act: Callable[[Operator | None], None]) -> bool:
        try:
            act(None)
        except ServiceError as error:
            if error.key != "approval_needed":
                raise
            self._asked = act
            self.needed = Role(str(error.params["needed_role"]))
            self.about = sentence(error.key, error.params, self._ui.formatting)
            return False
        return True

    def _keep(self, person: Operator | None) -> None:
        self._ui.services.sale.keep_held(person, self._reason())
        self.kept = True

    def _drop(self, person: Operator | None) -> None:
        baskets = [each.held.basket_id for each in self._held]
        self._ui.services.sale.drop_held(baskets, person, self._reason())

    def _reason(self) -> str:
        return translate("HeldAtClose", "The shift is closed")
