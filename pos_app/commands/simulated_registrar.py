"""`./till simulated-registrar`: a fiscal registrar for the demo, for training and for tests, a process of its own."""

import argparse
from pathlib import Path

NAME = "simulated-registrar"
HELP = "run a simulated fiscal registrar that takes ATOL's JSON tasks and can be spoiled"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens and where its memory is."""
    parser.add_argument("--port", type=int, default=16732, help="0 lets the system choose (default: %(default)s)")
    parser.add_argument("--memory", type=Path, metavar="FILE", help="default: registrar.json in the home directory")
    parser.add_argument(
        "--until-input-ends", action="store_true", help="stop when standard input ends (a parent process went away)"
    )
    parser.epilog = (
        'Spoil it: curl -d \'{"fault": "paper_out"}\' http://127.0.0.1:16732/simulated'
        ' (cover_open, silent, "" for none; "clock_ahead_hours": 25; "refused_marks": [base64 of codes]).'
        " GET the same address tells what it registered."
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Prints ``ready URL`` when it listens."""
    import signal
    import sys
    import threading
    from datetime import UTC, datetime

    from hardware.fiscal.simulated_server import SimulatedRegistrarServer
    from pos_app.commands import CommandError
    from sync.server.process import stop_when_input_ends
    from sync.vault.private_file import make_private_folder

    memory: Path = args.memory or args.home / "registrar.json"
    make_private_folder(memory.parent)
    try:
        server = SimulatedRegistrarServer(args.port, memory, lambda: datetime.now(UTC))
    except OSError as error:
        raise CommandError(f"cannot listen on port {args.port}: {error}") from error
    except (ValueError, KeyError) as error:
        raise CommandError(f"{memory} is no registrar's memory: {error}") from error

    def end(*_: object) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if args.until_input_ends:
        # Unbuffered: a buffered stream is locked by its waiting reader, and Python aborts over that lock at its end.
        stop_when_input_ends(open(sys.stdin.fileno(), "rb", buffering=0, closefd=False))  # noqa: SIM115
    print(f"ready {server.url}", flush=True)
    with server:
        server.serve_forever(poll_interval=0.05)
    return 0
