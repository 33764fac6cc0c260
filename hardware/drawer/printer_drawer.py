"""The cash drawer hangs on the receipt printer's socket and opens on the printer's pulse (ESC p)."""

from hardware.printer.escpos_commands import DRAWER_PINS, EscposCommands
from hardware.printer.print_job import PrintJob, PrintTarget


class PrinterDrawer:
    """``pin`` is 2 (usual) or 5, as the drawer's cable is wired. Raises ValueError for another."""

    def __init__(self, target: PrintTarget, pin: int = DRAWER_PINS[0]) -> None:
        if pin not in DRAWER_PINS:
            raise ValueError(f"drawer pin {pin}: expected 2 or 5")
        self._target = target
        self._pin = pin

    def kick(self) -> None:
        """Open it. Raises PrinterError."""
        commands = EscposCommands()
        commands.kick_drawer(self._pin)
        self._target.send(PrintJob("drawer", commands.data(), "[drawer kicked]\n"))
