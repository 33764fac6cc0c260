"""Approval in place: a second person types his PIN or scans his badge; who is signed on stays."""

import logging
from collections.abc import Callable
from typing import ClassVar

from pos_app.domain.people.operator import Operator, Role
from pos_app.services.scan_outcome import BadgeScanned, ScanOutcome
from pos_app.ui.dialogs.dialog import Dialog, SaleHost
from pos_app.ui.sentences import pin_of

_log = logging.getLogger("kopilka.ui")


class ApprovalDialog(Dialog):
    """``approved`` is called with the second person; Esc gives the whole thing up."""

    name: ClassVar[str] = "approval"

    def __init__(self, host: SaleHost, reason: str, needed: Role, approved: Callable[[Operator], None]) -> None:
        super().__init__(host)
        self._reason = reason
        self._needed = needed
        self._approved = approved

    def prompt(self) -> str:
        return self.tr("Type {pin} and press Enter, or scan the badge").format(pin=pin_of(self._needed.value))

    def advice(self) -> str:
        return self._reason

    def secret(self) -> bool:
        return True

    def submit(self, text: str) -> None:
        if text:
            self.host.check_pin(text, self._needed, self._finish)

    def take_outcome(self, outcome: ScanOutcome) -> bool:
        if not isinstance(outcome, BadgeScanned):
            return False
        badge = outcome.badge
        self._finish(self.host.attempt(lambda: self.ui.services.operators.approve_badge(badge, self._needed)))
        return True

    def _finish(self, person: Operator | None) -> None:
        if person is None:
            self.host.line.clear()
            return
        _log.info("approved=%s by=%s", self.name, person.operator_id)
        self._approved(person)
