"""What the READMEs name is there: files, folders, links, commands and their options."""

import argparse
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.cli import command_names, load_command

PROJECT = Path(__file__).parents[2]
READMES = sorted(
    PROJECT / name
    for name in subprocess.run(
        ["git", "ls-files", "README.md", "**/README.md"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.split()
)
TOP_FOLDERS = ("pos_app", "hardware", "sync", "resources", "tests", "setup")
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_QUOTED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w./*-]+")
_FILE_TABLE = re.compile(r"^\| (?:file|room|place) \|.*\n\|[-| ]+\n((?:\|.*\n?)+)", re.M)
"""The rows of a table that says in its first column what lies where."""
_COMMAND = re.compile(r"\./till\b([^`\n#>]*)")


def test_there_are_readmes() -> None:
    assert PROJECT / "README.md" in READMES
    assert len(READMES) > 10


@pytest.mark.parametrize("readme", READMES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_what_a_readme_names_is_there(readme: Path) -> None:
    assert [*_missing_files(readme), *_wrong_commands(readme)] == []


def _missing_files(readme: Path) -> Iterator[str]:
    text = readme.read_text(encoding="utf-8")
    for target in _LINK.findall(text):
        if not (readme.parent / target).exists():
            yield f"link {target}"
    for quoted in _QUOTED.findall(text):
        name = _name_of(quoted)
        is_path = "/" in name and name.split("/")[0] in TOP_FOLDERS and _PATH.fullmatch(name)
        if is_path and not _is_there(PROJECT, name) and not _is_there(readme.parent, name):
            yield f"file {quoted}"
    for table in _FILE_TABLE.findall(text):
        for row in table.splitlines():
            yield from _missing_in_row(readme.parent, _QUOTED.findall(row.split("|")[1]))


def _missing_in_row(folder: Path, quoted: list[str]) -> Iterator[str]:
    """Files, or what stands in the file that the row names first."""
    named = [name for each in quoted if _PATH.fullmatch(name := _name_of(each))]
    first = folder / named[0] if named else folder
    text = first.read_text(encoding="utf-8", errors="ignore") if first.is_file() else ""
    for name in named:
        if not _is_there(folder, name) and not _is_there(PROJECT, name) and name not in text:
            yield f"file {name}, named in a table"


def _name_of(quoted: str) -> str:
    return quoted.partition("::")[0].rstrip("/").removesuffix(".")


def _is_there(folder: Path, name: str) -> bool:
    """As it stands, or a module without its ending."""
    return any(True for pattern in (name, f"{name}.py") for _ in folder.glob(pattern))


def _wrong_commands(readme: Path) -> Iterator[str]:
    for said in _COMMAND.findall(readme.read_text(encoding="utf-8")):
        words = re.sub(r"[\[\]()…]", " ", said).replace("|", " ").split()
        if words[:1] == ["--home"]:
            words = words[2:]
        if not words or not words[0].isascii() or words[0].isupper() or words[0].startswith("-"):
            continue
        if words[0] not in command_names():
            yield f"command ./till{said}"
            continue
        parser = _parser_of(words[0])
        for word in words[1:]:
            parser = _sub_parsers(parser).get(word, parser)
        for option in (word for word in words if word.startswith("--")):
            if option not in parser._option_string_actions and option != "--home":
                yield f"option {option} of ./till{said}"


def _parser_of(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(name)
    load_command(name).add_arguments(parser)
    return parser


def _sub_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """By name; none where the command has no commands of its own."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found
