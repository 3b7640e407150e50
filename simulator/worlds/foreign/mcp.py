"""An MCP server as a world: started for each conversation, or kept and reset by a tool that the world file names."""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.draws import Draws
from simulator.errors import SetupError
from simulator.messages import State, ToolResult
from simulator.tools.mcp import McpServer
from simulator.tools.spec import ToolSpec
from simulator.worlds.foreign.settings import Settings, from_environment
from simulator.worlds.foreign.starter import parsed
from simulator.worlds.refusals import refuse
from simulator.worlds.world import Rows, ToolCrash


class Mcp:
    """The command of a world file; a server runs for it as long as a conversation needs one."""

    compares = False

    def __init__(self, settings: Settings, tools: Sequence[ToolSpec]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self._settings = settings
        self._reset = settings.text("reset")
        self._free: list[McpServer] = []
        env, self.secrets = from_environment(settings, "env")
        command = settings.given["command"]
        self._given: dict[str, Any] = {
            "command": command if isinstance(command, str) else list(command),
            "timeout": settings.seconds,
            "env": env or None,
            "cwd": str(settings.folder),
        }
        self.give_back(self._started())
        atexit.register(self.stop)

    def _started(self) -> McpServer:
        server = McpServer(self._given["command"], **{k: v for k, v in self._given.items() if k != "command"})
        server.open()
        return server

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> McpWorld:
        """A server nobody else uses, as it is when it starts, or after its reset."""
        del rows, clock, draws
        try:
            server = self._free.pop()
        except IndexError:
            server = self._started()
        return McpWorld(self, server)

    def give_back(self, server: McpServer) -> None:
        """Takes a server back: reset for the next conversation, or stopped."""
        if not self._reset:
            server.close()
            return
        try:
            answer = server.call(self._reset, {})
        except SetupError:
            server.close()  # it went down after its last answer: the next conversation gets another one
            return
        if answer.failed or answer.late:
            server.close()
            place = self._settings.document.place("reset")
            raise SetupError(f"the tool {self._reset!r} does not reset the server: {answer.content}", place=place)
        self._free.append(server)

    def stop(self) -> None:
        """Stops what is kept."""
        while self._free:
            self._free.pop().close()


class McpWorld:
    """One conversation's server."""

    def __init__(self, kind: Mcp, server: McpServer) -> None:
        self._kind = kind
        self._server: McpServer | None = server
        self._asked = 0

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """What the server answers."""
        tool = self._kind.tools[name]
        if self._server is None:
            raise ToolCrash(f"{name} was called after the end of its conversation")
        server = self._server
        self._asked += 1
        try:
            answer = server.call(name, arguments)
        except SetupError as gone:
            server.close()
            self._server = None
            raise ToolCrash(gone.message) from gone
        finally:
            self._asked -= 1
        content = _without(answer.content, self._kind.secrets)
        if answer.late:
            return refuse(tool, 504, "The request timed out.")
        if answer.failed:
            return ToolResult(content=content if isinstance(content, Mapping) else {"error": content}, status=400)
        return ToolResult(content=content, status=tool.status, wrote=tool.writes)

    def state(self) -> State:
        """Nothing: what the server keeps is its own."""
        return {}

    def close(self) -> None:
        """Gives the server back, or stops it where a call was left alone; a second time does nothing."""
        server, self._server = self._server, None
        if server is not None and self._asked:
            server.close()
        elif server is not None:
            self._kind.give_back(server)


def _without(content: Any, secrets: Mapping[str, str]) -> Any:
    """A result without any secret that stands in it."""
    if isinstance(content, str):
        for secret, name in secrets.items():
            content = content.replace(secret, f"[{name}]") if secret else content
        return parsed(content)
    if isinstance(content, Mapping):
        return {
            key: _without(value, secrets) if isinstance(value, str | list | Mapping) else value
            for key, value in content.items()
        }
    return [_without(value, secrets) for value in content] if isinstance(content, list) else content
