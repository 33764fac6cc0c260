"""Which version of the programme a sale is priced with."""

from datetime import UTC, datetime

from pos_app.domain.loyalty.programme import LocalText, PointsRules, Programme, ReceiptPicture
from pos_app.domain.loyalty.programme_document import in_force
from pos_app.services.ports import ProgrammeShelf

LIST_PRICE = Programme(
    programme_id="list-price",
    version=0,
    starts_at=datetime(1970, 1, 1, tzinfo=UTC),
    name=LocalText("Без программы", "No programme"),
    floor_kopecks=1,
    receipt_picture=ReceiptPicture.DISCOUNT,
    points=PointsRules(max_points_share_bp=0),
    base_earn_bp=0,
    tiers=(),
    promotions=(),
)
"""Shows a basket while no programme is loaded; nothing is sold with it."""


def programme_in_force(shelf: ProgrammeShelf, at: datetime) -> Programme | None:
    """The version that started last at ``at``; of two that start together, the higher version."""
    return in_force(shelf.programmes(), at)


def programme_of(shelf: ProgrammeShelf, programme_id: str, version: int) -> Programme | None:
    """The version that a price was made with."""
    for programme in shelf.programmes():
        if (programme.programme_id, programme.version) == (programme_id, version):
            return programme
    return None
