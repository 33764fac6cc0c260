"""The office's commands on a server's home, and the till's own: a code is made, used, and the till shut out."""

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.cli import main
from pos_app.settings import load_settings
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.pull import PullRequest
from sync.protocol.rows import Stream
from sync.server.central import open_home, system_now
from tests.sync.server import paper
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import OLGA, TILL, Shop
from tests.sync.server.test_process import self_signed


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.slow
def test_a_till_is_enrolled_over_pinned_tls_and_shut_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, till = tmp_path / "server", tmp_path / "till"
    office.mkdir()
    fill_home(office)
    certificate, key = self_signed(tmp_path)
    made = said(
        capsys, "--home", str(office), "server", "enrol-code", "--number", "7", "--certificate", str(certificate)
    )
    shown = re.search(r"--code (\S+) --pin (\S+)", made)
    assert shown is not None
    code, pin = shown.groups()
    assert pin in said(capsys, "server", "pin", str(certificate))
    options = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    with running(office, options=options) as server:
        enrol = ["--home", str(till), "enrol", "--server", server.url, "--code", code.lower(), "--pin"]
        assert main([*enrol, "sha256/" + "A" * 43 + "="]) == 1
        assert "PinDiffersError" in capsys.readouterr().err
        assert "till 7 of shop, epoch 1" in said(capsys, *enrol, pin)
        settings = load_settings(till)
        assert (settings.server_url, settings.till_code, settings.server_pins) == (server.url, "7", pin)
        secrets = load_or_make_secrets(till / "secrets.json", "another")
        assert secrets.is_enrolled
        door = HttpDoor(server.url, TillIdentity(secrets.till_id, secrets.signing_key), system_now, pins=(pin,))
        assert door.pull(PullRequest(Stream.GOODS, None)).rows
        said(capsys, "--home", str(office), "server", "shut-out", "7", "--reason", "stolen")
        assert "shut out" in said(capsys, "--home", str(office), "server", "tills")
        with pytest.raises(ExchangeFailedError, match="403 forbidden"):
            door.pull(PullRequest(Stream.GOODS, None))
        said(capsys, "--home", str(office), "server", "shut-out", "7", "--let-in")
        assert door.pull(PullRequest(Stream.GOODS, None)).rows
        door.close()
        server.stop()
    journal = said(capsys, "--home", str(office), "server", "journal")
    assert re.findall(r"Z (\w+)", journal)[-4:] == ["code_made", "enrolled", "shut_out", "let_in"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("server", "enrol-code", "--number", "2"), "has a till 2 already"),
        (("server", "enrol-code", "--number", "9", "--replace"), "has no till 9"),
        (("server", "enrol-code", "--number", "' OR 1=1 --"), "1 to 3 digits"),
        (("server", "enrol-code", "--number", "9", "--shop", "a\nb"), "printable letters"),
        (("server", "shut-out", "../../etc"), "there is no till"),
        (("server", "shut-out", "2", "--shop", "'; DROP TABLE till; --"), "there is no till"),
        (("server", "pin", "nowhere.pem"), "a certificate in PEM"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    fill_home(tmp_path)
    assert main(["--home", str(tmp_path), *arguments]) == 1
    assert expected in capsys.readouterr().err
    assert len(said(capsys, "--home", str(tmp_path), "server", "tills").splitlines()) == 3


@pytest.mark.parametrize("action", ["tills", "journal"])
def test_a_folder_that_is_no_servers_home_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert main(["--home", str(tmp_path), "server", action]) == 1
    assert "is no server's home" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--server", "http://10.0.0.5", "--code", "7KQ2-M4XD-90TR"), "https://"),
        (("--server", "http://127.0.0.1:9", "--code", "hello"), "no enrolment code"),
        (("--server", "http://127.0.0.1:9", "--code", "7KQ2-M4XD-90TR"), "server_down"),
        (("--server", "https://127.0.0.1:9", "--code", "7KQ2-M4XD-90TR", "--pin", "md5/x"), "sha256/"),
    ],
)
def test_a_till_that_cannot_enrol_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], expected: str
) -> None:
    assert main(["--home", str(tmp_path), "enrol", *options]) == 1
    assert expected in capsys.readouterr().err


def test_the_office_corrects_a_record_that_was_not_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_home(tmp_path)
    home = ("--home", str(tmp_path), "server")
    sold = paper.sale(1, OLGA)
    wrong = paper.Stream(TILL)
    wrong.add(replace(sold, money_kopecks=sold.money_kopecks + 1))
    with closing(open_home(tmp_path)) as central:
        shop = Shop(central)
        shop.push(wrong.request())
    listed = said(capsys, *home, "parked")
    assert sold.receipt_id in listed and "sums_do_not_tie" in listed and "waiting for a decision: 1" in listed
    record = tmp_path / "record.json"
    text = said(capsys, *home, "parked", "--show", sold.receipt_id, "--till", "2")
    record.write_text(
        text.replace(f'"money_kopecks":{sold.money_kopecks + 1}', f'"money_kopecks":{sold.money_kopecks}')
    )
    decide = [*home, "resolve", sold.receipt_id, "--till", "2", "--replay", "--body", str(record)]
    decide += ["--operator", "Vera", "--reason", "the till was wrong"]
    assert main(decide) == 1
    assert "second_person_needed" in capsys.readouterr().err
    assert "replay" in said(capsys, *decide, "--approved-by", "Gleb")
    assert "waiting for a decision: 0" in said(capsys, *home, "parked")
    assert main(["--home", str(tmp_path), "audit"]) == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("parked", "--show", "x"), "--show needs --till"),
        (("parked", "--show", "x", "--till", "2"), "not_parked"),
        (("resolve", "x", "--till", "2", "--void", "--body", "f"), "--body goes with --replay"),
        (("resolve", "x", "--till", "2", "--adjust", "5"), "--adjust needs --customer"),
        (("resolve", "x", "--till", "2", "--adjust", "0.001", "--customer", "c"), "expected points such as 12"),
        (("resolve", "x", "--till", "2", "--void"), "not_parked"),
        (("resolve", "x", "--till", "9", "--void"), "there is no till"),
        (("resolve", "x", "--till", "2", "--replay", "--body", "nowhere.json"), "cannot be read"),
    ],
)
def test_what_cannot_be_decided_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    fill_home(tmp_path)
    who = () if arguments[0] == "parked" else ("--operator", "Vera", "--reason", "why")
    assert main(["--home", str(tmp_path), "server", *arguments, *who]) in (1, 2)
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("award", "--event", "bottle"), "--event needs --customer"),
        (("award", "--event", "bottle", "--customer", OLGA, "--event-id", "1"), "no_rule"),
        (("award", "--review", "nothing"), "receipt_unknown"),
        (("charity", OLGA, "shelter", "--gift-id", "g" * 41), "1 to 40 characters"),
        (("charity", OLGA, "shelter", "--gift-id", "g"), "no_rule"),
    ],
)
def test_what_is_not_given_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    fill_home(tmp_path)
    assert main(["--home", str(tmp_path), "server", *arguments]) in (1, 2)
    assert expected in capsys.readouterr().err
