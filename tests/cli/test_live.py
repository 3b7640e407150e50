"""A live MCP server over stdio in every verb: started only where code is allowed, driven for real where it is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from simulator.cli.main import main

# MCP by hand: the SDK's own server takes seconds to start
SERVER = """\
import json
import sys
from pathlib import Path

TEXT = {"type": "string"}
LEND = {"type": "object", "required": ["book", "reader"], "properties": {"book": TEXT, "reader": TEXT}}
GET = {"type": "object", "required": ["loan_id"], "properties": {"loan_id": TEXT}}
TOOLS = [
    {"name": "lend_book", "description": "Lends a book.", "inputSchema": LEND},
    {"name": "get_loan", "description": "Shows a loan.", "inputSchema": GET, "annotations": {"readOnlyHint": True}},
]
Path(__file__).with_name("started").write_text("yes")
loans = {}
for line in sys.stdin:
    asked = json.loads(line)
    given = asked.get("params") or {}
    found = {}
    if asked["method"] == "initialize":
        about = {"name": "library", "version": "1"}
        found = {"protocolVersion": given["protocolVersion"], "capabilities": {"tools": {}}, "serverInfo": about}
    elif asked["method"] == "tools/list":
        found = {"tools": TOOLS}
    elif asked["method"] == "tools/call" and given["name"] == "lend_book":
        loan = {"id": f"REAL-{len(loans) + 1}", **given["arguments"]}
        loans[loan["id"]] = loan
        found = {"content": [{"type": "text", "text": json.dumps(loan)}]}
    elif asked["method"] == "tools/call":
        loan = loans.get(given["arguments"]["loan_id"], {"error": "no such loan"})
        found = {"content": [{"type": "text", "text": json.dumps(loan)}], "isError": "error" in loan}
    if "id" in asked:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": found}), flush=True)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "server.py").write_text(SERVER)
    return tmp_path


@pytest.fixture
def run(here: Path, capsys):
    """What a command prints, and its exit code."""

    def ran(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*words])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return ran


def test_a_live_server_is_driven_by_every_verb_that_may(run, here: Path):
    command = f"mcp:{sys.executable} server.py"
    for words in (("new", "try", "--tools", command), ("check", command)):
        code, _, said = run(*words)
        assert code in (2, 3)
        assert "program" in said
        assert not (here / "started").exists()
    code, listed, said = run("new", "try", "--tools", command, "--allow-code", "-q")
    assert code == 0, said
    (here / "started").unlink()
    assert "try/lend_book.yaml" in listed.split()

    code, proven, said = run("check", "try")
    assert (code, "proven" in proven) == (0, True), said
    world = next((here / "try").rglob("world.yaml"))
    assert "kind: mcp, command:" in world.read_text()
    world.write_text(f"kind: mcp\ncommand: {json.dumps([sys.executable, 'server.py'])}\n")
    world.with_name("server.py").write_text(SERVER)

    code, read, _ = run("check", "try/lend_book.yaml")
    assert (code, "read, not proven" in read) == (0, True)
    for words in (("play", "try/lend_book.yaml"), ("evaluate", "try/lend_book.yaml", "--assistant", "reference")):
        code, _, said = run(*words)
        assert (code, "--allow-code" in said) == (2, True)
    assert not world.with_name("started").exists()

    code, played, _ = run("play", "try/lend_book.yaml", "--allow-code")
    assert (code, '"id": "REAL-1"' in played) == (0, True)
    code, table, _ = run("evaluate", "try/lend_book.yaml", "--assistant", "reference", "-n", "2", "--allow-code", "-q")
    assert (code, "100 %" in table) == (0, True)


def test_a_scenario_that_names_a_server_says_what_to_write_instead(run, here: Path):
    (here / "one.yaml").write_text('format: 1\nname: one\ntools: ["mcp:python server.py"]\ngoals: [{says: hi}]\n')
    code, _, said = run("play", "one.yaml", "--allow-code")
    assert (code, "simulator new --tools mcp:COMMAND" in said) == (2, True)
