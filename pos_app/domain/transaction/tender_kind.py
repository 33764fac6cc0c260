"""Kinds of money tender."""

from enum import StrEnum


class TenderKind(StrEnum):
    """Points are not a tender here: they stand in the lines and, as money, in X and Z."""

    CASH = "cash"
    CARD = "card"
    MONEY_ACCOUNT = "money_account"
    CERTIFICATE = "certificate"
    PREPAID = "prepaid"
    """What was prepaid for an order that is picked up; the reference is the order's number."""


NAMED_TENDERS = (TenderKind.CERTIFICATE, TenderKind.PREPAID)
"""The kinds whose tender says by its reference what paid: a certificate's number, an order's."""

EVERYDAY_TENDERS = (TenderKind.CASH, TenderKind.CARD)
"""The kinds that every till takes and every report lists; also what may buy stored value."""
