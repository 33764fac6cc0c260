"""Why a record was not stored. The store raises them, the screen turns the key into a sentence."""


class StoreError(Exception):
    """Nothing was stored. ``key`` says why (``disk_full``, ``read_only``, ``damaged``, ``busy``, ``refused``)."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"store: {key} {detail}".rstrip())
        self.key = key
        self.detail = detail


class CommitUnknownError(Exception):
    """COMMIT raised and the look-up by id failed too: whether the record is stored is not known yet."""


class OverReturnError(ValueError):
    """More of a line would come back than was sold. Quantities in thousandths."""

    def __init__(self, line_id: str, sold: int, returned: int, asked: int) -> None:
        super().__init__(f"line {line_id}: sold {sold}, returned {returned}, asked to return {asked} more")
        self.line_id = line_id
        self.sold = sold
        self.returned = returned
        self.asked = asked


class ReceiptMismatchError(ValueError):
    """Sums of one receipt that must be equal are not: a defect in the code that built it, never bad input.

    ``what`` names the sum, ``receipt`` the number on paper (or the id before there is one); figures in the sum's unit.
    """

    def __init__(self, receipt: str, what: str, expected: int, got: int) -> None:
        super().__init__(f"receipt {receipt}: {what} must be {expected}, got {got}")
        self.receipt = receipt
        self.what = what
        self.expected = expected
        self.got = got


class ReturnRefusedError(ValueError):
    """A return cannot be built. ``key``: ``nothing_chosen``, ``line_unknown``, ``quantity_not_positive``,

    ``quantity_not_whole``; ``line_id`` is empty for ``nothing_chosen``.
    """

    def __init__(self, key: str, line_id: str = "", quantity: int = 0) -> None:
        super().__init__(f"return refused: {key} (line {line_id!r}, quantity {quantity} thousandths)")
        self.key = key
        self.line_id = line_id
        self.quantity = quantity


class VoidRefusedError(ValueError):
    """A sale cannot be undone. ``key``: ``other_shift``, ``returned_already``; return its goods instead."""

    def __init__(self, key: str, number: str) -> None:
        super().__init__(f"receipt {number} cannot be voided: {key}; return its goods instead")
        self.key = key
        self.number = number
