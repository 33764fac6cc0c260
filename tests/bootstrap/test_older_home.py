"""A demo home from before tills had keys: it is enrolled by itself once, and goes on in its books."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.bootstrap.demo import with_server
from pos_app.bootstrap.secrets_file import load_or_make_secrets
from pos_app.bootstrap.till_home import TillHome
from pos_app.settings import Settings
from sync.client.failure import ExchangeFailedError
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.pull import PullRequest
from sync.protocol.rows import Stream
from sync.server.database import open_engine, reading
from sync.server.enrolment import present_till
from sync.server.migrate import migrate
from sync.store.till_database import prepare_till_database

TILL_ID = "0190b6f0-0000-7000-8000-000000000002"


def older_home(folder: Path) -> tuple[Path, TillHome]:
    """What the version with bearer tokens left: secrets of both ends, the till's books, the server's database."""
    server, home = folder / "server", TillHome(folder / "till")
    server.mkdir()
    home.folder.mkdir()
    keys = {"phone_hash_key_hex": "22" * 32, "phone_cipher_key_hex": "33" * 32}
    home.secrets.write_text(json.dumps({"till_id": TILL_ID, "till_token": "t" * 43, **keys}), encoding="utf-8")
    (server / "secrets.json").write_text(json.dumps(keys), encoding="utf-8")
    prepare_till_database(home.books, TILL_ID, Settings().till_code)
    engine = open_engine(f"sqlite:///{server / 'server.db'}")
    migrate(engine, "0002")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO till (till_id, code, token_hash, epoch, last_seq, last_hash, revoked)"
            f" VALUES ('{TILL_ID}', '{Settings().till_code}', '{'a' * 64}', 1, 0, '{'0' * 64}', 0)"
        )
    engine.dispose()
    return server, home


def first_page(url: str, home: TillHome) -> int:
    secrets = load_or_make_secrets(home.secrets, "another")
    assert (secrets.till_id, secrets.is_enrolled) == (TILL_ID, True)
    door = HttpDoor(url, TillIdentity(TILL_ID, secrets.signing_key), lambda: datetime.now(UTC))
    give_up = time.monotonic() + 60
    try:
        while True:
            try:
                return len(door.pull(PullRequest(Stream.STAFF, None)).rows)
            except ExchangeFailedError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.05)
    finally:
        door.close()


@pytest.mark.slow
def test_an_older_demo_home_is_enrolled_by_itself(tmp_path: Path) -> None:
    server, home = older_home(tmp_path)
    for _ in range(2):
        with with_server(server, home, Settings()) as settings:
            assert first_page(settings.server_url, home) >= 3
    engine = open_engine(f"sqlite:///{server / 'server.db'}")
    with reading(engine) as connection:
        till = present_till(connection, TILL_ID)
    engine.dispose()
    assert (till.epoch, till.shop_id, till.revoked) == (1, "shop", False)
    assert till.public_key == load_or_make_secrets(home.secrets, "another").signing_key.public_hex
    assert not (server / "enrolment-code").exists()
