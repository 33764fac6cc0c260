"""setup/prepare.sh with a pretended system: what it asks of apt, what it tells a person, when it does nothing."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
OVERHEAD_LIMIT_S = 0.3
BASICS = "sh env cat cksum readlink basename awk sed uname flock date rm mkdir mktemp touch cp tail sleep"

# The network's part is left out; the order and the marks are the real ones.
WITHOUT_NETWORK = """
set -eu
. ./setup/prepare.sh
make_environment() { mkdir -p "$venv/bin"; : >"$venv/.unfinished"; echo environment >>calls; }
install_libraries() { echo libraries >>calls; [ ! -e no_network ] || fail "no network"; }
"""


@dataclass
class Machine:
    """A pretended Debian around a copy of the set-up: programs that only note how they were called."""

    project: Path
    programs: Path

    def program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def prepare(self, purpose: str = "till", script: str = WITHOUT_NETWORK) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-c", f'{script}\nprepare "$PWD" {purpose}'],
            cwd=self.project,
            env={"PATH": str(self.programs), "HOME": str(self.project), "LOG": str(self.log)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def log(self) -> Path:
        return self.project / "calls"

    def calls(self) -> list[str]:
        called = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return called


def _packages(purpose: str, need: str) -> list[str]:
    rows = [line.split() for line in (PROJECT / "setup" / "system.txt").read_text("utf-8").splitlines()]
    return [row[0] for row in rows if len(row) == 4 and row[1] in ("till", purpose) and row[2] == need]


def _copy_project(target: Path) -> None:
    (target / "setup").mkdir(parents=True)
    for name in ("setup/prepare.sh", "setup/package_index.sh", "setup/system.txt"):
        shutil.copy(PROJECT / name, target / name)
    (target / "requirements.lock").write_text("uv==1.2.3 \\\n    --hash=sha256:00\n", encoding="utf-8")
    (target / "pyproject.toml").write_text("", encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine of root with all libraries; apt-get installs them all when it is called."""
    programs = tmp_path / "programs"
    programs.mkdir()
    _copy_project(tmp_path / "project")
    machine = Machine(tmp_path / "project", programs)
    libraries = tmp_path / "libraries"
    sonames = re.findall(r"library:(\S+)", (PROJECT / "setup" / "system.txt").read_text("utf-8"))
    libraries.write_text("".join(f"\t{name} (libc6) => /lib/{name}\n" for name in sonames), encoding="utf-8")
    shutil.copy(libraries, tmp_path / "installed")
    machine.program("ldconfig", f"cat {libraries}")
    machine.program("id", "echo 0")
    machine.program(
        "apt-get", f'echo "apt-get $*" >>"$LOG"; case $* in *install*) cp {tmp_path}/installed {libraries};; esac'
    )
    machine.program("sudo", "exit 1")
    for name in ("Xvfb", "xdotool", "setxkbmap", "chromium", "chromedriver"):
        machine.program(name, "")
    for name in BASICS.split():
        (programs / name).symlink_to(shutil.which(name) or name)
    return machine


def _without_libraries(machine: Machine) -> None:
    (machine.project.parent / "libraries").write_text("", encoding="utf-8")


def test_a_complete_system_is_not_touched_and_the_second_run_does_nothing(machine: Machine) -> None:
    first = machine.prepare()
    assert first.returncode == 0, first.stderr
    assert first.stdout == ""
    assert machine.calls() == ["environment", "libraries"]
    second = machine.prepare()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert machine.calls() == []


def test_root_gets_what_is_missing_installed(machine: Machine) -> None:
    _without_libraries(machine)
    done = machine.prepare()
    assert done.returncode == 0, done.stderr
    apt, *rest = machine.calls()
    for package in _packages("till", "essential") + _packages("till", "useful"):
        assert f" {package}" in apt
    assert "xvfb" not in apt
    assert rest == ["environment", "libraries"]


