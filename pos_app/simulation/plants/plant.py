"""One planted fault and how it gets in and out."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from pos_app.simulation.plan import Fault

if TYPE_CHECKING:
    from pos_app.simulation.world import World

Planting = Callable[["World", ExitStack], None]


@dataclass(frozen=True, slots=True)
class Plant:
    """``what`` in a few words; ``by``: the invariants that show it, other violations do not count as caught;
    ``needs``: the faults of fate that bring it out, others are left away (None: any; an empty
    tuple: none).

    ``planting`` changes the world or patches the product until the world's end; it may play a scene (``scenes``).
    """

    what: str
    planting: Planting
    by: tuple[str, ...]
    needs: tuple[Fault, ...] | None = None
    errands: float = 0.0
    """How many of the customers come for something else than buying and bringing back."""


def replaced(stack: ExitStack, place: Any, name: str, by: Any) -> None:
    """Let ``place.name`` be ``by`` until the world ends."""
    stack.enter_context(patch.object(place, name, by))
