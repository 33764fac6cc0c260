import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pos_app import cli
from pos_app.commands import CommandError
from pos_app.settings import SETTINGS

SLOW_TO_IMPORT = {"PySide6", "cv2", "fastapi", "sqlalchemy", "pydantic", "numpy", "escpos", "phonenumbers"}


def _till(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pos_app", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", cli.command_names())
def test_each_command_is_named_after_its_file_and_explains_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = cli.load_command(name)
    assert name == command.NAME
    assert command.HELP
    assert "\n" not in command.HELP
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert f"till {name}" in said
    assert "--home DIR" in said


def test_help_lists_every_command_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for name in cli.command_names():
        assert re.search(rf"^  {name} +\S", said, re.MULTILINE)
        assert cli.load_command(name).HELP in said


def test_help_imports_nothing_that_is_slow() -> None:
    program = (
        "import json, sys; from pos_app import cli\n"
        "for name in cli.command_names(): cli.load_command(name)\n"
        "print(json.dumps(sorted({module.partition('.')[0] for module in sys.modules})))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert SLOW_TO_IMPORT.isdisjoint(json.loads(answer.stdout))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ([], None, [])),
        (["settings"], ([], "settings", [])),
        (["--home", "a", "settings", "--language", "en"], (["--home", "a"], "settings", ["--language", "en"])),
        (["--home=a", "settings"], (["--home=a"], "settings", [])),
        (["--home", "a"], (["--home", "a"], None, [])),
        (["--full-screen", "5"], ([], None, ["--full-screen", "5"])),
        (["--home", "a", "--help"], (["--home", "a", "--help"], None, [])),
        (["settings", "--help"], ([], "settings", ["--help"])),
        (["--home"], (["--home"], None, [])),
    ],
)
def test_the_words_are_told_apart(words: list[str], expected: tuple[list[str], str | None, list[str]]) -> None:
    assert cli.split_arguments(words) == expected


def test_an_unknown_command_is_refused_with_the_list() -> None:
    answer = _till("setings")
    assert answer.returncode == 2
    assert "there is no command 'setings'" in answer.stderr
    assert "settings" in answer.stderr.split("there are:")[1]


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"Kopilka \d+\.\d+\.\d+\n", _till("--version").stdout)


def test_settings_are_shown_with_their_meanings_from_the_home_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('till_code = "7"\n', encoding="utf-8")
    for answer in (
        _till("--home", str(tmp_path), "settings", "--language", "en"),
        _till("settings", "--language", "en", "--home", str(tmp_path)),
        _till("settings", "--language", "en", KOPILKA_HOME=str(tmp_path)),
    ):
        assert answer.returncode == 0
        assert 'till_code = "7"   # default: "2"' in answer.stdout
        for setting in SETTINGS:
            assert f"\n{setting.name} = " in answer.stdout
            assert setting.meaning.english in answer.stdout


def test_the_meanings_follow_the_language_of_the_till(tmp_path: Path) -> None:
    assert "Язык экрана" in _till("settings", "--home", str(tmp_path)).stdout
    (tmp_path / "settings.toml").write_text('language = "en"\n', encoding="utf-8")
    assert "Language of the screen" in _till("settings", "--home", str(tmp_path)).stdout


def test_mistakes_in_the_settings_end_with_a_clear_word_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("till_code = 7\n", encoding="utf-8")
    answer = _till("settings", "--home", str(tmp_path))
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "till_code: expected 1 to 3 digits, the first not 0, found 7" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    till = subprocess.Popen(
        [sys.executable, "-u", "-m", "pos_app", "settings", "--home", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert till.stdout and till.stderr
    till.stdout.close()
    assert till.stderr.read() == ""
    assert till.wait(60) == 0
    till.stderr.close()


class _Failing:
    NAME = "settings"
    HELP = "fails"

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def add_arguments(self, parser: object) -> None:
        pass

    def run(self, args: object) -> int:
        raise self.error


@pytest.mark.parametrize(("error", "code"), [(CommandError("no printer", 3), 3), (KeyboardInterrupt(), 130)])
def test_failures_end_with_their_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "load_command", lambda name: _Failing(error))
    assert cli.main(["settings"]) == code
    assert capsys.readouterr().err == ("till settings: no printer\n" if code == 3 else "")


@pytest.mark.parametrize("broken", ["output", "elsewhere"])
def test_only_an_output_that_nobody_reads_any_more_is_a_good_end(broken: str) -> None:
    script = (
        "import sys; from pos_app import cli, commands\n"
        "class Broken:\n"
        "    NAME, HELP = 'codes', ''\n"
        "    add_arguments = staticmethod(lambda parser: None)\n"
        "    @staticmethod\n"
        "    def run(args):\n"
        f"        if {broken == 'elsewhere'}: raise BrokenPipeError('a server hung up')\n"
        "        while True: print('x' * 1000)\n"
        "cli.load_command = lambda name: Broken\n"
        "sys.exit(cli.main(['codes']))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        if broken == "output":
            running.stdout.readline()
            running.stdout.close()
        told = running.stderr.read()
        assert running.wait(60) == (0 if broken == "output" else 1)
    assert ("a server hung up" in told) == (broken == "elsewhere")
