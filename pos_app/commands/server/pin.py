"""`./till server pin`: how a till knows this server's key."""

import argparse
from pathlib import Path

NAME = "pin"
HELP = "print the pins of certificates' keys, for ./till enrol --pin and the setting server_pins"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which certificates."""
    parser.add_argument(
        "certificate", type=Path, nargs="+", metavar="PEM", help="a certificate, or a chain's first one"
    )


def run(args: argparse.Namespace) -> int:
    """One line each."""
    for path in args.certificate:
        print(f"{pin_in(path)}   {path}")
    return 0


def pin_in(path: Path) -> str:
    """The pin of the first certificate in a PEM file. Raises CommandError."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from pos_app.commands import CommandError
    from sync.protocol.key_pin import pin_of_key

    try:
        key = x509.load_pem_x509_certificate(path.read_bytes()).public_key()
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: expected a certificate in PEM: {error}") from error
    return pin_of_key(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
