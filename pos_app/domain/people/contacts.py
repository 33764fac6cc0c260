"""How a customer can be reached, in clear: in memory only."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contacts:
    """Empty where nothing is known. Neither stands in a repr: it would end in a log."""

    phone_e164: str = field(repr=False)
    email: str = field(repr=False)
