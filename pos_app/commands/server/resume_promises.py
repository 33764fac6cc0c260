"""`./till server resume-promises`: after a restore, no longer wait for tills that have not told their story."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

NAME = "resume-promises"
HELP = "after a restore: give new promises of points again, though not every till has told what it holds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    parser.epilog = (
        "A till that tells later may have spent what was promised to others meanwhile: that is booked to the"
        " programme's risk. Better first: ./till server lost TILL, for each till that will not come back."
    )


def run(args: argparse.Namespace) -> int:
    """Says how many tills had not told."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands.server import clear_failures
    from sync.server.epochs.story import resume_promises
    from sync.server.journal.journal import Action, add_to_journal
    from sync.server.retry import write

    with clear_failures(), office(args.home) as central:

        def work(connection: "Connection") -> int:
            silent = resume_promises(connection)
            action = Action.PROMISES_RESUMED
            add_to_journal(connection, central.now(), who_commands(), action, central.incarnation, f"{silent} silent")
            return silent

        silent = write(central.engine, work)
    print(f"promises are given again; {silent} tills had not told their story")
    return 0
