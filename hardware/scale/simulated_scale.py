"""A counter scale behind a pseudo-terminal: what lies on it is said by the test, the demo or the trainer."""

from hardware.pty_device import PtyDevice
from hardware.scale.cas import ACK, DC1, ENQ, NAK, Reading, answer_bytes
from pos_app.domain.money.units import Quantity


class SimulatedScale(PtyDevice):
    """``weight``: thousandths of a kilogram. ``moves_for`` readings more it is not steady. ``silent``: says nothing."""

    def __init__(self, weight: Quantity = 0) -> None:
        super().__init__("simulated-scale")
        self.weight = weight
        self.moves_for = 0
        self.silent = False

    def receive(self, data: bytes) -> bytes:
        """See PtyDevice."""
        if self.silent:
            return b""
        return b"".join(self._answer(bytes([byte])) for byte in data)

    def _answer(self, byte: bytes) -> bytes:
        if byte == ENQ:
            return ACK
        if byte != DC1:
            return NAK
        steady, self.moves_for = self.moves_for == 0, max(0, self.moves_for - 1)
        return answer_bytes(Reading(self.weight, steady))
