"""An advance that comes back: what is left on a certificate, or of a top-up, is paid out again.

It is never priced and never more than what was paid for it. What is still there the server says; here only how the sum
goes back is decided: to cards first, as far as cards paid it, the rest in cash. So the first kopecks that come back and
the last ones always add up to what each tender paid, in whatever steps they come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.tender_kind import TenderKind


@dataclass(frozen=True, slots=True)
class ReturnedAdvance:
    """``tender_kopecks[i]`` goes to tender i of the sale; ``reference``: the certificate's number."""

    line_id: str
    kind: ValueKind
    kopecks: Kopecks
    tender_kopecks: tuple[Kopecks, ...]
    reference: str = ""

    def owner(self, customer_id: str | None) -> str:
        """Whose money it was: the certificate's number, or the customer's id ("" where the receipt names nobody)."""
        return self.reference if self.kind is ValueKind.CERTIFICATE else customer_id or ""


def parts_due(sold: SoldAdvance, kinds: Sequence[TenderKind], returned: Kopecks) -> tuple[Kopecks, ...]:
    """What each tender has got back once ``returned`` kopecks of the advance came back; ``kinds`` of the tenders."""
    left, parts = returned, [0] * len(kinds)
    for index in sorted(range(len(kinds)), key=lambda each: kinds[each] is not TenderKind.CARD):
        parts[index] = min(left, sold.tender_kopecks[index])
        left -= parts[index]
    return tuple(parts)


def returned_advance(
    sold: SoldAdvance, kinds: Sequence[TenderKind], already: Kopecks, asked: Kopecks
) -> ReturnedAdvance:
    """``asked`` kopecks more, after ``already`` came back; both together at most what was paid for it."""
    before, after = parts_due(sold, kinds, already), parts_due(sold, kinds, already + asked)
    parts = tuple(later - earlier for earlier, later in zip(before, after, strict=True))
    advance = sold.advance
    return ReturnedAdvance(advance.line_id, advance.kind, asked, parts, advance.reference)
