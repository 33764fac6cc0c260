"""What is attached to this till: every device of the settings, its state, its last event and its test."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from hardware.device import DeviceKind, DeviceState, DeviceTest
from pos_app.services.errors import ServiceError
from pos_app.services.ports import Clock

_log = logging.getLogger("kopilka.services")


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """What a device did or said last: ``key`` is a key to translate, ``params`` fill its sentence, as pairs."""

    at: datetime
    key: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AttachedDevice:
    """A row of the devices screen. ``address`` is what the settings say; ``state`` None: nothing was heard of it yet.

    ``simulated``: a twin of the demo or of training. ``testable``: ``DeviceRegister.test`` can be asked for it.
    """

    name: str
    kind: DeviceKind
    address: str
    simulated: bool
    testable: bool
    state: DeviceState | None = None
    event: DeviceEvent | None = None


class DeviceRegister:
    """Devices in the order in which they were attached. Every method may be called from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._devices: dict[str, AttachedDevice] = {}
        self._tests: dict[str, Callable[[], DeviceTest]] = {}
        self._on_change: Callable[[], None] | None = None

    def attach(
        self,
        name: str,
        kind: DeviceKind,
        address: str,
        *,
        test: Callable[[], DeviceTest] | None = None,
        simulated: bool = False,
    ) -> None:
        """List a device. ``test`` tries it and answers how that came out; it may take seconds."""
        with self._lock:
            self._devices[name] = AttachedDevice(name, kind, address, simulated, test is not None)
            if test is not None:
                self._tests[name] = test
        self._tell()

    def listen(self, on_change: Callable[[], None]) -> None:
        """Call ``on_change`` after every change, from the thread that made it, instead of an earlier listener."""
        with self._lock:
            self._on_change = on_change

    def devices(self) -> tuple[AttachedDevice, ...]:
        """All of them, as they are now."""
        with self._lock:
            return tuple(self._devices.values())

    def heard_state(self, state: DeviceState) -> None:
        """A device told its state; one that was never attached is listed by this."""
        event = DeviceEvent(
            self._clock.now(), state.detail_key or ("online" if state.online else "offline"), state.params
        )
        with self._lock:
            known = self._devices.get(state.name) or AttachedDevice(state.name, state.kind, "", False, False)
            if known.state == state:
                return
            self._devices[state.name] = replace(known, state=state, event=event)
        self._tell()

    def heard(self, name: str, key: str, params: tuple[tuple[str, str], ...] = ()) -> None:
        """Something happened at a device: a code was read, a paper came out. Unknown names are ignored."""
        with self._lock:
            known = self._devices.get(name)
            if known is None:
                return
            self._devices[name] = replace(known, event=DeviceEvent(self._clock.now(), key, params))
        self._tell()

    def test(self, name: str) -> DeviceTest:
        """Try a device. May take seconds: call it off the UI thread. ServiceError ``device_untestable(name)``."""
        with self._lock:
            test = self._tests.get(name)
        if test is None:
            raise ServiceError("device_untestable", name=name)
        try:
            result = test()
        except Exception as error:
            # A driver's defect must show as a failed test, not end the screen that asked.
            _log.exception("device=%s test failed in a way that is not known", name)
            result = DeviceTest(False, "test_failed", (("reason", str(error)),))
        self._note_result(name, result)
        self.heard(name, result.key, result.params)
        return result

    def _note_result(self, name: str, result: DeviceTest) -> None:
        """A device that was tried just now is known to be there, or why it is not."""
        with self._lock:
            known = self._devices[name]
            key, params = ("", ()) if result.passed else (result.key, result.params)
            self._devices[name] = replace(known, state=DeviceState(name, known.kind, result.passed, key, params))

    def _tell(self) -> None:
        with self._lock:
            listener = self._on_change
        if listener is None:
            return
        try:
            listener()
        except Exception:
            _log.exception("the devices' listener failed")
