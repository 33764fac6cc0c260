"""The counter's way to a server that keeps certificates and money accounts: a plain dictionary of sums."""

import threading
from datetime import date

from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest, ValueState


class ValueServer:
    """``money``: what is on each; ``held``: what was set aside under which id; ``silent``: no answer comes."""

    def __init__(self) -> None:
        self.money: dict[tuple[ValueKind, str], int] = {}
        self.states: dict[str, ValueState] = {}
        self.held: dict[str, tuple[tuple[ValueKind, str], int]] = {}
        self.asked: list[ValueRequest] = []
        self.paid_out_elsewhere: set[str] = set()
        """Sales of which another till pays out right now."""
        self.silent = False
        self.says = ""
        self.until = date(2027, 3, 1)
        self.pause: threading.Event | None = None

    def value(self, request: ValueRequest) -> ValueAnswer | ValueRefused:
        self.asked.append(request)
        if self.pause is not None:
            self.pause.wait(60)
        if self.silent:
            return ValueRefused("no_answer")
        if self.says:
            return ValueRefused(self.says)
        key = (request.kind, request.owner)
        state = self.states.get(request.owner, ValueState.ACTIVE)
        if request.kind is ValueKind.CERTIFICATE and key not in self.money:
            state = ValueState.UNKNOWN
        free = self.money.get(key, 0) - sum(kopecks for owner, kopecks in self.held.values() if owner == key)
        if request.kopecks:
            mine = [each.hold_id for each in self.asked if each.receipt_id == request.receipt_id]
            for hold_id in mine:
                if hold_id in self.held and self.held[hold_id][0] == key:
                    free += self.held.pop(hold_id)[1]
        under_way = request.pays_back in self.paid_out_elsewhere
        granted = min(request.kopecks, free) if state is ValueState.ACTIVE and not under_way else 0
        if granted:
            self.held[request.hold_id] = (key, granted)
        left = free - granted
        return ValueAnswer(request.hold_id, granted, left, state, "life", until_day=self.until, under_way=under_way)
