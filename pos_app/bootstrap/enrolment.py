"""A till makes itself known at a server with a one-time code from the office, and keeps what it is told."""

import logging
import platform
from dataclasses import dataclass

from pos_app.bootstrap.secrets_file import TillSecrets, load_or_make_secrets, save_secrets
from pos_app.bootstrap.system import SystemClock, SystemIds
from pos_app.bootstrap.till_home import TillHome
from pos_app.settings.change import change_settings
from sync.client.http import HttpDoor
from sync.client.request_signer import TillIdentity
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, code_read
from sync.store.books_identity import BooksIdentity, books_identity

_log = logging.getLogger("kopilka.enrolment")
_LONGEST_NAME = 80


class CodeNotReadError(ValueError):
    """What was typed can be no code."""

    def __init__(self) -> None:
        super().__init__("that is no enrolment code: expected twelve letters and digits such as 7KQ2-M4XD-90TR")


class SecretsOfOthersError(RuntimeError):
    """Books and keys in one home that belong to different tills."""

    def __init__(self, home: TillHome) -> None:
        super().__init__(
            f"{home.books} and {home.secrets} are not of the same till. Restore the file that belongs to the other"
        )


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What to show: the server, the code, and the pins of its keys (TLS)."""

    server_url: str
    code: str
    pins: tuple[str, ...] = ()


def enrol_till(home: TillHome, enrolment: Enrolment) -> EnrolAnswer:
    """:func:`introduce_till`, and the server's address, the till's number and the pins go into ``settings.toml``.

    Raises also ``SettingsError``.
    """
    answer = introduce_till(home, enrolment)
    change_settings(
        home.folder,
        {
            "server_url": enrolment.server_url,
            "till_code": answer.till_code,
            "server_pins": ", ".join(enrolment.pins),
        },
    )
    return answer


def introduce_till(home: TillHome, enrolment: Enrolment) -> EnrolAnswer:
    """Show the code, and keep what the server answers in ``secrets.json``. The till must not be running.

    The keys are written before the server is asked: a till whose answer was lost shows the same code again with the
    same key, and hears the same. Raises :class:`CodeNotReadError`, :class:`SecretsOfOthersError`,
    ``ExchangeFailedError``, ``InsecureServerAddressError``, ``SecretsFileError``, ``StoreError`` or OSError.
    """
    code = code_read(enrolment.code)
    if code is None:
        raise CodeNotReadError
    books = books_identity(home.books)
    secrets = _own_secrets(home, books)
    identity = TillIdentity(secrets.till_id, secrets.signing_key)
    request = EnrolRequest(
        code=code,
        public_key=secrets.signing_key.public_hex,
        till_name=_machine_name(),
        till_id=secrets.till_id,
        epoch=0 if books is None else books.epoch,
        till_code="" if books is None else books.till_code,
    )
    door = HttpDoor(enrolment.server_url, identity, SystemClock().now, enrolment.pins)
    try:
        answer = door.enrol(request)
    finally:
        door.close()
    save_secrets(home.secrets, secrets.enrolled(answer))
    _log.info("enrolled till=%s number=%s epoch=%d", answer.till_id, answer.till_code, answer.epoch)
    return answer


def _own_secrets(home: TillHome, books: BooksIdentity | None) -> TillSecrets:
    """The till's keys; made anew for books whose keys were lost, under the id that stands in the books."""
    secrets = load_or_make_secrets(home.secrets, SystemIds().new_id() if books is None else books.till_id)
    if books is not None and secrets.till_id != books.till_id:
        raise SecretsOfOthersError(home)
    return secrets


def _machine_name() -> str:
    name = "".join(letter for letter in platform.node() if letter.isprintable())
    return name[:_LONGEST_NAME]
