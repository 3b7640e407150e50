"""What several rooms need in their tests: a record as the engine writes it, an API document as a file."""

from __future__ import annotations

import gc
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # speed is measured in benchmarks, never asserted in a test
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Thousands of collected tests are not searched for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def make_record():
    """Records that differ in their id and what is given."""

    def make(name: str = "a1", **changed: Any) -> dict[str, Any]:
        call = {
            "id": "c1",
            "type": "function",
            "function": {"name": "get_booking", "arguments": {"booking_id": "AB12"}},
        }
        messages = [
            {"role": "user", "content": "hi, where is my booking AB12"},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "content": '{"id": "AB12"}', "tool_call_id": "c1", "name": "get_booking"},
            {"role": "assistant", "content": "It is on 3 March."},
        ]
        record = {
            "id": name,
            "case_id": f"case-{name}",
            "scenario": "find_booking",
            "seed": "0.0",
            "trial": 0,
            "options": {"user": "agenda", "assistant": "reference", "mess": "realistic"},
            "overrides": {},
            "case": {"values": {"booking": "AB12"}},
            "messages": messages,
            "notes": [{} for _ in messages],
            "tools": "d1",
            "state": {},
            "end": {"reason": "user_done", "blame": "none"},
            "verdict": {"passed": True, "failures": [], "matched": {"look": 0}, "scores": {}},
            "usage": {},
            "versions": {"grading": 1},
        }
        return record | changed

    return make


@pytest.fixture
def write_document(tmp_path: Path):
    """Writes paths and schemas as an OpenAPI document and gives its file."""

    def write(paths: dict, schemas: dict | None = None, version: str = "3.0.3") -> Path:
        data = {
            "openapi": version,
            "info": {"title": "Things"},
            "paths": paths,
            "components": {"schemas": schemas or {}},
        }
        path = tmp_path / "things.json"
        path.write_text(json.dumps(data))
        return path

    return write


@pytest.fixture
def serve():
    """Starts a JSON server on loopback; `answer(body, number)` gives (status, object or raw bytes) for each POST."""
    servers = []

    def start(answer: Any) -> SimpleNamespace:
        asked: list[SimpleNamespace] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                asked.append(SimpleNamespace(body=body, headers=self.headers, path=self.path))
                status, found = answer(body, len(asked))
                data = found if isinstance(found, bytes) else json.dumps(found).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.send_header("retry-after-ms", "1")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        servers.append((server, thread))
        return SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", asked=asked)

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()
