"""A cash drawer in memory: for tests, training and the virtual shop."""

from hardware.device import PrinterError


class SimulatedDrawer:
    """Counts its openings. ``fault`` is the key of the error it raises, ``""`` for none."""

    def __init__(self) -> None:
        self.kicks = 0
        self.fault = ""

    def kick(self) -> None:
        """Open it. Raises PrinterError."""
        if self.fault:
            raise PrinterError(self.fault)
        self.kicks += 1
