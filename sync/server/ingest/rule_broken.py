"""Why an operation is parked."""


class RuleBrokenError(Exception):
    """The operation is kept and shown to a person, its effects are not posted. ``reason`` is a key for the screens:

    ``kind_unknown``, ``version_unknown``, ``body_invalid``, ``id_differs``, ``hash_differs``, ``sums_do_not_tie``,
    ``customer_unknown``, ``lot_day_missing``, ``receipt_known``, ``not_a_sale``, ``customer_differs``,
    ``line_unknown``, ``over_return``, ``return_does_not_mirror``. ``detail`` is for the log, without personal data.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class WaitsForSaleError(Exception):
    """A return came before the sale that it mirrors; it is posted when the sale comes."""

    def __init__(self, sale_id: str) -> None:
        super().__init__(f"sale {sale_id} is not here yet")
        self.sale_id = sale_id
