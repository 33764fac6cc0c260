"""What was paid and given back by each kind of tender, as every report calls it."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.domain.report.words import Words

TENDER_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "cash_sales": Words("Sales for cash"),
        "cash_returns": Words("Returns in cash"),
        "card_sales": Words("Sales by card"),
        "card_returns": Words("Returns to cards"),
        "money_account_sales": Words("Sales from money accounts"),
        "money_account_returns": Words("Returns to money accounts"),
        "certificate_sales": Words("Sales for gift certificates"),
        "certificate_returns": Words("Returns to gift certificates"),
        "prepaid_sales": Words("Sales paid beforehand with an order"),
        "prepaid_returns": Words("Returns of what was paid beforehand"),
    }
)
