"""A camera before which somebody holds pictures: for tests, training and the virtual shop."""

import threading

import numpy as np
from numpy.typing import NDArray

_FRAME_S = 0.04


class SimulatedCamera:
    """Its ``open`` is the ``open_source`` of a CameraScanner. Shows an empty counter until something is held up."""

    def __init__(self, height: int = 480, width: int = 640) -> None:
        self._empty: NDArray[np.uint8] = np.full((height, width), 128, np.uint8)
        self._frame = self._empty
        self._plugged = True
        self._changed = threading.Condition()

    def hold_up(self, picture: NDArray[np.uint8]) -> None:
        """Hold a picture before the camera until it is taken away."""
        with self._changed:
            self._frame = picture

    def take_away(self) -> None:
        """Show the empty counter again."""
        self.hold_up(self._empty)

    def unplug(self) -> None:
        """Pull the camera's cable."""
        with self._changed:
            self._plugged = False
            self._changed.notify_all()

    def plug(self) -> None:
        """Put the cable back."""
        with self._changed:
            self._plugged = True

    def open(self) -> "SimulatedCamera":
        """Open the camera. Raises OSError when it is unplugged."""
        with self._changed:
            if not self._plugged:
                raise OSError(2, "the simulated camera is unplugged")
        return self

    def read(self) -> NDArray[np.uint8] | None:
        """The picture of this moment, 25 a second; None once it is unplugged."""
        with self._changed:
            self._changed.wait_for(lambda: not self._plugged, _FRAME_S)
            return self._frame if self._plugged else None

    def close(self) -> None:
        """Give the camera back; it stays plugged in."""
