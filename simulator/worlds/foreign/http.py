"""A real API as a world: each call becomes the request its document describes, to the given address and no other.

Keys come from the environment by name, and no answer that holds one is passed on as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from simulator.draws import Draws
from simulator.errors import InputError, SetupError
from simulator.messages import State, ToolResult
from simulator.tools.spec import ToolSpec
from simulator.worlds.foreign.settings import Settings, from_environment
from simulator.worlds.foreign.starter import parsed
from simulator.worlds.refusals import refuse
from simulator.worlds.world import Rows, ToolCrash

_HOLE = re.compile(r"\{([^{}/]+)\}")
_FORM = "application/x-www-form-urlencoded"
_MOST = 1_000_000
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
            headers=headers, timeout=settings.seconds, follow_redirects=False, trust_env=not local
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
        path = _path(tool, arguments)
        if path is None:
            return refuse(tool, 404, "There is no such path.")
        try:
            answer = self._kind.client.request(
                tool.method.upper(), f"{self._kind.url}{path}", **_parts(tool, arguments)
            )
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


def _path(tool: ToolSpec, arguments: Mapping[str, Any]) -> str | None:
    """The path with its arguments in it; None where one would lead to another path."""
    values = {name: _text(arguments.get(name, "")) for name in _HOLE.findall(tool.path)}
    if any(value in ("", ".", "..") for value in values.values()):
        return None
    return _HOLE.sub(lambda hole: quote(values[hole[1]], safe=""), tool.path)


def _parts(tool: ToolSpec, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Query, headers and body of a request, each argument under its name there."""
    found: dict[str, dict[str, Any]] = {"query": {}, "header": {}, "body": {}}
    whole: Any = None
    for name, value in arguments.items():
        place, own = tool.places.get(name, ("body", name))
        if place == "whole":
            whole = value
        elif place in found:
            found[place][own] = value
    parts: dict[str, Any] = {"params": [pair for item in found["query"].items() for pair in _pairs(*item)]}
    if found["header"]:
        parts["headers"] = {name: " ".join(_text(value).split()) for name, value in found["header"].items()}
    body = whole if whole is not None else found["body"] or None
    if body is not None and tool.sends.startswith(_FORM) and isinstance(body, Mapping):
        parts["data"] = {name: _text(value) for name, value in body.items()}
    elif body is not None:
        parts["json"] = body
    return parts


def _pairs(name: str, value: Any) -> list[tuple[str, str]]:
    return [(name, _text(one)) for one in value] if isinstance(value, list) else [(name, _text(value))]


def _text(value: Any) -> str:
    """A value as a path, a query or a form writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
