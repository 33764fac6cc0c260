"""What a client library would never send: torn, doubled and smuggled HTTP. The server refuses it and lives on."""

import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.protocol.limits import PUSH_PATH, TILL_HEADER
from tests.sync.server.running import RunningServer, fill_home, running

HEAD = f"POST {PUSH_PATH} HTTP/1.1\r\nHost: x\r\n"
FORGED = '{"text":"forged"}'
"""What would be a line of the log, if it came to stand on one of its own."""
ATTACKS = {
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "binary": bytes(range(256)) * 4,
    "two lengths": (HEAD + "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}").encode(),
    "length and chunks": (HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x").encode(),
    "a negative length": (HEAD + "Content-Length: -1\r\n\r\n").encode(),
    "an endless length": (HEAD + f"Content-Length: {'9' * 400}\r\n\r\n").encode(),
    "chunks that lie": (HEAD + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}").encode(),
    "a header folded": (HEAD + f"{TILL_HEADER}: till-1\r\n evil: 1\r\nContent-Length: 0\r\n\r\n").encode(),
    "a bare line feed in a header": (HEAD + f"{TILL_HEADER}: till-1\nX-Evil: 1\r\nContent-Length: 0\r\n\r\n").encode(),
    "a zero byte in a header": (HEAD + f"{TILL_HEADER}: till\x00-1\r\nContent-Length: 0\r\n\r\n").encode(),
    "a huge header": (HEAD + f"{TILL_HEADER}: {'x' * 200_000}\r\n\r\n").encode(),
    "ten thousand headers": (HEAD + "X-A: b\r\n" * 10_000 + "\r\n").encode(),
    "a line break in the path": f"GET /a%0d%0a{FORGED} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    "a line break in the till": (HEAD + f"{TILL_HEADER}: a\\r\\n{FORGED}\r\nContent-Length: 0\r\n\r\n").encode(),
    "no version": f"GET {PUSH_PATH}\r\n\r\n".encode(),
    "a strange method": f"FROB {PUSH_PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    "connect": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
    "an absolute target": b"GET http://127.0.0.1:1/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    fill_home(folder)
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[RunningServer]:
    with running(home) as started:
        yield started


def said_to(server: RunningServer, attack: bytes) -> bytes:
    """What comes back until the server closes or is silent for a moment."""
    with socket.create_connection(("127.0.0.1", server.port), 60) as line:
        line.settimeout(0.5)
        parts: list[bytes] = []
        try:
            line.sendall(attack)
            line.shutdown(socket.SHUT_WR)
            while part := line.recv(65_536):
                parts.append(part)
        except OSError:  # closed on us, or silent: both are fine
            pass
        return b"".join(parts)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused_and_the_server_lives_on(server: RunningServer, name: str) -> None:
    answer = said_to(server, ATTACKS[name])
    statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", answer)]
    assert all(400 <= status < 500 or status == 501 for status in statuses), answer[:300]
    assert b"Traceback" not in answer and b"uvicorn" not in answer
    assert httpx.get(f"{server.url}/health", timeout=60).json()["status"] == "ok"


@pytest.mark.slow
def test_clients_that_say_nothing_keep_nobody_out(server: RunningServer) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port), 60) for _ in range(100)]
    for line in idle[:50]:
        line.sendall(HEAD.encode())  # begun and never ended
    assert httpx.get(f"{server.url}/health", timeout=60).status_code == 200
    for line in idle:
        line.close()


def test_a_form_that_is_broken_off_is_no_defect_of_the_server(server: RunningServer, home: Path) -> None:
    kind = "Content-Type: application/x-www-form-urlencoded"
    head = f"POST /office/sign-on HTTP/1.1\r\nHost: x\r\n{kind}\r\nContent-Length: 400\r\n\r\nname=x"
    with socket.create_connection(("127.0.0.1", server.port), 5) as line:
        line.sendall(head.encode())
    assert httpx.get(f"{server.url}/health", timeout=10).status_code == 200
    text = "\n".join(logged(home, "/office/sign-on"))
    assert "ClientDisconnect" not in text and "Traceback" not in text


def logged(home: Path, word: str) -> list[str]:
    """The whole lines of the server's log once a word stands in one: it writes when it comes to it."""
    give_up_s = time.monotonic() + 60
    while True:
        whole = (home / "logs" / "server.log").read_text(encoding="utf-8").rpartition("\n")[0]
        if word in whole:
            return whole.splitlines()
        assert time.monotonic() < give_up_s, f"the log does not speak of {word}"
        time.sleep(0.05)


def test_nobody_writes_lines_into_the_log(server: RunningServer, home: Path) -> None:
    for name in ("a line break in the path", "a line break in the till"):
        said_to(server, ATTACKS[name])
    lines = logged(home, "forged")
    assert all("at" in json.loads(line) and json.loads(line)["text"] != "forged" for line in lines)
