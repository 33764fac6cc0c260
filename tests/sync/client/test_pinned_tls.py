"""A till speaks to the server that holds a pinned key, and to nobody else; what it could not send stays queued."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http import HttpDoor
from sync.client.http_exchange import Waits
from sync.client.pinned_tls import pin_of_certificate
from sync.protocol.key_pin import PinInvalidError, are_pins, pins_of
from sync.protocol.pull import PullRequest
from sync.protocol.rows import Stream
from sync.protocol.status import Link
from tests.sync.client.till_side import Till
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import IVAN, identity
from tests.sync.server.test_process import self_signed

OTHER_PIN = "sha256/" + "A" * 43 + "="


def pin_of(certificate: Path) -> str:
    return pin_of_certificate(x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(Encoding.DER))


@pytest.fixture
def impostor(tmp_path: Path) -> Iterator[tuple[str, list[bytes], Path]]:
    """A TLS server that writes down every byte which it is told; where it is, what it heard, its certificate."""
    heard: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def handle(self) -> None:
            heard.append(self.rfile.readline())

    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}", heard, certificate
    server.shutdown()
    server.server_close()


def ask(url: str, pins: tuple[str, ...], certificates: Path | None = None) -> FailureKind:
    door = HttpDoor(
        url, identity(), lambda: datetime.now(UTC), pins=pins, certificates=certificates, waits=Waits(read_seconds=60)
    )
    try:
        with pytest.raises(ExchangeFailedError) as failed:
            door.pull(PullRequest(Stream.GOODS, None))
    finally:
        door.close()
    return failed.value.kind


def test_who_holds_another_key_hears_nothing(impostor: tuple[str, list[bytes], Path]) -> None:
    url, heard, certificate = impostor
    assert ask(url, (OTHER_PIN,)) is FailureKind.UNTRUSTED
    assert ask(url, (OTHER_PIN,), certificates=certificate) is FailureKind.UNTRUSTED  # whoever vouches for it
    assert ask(url, ()) is FailureKind.UNTRUSTED
    assert b"".join(heard) == b""
    assert ask(url, (OTHER_PIN, pin_of(certificate))) is FailureKind.SERVER_DOWN  # heard, and not answered
    assert heard[-1].startswith(b"GET /v1/sync/pull")


def test_the_spare_key_serves_when_the_first_is_exchanged(tmp_path: Path) -> None:
    fill_home(tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, new = self_signed(tmp_path / "old"), self_signed(tmp_path / "new")
    pins = (pin_of(old[0]), pin_of(new[0]))
    for certificate, key in (old, new):
        options = ("--tls-certificate", str(certificate), "--tls-key", str(key))
        with running(tmp_path, options=options) as server:
            door = HttpDoor(server.url, identity(), lambda: datetime.now(UTC), pins=pins)
            assert door.pull(PullRequest(Stream.GOODS, None)).rows
            door.close()
            server.stop()


@pytest.mark.slow
def test_with_a_wrong_pin_the_facts_stay_queued_until_the_pin_is_right(
    tmp_path: Path, make_till: Callable[..., Till]
) -> None:
    today = fill_home(tmp_path / "server")
    certificate, key = self_signed(tmp_path)
    options = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    with running(tmp_path / "server", options=options) as server:
        till = make_till()
        till.connect(server.url, pins=(OTHER_PIN,))
        till.sell(IVAN, today)
        status = till.wait_for(lambda status: status.link is Link.UNTRUSTED and status.queue_depth > 0)
        assert status.last_contact_at is None
        till.disconnect()
        till.connect(server.url, pins=(OTHER_PIN, pin_of(certificate)))
        till.wait_for(lambda status: status.link is Link.ONLINE and status.queue_depth == 0)
        till.disconnect()
        server.stop()


def test_pins_in_a_setting() -> None:
    assert pins_of("") == () and are_pins("")
    assert pins_of(f" {OTHER_PIN},{OTHER_PIN}  {OTHER_PIN}") == (OTHER_PIN,) * 3
    for wrong in ("sha256/", "sha1/" + "A" * 27 + "=", OTHER_PIN[:-2], "A" * 43 + "=", "sha256/é", OTHER_PIN + "x"):
        assert not are_pins(wrong)
        with pytest.raises(PinInvalidError):
            pins_of(wrong)
