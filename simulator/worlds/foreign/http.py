"""A real API as a world: each call becomes the request its document describes, to the given address and no other.

The client may be used from many threads at once, one for each conversation.
Keys come from the environment by name, and no answer that holds one is passed on as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from simulator.draws import Draws
from simulator.errors import InputError, SetupError
from simulator.messages import State, ToolResult
from simulator.tools.operations.unfolding import Request, text_of, unfold
from simulator.tools.spec import ToolSpec
from simulator.worlds.foreign.settings import Settings, from_environment
from simulator.worlds.foreign.starter import parsed
from simulator.worlds.refusals import refuse
from simulator.worlds.world import Rows, ToolCrash

_FORM = "application/x-www-form-urlencoded"
_FORMS = "multipart/form-data"
_MOST = 1_000_000
KEPT = 64
"""Connections that stay open between calls; there are as many as conversations wait."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Http:
    """The API of a world file; one client serves all conversations."""

    compares = False

    def __init__(self, settings: Settings, tools: Sequence[ToolSpec]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        homeless = [tool.name for tool in tools if not tool.method or not tool.path.startswith("/")]
        if homeless:
            hint = "a world of kind http needs an OpenAPI document"
            raise InputError(f"the tool {homeless[0]!r} has no path", place=settings.document.place("kind"), hint=hint)
        self._settings = settings
        self.url = settings.text("url").rstrip("/")
        headers, self.secrets = from_environment(settings, "headers")
        local = httpx.URL(self.url).host in _LOCAL
        self.client = httpx.Client(
            headers=headers,
            timeout=settings.seconds,
            follow_redirects=False,
            trust_env=not local,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=KEPT),
        )
        self._reach()

    def _reach(self) -> None:
        """Finds out that somebody answers at the address, whatever the answer."""
        try:
            self.client.get(f"{self.url}/")
        except (httpx.HTTPError, httpx.InvalidURL) as down:
            said = f"{type(down).__name__} {down}".strip()
            place = self._settings.document.place("url")
            hint = "start the API, or correct the address"
            raise SetupError(f"no API answers at {self.url} ({said})", place=place, hint=hint) from None

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> HttpWorld:
        """The API for one conversation, after its reset where the world file names one."""
        del rows, clock, draws
        reset = self._settings.text("reset")
        if reset:
            answer = self.client.post(f"{self.url}/{reset.lstrip('/')}")
            if answer.status_code >= 300:
                place = self._settings.document.place("reset")
                raise SetupError(f"the API does not reset (HTTP {answer.status_code})", place=place)
        return HttpWorld(self)


class HttpWorld:
    """One conversation's calls of an API."""

    def __init__(self, kind: Http) -> None:
        self._kind = kind

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the API answers to the request that the call means."""
        tool = self._kind.tools[name]
        request = unfold(tool, arguments)
        if _leads_away(tool.path, request.path):
            return refuse(tool, 404, "There is no such path.")
        try:
            answer = self._kind.client.request(request.method, f"{self._kind.url}{request.path}", **_written(request))
        except httpx.TimeoutException:
            return refuse(tool, 504, "The request timed out.")
        except httpx.HTTPError as down:
            raise ToolCrash(f"{name}: {type(down).__name__} {down}"[:300]) from None
        if 300 <= answer.status_code < 400:
            raise ToolCrash(f"{name}: the API sends us elsewhere (HTTP {answer.status_code}), which is not followed")
        content = self._content(answer)
        return ToolResult(content=content, status=answer.status_code, wrote=tool.writes and answer.status_code < 300)

    def state(self) -> State:
        """Nothing: what the API keeps is its own."""
        return {}

    def close(self) -> None:
        """The client is kept for the next conversation."""

    def _content(self, answer: httpx.Response) -> Any:
        text = answer.text[:_MOST]
        for secret, name in self._kind.secrets.items():
            text = text.replace(secret, f"[{name}]") if secret else text
        return parsed(text) if text else {}


def _leads_away(pattern: str, path: str) -> bool:
    """Whether an argument in the path makes it another path."""
    parts = zip(pattern.split("/"), path.split("/"), strict=True)
    return any("{" in hole and part in ("", ".", "..") for hole, part in parts)


def _written(request: Request) -> dict[str, Any]:
    """A request as the client takes it; no argument breaks out of its header."""
    headers = {name: " ".join(value.split()) for name, value in request.headers.items()}
    if request.cookies:
        headers["Cookie"] = "; ".join(f"{name}={quote(value, safe='')}" for name, value in request.cookies.items())
    parts: dict[str, Any] = {"params": list(request.query), "headers": headers}
    if request.body is None:
        return parts
    fields = {name: text_of(value) for name, value in request.body.items()} if isinstance(request.body, dict) else {}
    if fields and request.sends.startswith(_FORM):
        return {**parts, "data": fields}
    if fields and request.sends.startswith(_FORMS):
        return {**parts, "files": {name: (None, value) for name, value in fields.items()}}
    return {**parts, "json": request.body}
