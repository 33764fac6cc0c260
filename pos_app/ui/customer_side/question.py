"""What the customer is asked, in words for him to read while the cashier waits for his answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomerQuestion:
    """``text`` is what is agreed to; ``facts`` what it is about, such as the name as it was typed; ``agreed``: what the
    customer said yes to already; ``short``: the question where only two lines of twenty characters can be shown."""

    title: str
    text: str
    facts: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    short: tuple[str, str] = ("", "")
