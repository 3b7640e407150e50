"""Worlds that wait for others hold up nobody: calls of several conversations are under way at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any, ClassVar

import pytest

from simulator import api

PATIENCE = 15
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Loans", "version": "1"},
    "paths": {
        "/loans/{loan_id}": {
            "get": {
                "operationId": "get_loan",
                "summary": "Get a loan",
                "parameters": [{"name": "loan_id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "A loan"}},
            }
        }
    },
}
SCENARIO = """\
format: 1
name: look_up
tools: [loans]
policy: Help people who have lent books.
variables: {loan: {pattern: "L[0-9]{4}"}}
goals: [{says: [I want to look up a loan.], slots: {loan_id: {value: "{loan}", words: [loan number]}}}]
mess: clean
labels: {calls: [{name: get_loan, args: {loan_id: "{loan}"}}]}
"""
# MCP by hand: the SDK takes seconds to start
SERVER = """\
import json
import os
import sys
import urllib.request

TOOL = {"name": "get_loan", "inputSchema": {"type": "object", "properties": {"loan_id": {"type": "string"}}}}
for line in sys.stdin:
    asked = json.loads(line)
    found = {}
    if asked["method"] == "initialize":
        version = asked["params"]["protocolVersion"]
        about = {"name": "loans", "version": "1"}
        found = {"protocolVersion": version, "capabilities": {"tools": {}}, "serverInfo": about}
    elif asked["method"] == "tools/list":
        found = {"tools": [TOOL]}
    elif asked["method"] == "tools/call":
        number = asked["params"]["arguments"]["loan_id"]
        text = urllib.request.urlopen(os.environ["POINT"] + "/loans/" + number).read().decode()
        found = {"content": [{"type": "text", "text": text}]}
    if "id" in asked:
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": found}), flush=True)
"""


class Point(BaseHTTPRequestHandler):
    """Answers a visit only when as many have come as are expected: who comes alone waits in vain."""

    together: ClassVar[Barrier]
    seen: ClassVar[list[str]]

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        status = 200
        if self.path.startswith("/loans"):
            try:
                self.together.wait()
            except BrokenBarrierError:
                status = 500
        self.seen.append(self.path)
        data = json.dumps({"id": self.path.rpartition("/")[2]}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def meeting(expected: int) -> Iterator[str]:
    """The address of a point where so many meet."""
    Point.together, Point.seen = Barrier(expected, timeout=PATIENCE), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Point)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def write(tmp_path):
    def writes(world: str) -> Path:
        folder = tmp_path / "tools_specs" / "loans"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
        (folder / "world.yaml").write_text(dedent(world))
        (folder / "server.py").write_text(SERVER)
        (tmp_path / "look_up.yaml").write_text(SCENARIO)
        return tmp_path / "look_up.yaml"

    return writes


async def looks_up(messages, tools):
    """An assistant that is awaited."""
    said = " ".join(message["content"] or "" for message in messages if message["role"] == "user")
    number = next((word.strip(".,!?") for word in said.split() if word.startswith("L") and word[1:5].isdigit()), "")
    if not number:
        return "What is the loan number?"
    if messages[-1]["role"] == "tool":
        return f"Your loan is {number}."
    call = {"id": "1", "type": "function", "function": {"name": "get_loan", "arguments": {"loan_id": number}}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


@pytest.mark.parametrize("assistant", ["reference", looks_up], ids=["embedded", "awaited"])
@pytest.mark.parametrize("kind", ["http", "mcp"])
def test_two_conversations_meet_at_a_server_that_answers_only_both(write, monkeypatch, kind, assistant):
    with meeting(2) as address:
        monkeypatch.setenv("POINT", address)
        command = json.dumps([sys.executable, "server.py"])
        mcp = f"kind: mcp\ncommand: {command}\nenv: {{POINT: $POINT}}\n"
        path = write(f"kind: http\nurl: {address}\n" if kind == "http" else mcp)
        results = api.evaluate(path, assistant=assistant, n=2, jobs=2, allow_code=True)
    assert [record["verdict"]["failures"] for record in results.records] == [[], []]
    assert len(Point.seen) - Point.seen.count("/") == 2


def test_the_records_are_the_same_however_many_are_under_way(write):
    with meeting(1) as address:
        path = write(f"kind: http\nurl: {address}\n")
        one, many = (
            api.evaluate(path, assistant="reference", n=6, jobs=jobs, allow_code=True).records for jobs in (1, 4)
        )
    assert [record["verdict"]["passed"] for record in one] == [True] * 6
    assert one == many


def test_an_api_that_is_reset_before_each_conversation_has_one_at_a_time(write):
    with meeting(1) as address:
        path = write(f"kind: http\nurl: {address}\nreset: /reset\n")
        records = api.evaluate(path, assistant="reference", n=3, jobs=3, allow_code=True).records
        visits = [visit.rpartition("/")[2] for visit in Point.seen if visit != "/"]
    assert visits == [word for record in records for word in ("reset", record["case"]["values"]["loan"])]
