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
