import contextlib
import gzip
import resource
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http import HttpDoor
from sync.client.http_exchange import LARGEST_ANSWER_BYTES, InsecureServerAddressError, Waits
from sync.protocol.encoding import encode
from sync.protocol.error_body import ErrorBody
from sync.protocol.pull import PullRequest
from sync.protocol.push import PushRequest
from sync.protocol.rows import Stream
from tests.sync.server.shop import identity

REQUEST = PushRequest("till-1", 1, 0, ())
Answer = Callable[[BaseHTTPRequestHandler], None]
SHORT = Waits(read_seconds=0.3, answer_seconds=1.0)
"""For a server that does not answer; of one that answers no test may depend on how soon."""


def door_to(url: str, waits: Waits | None = None) -> HttpDoor:
    return HttpDoor(url, identity(), lambda: datetime.now(UTC), waits=waits or Waits())


@pytest.fixture
def served() -> Iterator[Callable[..., HttpDoor]]:
    """A door to a server that answers each request by the given function."""
    doors: list[HttpDoor] = []
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Answer, waits: Waits | None = None) -> HttpDoor:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                answer(self)

            def do_GET(self) -> None:
                answer(self)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        door = door_to(f"http://127.0.0.1:{server.server_port}", waits or Waits(60, 60, 60))
        doors.append(door)
        return door

    yield start
    for door in doors:
        door.close()
    for server in servers:
        server.shutdown()
        server.server_close()


def replies(status: int, body: bytes, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


PAGE, HTML = b"<html>somebody else</html>", {"Content-Type": "text/html; charset=utf-8"}


def error(code: str, **more: int) -> bytes:
    return encode(ErrorBody(code, "x", **more))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (replies(401, error("unauthorized")), FailureKind.REFUSED),
        (replies(403, error("forbidden")), FailureKind.REFUSED),
        (replies(409, error("gap", expect_seq=7)), FailureKind.GAP),
        (replies(409, error("fork", epoch=1)), FailureKind.FORK),
        (replies(409, error("gap")), FailureKind.UNACCEPTABLE),
        (replies(400, error("message_invalid")), FailureKind.UNACCEPTABLE),
        (replies(400, error("protocol_unknown")), FailureKind.REFUSED),
        (replies(413, error("too_large")), FailureKind.UNACCEPTABLE),
        (replies(413, PAGE, **HTML), FailureKind.TOO_LARGE),
        (replies(429, b""), FailureKind.SERVER_DOWN),
        (replies(401, PAGE, **HTML), FailureKind.SIGN_ON_WANTED),
        (replies(403, b"Forbidden"), FailureKind.SIGN_ON_WANTED),
        (replies(409, PAGE, **HTML), FailureKind.ANSWER_UNREADABLE),
        (replies(410, PAGE, **HTML), FailureKind.ANSWER_UNREADABLE),
        (replies(500, PAGE, **HTML), FailureKind.SERVER_DOWN),
        (replies(500, b"Internal Server Error"), FailureKind.SERVER_FAULT),
        (replies(511, PAGE, **HTML), FailureKind.SIGN_ON_WANTED),
        (replies(500, error("server_fault")), FailureKind.SERVER_FAULT),
        (replies(502, b"<html>bad gateway</html>"), FailureKind.SERVER_DOWN),
        (replies(503, error("database_unavailable")), FailureKind.SERVER_DOWN),
        (replies(404, b"<html>no such page</html>"), FailureKind.ANSWER_UNREADABLE),
        (replies(302, b"", Location="http://example.invalid/"), FailureKind.SIGN_ON_WANTED),
        (replies(200, b"<html>hotel wifi, please log in</html>"), FailureKind.SIGN_ON_WANTED),
        (replies(200, b"please log in", **HTML), FailureKind.SIGN_ON_WANTED),
        (replies(200, b'{"results": "no"}'), FailureKind.ANSWER_UNREADABLE),
        (replies(200, b"not gzip", **{"Content-Encoding": "gzip"}), FailureKind.SERVER_DOWN),
    ],
)
def test_each_answer_is_one_kind_of_failure(served: Callable[..., HttpDoor], answer: Answer, kind: FailureKind) -> None:
    with pytest.raises(ExchangeFailedError) as failed:
        served(answer).push(REQUEST)
    assert failed.value.kind is kind
    assert failed.value.expect_seq == (7 if kind is FailureKind.GAP else None)


