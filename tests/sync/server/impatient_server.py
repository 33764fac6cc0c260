"""``./till server`` that gives requests in flight one second: ``python impatient_server.py`` and its arguments."""

import sys

from pos_app.cli import main
from sync.server import process

process.GRACE_SECONDS = 1

if __name__ == "__main__":
    sys.exit(main())
