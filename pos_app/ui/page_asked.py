"""Asks for a customer's page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageAsked:
    """Whose page; Esc goes back to the sale."""

    customer_id: str
