import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from pos_app.bootstrap.local_enrolment import enrol_beside, is_enrolled
from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.bootstrap.till_home import TillHome
from pos_app.cli import main
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.pull import PullRequest
from sync.protocol.push import Outcome
from sync.protocol.rows import Stream as Feed
from sync.server.audit.report import audit
from sync.server.central import open_home, system_now
from sync.server.process import Listening
from tests.sync.server.paper import Stream, sale
from tests.sync.server.running import ROOT, fill_home, running
from tests.sync.server.shop import OLGA, TILL, identity


def door_to(url: str, certificates: Path | None = None) -> HttpDoor:
    return HttpDoor(url, identity(), system_now, certificates=certificates)


FAULTY = ("tests/sync/server/faulty_server.py",)


@pytest.mark.slow
def test_a_server_that_dies_between_commit_and_answer_knows_the_operations_when_it_is_back(tmp_path: Path) -> None:
    today = fill_home(tmp_path)
    stream = Stream(TILL)
    for number in range(1, 4):
        stream.add(sale(number, OLGA, points=1_000, day=today))
    (tmp_path / "fault").write_text("die_after_commit")
    with running(tmp_path, program=FAULTY) as server:
        door = door_to(server.url)
        with pytest.raises(Exception, match="server_down"):
            door.push(stream.request())
        assert server.wait_dead() == 9
        door.close()
    with running(tmp_path, server.port, program=FAULTY) as server:
        door = door_to(server.url)
        answer = door.push(stream.request())
        door.close()
        assert {result.outcome for result in answer.results} == {Outcome.EXISTS}
        assert answer.accounts[0].available == 50_000 - 3_000 + 3 * 950
        server.stop()
    central = open_home(tmp_path)
    report = audit(central.engine)
    central.close()
    assert (report.findings, report.receipts) == ((), {"sale": 3})


@pytest.mark.slow
def test_the_demo_shop_is_loaded_once_and_a_till_is_enrolled(tmp_path: Path) -> None:
    home, code = TillHome(tmp_path / "till"), tmp_path / "code"
    for first in (True, False):
        options = ("--demo", "--enrol-code-to", str(code), "--till-code", "1") if first else ("--demo",)
        process = subprocess.Popen(
            [sys.executable, "-m", "pos_app", "--home", str(tmp_path / "server"), "server", "--port", "0", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        try:
            url = process.stdout.readline().split()[1]
            if first:
                assert stat.S_IMODE(code.stat().st_mode) == 0o600
                assert not is_enrolled(home) and enrol_beside(home, url, code) and not code.exists()
            secrets = load_or_make_secrets(home.secrets, "another")
            door = HttpDoor(url, TillIdentity(secrets.till_id, secrets.signing_key), system_now)
            counts = {feed: len(door.pull(PullRequest(feed, None)).rows) for feed in (Feed.GOODS, Feed.STAFF, Feed.VAT)}
            more = door.pull(PullRequest(Feed.GOODS, None)).more
            door.close()
        finally:
            process.terminate()
            assert process.wait(60) == 0
            process.stdout.close()
        assert counts[Feed.GOODS] == 1_000 and more
        assert counts[Feed.STAFF] >= 3 and counts[Feed.VAT] >= 2
    assert main(["--home", str(tmp_path / "server"), "audit"]) == 0


@pytest.mark.slow
def test_restored_is_said_once_and_every_till_loads_anew(tmp_path: Path) -> None:
    fill_home(tmp_path)
    cursor, lives = None, []
    for options, rows in (((), 1), ((), 0), (("--restored",), 1), ((), 0)):
        with running(tmp_path, options=options) as server:
            door = door_to(server.url)
            page = door.pull(PullRequest(Feed.GOODS, cursor))
            door.close()
            assert len(page.rows) == rows
            cursor = page.cursor
            lives.append(page.incarnation)
            server.stop()
    assert lives[0] == lives[1] != lives[2] == lives[3]


@pytest.mark.slow
def test_with_a_certificate_it_speaks_tls_to_tills_that_trust_it(tmp_path: Path) -> None:
    fill_home(tmp_path)
    certificate, key = self_signed(tmp_path)
    options = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    with running(tmp_path, options=options) as server:
        assert server.url.startswith("https://127.0.0.1:")
        trusting = door_to(server.url, certificates=certificate)
        assert trusting.pull(PullRequest(Feed.GOODS, None)).rows
        trusting.close()
        stranger = door_to(server.url)
        with pytest.raises(ExchangeFailedError) as failed:
            stranger.pull(PullRequest(Feed.GOODS, None))
        stranger.close()
        assert failed.value.kind is FailureKind.UNTRUSTED


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kopilka test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "tls.pem", folder / "tls.key"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "not a loopback address"),
        (["--enrol-code-to", "code"], "go together"),
        (["--tls-key", "x.pem"], "go together"),
    ],
)
def test_it_says_what_is_wrong_and_does_not_listen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["--home", str(tmp_path), "server", "--port", "0", *options]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_a_port_that_is_taken_is_said_clearly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--home", str(tmp_path), "server", "--port", str(taken.getsockname()[1])]) == 1
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err


def test_answers_are_sent_at_once_and_not_after_nagles_wait() -> None:
    import socket

    with Listening().bound() as bound:
        assert bound.proto == socket.IPPROTO_TCP  # what asyncio looks at before it sets TCP_NODELAY
