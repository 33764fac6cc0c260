"""One rule of the addresses that a till may call and a server may serve without TLS."""

import pytest
from requests.auth import AuthBase

from pos_app.settings.table import SETTINGS
from sync.client.http_exchange import HttpExchange, InsecureServerAddressError, Waits
from sync.protocol.server_address import is_loopback, is_safe_address


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "127.255.0.1", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "10.0.0.1", "127.0.0.1.example", "localhost.example", "::2"])
def test_another_machine(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("http://127.0.0.2:8710", True),
        ("http://[::1]:8710", True),
        ("https://shop.example", True),
        ("http://shop.example", False),
        ("http://10.0.0.1:8710", False),
        ("https://", False),
        ("https://shop.example:port", False),
        ("http://[::1", False),
        ("ftp://127.0.0.1", False),
    ],
)
def test_settings_and_the_door_judge_alike(url: str, safe: bool) -> None:
    assert is_safe_address(url) is safe
    (setting,) = [each for each in SETTINGS if each.name == "server_url"]
    assert setting.accepts(url) is safe
    if safe:
        HttpExchange(url, AuthBase(), (), None, Waits()).close()
    else:
        with pytest.raises(InsecureServerAddressError):
            HttpExchange(url, AuthBase(), (), None, Waits())
