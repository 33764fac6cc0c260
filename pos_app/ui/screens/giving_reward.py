"""Handing over a reward: its points are set aside by the server first, a second at most, then it is recorded."""

import logging

from pos_app.services.points_desk import PointsReply
from pos_app.services.rewards import RewardInHand
from pos_app.ui.language import translate
from pos_app.ui.screens.screen import Screen
from pos_app.ui.sounds import Sound

_log = logging.getLogger("kopilka.ui")


def give_reward(screen: Screen, chosen: RewardInHand) -> None:
    """Keys and scans wait meanwhile. Without the points nothing is given, and the line says why."""
    rewards = screen.ui.services.rewards
    asked: list[bool] = []

    def ask() -> None:
        question = rewards.question(chosen)
        if question is None:
            return
        asked.append(True)
        screen.busy.emit(True)
        if screen.entry is not None:
            screen.entry.show_waiting(translate("SetAside", "Asking the server for the points…"))

        def settle(reply: PointsReply) -> None:
            try:
                if screen.entry is not None:
                    screen.entry.calm()
                screen.attempt(lambda: rewards.settle(question, reply))
                _record(screen, chosen)
            finally:
                screen.busy.emit(False)

        def failed(error: Exception) -> None:
            _log.error("reward=ask_failed", exc_info=error)
            try:
                _record(screen, chosen)
            finally:
                screen.busy.emit(False)

        screen.ui.background.run(lambda: rewards.ask(question), settle, failed)

    screen.attempt(ask)
    if not asked:
        _record(screen, chosen)


def _record(screen: Screen, chosen: RewardInHand) -> None:
    operator = screen.ui.services.sale.operator
    if operator is None:
        return
    given = screen.attempt(lambda: screen.ui.services.rewards.give(chosen, operator))
    screen.ui.nudge()
    if given is None:
        return
    _log.info("reward=given rule=%s", given.rule_id)
    screen.ui.sounds.play(Sound.CUSTOMER)
    name = given.name if screen.ui.settings.language == "ru" else chosen.rule.name.en
    text = translate("Rewards", "Handed over: {reward}. Points gone: {points}")
    told = text.format(reward=name, points=screen.ui.formatting.counted_points(given.points))
    screen.go_to.emit("sale", told)
