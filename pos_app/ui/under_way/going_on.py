"""Where somebody goes on who has just signed on: past what was under way, if something was."""

import logging
from dataclasses import dataclass

from pos_app.services.under_way import Step, UnderWay, Unreadable
from pos_app.ui.screens.screen import Screen
from pos_app.ui.under_way.words import told_of_another, told_of_own, told_unreadable

_log = logging.getLogger("kopilka.ui")
_FROM_THE_SALE = frozenset({"sale", "shift", "customer_page", "queue", "sale_return", "free_return"})
"""Screens that a person may go to from the open sale without anybody's leave."""
_TELL_THEMSELVES = frozenset({"sale", "payment"})
"""Screens that say a sentence which they are told."""


@dataclass(frozen=True, slots=True)
class Offered:
    """For the screen that asks: what was under way, in words, and where the work goes on.

    ``steps``: what is opened again if the person wants it; none: there is nothing to open, it is only told.
    """

    words: tuple[str, ...]
    screen: str
    told: object
    steps: tuple[Step, ...] = ()


def go_on(screen: Screen, target: str, told: object) -> None:
    """Lead to ``target`` with what it is ``told``; what was under way is offered or told before, once."""
    session, keeper = screen.ui.session, screen.ui.services.under_way
    if not session.is_earlier_asked:
        session.is_earlier_asked = True
        session.earlier = keeper.earlier()
    session.is_locked = False
    found = session.earlier
    if found is None:
        screen.go_to.emit(target, told)
        return
    offered = _offered(screen, found, target, told)
    kind = "offered" if offered.steps else "told"
    _log.info("under_way=%s at=%s", kind, "" if isinstance(found, Unreadable) else found.steps[-1].name)
    if not offered.steps and target in _TELL_THEMSELVES and not isinstance(told, Step):
        settled(screen)
        screen.go_to.emit(target, "\n".join((*([told] if isinstance(told, str) else []), *offered.words)))
    else:
        screen.go_to.emit("taking_up", offered)


def settled(screen: Screen) -> None:
    """Somebody was told of it: from now on the new work is kept."""
    screen.ui.session.earlier = None
    screen.ui.services.under_way.forget_earlier()


def _offered(screen: Screen, found: UnderWay | Unreadable, target: str, told: object) -> Offered:
    operator = screen.ui.session.operator
    if isinstance(found, Unreadable):
        return Offered((told_unreadable(),), target, told)
    if operator is None or operator.operator_id != found.operator_id:
        return Offered((told_of_another(found),), target, told)
    state = screen.attempt(lambda: screen.ui.services.sale.state)
    went_on = state is None or not screen.ui.services.under_way.stands_still(found, state.basket)
    words = told_of_own(found, went_on=went_on)
    if went_on or not _can_be_opened(found, target):
        return Offered(words, target, told)
    return Offered(words, target, told, found.steps)


def _can_be_opened(found: UnderWay, target: str) -> bool:
    first = found.steps[0].name
    reached = first == target or (target == "sale" and first in _FROM_THE_SALE)
    return reached and any(step.typed or step.entered for step in found.steps)
