"""A key that works now: what the bar below shows and what pressing it does."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyAction:
    """``key`` is the name of a :class:`~pos_app.ui.key_press.KeyPress`; ``label`` one or two short words."""

    key: str
    label: str
    run: Callable[[], None]
    enabled: bool = True
