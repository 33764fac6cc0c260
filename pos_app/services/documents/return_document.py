"""A return as a document: which pieces of which lines come back (`./till mirror --return`)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pos_app.domain.transaction.sale import TenderKind
from pos_app.services.documents.figures import Money, Name, Text, Thousandths

SomeMoney = Annotated[int, Field(ge=1, le=100_000_000_000, description="kopecks, more than none")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderDocument:
    """How a part of the receipt was paid. ``reference``: the number of a certificate, of nothing else.

    ``rounding_kopecks``: what a sum in cash was rounded down by; it is part of the amount.
    """

    kind: TenderKind
    amount_kopecks: SomeMoney
    rounding_kopecks: Money = 0
    reference: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLineDocument:
    """So much of a line, in thousandths."""

    line_id: Name
    quantity: Thousandths


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDocument:
    """``lines`` come back now; ``already`` came back before (with the first return of a file only).

    ``tenders``: how the receipt was paid, together exactly its money; without them all of it in cash. In a file of
    several returns the first may state them, and each return comes after the ones before it.
    """

    lines: Annotated[tuple[ReturnedLineDocument, ...], Field(min_length=1)]
    already: tuple[ReturnedLineDocument, ...] = ()
    tenders: tuple[TenderDocument, ...] = ()
    reason: Text = ""