def test_an_unreadable_page_is_no_page(served: Callable[..., HttpDoor]) -> None:
    with pytest.raises(ExchangeFailedError) as failed:
        served(replies(200, b"{}")).pull(PullRequest(Stream.GOODS, "x.1"))
    assert failed.value.kind is FailureKind.ANSWER_UNREADABLE


def test_a_server_that_does_not_answer_in_time_is_down(served: Callable[..., HttpDoor]) -> None:
    release = threading.Event()
    door = served(lambda _: (release.wait(60), None)[1], SHORT)
    with pytest.raises(ExchangeFailedError) as failed:
        door.push(REQUEST)
    release.set()
    assert failed.value.kind is FailureKind.SERVER_DOWN


@pytest.mark.parametrize("compressed", [False, True])
def test_an_answer_that_trickles_without_end_is_given_up(served: Callable[..., HttpDoor], compressed: bool) -> None:
    over = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        body = gzip.compress(bytes(range(256)) * 40) if compressed else b" " * 100_000
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        if compressed:
            handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        with contextlib.suppress(OSError):
            for byte in body:
                handler.wfile.write(bytes([byte]))
                if over.wait(0.1):
                    return

    door = served(trickle, SHORT)
    began = time.monotonic()
    with pytest.raises(ExchangeFailedError) as failed:
        door.pull(PullRequest(Stream.GOODS, None))
    over.set()
    assert failed.value.kind is FailureKind.SERVER_DOWN
    assert time.monotonic() - began < 25, "a byte came in time again and again: it would have gone on for longer"


@pytest.mark.parametrize("layers", [1, 2])
def test_an_answer_that_swells_is_given_up_before_it_fills_the_memory(
    served: Callable[..., HttpDoor], layers: int
) -> None:
    swelling = zlib.compressobj(9, wbits=31)
    body = b"".join(swelling.compress(bytes(1 << 20)) for _ in range(200)) + swelling.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ExchangeFailedError) as failed:
        answer = replies(200, body, **{"Content-Encoding": ", ".join(["gzip"] * layers)})
        served(answer).push(REQUEST)
    assert failed.value.kind is FailureKind.ANSWER_UNREADABLE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2 * LARGEST_ANSWER_BYTES // 1024


def test_an_answer_that_ends_early_is_a_failure(served: Callable[..., HttpDoor]) -> None:
    def torn(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"{")

    with pytest.raises(ExchangeFailedError) as failed:
        served(torn).push(REQUEST)
    assert failed.value.kind is FailureKind.SERVER_DOWN


def test_nobody_listening_is_server_down() -> None:
    with socket.socket() as held:  # bound, so that nobody else is given the port, and deaf
        held.bind(("127.0.0.1", 0))
        door = door_to(f"http://127.0.0.1:{held.getsockname()[1]}")
        with pytest.raises(ExchangeFailedError) as failed:
            door.push(REQUEST)
        door.close()
    assert failed.value.kind is FailureKind.SERVER_DOWN


def test_a_name_that_nobody_knows_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    door = door_to("https://kopilka.example")
    with pytest.raises(ExchangeFailedError) as failed:
        door.push(REQUEST)
    door.close()
    assert failed.value.kind is FailureKind.NO_NETWORK


def test_no_route_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def unreachable(*_: object, **__: object) -> None:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    door = door_to("http://127.0.0.1:9")
    with pytest.raises(ExchangeFailedError) as failed:
        door.push(REQUEST)
    door.close()
    assert failed.value.kind is FailureKind.NO_NETWORK


@pytest.mark.parametrize(
    "url", ["http://10.0.0.5:8710", "http://shop.example", "ftp://127.0.0.1", "127.0.0.1:8710", ""]
)
def test_plain_http_goes_to_this_machine_only(url: str) -> None:
    with pytest.raises(InsecureServerAddressError):
        door_to(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://shop.example"])
def test_loopback_and_tls_are_fine(url: str) -> None:
    door_to(url).close()
