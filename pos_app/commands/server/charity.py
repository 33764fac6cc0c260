"""`./till server charity`: a customer gives points to a good cause that the programme names."""

import argparse

NAME = "charity"
HELP = "take a customer's points for a good cause of the programme's rewards, once for each gift id"
_CENT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who gives to what."""
    parser.add_argument("customer", help="the customer's id")
    parser.add_argument("reward", help="the rule id of the reward")
    parser.add_argument(
        "--gift-id", required=True, metavar="ID", help="its own id: asked again, nothing is taken twice"
    )


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when it is given; 1 after the reason why not."""
    from pos_app.bootstrap.office import office, who_commands
    from pos_app.commands import CommandError
    from pos_app.commands.server import clear_failures
    from sync.server.awards.charity import LONGEST_GIFT_ID, NotDonatedError, give_to_charity

    if not 0 < len(args.gift_id) <= LONGEST_GIFT_ID:
        raise CommandError(f"--gift-id: 1 to {LONGEST_GIFT_ID} characters are expected", 2)
    try:
        with clear_failures(), office(args.home) as central:
            given = give_to_charity(central, args.customer, args.reward, args.gift_id, who_commands())
    except NotDonatedError as error:
        raise CommandError(str(error)) from error
    points = f"{given.points // _CENT}.{given.points % _CENT:02d}"
    roubles = f"{given.kopecks // _CENT}.{given.kopecks % _CENT:02d}"
    print(f"{points} points, the shop pays {roubles}" + (" (given before)" if given.again else ""))
    return 0
