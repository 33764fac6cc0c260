"""How much is measured: ``small`` for a look, ``usual`` for a figure, ``full`` for what the plan of growing says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts of receipts, customers, rows and tills of each part."""

    ingest_receipts: int
    row_by_row_receipts: int
    queue_receipts: int
    pulled_rows: int
    till_customers: tuple[int, ...]
    till_goods: tuple[int, ...]
    holding_tills: int
    holds_each: int
    till_sales: int


_MANY = (100_000, 1_000_000)
SIZES = {
    "small": Sizes(2_000, 200, 400, 20_000, (10_000, 100_000), (20_000,), 50, 4, 100),
    "usual": Sizes(16_000, 1_000, 2_000, 200_000, (10_000, 100_000, 1_000_000), _MANY, 500, 4, 1_000),
    "full": Sizes(
        40_000, 2_000, 2_000, 1_000_000, (10_000, 100_000, 1_000_000, 10_000_000), (100_000, 1_000_000), 500, 20, 2_000
    ),
}
