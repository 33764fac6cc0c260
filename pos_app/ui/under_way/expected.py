"""What is being taken up again: steps of an earlier run that wait until their screen or dialog is in front."""

from pos_app.services.under_way import Step


class Expected:
    """In their order: each is given to the screen or dialog of its name when that opens, and only once.

    A dialog that takes a second person cannot be opened by itself: its text waits here until the person comes to it.
    """

    def __init__(self) -> None:
        self._steps: tuple[Step, ...] = ()

    def wait_for(self, steps: tuple[Step, ...]) -> None:
        """In place of what was waited for before."""
        self._steps = steps

    def forget(self) -> None:
        """Nothing is waited for any more."""
        self._steps = ()

    def dialogs(self) -> tuple[Step, ...]:
        """Those that come next, up to the next screen."""
        count = next((place for place, step in enumerate(self._steps) if not step.is_dialog), len(self._steps))
        return self._steps[:count]

    def skip(self, count: int) -> None:
        """Those are not opened again."""
        self._steps = self._steps[count:]

    def screen(self, name: str) -> Step | None:
        """The step of the screen that comes in front now; None if another one is waited for."""
        return self._take(name, is_dialog=False)

    def dialog(self, name: str) -> Step | None:
        """The step of the dialog that has just opened; None if another one is waited for."""
        return self._take(name, is_dialog=True)

    def _take(self, name: str, *, is_dialog: bool) -> Step | None:
        if not self._steps or (self._steps[0].name, self._steps[0].is_dialog) != (name, is_dialog):
            return None
        step, self._steps = self._steps[0], self._steps[1:]
        return step
