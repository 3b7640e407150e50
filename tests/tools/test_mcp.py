"""A live MCP server is listed and called; one that dies, hangs or prints rubbish is one clear error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.errors import InputError, SetupError
from simulator.tools.formats.read import read_tools
from simulator.tools.mcp import McpServer, list_server

# A server by hand, in the protocol's plain words: it starts at once and can misbehave on request.
SERVER = """
import json, os, sys

def schema(**fields):
    return {"type": "object", "properties": fields, "required": list(fields)}

DAY, NUMBER = {"type": "string"}, {"type": "integer"}
PAGES = [
    [{"name": "add", "description": "Adds two numbers.", "inputSchema": schema(a=NUMBER, b=NUMBER)}],
    [
        {"name": "room/book", "description": "Books.", "inputSchema": schema(day=DAY), "annotations": {"title": "x"}},
        {"name": "die", "inputSchema": schema()},
        {"name": "hang", "inputSchema": schema()},
    ],
]

def answer(method, params):
    if method == "initialize":
        about = {"capabilities": {"tools": {}}, "serverInfo": {"name": "t", "version": "1"}}
        return {"protocolVersion": params["protocolVersion"], **about}
    if method == "tools/list":
        page = int(params.get("cursor") or 0)
        return {"tools": PAGES[page], **({"nextCursor": "1"} if page == 0 else {})}
    if method == "tools/call":
        name, given = params["name"], params.get("arguments") or {}
        if name == "add":
            return {"content": [{"type": "text", "text": str(given["a"] + given["b"])}]}
        if name == "room/book":
            return {"content": [{"type": "text", "text": json.dumps({"id": "R1", "day": given["day"]})}]}
        if name == "die":
            os._exit(3)
        if name == "hang":
            return None
        return {"content": [{"type": "text", "text": "no such tool"}], "isError": True}
    raise LookupError(method)

print("a word before the protocol", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if "id" not in asked:
        continue
    try:
        found = {"result": answer(asked["method"], asked.get("params") or {})}
    except LookupError as wrong:
        found = {"error": {"code": -32601, "message": f"no method {wrong}"}}
    if found.get("result", 1) is not None:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], **found}), flush=True)
"""


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("mcp") / "server.py"
    path.write_text(SERVER)
    return f"{sys.executable} {path}"


@pytest.fixture(scope="module")
def server(command: str) -> Iterator[McpServer]:
    with McpServer(command) as running:
        yield running


def test_the_tools_of_a_live_server_are_read(command: str):
    found = read_tools(f"mcp:{command}", allow_code=True)
    assert found.kind == "MCP list"
    assert found.names == {"add": "add", "room_book": "room/book", "die": "die", "hang": "hang"}
    assert found.tools[0].parameters["required"] == ["a", "b"]


def test_a_server_is_not_started_unless_that_was_allowed(tmp_path: Path):
    with pytest.raises(SetupError, match="not allowed"):
        read_tools(f"mcp:{sys.executable} -c 'open({str(tmp_path / 'ran')!r}, \"w\")'")
    assert not (tmp_path / "ran").exists()


def test_tools_are_called_from_plain_code(server: McpServer):
    assert server.call("add", {"a": 2, "b": 3}).content == "5"
    assert server.call("room/book", {"day": "mon"}).content == {"id": "R1", "day": "mon"}
    assert server.call("nothing", {}).failed


async def test_tools_are_called_where_a_loop_is_running(server: McpServer):
    assert (await server.call_async("add", {"a": 2, "b": 4})).content == "6"
    assert len(await server.tools_async()) == 4
    assert server.call("add", {"a": 1, "b": 1}).content == "2"


def test_a_tool_that_hangs_is_late(command: str):
    with McpServer(command, timeout=0.3) as running:
        assert running.call("hang", {}).late
        assert running.call("add", {"a": 1, "b": 1}).content == "2"


def test_a_server_that_dies_is_an_error_of_the_set_up(command: str):
    with McpServer(command) as running:
        for name in ("die", "add"):
            with pytest.raises(SetupError, match="gone or does not answer|not running"):
                running.call(name, {"a": 1, "b": 1})


BAD = {
    "no such command": ("no-such-command-here", "there is no such command"),
    "ends at once": (f"{sys.executable} -c 'import sys; sys.exit(\"boom\")'", "ended before it answered: boom"),
    "prints rubbish": (f"{sys.executable} -c 'while True: print(5)'", "did not answer in 1 s"),
    "says nothing": (f"{sys.executable} -c 'import sys; sys.stdin.read()'", "did not answer in 1 s"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_mcp_server_is_one_clear_error(name: str):
    with pytest.raises(SetupError, match=BAD[name][1]) as caught:
        list_server(BAD[name][0], timeout=1)
    assert len(str(caught.value).splitlines()) <= 3


@pytest.mark.parametrize("command", ["", "python 'open"])
def test_a_command_that_cannot_be_read_is_bad_input(command: str):
    with pytest.raises(InputError, match="names no command|cannot be read"):
        McpServer(command)


def test_a_closed_server_says_so(command: str):
    server = McpServer(command)
    server.close()
    with pytest.raises(SetupError, match="is not running"):
        server.tools()
