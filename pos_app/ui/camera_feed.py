"""The camera's pictures on their way from its thread to the views that show them."""

from collections.abc import Callable
from threading import Lock

from hardware.device import CameraPicture
from pos_app.services.ports import CameraView as Camera
from pos_app.ui.widgets.camera_view import CameraView


class CameraFeed:
    """Only the newest picture is painted, however busy the window is. The camera is watched while a view is shown.

    ``post`` has a callback called on the UI thread; everything but ``_take`` belongs to that thread.
    """

    def __init__(self, camera: Camera, post: Callable[[Callable[[], None]], None]) -> None:
        self._camera = camera
        self._post = post
        self._views: list[CameraView] = []
        self._lock = Lock()
        self._newest: CameraPicture | None = None

    def show_on(self, view: CameraView) -> None:
        """Paint pictures into ``view`` from now on."""
        if view not in self._views:
            self._views.append(view)
        self._camera.watch(self._take)

    def hide_from(self, view: CameraView) -> None:
        """Paint no more into ``view``."""
        if view in self._views:
            self._views.remove(view)
        if not self._views:
            self._camera.watch(None)

    def show_words(self, words: str) -> None:
        """The camera went away: a picture that stands still would look as if it were there."""
        with self._lock:
            self._newest = None
        for view in self._views:
            view.show_words(words)

    def _take(self, picture: CameraPicture) -> None:
        """From the camera's thread."""
        with self._lock:
            is_waiting, self._newest = self._newest is not None, picture
        if not is_waiting:
            self._post(self._show_newest)

    def _show_newest(self) -> None:
        with self._lock:
            picture, self._newest = self._newest, None
        if picture is not None:
            for view in self._views:
                view.show_picture(picture)
