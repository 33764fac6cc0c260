"""Words on devices: their names, states and events, what is missing, how each is tested."""

from collections.abc import Mapping

from hardware.device import DeviceKind
from pos_app.services.device_setup import MissingPart
from pos_app.services.devices import AttachedDevice
from pos_app.ui.language import QT_TRANSLATE_NOOP, translate
from pos_app.ui.sentences import SENTENCES

NAMES: Mapping[str, str] = {
    "keyboard": QT_TRANSLATE_NOOP("Devices", "Keyboard scanner"),
    "serial": QT_TRANSLATE_NOOP("Devices", "Serial scanner"),
    DeviceKind.SCANNER.value: QT_TRANSLATE_NOOP("Devices", "Scanner"),
    DeviceKind.CAMERA.value: QT_TRANSLATE_NOOP("Devices", "Camera"),
    DeviceKind.PRINTER.value: QT_TRANSLATE_NOOP("Devices", "Receipt printer"),
    DeviceKind.DRAWER.value: QT_TRANSLATE_NOOP("Devices", "Cash drawer"),
    DeviceKind.FISCAL.value: QT_TRANSLATE_NOOP("Devices", "Fiscal registrar"),
    DeviceKind.DISPLAY.value: QT_TRANSLATE_NOOP("Devices", "Customer display"),
    DeviceKind.SCALE.value: QT_TRANSLATE_NOOP("Devices", "Scale"),
}

TOLD: Mapping[str, str] = {
    "online": QT_TRANSLATE_NOOP("Devices", "connected"),
    "offline": QT_TRANSLATE_NOOP("Devices", "not connected"),
    "paper_out": QT_TRANSLATE_NOOP("Devices", "no paper"),
    "cover_open": QT_TRANSLATE_NOOP("Devices", "the cover is open"),
    "write_failed": QT_TRANSLATE_NOOP("Devices", "does not print"),
    "printed": QT_TRANSLATE_NOOP("Devices", "printed: {title}"),
    "drawer_opened": QT_TRANSLATE_NOOP("Devices", "was told to open"),
    "test_failed": QT_TRANSLATE_NOOP("Devices", "the test failed: {reason}"),
    "scanner_ready": QT_TRANSLATE_NOOP("Devices", "ready at {port}"),
    "scanner_not_found": QT_TRANSLATE_NOOP("Devices", "not plugged in"),
    "scanner_failed": QT_TRANSLATE_NOOP("Devices", "cannot be opened: {reason}"),
    "code_read": QT_TRANSLATE_NOOP("Devices", "read {kind}, {length} characters"),
    "code_torn": QT_TRANSLATE_NOOP("Devices", "a code broke off half-way"),
    "scanner_learnt": QT_TRANSLATE_NOOP("Devices", "learnt: scans type faster than {threshold} ms a key"),
    "camera_ready": QT_TRANSLATE_NOOP("Devices", "looks for codes"),
    "camera_none": QT_TRANSLATE_NOOP("Devices", "not chosen"),
    "camera_not_found": QT_TRANSLATE_NOOP("Devices", "not plugged in"),
    "camera_ended": QT_TRANSLATE_NOOP("Devices", "the film is over"),
    "camera_failed": QT_TRANSLATE_NOOP("Devices", "gives no pictures: {reason}"),
    "camera_library_missing": QT_TRANSLATE_NOOP("Devices", "a library is missing"),
    "zbar_missing": QT_TRANSLATE_NOOP("Devices", "looks for codes, without zbar"),
    "scale_shows": QT_TRANSLATE_NOOP("Devices", "shows {weight} kg"),
    "fiscal_answers": QT_TRANSLATE_NOOP("Devices", "answers, {waiting} receipts wait for it"),
    "fiscal_registered": QT_TRANSLATE_NOOP("Devices", "receipt {number} registered, document {document}"),
    "fiscal_shift_registered": QT_TRANSLATE_NOOP("Devices", "shift {number} registered, document {document}"),
    "display_shows": QT_TRANSLATE_NOOP("Devices", "shows: {upper} / {lower}"),
    "display_offline": QT_TRANSLATE_NOOP("Devices", "not connected: {reason}"),
    "display_shown": QT_TRANSLATE_NOOP("Devices", "was told to show a line"),
}

MISSING: Mapping[str, str] = {
    "zbar_missing": QT_TRANSLATE_NOOP("Devices", "The library zbar is missing: worn bar codes are read worse"),
    "camera_library_missing": QT_TRANSLATE_NOOP("Devices", "The library OpenCV is missing: the camera reads nothing"),
    "usb_printer_driver": QT_TRANSLATE_NOOP("Devices", "The printer {place} is plugged in, its driver is not loaded"),
    "no_permission": QT_TRANSLATE_NOOP("Devices", "No permission for {place}. Sign out of the system afterwards"),
}

