"""The wheel as a user gets it: built, unpacked, and run outside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The built wheel."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder that holds what the wheel holds."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files_below(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


@pytest.mark.parametrize("room", ["scenarios", "tools_specs"])
def test_the_wheel_ships_scenarios_and_tools(installed, room):
    assert files_below(installed / "simulator" / "shipped" / room) == files_below(ROOT / room) != set()


def test_the_wheel_holds_the_package_and_nothing_beside_it(installed):
    tops = {path.name.partition("-")[0] for path in installed.iterdir()}
    assert tops == {"simulator", "conversation_simulator"}
    assert (installed / "simulator" / "py.typed").exists()


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from simulator.cli.main import main; main(sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_installed_command_plays_a_shipped_scenario_anywhere(installed, tmp_path):
    where = "import simulator; print(simulator.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", where]
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(installed))
    played = run(installed, tmp_path, "play", "change_flight", "--seed", "1")
    assert (played.returncode, played.stderr) == (0, "")
    assert "verdict  passed" in played.stdout


def test_a_wrong_name_is_two_lines_and_exit_2(installed, tmp_path):
    done = run(installed, tmp_path, "play", "chnage_flight")
    assert done.returncode == 2
    assert done.stdout == ""
    assert 1 <= len(done.stderr.splitlines()) <= 3
    assert "hint: " in done.stderr