def test_stale_package_lists_are_renewed_once(machine: Machine) -> None:
    _without_libraries(machine)
    root = machine.project.parent
    machine.program(
        "apt-get",
        f'echo "apt-get $1 $2" >>"$LOG"; case $* in *update*) touch {root}/fresh;;'
        f" *install*) test -e {root}/fresh && cp {root}/installed {root}/libraries;; esac",
    )
    assert machine.prepare().returncode == 0
    assert [call.split()[1] for call in machine.calls() if call.startswith("apt-get")] == [
        "install",
        "update",
        "install",
    ]


def test_a_person_without_root_is_told_the_exact_line_and_nothing_is_begun(machine: Machine) -> None:
    _without_libraries(machine)
    machine.program("id", "echo 1000")
    stopped = machine.prepare()
    assert stopped.returncode == 1
    packages = " ".join(_packages("till", "essential") + _packages("till", "useful"))
    assert f"    sudo apt-get install {packages}\n" in stopped.stderr
    assert machine.calls() == []
    assert not (machine.project / ".venv").exists()


def test_sudo_without_a_question_is_used(machine: Machine) -> None:
    _without_libraries(machine)
    machine.program("id", "echo 1000")
    machine.program("sudo", 'test "$1" = -n || exit 1; shift; echo "sudo $1" >>"$LOG"; "$@"')
    assert machine.prepare().returncode == 0
    assert [call.split()[0] for call in machine.calls()] == ["sudo", "sudo", "apt-get", "environment", "libraries"]


def test_what_is_only_useful_is_named_and_does_not_stop(machine: Machine) -> None:
    libraries = machine.project.parent / "libraries"
    kept = [line for line in libraries.read_text("utf-8").splitlines(keepends=True) if "libzbar" not in line]
    libraries.write_text("".join(kept), encoding="utf-8")
    machine.program("id", "echo 1000")
    done = machine.prepare()
    assert done.returncode == 0, done.stderr
    assert "sudo apt-get install libzbar0" in done.stderr


def test_an_installation_that_fails_shows_what_apt_said(machine: Machine) -> None:
    _without_libraries(machine)
    machine.program("apt-get", 'echo "E: no space left"; exit 100')
    stopped = machine.prepare()
    assert stopped.returncode == 1
    assert "E: no space left" in stopped.stderr
    assert "sudo apt-get install libgl1 " in stopped.stderr


def test_tests_need_more_than_the_till(machine: Machine) -> None:
    assert machine.prepare("till").returncode == 0
    machine.calls()
    for name in ("Xvfb", "xdotool", "setxkbmap", "chromium", "chromedriver"):
        (machine.programs / name).unlink()
    machine.program("apt-get", 'echo "apt-get $*" >>"$LOG"')
    assert machine.prepare("check").returncode == 0
    assert machine.calls()[0].endswith(" xvfb xdotool x11-xkb-utils chromium chromium-driver")


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", "setup/system.txt", "setup/prepare.sh"])
def test_a_change_of_what_is_needed_prepares_again(machine: Machine, changed: str) -> None:
    machine.prepare()
    machine.calls()
    with (machine.project / changed).open("a") as file:
        file.write("# changed\n")
    assert machine.prepare().returncode == 0
    assert machine.calls() == ["environment", "libraries"]


def test_a_set_up_that_failed_is_not_taken_for_done(machine: Machine) -> None:
    (machine.project / "no_network").touch()
    assert machine.prepare().returncode == 1
    assert machine.calls() == ["environment", "libraries"]
    (machine.project / "no_network").unlink()
    assert machine.prepare().returncode == 0
    assert machine.calls() == ["environment", "libraries"]
    assert machine.prepare().stderr == ""


def test_a_moved_folder_is_prepared_again(machine: Machine) -> None:
    machine.prepare()
    machine.calls()
    moved = machine.project.rename(machine.project.with_name("moved"))
    machine.project = moved
    assert machine.prepare().returncode == 0
    assert machine.calls() == ["environment", "libraries"]


def test_preparing_for_the_tests_prepares_the_till_too(machine: Machine) -> None:
    assert machine.prepare("check").returncode == 0
    machine.calls()
    assert machine.prepare("till").returncode == 0
    assert machine.calls() == []


