"""How models are reached: another server's address, how long to wait, how often to try again."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from simulator.errors import InputError, SetupError
from simulator.frozen import dataclass

QUOTES = "\"'`"
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Options of every model of a run.

    base_url    the OpenAI-compatible server, such as http://127.0.0.1:8000/v1; "" is OPENAI_BASE_URL or OpenAI's own
    seconds     after which a request without an answer is given up and made again
    tries       how often a request is made before its fault counts
    first_wait  seconds before the second try; each further wait is twice as long, unless the server says when
    in_all      seconds one request may take with all its tries
    """

    base_url: str = ""
    seconds: float = 120.0
    tries: int = 6
    first_wait: float = 0.5
    in_all: float = 300.0


def address(url: str, *, flag: str) -> str:
    """The base address without its last slash; raises InputError where it is none."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise InputError(f"{flag} is no address", hint="such as http://127.0.0.1:8000/v1")
    return url.rstrip("/")


def key_in(variable: str) -> str:
    """The key that an environment variable holds, "" where it is not set; SetupError where it can be none."""
    key = os.environ.get(variable, "").strip()
    if not all("!" <= sign <= "~" and sign not in QUOTES for sign in key):
        raise SetupError(f"{variable} holds what is no key", hint="set it to the key alone, without quotes or spaces")
    return key


def is_here(url: str) -> bool:
    """Whether an address is this machine's own."""
    return urlsplit(url).hostname in HERE
