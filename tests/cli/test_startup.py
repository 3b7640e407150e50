"""Nothing heavy is imported at start, and nothing that is not needed by a check."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("autogen_agentchat", "autogen_core", "anthropic", "openai", "numpy", "faker", "httpx", "rich", "pytest")
SCRIPT = """
import json, sys
from simulator.cli.main import run
sys.argv = ["simulator", *sys.argv[1:]]
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


def modules(*words: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, check=True)
    code, names = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return set(names)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["check", "change_flight"], ["check", "museum_ticket"]])
def test_a_light_command_imports_nothing_heavy(words: list[str]):
    assert modules(*words) & set(HEAVY) == set()


def test_help_does_not_even_load_pydantic():
    assert not {"pydantic", "yaml", "jsonschema"} & modules("--help")


def test_a_check_loads_no_network():
    assert not {"asyncio", "ssl", "http.client", "urllib.request"} & modules("check", "change_flight")


def test_what_a_verb_loads_is_kept_out_of_collection():
    script = "import gc, simulator.cli.main as it; it.run(['check', 'museum_ticket']); print(gc.get_freeze_count())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) > 10_000


def test_faker_is_loaded_only_where_a_scenario_names_it():
    assert "faker" in modules("check", "refund")


def test_import_simulator_loads_none_of_its_rooms():
    script = "import sys, simulator; print(*[name for name in sys.modules if name.startswith('simulator')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["simulator"]
