"""A call of an http world is the request that the document describes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from simulator.draws import Draws
from simulator.messages import ToolCall
from simulator.worlds.service import load_service
from simulator.worlds.toolset import Toolset

PATHS = {
    "/loans/{id}": {
        "post": {
            "operationId": "note",
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "branch", "in": "cookie", "schema": {"type": "string"}},
                {"name": "X-Reason", "in": "header", "schema": {"type": "string"}},
                {"name": "tags", "in": "query", "explode": False, "schema": {"type": "array", "items": {}}},
                {"name": "days", "in": "query", "schema": {"type": "array", "items": {}}},
            ],
            "requestBody": {
                "content": {
                    "multipart/form-data": {"schema": {"type": "object", "properties": {"text": {"type": "string"}}}}
                }
            },
            "responses": {"200": {"description": "ok"}},
        }
    }
}


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        found: dict[str, Any] = {
            "path": self.path,
            "cookie": self.headers.get("Cookie"),
            "reason": self.headers.get("X-Reason"),
            "form": self.headers.get("Content-Type", "").partition(";")[0],
            "body": body,
        }
        data = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def session(tmp_path, write_document):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    folder = tmp_path / "echo"
    folder.mkdir()
    write_document(PATHS).rename(folder / "openapi.json")
    (folder / "world.yaml").write_text(f"kind: http\nurl: http://127.0.0.1:{server.server_port}\n")
    tools = Toolset([load_service(folder)]).allowed()
    yield tools.open(rows={}, clock=datetime(2030, 3, 1, tzinfo=UTC), draws=Draws("s"))
    server.shutdown()
    server.server_close()
    thread.join()


def test_every_argument_stands_where_the_document_has_it(session):
    arguments = {"id": "L/1", "branch": "east; x", "X-Reason": "a\nb", "tags": [1, 2], "days": [3, 4], "text": "hi"}
    found = session.call(ToolCall(id="", name="note", arguments=arguments)).content
    assert found["path"] == "/loans/L%2F1?tags=1%2C2&days=3&days=4"
    assert (found["cookie"], found["reason"]) == ("branch=east%3B%20x", "a b")
    assert found["form"] == "multipart/form-data"
    assert "hi" in found["body"]


@pytest.mark.parametrize("value", ["..", ".", ""])
def test_no_argument_leads_to_another_path(session, value):
    assert session.call(ToolCall(id="", name="note", arguments={"id": value})).status == 404
