"""The counter's scale: a weight for goods that are sold by the kilogram."""

from typing import Protocol

from hardware.device import DeviceTest, ScaleError
from pos_app.domain.money.units import Quantity
from pos_app.services.devices import DeviceRegister
from pos_app.services.errors import ServiceError

SCALE = "scale"
"""Its name in the register."""


class Scale(Protocol):
    """A scale. May take seconds: call it off the UI thread."""

    def weigh(self) -> Quantity:
        """What lies on it, thousandths of a kilogram, once it is steady. Raises ScaleError."""
        ...


class ScaleService:
    """Weighs, and lets the register know."""

    def __init__(self, scale: Scale, devices: DeviceRegister) -> None:
        self._scale = scale
        self._devices = devices

    def weigh(self) -> Quantity:
        """A steady weight above 0. Takes up to some seconds. ServiceError with a key of ``ScaleError``."""
        try:
            weight = self._scale.weigh()
        except ScaleError as error:
            self._devices.heard(SCALE, error.key)
            raise ServiceError(error.key) from error
        self._devices.heard(SCALE, "scale_shows", (("weight", kilograms(weight)),))
        return weight

    def test(self) -> DeviceTest:
        """Whether it answers; an empty plate is an answer."""
        try:
            weight = self._scale.weigh()
        except ScaleError as error:
            return DeviceTest(error.key == "scale_empty", error.key)
        return DeviceTest(True, "scale_shows", (("weight", kilograms(weight)),))


def kilograms(weight: Quantity) -> str:
    """``1,254`` for 1254 thousandths."""
    return f"{weight // 1000},{weight % 1000:03}"
