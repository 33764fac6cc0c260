"""Stage 8: the sum in cash rounded down («скидка на мелочь»); it belongs to the cash tender, never to goods."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pos_app.domain.loyalty.rules.figures import SomeMoney


@dataclass(frozen=True, slots=True)
class CashRounding:
    """Down to a multiple of ``step_kopecks`` of the sum paid in cash, by at most ``most_kopecks`` (None: the step)."""

    step_kopecks: Annotated[int, Field(ge=2, le=100_000, description="kopecks; whole roubles are 100")] = 100
    most_kopecks: SomeMoney | None = None
