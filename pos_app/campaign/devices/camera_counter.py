"""Counters with a camera: one whose cable is loose, and one whose pictures come from files."""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.device import CameraPicture
from hardware.scanner.camera import CameraScanner, CameraSettings
from hardware.scanner.simulated_camera import SimulatedCamera
from pos_app.campaign.devices.hearing import PATIENCE_S, Hearing
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.domain.codes import card_number
from pos_app.services.devices import DeviceRegister
from pos_app.services.ports import Clock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_CARDS_MAX = 3
_PAUSE_S = 0.5
_HEIGHT, _WIDTH = 480, 640
# A film leaves out some pictures that come late, as a camera does: on a busy machine one in six is looked at.
_FRAMES = 60
_MODULE = 6
_SHOWN_S = 10.0


class CameraCounter:
    """Shows cards to a camera; now and then somebody watches, and the camera is unplugged.

    ``film``: a video file instead of a simulated camera. It is put into its place whole and plays once.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        chance: random.Random,
        tally: DevicesTally,
        register: DeviceRegister,
        film: Path | None = None,
    ) -> None:
        self._name = name
        self._chance = chance
        self._tally = tally
        self._film = film
        self._hearing = Hearing(register)
        self._camera = SimulatedCamera(_HEIGHT, _WIDTH)
        self._pictures = threading.Semaphore(0)
        source: int | Path = 0 if film is None else film
        opened = self._camera.open if film is None else None
        self._scanner = CameraScanner(name, CameraSettings(source), clock.monotonic_ms, opened)

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        self._camera.unplug()
        self._scanner.start(self._hearing.on_scan, self._hearing.on_state)
        try:
            while not stopping.is_set():
                if not (self._round_of_film() if self._film is not None else self._round_of_camera()):
                    return
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._scanner.watch(None)
            self._scanner.stop()

    def _round_of_camera(self) -> bool:
        if not self._told(self._hearing.became(True, self._camera.plug), gone=False):
            return False
        for _ in range(self._chance.randint(1, _CARDS_MAX)):
            card = card_number.generate(self._chance.randrange(10**8))
            picture = _on_counter(card)
            self._watch()
            self._expect(card, lambda picture=picture: self._camera.hold_up(picture))  # type: ignore[misc]
            self._camera.take_away()
        self._tally.add("unplugged")
        gone = self._told(self._hearing.became(False, self._camera.unplug), gone=True)
        self._nothing_else()
        return gone

    def _round_of_film(self) -> bool:
        film = self._film
        if film is None:
            return False
        card = card_number.generate(self._chance.randrange(10**8))
        write_film(film, [_on_counter(card)] * _FRAMES)
        self._watch()
        self._expect(card, lambda: None)
        if self._chance.random() < 0.5:
            film.unlink()  # in the middle of its pictures
        self._tally.add("unplugged")
        gone = self._hearing.became(False, lambda: None)
        if gone is None:
            self._tally.lost(f"{self._name}: the film never ended")
        self._nothing_else()
        return gone is not None

    def _expect(self, card: str, show: Callable[[], None]) -> None:
        self._tally.add("codes")
        show()
        came = self._hearing.code(PATIENCE_S)
        if came != card:
            self._tally.lost(f"{self._name}: showed {card!r}, came {came!r}")

    def _watch(self) -> None:
        """Somebody opens or closes the preview."""
        if self._chance.random() < 0.5:
            self._scanner.watch(None)
            return
        while self._pictures.acquire(blocking=False):
            pass
        self._scanner.watch(self._seen)
        if self._film is None and not self._pictures.acquire(timeout=_SHOWN_S):
            self._tally.lost(f"{self._name}: no picture was shown within {_SHOWN_S:.0f} s")

    def _seen(self, picture: CameraPicture) -> None:
        if len(picture.rgb) != picture.width * picture.height * 3:
            self._tally.lost(f"{self._name}: a picture of {len(picture.rgb)} bytes")
        self._pictures.release()

    def _nothing_else(self) -> None:
        extra = self._hearing.nothing_more()
        if extra is not None:
            self._tally.lost(f"{self._name}: {extra!r} came, nobody showed it")

    def _told(self, milliseconds: int | None, *, gone: bool) -> bool:
        if milliseconds is None:
            self._tally.lost(f"{self._name}: never noticed that it was {'unplugged' if gone else 'plugged in'}")
            return False
        self._tally.took(gone, milliseconds)
        return True


def write_film(path: Path, frames: "list[Picture]") -> None:
    """A video of 25 pictures a second, put in its place when it is whole."""
    import cv2

    part = path.with_name(f"part-{path.name}")
    writer = cv2.VideoWriter(str(part), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (_WIDTH, _HEIGHT))
    for frame in frames:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    part.replace(path)


def _on_counter(card: str) -> "Picture":
    """A card's QR code in the middle of a grey counter."""
    import numpy as np
    import segno

    modules = np.array(list(segno.make(card, error="m", micro=False).matrix_iter(border=4)), np.uint8)
    code = np.kron(1 - modules, np.full((_MODULE, _MODULE), 255, np.uint8))
    picture = np.full((_HEIGHT, _WIDTH), 190, np.uint8)
    top, left = (_HEIGHT - code.shape[0]) // 2, (_WIDTH - code.shape[1]) // 2
    picture[top : top + code.shape[0], left : left + code.shape[1]] = code
    return picture
