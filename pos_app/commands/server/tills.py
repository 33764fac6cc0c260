"""`./till server tills`: every till, its shop, epoch and last contact."""

import argparse

NAME = "tills"
HELP = "list the tills: shop, number, id, epoch, last operation, state"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """A line for each."""
    from pos_app.bootstrap.office import office
    from pos_app.commands.server import clear_failures
    from sync.server.database import reading
    from sync.server.enrolment import all_tills

    with clear_failures(), office(args.home) as central, reading(central.engine) as connection:
        tills = all_tills(connection)
    print(f"{'shop':<20} {'till':>4} {'id':<36} {'epoch':>5} {'last':>8}  state")
    for till in tills:
        state = "shut out" if till.revoked else "has no key yet" if till.public_key is None else "in"
        print(f"{till.shop_id:<20} {till.code:>4} {till.till_id:<36} {till.epoch:>5} {till.last_seq:>8}  {state}")
    return 0
