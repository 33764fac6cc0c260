"""``server.toml`` in the server's home: optional, every value has a default. To add one: a field with its check."""

import tomllib
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS, Thresholds
from sync.server.networks import are_networks, are_proxies

T = TypeVar("T", str, int)


class ServerSettingsError(ValueError):
    """``server.toml`` is not what it must be; the text tells what is expected. No value is repeated: one is secret."""


def _text(default: str, expected: str, fits: Callable[[str], bool]) -> str:
    return field(default=default, metadata={"expected": expected, "fits": fits})


def _number(default: int, lowest: int, highest: int) -> int:
    expected = f"a whole number from {lowest} to {highest}"
    return field(default=default, metadata={"expected": expected, "fits": lambda value: lowest <= value <= highest})


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """``database``: URL, empty for the home's own ``server.db``. ``workers``: processes.

    ``*_per_minute``: of one till; of one address for enrolments; each process counts for itself.
    ``phone_codes``: how codes reach new customers' phones: ``log`` writes them into ``messages.log``; with ``none`` no
    phone waits to be confirmed.
    ``suspicion``: from where on use of cards, points and discounts is suspicious; what is left out is as usual.
    ``metrics_from``: networks that may read ``/metrics`` besides this machine, comma-separated.
    ``trusted_proxies``: likewise, whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed.
    """

    database: str = field(
        default="",
        repr=False,
        metadata={
            "expected": '"postgresql://…", or empty: server.db in the home',
            "fits": lambda value: value == "" or value.startswith(("postgresql://", "postgres://", "sqlite:///")),
        },
    )
    workers: int = _number(1, 1, 64)
    requests_per_minute: int = _number(1_200, 1, 1_000_000)
    lookups_per_minute: int = _number(60, 1, 1_000_000)
    enrolments_per_minute: int = _number(30, 1, 1_000_000)
    phone_codes: str = _text("log", '"log" or "none"', lambda value: value in ("log", "none"))
    suspicion: Thresholds = field(
        default=DEFAULT_THRESHOLDS, metadata={"expected": "a table [suspicion]", "fits": lambda value: True}
    )
    metrics_from: str = _text("", '"10.0.0.0/8, fd00::/8": addresses or networks', are_networks)
    trusted_proxies: str = _text(
        "", '"127.0.0.1, 10.0.0.0/8": addresses or networks of the own proxies, never all addresses', are_proxies
    )


def load_server_settings(path: Path) -> ServerSettings:
    """Read the file; without it everything is as usual. Raises :class:`ServerSettingsError`."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ServerSettings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ServerSettingsError(f"{path} cannot be read: {error}") from error
    known = {declared.name: declared for declared in fields(ServerSettings)}
    if isinstance(read.get("suspicion"), dict):
        read["suspicion"] = _thresholds(path, read["suspicion"])
    for name, value in read.items():
        if name not in known:
            raise ServerSettingsError(f"{path}: unknown setting {name}; there are: {', '.join(sorted(known))}")
        _check(path, name, value, known[name].default, known[name].metadata)
    return ServerSettings(**read)


def _thresholds(path: Path, table: dict[str, Any]) -> Thresholds:
    known = {declared.name for declared in fields(Thresholds)}
    unknown = sorted(set(table) - known)
    if unknown:
        raise ServerSettingsError(
            f"{path}: unknown setting {unknown[0]} in [suspicion]; there are: {', '.join(sorted(known))}"
        )
    try:
        return Thresholds(**table)
    except ValueError as error:
        raise ServerSettingsError(f"{path}: [suspicion] {error}") from error


def _check(path: Path, name: str, value: object, default: object, metadata: Any) -> None:
    if default is MISSING or type(value) is not type(default) or not metadata["fits"](value):
        raise ServerSettingsError(f"{path}: {name} is wrong; expected {metadata['expected']}")
