"""A live MCP server over stdio: started, asked for its tools, called and stopped, from plain or async code.

The server runs beside an event loop of its own in a thread, so that it can be used where a loop is running already.
The command is foreign code: whoever opens a server has been allowed to run it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import shlex
import sys
import tempfile
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from typing import IO, Any, TypeVar

from simulator.errors import InputError, SetupError, one_line, short
from simulator.frozen import NamedTuple

TIMEOUT = 30.0
STOPPING = 10.0
MAX_PAGES = 100
_HINT = "try the command by itself: it must speak MCP on stdin and stdout, and print nothing else there"
T = TypeVar("T")


class McpAnswer(NamedTuple):
    """What a tool answered; `failed` where the server calls it an error, `late` where it did not come in time."""

    content: Any
    failed: bool = False
    late: bool = False


class McpServer:
    """One running server. `with McpServer(command) as server` opens and closes it."""

    def __init__(
        self,
        command: str | Sequence[str],
        *,
        timeout: float = TIMEOUT,
        starting: float = TIMEOUT,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
    ) -> None:
        self.command = command if isinstance(command, str) else shlex.join(command)
        self._words = _words(command)
        self._timeout = timeout
        self._starting = starting
        self._env = dict(env) if env else None
        self._cwd = cwd
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Any = None
        self._stop: asyncio.Event | None = None
        self._serving: asyncio.Task[Any] | None = None
        self._thread: threading.Thread | None = None
        self._ready: Future[None] = Future()

    def __enter__(self) -> McpServer:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> McpServer:
        await asyncio.to_thread(self.open)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.close)

    def open(self) -> None:
        """Starts the server and greets it; SetupError where that fails."""
        if self._thread is not None:
            return
        client = _library()
        self._ready = Future()
        self._thread = threading.Thread(target=self._run, args=(client,), daemon=True, name="mcp")
        self._thread.start()
        try:
            self._ready.result(self._starting)
        except FutureTimeoutError:
            self.close()
            raise SetupError(f"{self._named()} did not answer in {self._starting:g} s", hint=_HINT) from None
        except SetupError:
            self.close()
            raise

    def close(self) -> None:
        """Stops the server; closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        if self._loop is not None and self._stop is not None and self._serving is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stop.set if self._client else self._serving.cancel)
        thread.join(STOPPING)

    def tools(self) -> list[dict[str, Any]]:
        """The tools of the server, as its answer to `tools/list` has them."""
        return self._wait(self._submit(self._list))

    async def tools_async(self) -> list[dict[str, Any]]:
        """The same, awaited."""
        return await self._await(self._submit(self._list))

    def call(self, name: str, arguments: Mapping[str, Any]) -> McpAnswer:
        """The answer of one tool; SetupError where the server is gone."""
        return self._wait(self._submit(lambda: self._call(name, arguments)))

    async def call_async(self, name: str, arguments: Mapping[str, Any]) -> McpAnswer:
        """The same, awaited."""
        return await self._await(self._submit(lambda: self._call(name, arguments)))

    def _named(self) -> str:
        return f"the MCP server `{short(self.command)}`"

    def _submit(self, make: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        if self._thread is None or self._loop is None or not self._thread.is_alive():
            raise SetupError(
                f"{self._named()} is not running", hint="open it first; one that ended has to be opened anew"
            )
        return asyncio.run_coroutine_threadsafe(make(), self._loop)

    def _wait(self, future: Future[T]) -> T:
        try:
            return future.result(max(self._timeout, self._starting) + STOPPING)
        except FutureTimeoutError:
            future.cancel()
            raise self._lost() from None

    async def _await(self, future: Future[T]) -> T:
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), max(self._timeout, self._starting) + STOPPING)
        except TimeoutError:
            raise self._lost() from None

    def _lost(self) -> SetupError:
        return SetupError(f"{self._named()} is gone or does not answer", hint=_HINT)

    def _run(self, library: Any) -> None:
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as talk:
            try:
                asyncio.run(self._serve(library, talk))
            except asyncio.CancelledError:
                pass
            except Exception as broken:  # noqa: BLE001 - whatever foreign code does becomes one error of the set-up
                self._fail(broken, talk)
            except BaseExceptionGroup as broken:
                self._fail(broken, talk)

    def _fail(self, broken: BaseException, talk: IO[str]) -> None:
        if not self._ready.done():
            self._ready.set_exception(SetupError(f"{self._named()} {_why(broken, talk)}", hint=_HINT))

    async def _serve(self, library: Any, talk: IO[str]) -> None:
        parameters = library.StdioServerParameters(
            command=self._words[0], args=self._words[1:], env=self._env, cwd=self._cwd
        )
        self._loop = asyncio.get_running_loop()
        self._serving = asyncio.current_task()
        self._stop = asyncio.Event()
        transport = library.stdio_client(parameters, errlog=talk)
        async with library.Client(transport, read_timeout_seconds=self._starting, cache=None) as client:
            self._client = client
            self._ready.set_result(None)
            await self._stop.wait()

    async def _list(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = None
        for _ in range(MAX_PAGES):
            try:
                page = await self._client.list_tools(cursor=cursor)
            except Exception as broken:  # noqa: BLE001 - the server's own fault, whatever it is
                raise SetupError(f"{self._named()} did not list its tools: {_said(broken)}", hint=_HINT) from None
            found += [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in page.tools]
            cursor = page.next_cursor
            if not cursor:
                break
        return found

    async def _call(self, name: str, arguments: Mapping[str, Any]) -> McpAnswer:
        errors = _library().errors
        try:
            found = await self._client.call_tool(name, dict(arguments), read_timeout_seconds=self._timeout)
        except errors.MCPError as refused:
            if refused.error.code == errors.REQUEST_TIMEOUT:
                return McpAnswer({"error": "The request timed out."}, failed=True, late=True)
            if refused.error.code == errors.CONNECTION_CLOSED:
                raise self._lost() from None
            return McpAnswer({"error": one_line(refused.error.message)}, failed=True)
        except Exception as broken:  # noqa: BLE001 - the same
            raise SetupError(f"{self._named()} broke off: {_said(broken)}", hint=_HINT) from None
        return McpAnswer(_content(found), failed=bool(found.is_error))


def list_server(command: str, *, timeout: float = TIMEOUT) -> list[dict[str, Any]]:
    """Starts the server, asks for its tools and stops it."""
    with McpServer(command, timeout=timeout, starting=timeout) as server:
        return server.tools()


def _words(command: str | Sequence[str]) -> list[str]:
    try:
        words = shlex.split(command, posix=sys.platform != "win32") if isinstance(command, str) else list(command)
    except ValueError as wrong:
        raise InputError(f"the command of the MCP server cannot be read: {wrong}", hint="close its quotes") from None
    if not words:
        raise InputError("mcp: names no command", hint="write mcp:COMMAND, for example `mcp:python server.py`")
    return words


class _Library(NamedTuple):
    Client: Any
    StdioServerParameters: Any
    stdio_client: Any
    errors: Any


class _Errors(NamedTuple):
    MCPError: Any
    REQUEST_TIMEOUT: int
    CONNECTION_CLOSED: int


def _library() -> _Library:
    try:
        from mcp.client.client import Client
        from mcp.client.stdio import StdioServerParameters, stdio_client
        from mcp.shared.exceptions import MCPError
        from mcp_types import CONNECTION_CLOSED, REQUEST_TIMEOUT
    except ImportError:
        hint = "pip install 'conversation-simulator[mcp]'"
        raise SetupError("an MCP server needs the extra `mcp`, in its version 2", hint=hint) from None
    log = logging.getLogger("mcp")
    if not log.handlers:
        log.addHandler(logging.NullHandler())  # what a server prints beside its protocol is no news of ours
    return _Library(Client, StdioServerParameters, stdio_client, _Errors(MCPError, REQUEST_TIMEOUT, CONNECTION_CLOSED))


def _content(found: Any) -> Any:
    """The structured content of an answer, else its texts, read as JSON where they are."""
    if found.structured_content is not None:
        return found.structured_content
    parts = [part.model_dump(mode="json", by_alias=True, exclude_none=True) for part in found.content]
    texts = [part["text"] for part in parts if part.get("type") == "text"]
    if len(texts) < len(parts):
        return parts
    values = [_value(text) for text in texts]
    return (
        values[0] if len(values) == 1 else values if any(not isinstance(v, str) for v in values) else "\n".join(texts)
    )


def _value(text: str) -> Any:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return found if isinstance(found, dict | list) else text


def _why(broken: BaseException, talk: IO[str]) -> str:
    if isinstance(broken, FileNotFoundError):
        return "cannot be started: there is no such command"
    if isinstance(broken, OSError):
        return f"cannot be started: {(broken.strerror or str(broken)).lower()}"
    talk.seek(0)
    lines = [line for line in talk.read(100_000).splitlines() if line.strip()]
    last = f": {lines[-1].strip()}" if lines else f": {_said(broken)}"
    return f"ended before it answered{last}"


def _said(broken: BaseException) -> str:
    while isinstance(broken, BaseExceptionGroup):
        broken = broken.exceptions[0]
    return one_line(str(broken) or type(broken).__name__)
