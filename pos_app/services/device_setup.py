"""Setting devices up at the till: the camera, the keyboard scanner, what the system lacks, the checklist's files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hardware.device import CameraChoice
from pos_app.services.errors import ServiceError
from pos_app.services.ports import CameraChooser, CodeReaders

Save = Callable[[Mapping[str, str | int]], None]


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A library or permission that a device needs. ``key`` names it, ``cure`` is the line that an administrator runs.

    ``place``: the file or device that it is about, empty for a library.
    """

    key: str
    cure: str
    place: str = ""


class DeviceSetup:
    """``save`` writes settings and raises OSError or ValueError; ``cameras`` and ``missing`` ask the system, slowly.

    ``readers``: the simulated readers of a till that practises.
    """

    def __init__(
        self,
        *,
        save: Save,
        camera: CameraChooser,
        cameras: Callable[[], tuple[CameraChoice, ...]],
        missing: Callable[[], tuple[MissingPart, ...]],
        folder: Path,
        readers: CodeReaders | None = None,
    ) -> None:
        self._save = save
        self.camera = camera
        self._cameras = cameras
        self._missing = missing
        self._folder = folder
        self._readers = readers

    def cameras(self) -> tuple[CameraChoice, ...]:
        """The cameras of this machine. May take seconds: call it off the UI thread."""
        return self._cameras()

    def missing(self) -> tuple[MissingPart, ...]:
        """What the system lacks for the devices of this till. May take seconds: call it off the UI thread."""
        return self._missing()

    def may_present_to(self, name: str) -> bool:
        """Whether the device is a twin to which a code can be presented."""
        return self._readers is not None and name in self._readers.names

    def present(self, name: str, text: str, after_s: float = 0.0) -> None:
        """Present a code to a twin. ServiceError ``code_too_long``."""
        if self._readers is None:
            return
        try:
            self._readers.present(name, text, after_s)
        except ValueError as error:
            raise ServiceError("code_too_long") from error

    def choose_camera(self, source: int | Path | None) -> None:
        """Look through another camera, or none, now and after every start.

        May take a second: call it off the UI thread. ServiceError ``setting_not_saved(reason)``: it holds for today.
        """
        self.camera.choose(source)
        self.save({"camera_source": "" if source is None else str(source)})

    def save(self, changes: Mapping[str, str | int]) -> None:
        """Keep settings for the next starts. ServiceError ``setting_not_saved(reason)``."""
        try:
            self._save(changes)
        except (OSError, ValueError) as error:
            raise ServiceError("setting_not_saved", reason=str(error)) from error

    def write_checklist(self, text: str, page: str) -> Path:
        """Put the checklist into its folder as ``.txt`` and ``.html``; the page's path. Errors as ``save``."""
        path = self._folder / "devices-checklist.html"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".txt").write_text(text, encoding="utf-8")
            path.write_text(page, encoding="utf-8")
        except OSError as error:
            raise ServiceError("setting_not_saved", reason=error.strerror or str(error)) from error
        return path
