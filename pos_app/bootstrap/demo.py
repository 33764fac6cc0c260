"""The demo: a till and its server in two folders of one home, the server a child process that is kept running."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from pos_app.bootstrap.demo_office import people_file, told
from pos_app.bootstrap.demo_server import RESTART_SECONDS, KeptServer
from pos_app.bootstrap.local_enrolment import code_file, enrol_beside, is_enrolled
from pos_app.bootstrap.till_home import TillHome
from pos_app.bootstrap.till_program import run_till_program
from pos_app.services.quick_keys import as_document
from pos_app.settings import Settings, settings_path
from pos_app.settings.file import as_toml
from resources.demo.quick_goods import demo_quick_keys
from resources.demo.shop import demo_shop
from sync.vault.private_file import make_private_folder

_SERVER_BOOKS = "server.db"


def run_demo(args: argparse.Namespace) -> int:
    """Run till and server in ``args.home``/demo."""
    folder: Path = args.home / "demo"
    if args.reset:
        _put_aside(folder)
    make_private_folder(folder)
    args.home = folder / "till"
    _write_shop_settings(args.home)
    server_home = folder / "server"
    make_private_folder(server_home)
    people = people_file(server_home)
    return run_till_program(args, around=lambda home, settings: with_server(server_home, home, settings, people=people))


@contextmanager
def with_server(
    server_home: Path,
    home: TillHome,
    settings: Settings,
    restart_seconds: float = RESTART_SECONDS,
    people: Path | None = None,
) -> Iterator[Settings]:
    """The settings with the address of a server that is kept running as long as the block does; see ``KeptServer``.

    ``people``: the passwords of those who may sign on to its pages (``demo_office``); they are printed once it runs.
    The till shows its one-time code when it meets this server for the first time, and waits for it that once.
    """
    make_private_folder(server_home)
    code = code_file(server_home)
    new_here = not (server_home / _SERVER_BOOKS).exists() or not is_enrolled(home)

    def command(port: int) -> list[str]:
        enrolment = ("--enrol-code-to", str(code), "--till-code", settings.till_code) if new_here else ()
        office = ("--first-people", str(people)) if people is not None else ()
        return [
            *(sys.executable, "-m", "pos_app", "--home", str(server_home), "server", "--demo", "--port", str(port)),
            *("--timezone", settings.timezone, *enrolment, *office, "--until-input-ends"),
        ]

    code.unlink(missing_ok=True)
    with KeptServer(command, server_home / "server.out", restart_seconds) as server:
        if new_here:
            new_here = not enrol_beside(home, server.url, code)
        if people is not None:
            print(told(server.url, people), flush=True)
        yield replace(settings, server_url=server.url)


def _write_shop_settings(home: Path) -> None:
    """Name the demo shop in the till's settings, once; what a person writes there later stays."""
    path = settings_path(home)
    if path.exists():
        return
    demo = demo_shop(date(2026, 1, 1))
    shop = demo.shop
    lines = (
        "# Настройки кассы демо-магазина. Все настройки с пояснениями: ./till settings",
        "# Settings of the demo shop's till. All settings and their meanings: ./till settings",
        f"shop_name = {as_toml(shop.name)}",
        f"shop_address = {as_toml(shop.address)}",
        f"shop_inn = {as_toml(shop.taxpayer_number)}",
        f"timezone = {as_toml(shop.timezone)}",
        "# Учебные приборы / simulated devices",
        'fiscal = "simulated"',
        'customer_display = "simulated"',
        'scale = "simulated"',
        'customer_window = "second_screen"',
    )
    make_private_folder(home)
    TillHome(home).quick_keys.write_bytes(as_document(demo_quick_keys(demo.goods)))
    part = path.with_suffix(".part")
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(path)


def _put_aside(folder: Path) -> None:
    number = 1
    while (target := folder.with_name(f"{folder.name}.put-aside-{number}")).exists():
        number += 1
    if folder.exists():
        folder.rename(target)
