"""`./till enrol`: makes this till known at the central server, with a one-time code from the office."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.client.failure import ExchangeFailedError

NAME = "enrol"
HELP = "make this till known at the central server with a one-time code (./till server enrol-code prints one)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which server, which code, which keys."""
    parser.add_argument("--server", metavar="URL", required=True, help="the server, e.g. https://kassa.example:8710")
    parser.add_argument("--code", required=True, help="twelve letters and digits, good for ten minutes and once")
    parser.add_argument(
        "--pin",
        action="append",
        default=[],
        metavar="sha256/…",
        help="the server's key, and again for the spare one; without it the system's authorities are trusted",
    )


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the till is known; 1 after a clear word, and then nothing was changed at the server."""
    from pos_app.bootstrap.enrolment import CodeNotReadError, Enrolment, SecretsOfOthersError, enrol_till
    from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock
    from pos_app.bootstrap.secrets_file import SecretsFileError
    from pos_app.bootstrap.till_home import TillHome
    from pos_app.commands import CommandError
    from pos_app.domain.transaction.errors import StoreError
    from pos_app.settings import SettingsError
    from sync.client.failure import ExchangeFailedError
    from sync.client.http_exchange import InsecureServerAddressError
    from sync.protocol.key_pin import PinInvalidError, pins_of
    from sync.vault.private_file import make_private_folder

    home = TillHome(args.home)
    try:
        make_private_folder(home.folder)
        lock = InstanceLock(home.lock)
        try:
            answer = enrol_till(home, Enrolment(args.server, args.code, pins_of(" ".join(args.pin))))
        finally:
            lock.release()
    except ExchangeFailedError as failed:
        raise CommandError(_why_not(failed)) from failed
    except (
        CodeNotReadError,
        SecretsOfOthersError,
        AlreadyRunningError,
        SecretsFileError,
        SettingsError,
        StoreError,
        InsecureServerAddressError,
        PinInvalidError,
        OSError,
    ) as error:
        raise CommandError(str(error)) from error
    print(f"till {answer.till_code} of {answer.shop_id}, epoch {answer.epoch}: {args.home}")
    return 0


_BY_CODE = {
    "code_unknown": "the server knows no such code. Compare it with what ./till server enrol-code printed",
    "code_used": "this code was used already, and each is good once. Have ./till server enrol-code print another",
    "code_expired": "this code is older than ten minutes. Have ./till server enrol-code print another",
    "till_known": "this till, or its number, is at the server already. For a device that takes a till's place: "
    "./till server enrol-code --replace",
    "key_known": "another till has this till's key: its home was copied. Begin with an empty home",
    "rate_limited": "too many tries. Wait a minute and show the code again",
    "clock_off": "this machine's clock and the server's are too far apart. Set the clock and show the code again",
}
_BY_KIND = {
    "no_network": "there is no way to the server. Check its address and the network",
    "server_down": "the server does not answer. Check its address and whether it runs",
    "sign_on_wanted": "a page answers in the server's place. Sign on to the network first, or check the address",
    "untrusted": "who answers is not the server of this pin. Compare --pin with what ./till server pin prints there",
    "unsupported": "what answers is no Kopilka server, or an older one. Check its address",
    "answer_unreadable": "what answers is no Kopilka server. Check its address",
}


def _why_not(failed: "ExchangeFailedError") -> str:
    """What to do about it; what the server said stands behind, for support."""
    why = _BY_CODE.get(failed.code) or _BY_KIND.get(failed.kind.value) or "the server did not take this till in"
    return f"{why} ({failed})"
