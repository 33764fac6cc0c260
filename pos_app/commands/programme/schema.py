"""`./till programme schema`: the JSON Schema of programme documents, for editors and other programs."""

import argparse

NAME = "schema"
HELP = "print the JSON Schema (draft 2020-12) of programme documents"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Print it; the same text as resources/programmes/programme.schema.json."""
    from pos_app.domain.loyalty.programme_schema import programme_schema
    from pos_app.domain.loyalty.readable_json import readable_json

    print(readable_json(programme_schema()), end="")
    return 0
