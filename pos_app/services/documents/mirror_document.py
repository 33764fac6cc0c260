"""What a return gives back, as a document: what `./till mirror` prints. Kopecks, hundredths of a point, thousandths."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from pos_app.domain.transaction.sale import TenderKind
from pos_app.services.documents.figures import Whole

MIRROR_FORMAT: Final = "kopilka-mirrored/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundWritten:
    """Money handed back by one kind of tender; ``reference``: the certificate that it goes back on."""

    kind: TenderKind
    amount_kopecks: Whole
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredLine:
    """What comes back of one line. ``tender_kopecks[i]`` goes to tender i of the sale.

    ``points`` go back to the customer, ``earned`` are taken back; ``left`` may still be returned, in thousandths.
    """

    line_id: str
    quantity: Annotated[int, Field(ge=1)]
    money_kopecks: Whole
    tender_kopecks: tuple[Whole, ...]
    points: Whole
    points_kopecks: Whole
    earned: Whole
    left: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorDocument:
    """A return of a priced receipt; totals are the sums of the lines.

    Refunds sum to the money less ``rounding_kopecks``, for the sum in cash was rounded down.
    """

    format: Literal["kopilka-mirrored/1"]
    receipt_id: str
    customer_id: str | None
    money_kopecks: Whole
    points: Whole
    points_kopecks: Whole
    earned: Whole
    rounding_kopecks: Whole
    refunds: tuple[RefundWritten, ...]
    lines: tuple[MirroredLine, ...]