TRIALS: Mapping[str, str] = {
    "keyboard": QT_TRANSLATE_NOOP("Devices", "Scan any code: it appears here. F4 learns its speed and last key"),
    DeviceKind.SCANNER.value: QT_TRANSLATE_NOOP("Devices", "Scan any code: it appears here"),
    DeviceKind.CAMERA.value: QT_TRANSLATE_NOOP("Devices", "Enter shows what it sees: hold a code before it"),
    DeviceKind.PRINTER.value: QT_TRANSLATE_NOOP(
        "Devices", "Enter prints a slip: all letters legible, bar code and QR readable, paper cut"
    ),
    DeviceKind.DRAWER.value: QT_TRANSLATE_NOOP("Devices", "Enter opens the drawer: it springs open once"),
    DeviceKind.FISCAL.value: QT_TRANSLATE_NOOP("Devices", "Enter asks the registrar how it is; nothing is registered"),
    DeviceKind.DISPLAY.value: QT_TRANSLATE_NOOP("Devices", "Enter shows two lines: both legible from the counter"),
    DeviceKind.SCALE.value: QT_TRANSLATE_NOOP("Devices", "Put something on it, Enter weighs it: the same weight here"),
}
_QUIET = QT_TRANSLATE_NOOP("Devices", "nothing heard yet")
_WAITS = QT_TRANSLATE_NOOP("Devices", "waits for a scan")
_UNKNOWN = QT_TRANSLATE_NOOP("Devices", "told: {key}")
_ONE_LINE = QT_TRANSLATE_NOOP("Devices", "shows: {upper}")
_CODE = QT_TRANSLATE_NOOP("Devices", "a code")


class _Given(dict[str, str]):
    """A parameter that was not given is left out of the sentence."""

    def __missing__(self, name: str) -> str:
        return ""


def device_name(device: AttachedDevice) -> str:
    """What people call it."""
    return translate("Devices", NAMES.get(device.name) or NAMES[device.kind.value])


def told(key: str, params: tuple[tuple[str, str], ...]) -> str:
    """A state or event in words."""
    given = _Given(params)
    sentence = TOLD.get(key)
    if sentence is None:
        advice = SENTENCES.get(key)
        return translate("Sentences", advice).format_map(given) if advice else _unknown(key)
    if key == "display_shows" and not given.get("lower", "").strip():
        sentence = _ONE_LINE
    if key == "code_read" and not given.get("kind"):
        given["kind"] = translate("Devices", _CODE)
    return translate("Devices", sentence).format_map(given)


def _unknown(key: str) -> str:
    return translate("Devices", _UNKNOWN).format(key=key)


def state_words(device: AttachedDevice) -> str:
    """How a device is, in words."""
    if device.state is not None:
        key = device.state.detail_key or ("online" if device.state.online else "offline")
        return _told_of(device, key, device.state.params)
    return translate("Devices", _WAITS if device.name == "keyboard" else _QUIET)


def _told_of(device: AttachedDevice, key: str, params: tuple[tuple[str, str], ...]) -> str:
    """The port of a twin is nothing that anybody could look for under the counter; whose state it is stands beside."""
    text = told("online", ()) if device.simulated and key == "scanner_ready" else told(key, params)
    head, _, rest = text.partition(": ")
    return rest if device.kind is DeviceKind.FISCAL and rest and " " not in head else text


def address_words(device: AttachedDevice) -> str:
    """Where it is attached, as the settings name it; a twin hangs nowhere."""
    if not device.simulated:
        return device.address
    kind, _, folder = device.address.partition(":")
    if kind != "file":
        return translate("Devices", "simulated")
    if folder:
        return translate("Devices", "into the folder {folder}").format(folder=folder)
    return translate("Devices", "into a folder of the till, nothing comes out on paper")


def state_sign(device: AttachedDevice) -> str:
    """A shape beside the words: colour alone tells nothing."""
    if device.state is None:
        return "○"
    return "●" if device.state.online else "▲"


def event_words(device: AttachedDevice) -> str:
    """The last event without its time."""
    if device.event is None:
        return ""
    # The line of a display is padded to its width; a table has columns of its own.
    return " ".join(_told_of(device, device.event.key, device.event.params).split())


def missing_words(part: MissingPart) -> str:
    """What the system lacks; the cure stands in ``part.cure``."""
    return translate("Devices", MISSING.get(part.key, _UNKNOWN)).format(place=part.place, key=part.key)


def trial_words(device: AttachedDevice) -> str:
    """How a person tests it."""
    return translate("Devices", TRIALS.get(device.name) or TRIALS[device.kind.value])
