import pytest

from hardware.scanner.serial_ports import SerialPort, SerialPortId, find_port, parse_port, serial_ports

PORTS = (
    SerialPort("/dev/ttyACM0", 0x0C2E, 0x0B61, "A1", "scanner"),
    SerialPort("/dev/ttyACM1", 0x0C2E, 0x0B61, "A2", "scanner"),
    SerialPort("/dev/ttyS0", None, None, "", ""),
)


@pytest.mark.parametrize(
    ("text", "device"),
    [
        ("/dev/ttyS7", "/dev/ttyS7"),
        ("usb:0c2e:0b61", "/dev/ttyACM0"),
        ("usb:0C2E:0B61:A2", "/dev/ttyACM1"),
        ("usb:0c2e:0b61:A3", None),
        ("usb:0000:0000", None),
    ],
)
def test_a_port_is_found_by_what_it_is(text: str, device: str | None) -> None:
    assert find_port(parse_port(text), PORTS) == device


def test_parse() -> None:
    assert parse_port(" COM3 ") == SerialPortId(device="COM3")
    assert parse_port("usb:0c2e:0b61:A:1") == SerialPortId(vendor=0x0C2E, product=0x0B61, serial_number="A:1")


@pytest.mark.parametrize("text", ["", "usb:", "usb:xx:1", "usb:0c2e"])
def test_no_port(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_port(text)


def test_the_systems_list_can_be_read() -> None:
    assert all(port.device for port in serial_ports())
