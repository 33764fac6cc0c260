"""Goods by what is typed, asked beside the window: a shop may have a million, and no key may wait for the last one."""

import logging
from collections.abc import Callable

from pos_app.domain.catalogue.item import Item
from pos_app.ui.ui_context import UiContext
from pos_app.ui.widgets.choice_list import CHOICES_MAX

_log = logging.getLogger("kopilka.ui")


class GoodsLookup:
    """One question at a time, the newest next: what was typed meanwhile is not asked for.

    ``found`` gets the answer to the newest text only; ``failed`` the error that the catalogue had with it.
    """

    def __init__(
        self, ui: UiContext, found: Callable[[tuple[Item, ...]], None], failed: Callable[[Exception], None]
    ) -> None:
        self._ui = ui
        self._found = found
        self._failed = failed
        self._wanted = ""
        self._asked = ""
        self._is_asking = False

    @property
    def is_searching(self) -> bool:
        """Whether the newest text has no answer yet."""
        return bool(self._wanted) and (self._is_asking or self._asked != self._wanted)

    def ask(self, text: str) -> None:
        """Look for ``text``; an earlier question is forgotten."""
        self._wanted = text
        if not self._is_asking:
            self._ask()

    def forget(self) -> None:
        """Nothing is looked for any more; what is under way is not told."""
        self._wanted = ""

    def _ask(self) -> None:
        text = self._asked = self._wanted
        search = self._ui.services.search_goods
        self._is_asking = True
        self._ui.background.run(lambda: search(text, CHOICES_MAX), lambda items: self._answer(text, items), self._fail)

    def _answer(self, text: str, items: tuple[Item, ...]) -> None:
        self._is_asking = False
        if text == self._wanted:
            self._found(items)
        elif self._wanted:
            self._ask()

    def _fail(self, error: Exception) -> None:
        self._is_asking = False
        _log.warning("goods=not_searched cause=%s", error)
        if self._wanted and self._asked == self._wanted:
            self._failed(error)
        elif self._wanted:
            self._ask()
