"""A counter of the demo shop for end-to-end tests: server, till, serial scanner, camera, X server, in one folder."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import segno

from hardware.scanner.simulated_serial import SimulatedSerialScanner
from pos_app.bootstrap.demo_server import ReservedPort
from pos_app.bootstrap.local_enrolment import code_file, enrol_beside, is_enrolled
from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.bootstrap.system import SystemClock, SystemIds
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.reservation.kind import ReservationKind
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.reservation import ReserveRequest
from tests.end_to_end.programs import PATIENCE_S, Program
from tests.end_to_end.till_driver import TillDriver

TILL_CODE = "2"
_VIDEO_SIZE = (640, 480)
_FRAMES_PER_SECOND = 25


class Counter:
    """``close`` ends every process. The server keeps its port over restarts, so that the till finds it again."""

    def __init__(self, folder: Path, display: str, pictures: Path, language: str, size: str) -> None:
        self.language = language
        self.server_home = folder / "server"
        self._reserved = ReservedPort()  # no other test is given it while the server is dead
        self._port = self._reserved.number
        self._video = folder / "camera.avi"
        self.serial = SimulatedSerialScanner(folder / "serial")
        home = folder / "till"
        home.mkdir(parents=True)
        settings = {
            "server_url": f"http://127.0.0.1:{self._port}",
            "serial_scanner_port": self.serial.device,
            "camera_source": str(self._video),
            "language": language,
            "shop_name": "Копилка на Садовой",
        }
        lines = [f'{name} = "{value}"' for name, value in settings.items()]
        (home / "settings.toml").write_text("\n".join([*lines, "sync_interval_ms = 500"]) + "\n", encoding="utf-8")
        self.till = TillDriver(home, display, pictures, ("--size", size))
        self.server: Program

    def start_server(self) -> None:
        """Start the central server and wait until it listens; it fills itself with the demo shop once."""
        arguments = ["--home", str(self.server_home), "server", "--demo", "--port", str(self._port)]
        code = code_file(self.server_home)
        self.server = Program(
            [*arguments, "--enrol-code-to", str(code), "--till-code", TILL_CODE], self.server_home / "server.out"
        )
        self.server.output.wait_for(r"^ready http")
        till = TillHome(self.till.home)
        if not is_enrolled(till):
            assert enrol_beside(till, f"http://127.0.0.1:{self._port}", code)

    def lease(self, customer_id: str, points: int) -> int:
        """Have the server set points aside for this till, as it does after a visit; how many: at most half of them."""
        secrets = load_or_make_secrets(self.till.home / "secrets.json", "")
        identity = TillIdentity(secrets.till_id, secrets.signing_key)
        door = HttpDoor(f"http://127.0.0.1:{self._port}", identity, SystemClock().now)
        request = ReserveRequest(SystemIds().new_id(), customer_id, ReservationKind.LEASE, points, epoch=1)
        try:
            return door.reserve(request).granted
        finally:
            door.close()

    def show_to_camera(self, text: str) -> None:
        """Hold a card with a QR code into the camera's picture for two seconds."""
        picture = _card_picture(text)
        empty = np.full_like(picture, 160)
        part = self._video.with_suffix(".part.avi")
        writer = cv2.VideoWriter(str(part), cv2.VideoWriter.fourcc(*"MJPG"), _FRAMES_PER_SECOND, _VIDEO_SIZE)
        for frame in [empty] * 10 + [picture] * 40 + [empty] * 5:
            writer.write(frame)
        writer.release()
        part.replace(self._video)

    def take_from_camera(self) -> None:
        """The card is back in the customer's hand: a till that starts anew does not see it."""
        self._video.unlink()

    def audit(self) -> subprocess.CompletedProcess[str]:
        """What ``./till audit`` says of the server's books."""
        command = [sys.executable, "-m", "pos_app", "--home", str(self.server_home), "audit"]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S * 3)

    def close(self) -> None:
        """End every process and the scanner."""
        self.till.close()
        if hasattr(self, "server"):
            self.server.__exit__(None, None, None)
        self.serial.unplug()
        self._reserved.close()


def _card_picture(text: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    rows = np.array([list(row) for row in segno.make_qr(text, error="m").matrix], dtype=np.uint8)
    code = np.pad((1 - rows) * 255, 4, constant_values=255).astype(np.uint8)
    code = cv2.resize(code, None, fx=9, fy=9, interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    width, height = _VIDEO_SIZE
    picture = np.full((height, width, 3), 160, dtype=np.uint8)
    top, left = (height - code.shape[0]) // 2, (width - code.shape[1]) // 2
    picture[top : top + code.shape[0], left : left + code.shape[1]] = code[:, :, None]
    return picture
