"""The library of the tests as an MCP server over stdio; `reset` makes it new."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from library import Library, NotFoundError
from mcp.server import MCPServer

server = MCPServer("library")
shelf = [Library()]


@server.tool()
def list_loans(reader: str | None = None) -> dict:
    """Lists loans."""
    found = shelf[0].list_loans(reader)
    return {**found, "key": os.environ.get("LIBRARY_KEY", "")} if reader == "key" else found


@server.tool()
def lend_book(book: str, reader: str, days: int = 14) -> dict:
    """Lends a book."""
    if book == "Crash":
        os._exit(3)
    return shelf[0].lend_book(book, reader, days)


@server.tool()
def get_loan(loan_id: str) -> dict:
    """Shows a loan."""
    try:
        return shelf[0].get_loan(loan_id)
    except NotFoundError as missing:
        raise ValueError(str(missing)) from None


@server.tool()
def return_book(loan_id: str) -> dict:
    """Returns a book."""
    return shelf[0].return_book(loan_id)


@server.tool()
def reset() -> dict:
    """Begins anew."""
    shelf[0] = Library()
    return {}


server.run("stdio")
