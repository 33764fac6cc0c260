from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from hardware.device import DeviceKind, DeviceState, DeviceTest
from pos_app.services.devices import DeviceRegister
from pos_app.services.errors import ServiceError

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


class StillClock:
    def now(self) -> datetime:
        return NOW

    def monotonic_ms(self) -> int:
        return 0


def _register() -> tuple[DeviceRegister, list[int]]:
    register, told = DeviceRegister(StillClock()), []
    register.listen(lambda: told.append(len(register.devices())))
    return register, told


def test_states_and_events_are_kept_for_each_device() -> None:
    register, told = _register()
    register.attach("printer", DeviceKind.PRINTER, "tcp:10.0.0.5")
    register.heard_state(DeviceState("printer", DeviceKind.PRINTER, False, "paper_out"))
    register.heard_state(DeviceState("printer", DeviceKind.PRINTER, False, "paper_out"))
    (device,) = register.devices()
    assert device.state is not None
    assert not device.state.online
    assert device.event is not None
    assert (device.event.key, device.event.at) == ("paper_out", NOW)
    assert told == [1, 1], "the same state again is no news"
    register.heard("printer", "printed", (("title", "sale 2-000231"),))
    assert register.devices()[0].event.key == "printed"  # type: ignore[union-attr]
    assert register.devices()[0].state == device.state


def test_a_device_that_only_speaks_is_listed() -> None:
    register, _ = _register()
    register.heard_state(DeviceState("camera", DeviceKind.CAMERA, True))
    assert [(device.name, device.testable) for device in register.devices()] == [("camera", False)]
    register.heard("nobody", "printed")
    assert len(register.devices()) == 1


def test_a_test_is_an_event_and_a_failing_driver_is_a_failed_test(allow_log: Callable[[str], None]) -> None:
    allow_log("device=scale test failed")
    register, _ = _register()
    register.attach("scale", DeviceKind.SCALE, "/dev/ttyS1", test=lambda: DeviceTest(True, "scale_shows"))
    assert register.test("scale").passed
    assert register.devices()[0].event.key == "scale_shows"  # type: ignore[union-attr]

    def broken() -> DeviceTest:
        raise RuntimeError("driver")

    register.attach("scale", DeviceKind.SCALE, "/dev/ttyS1", test=broken)
    assert register.test("scale") == DeviceTest(False, "test_failed", (("reason", "driver"),))
    with pytest.raises(ServiceError, match="device_untestable"):
        register.test("display")


def test_a_listener_that_fails_does_not_reach_the_device(allow_log: Callable[[str], None]) -> None:
    allow_log("the devices' listener failed")
    register, _ = _register()

    def fail() -> None:
        raise RuntimeError("window is gone")

    register.listen(fail)
    register.heard_state(DeviceState("camera", DeviceKind.CAMERA, True))
    assert len(register.devices()) == 1
