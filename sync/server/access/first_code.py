"""A code for a till on the same machine, handed over in a file that only the machine's user may read."""

import os
from pathlib import Path

from sync.protocol.enrolment import code_shown
from sync.server.access.enrolment_codes import make_code
from sync.server.central import Central
from sync.server.enrolment import DEFAULT_SHOP, till_of_number
from sync.server.retry import write
from sync.vault.private_file import make_private_file


def write_code(central: Central, path: Path, till_code: str) -> None:
    """Write a new code for the till of that number; one that is there already gives way. Raises OSError."""
    letters = write(
        central.engine,
        lambda connection: make_code(
            connection,
            central.now(),
            os.urandom,
            "this machine",
            DEFAULT_SHOP,
            till_code,
            replaces=till_of_number(connection, DEFAULT_SHOP, till_code) is not None,
        ),
    )
    part = path.with_name(f"{path.name}.part")
    make_private_file(part)
    part.write_text(code_shown(letters) + "\n", encoding="ascii")
    part.replace(path)
