"""`python -m pos_app`: the command line, or the till itself when no command is named."""

import sys

from pos_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
