"""The library behind the tests' own API, as a class: what worlds of foreign code run."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit


class NotFoundError(Exception):
    """No loan with this id."""

    status = 404


class Library:
    """Loans by id."""

    def __init__(self, rows: Any = None, clock: Any = None, seed: int = 0) -> None:
        first = {"id": "L0001", "book": "Emma", "reader": "Ana", "days": 14}
        self.loans = {"L0001": first, **{row["id"]: dict(row) for row in (rows or {}).get("loans", ())}}
        self._clock, self._seed = clock, seed

    def list_loans(self, reader: str | None = None) -> dict[str, Any]:
        return {"loans": [loan for loan in self.loans.values() if reader in (None, loan["reader"])]}

    def lend_book(self, book: str, reader: str, days: int = 14, large_print: bool = False) -> dict[str, Any]:
        del large_print
        if book == "Crash":
            raise ZeroDivisionError("the shelf fell over")
        number = f"L{len(self.loans) + 1:04}"
        self.loans[number] = {"id": number, "book": book, "reader": reader, "days": days}
        return self.loans[number]

    def get_loan(self, loan_id: str) -> dict[str, Any]:
        if loan_id not in self.loans:
            raise NotFoundError("No loan with this id.")
        return self.loans[loan_id]

    def return_book(self, loan_id: str) -> dict[str, Any]:
        self.get_loan(loan_id)
        return self.loans.pop(loan_id)


class Handler(BaseHTTPRequestHandler):
    """The same library as an API on loopback; `POST /reset` makes it new."""

    library: ClassVar[Library] = Library()
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def do_DELETE(self) -> None:
        self.answer()

    def answer(self) -> None:
        kind = type(self)
        kind.seen.append(f"{self.command} {self.path} {self.headers.get('X-Key', '')}")
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        where = [unquote(word) for word in parts.path.split("/") if word][1:]
        try:
            self.send(200, self.run(where, query, body))
        except NotFoundError as missing:
            self.send(404, {"error": str(missing), "key": self.headers.get("X-Key", "")})
        except ZeroDivisionError:
            self.close_connection = True
            self.connection.close()

    def run(self, where: list[str], query: dict[str, str], body: dict[str, Any]) -> Any:
        kind = type(self)
        if where == ["reset"]:
            kind.library = Library()
            return {}
        if where == ["away"] or (where == ["loans"] and query.get("reader") == "away"):
            return None
        if where == ["loans"]:
            return kind.library.lend_book(**body) if self.command == "POST" else kind.library.list_loans(**query)
        if len(where) == 2 and where[0] == "loans":
            return (kind.library.return_book if self.command == "DELETE" else kind.library.get_loan)(where[1])
        raise NotFoundError("Nothing here.")

    def send(self, status: int, content: Any) -> None:
        data = json.dumps(content).encode()
        self.send_response(302 if content is None else status)
        if content is None:
            self.send_header("Location", "http://example.com/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def serve() -> ThreadingHTTPServer:
    """The API, listening on a port of its own."""
    Handler.library, Handler.seen[:] = Library(), []
    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