def test_two_at_once_prepare_once(machine: Machine) -> None:
    slow = WITHOUT_NETWORK + 'install_libraries() { echo libraries >>calls; sleep 0.5; }\nprepare "$PWD" till'
    environment = {**os.environ, "PATH": str(machine.programs), "LOG": str(machine.log)}
    both = [
        subprocess.Popen(["/bin/sh", "-c", slow], cwd=machine.project, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [process.wait(60) for process in both] == [0, 0]
    assert machine.calls() == ["environment", "libraries"]


def test_the_check_for_readiness_costs_little(machine: Machine) -> None:
    machine.prepare()
    seconds: list[float] = []
    while len(seconds) < 5 or (min(seconds) >= OVERHEAD_LIMIT_S and len(seconds) < 50):
        started = time.monotonic()
        machine.prepare()
        seconds.append(time.monotonic() - started)
    assert min(seconds) < OVERHEAD_LIMIT_S


def test_an_environment_that_was_left_half_made_is_made_anew(machine: Machine) -> None:
    script = "set -eu\n. ./setup/prepare.sh\ninstall_libraries() { :; }\n"
    assert machine.prepare(script=script).returncode == 0
    venv = machine.project / ".venv"
    (venv / "kept").touch()
    with (machine.project / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    assert machine.prepare(script=script).returncode == 0
    assert (venv / "kept").exists()  # a whole one is only brought up to date
    (venv / ".unfinished").touch()
    assert machine.prepare(script=script).returncode == 0
    assert not (venv / "kept").exists()
    python = subprocess.run([venv / "bin" / "python", "-c", "import pip"], check=False)
    assert python.returncode == 0


PIP_CONFIGURATION = """\
:env:.cert='/etc/ssl/shop.pem'
global.extra-index-url='file:///opt/gone https://more.example/simple\\nhttps://other.example/simple'
global.index-url='https://first.example/simple'
global.proxy='http://proxy.example:3128'
user.index-url='https://mirror.example/simple'
global.trusted-host='mirror.example'"""


def _handed_on(tmp_path: Path, **environment: str) -> dict[str, str]:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\ncat <<'END'\n{PIP_CONFIGURATION}\nEND\n", encoding="utf-8")
    python.chmod(0o755)
    answer = subprocess.run(
        ["sh", "-euc", f'venv={tmp_path}/.venv; . "{PROJECT}/setup/package_index.sh"; env'],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split("=", 1) for line in answer.stdout.splitlines())


def test_what_pip_was_told_is_handed_on_to_uv(tmp_path: Path) -> None:
    said = _handed_on(tmp_path)
    assert said["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert said["UV_INDEX"] == "https://more.example/simple https://other.example/simple"
    assert said["SSL_CERT_FILE"] == "/etc/ssl/shop.pem"
    assert said["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert said["UV_INSECURE_HOST"] == "mirror.example"


def test_what_the_environment_says_to_uv_stays(tmp_path: Path) -> None:
    said = _handed_on(
        tmp_path,
        UV_INDEX_URL="https://mine.example/simple",
        UV_EXTRA_INDEX_URL="https://mine.example/more",
        SSL_CERT_FILE="/mine.pem",
        https_proxy="http://mine.example:1",
    )
    assert "UV_DEFAULT_INDEX" not in said
    assert "UV_INDEX" not in said
    assert "HTTPS_PROXY" not in said
    assert said["SSL_CERT_FILE"] == "/mine.pem"


def test_no_package_index_is_named_in_the_project() -> None:
    for name in ("requirements.lock", "pyproject.toml", "setup/prepare.sh", "setup/package_index.sh", "setup/lock"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://[^\s*]*[a-z]", text), f"{name} names a host"


def test_a_file_is_told_by_its_pattern(machine: Machine) -> None:
    root = machine.project.parent
    (root / "lib" / "15" / "bin").mkdir(parents=True)
    (root / "lib" / "15" / "bin" / "postgres").touch()
    rows = (("here", "*/bin/postgres"), ("gone", "*/bin/other"), ("plain", "15/bin/postgres"))
    lines = [f"{name} check essential file:{root}/lib/{pattern}" for name, pattern in rows]
    (machine.project / "setup" / "system.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    machine.prepare("check")
    apt = [call for call in machine.calls() if call.startswith("apt-get")]
    assert apt and apt[0].endswith(" gone")
