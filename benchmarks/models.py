"""What a call of a model costs: CPU beside a bare POST of the same bytes and many at once over the wire."""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from simulator.engine.workers import calm_gc
from simulator.messages import Message, make_call
from simulator.models.anthropic import ADDRESS, KEY, AnthropicModel
from simulator.models.model import Request
from simulator.models.openai import OpenAIModel
from simulator.models.tape import About, Exchanges
from simulator.models.wire.wiring import Wiring
from simulator.tools.spec import ToolSpec

CALLS = 100
AT_ONCE = 200
DELAY = 1.0
TURNS = 10
SAID = {
    "openai:": '{"choices": [{"message": {"content": "ok"}, "finish_reason": "stop"}], "usage": {}}',
    "anthropic:": '{"content": [{"type": "text", "text": "ok"}], "stop_reason": "end_turn", "usage": {}}',
}
STUB = """
import asyncio, sys
delay, said = float(sys.argv[1]), sys.argv[2].encode()
async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\\r\\n\\r\\n")).lower()
            await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\\r\\n")[0]))
            await asyncio.sleep(delay)
            writer.write(b"HTTP/1.1 200 OK\\r\\ncontent-length: %d\\r\\n\\r\\n" % len(said) + said)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


def history(count: int) -> tuple[Message, ...]:
    """A conversation of so many messages, every fourth with a call."""
    found: list[Message] = []
    for number in range(count // 4):
        call = make_call(id=f"c{number}", name="find", arguments={"id": f"A{number}", "date": "2030-03-01"})
        found += [
            Message(role="user", content=f"could you look at booking A{number} for me please"),
            Message(role="assistant", calls=(call,)),
            Message(role="tool", content='{"id": "A1", "date": "2030-03-01", "fare": "flex"}', call_id=call.id),
            Message(role="assistant", content="It is on 1 March, a flex fare. Anything else?"),
        ]
    return (*found[:-1], Message(role="user", content="yes"))


TOOLS = tuple(
    ToolSpec(name=f"tool{n}", description="Does something useful.", parameters={"type": "object", "properties": {}})
    for n in range(10)
)


def cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def model_at(kind: str, port: int) -> Any:
    """A model of this kind whose server is the stub."""
    base = f"http://127.0.0.1:{port}"
    if kind == "openai:":
        return OpenAIModel("m", wiring=Wiring(base_url=base))
    os.environ[ADDRESS], os.environ[KEY] = base, "no-key"
    return AnthropicModel("m")


async def call_cost(kind: str, port: int) -> float:
    """Milliseconds of CPU one call costs beyond a bare POST of the same bytes on an open connection."""
    request = Request(system="Be kind.", messages=history(100), tools=TOOLS)
    source = model_at(kind, port)
    source.hold()
    model = Exchanges().tape(About("c", "s", "0.0", 0)).through(source)
    body = source._body(request)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def bare() -> None:
        writer.write(b"POST / HTTP/1.1\r\nhost: here\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))

    async def timed(once: Callable[[], Any]) -> float:
        begun = cpu()
        for _ in range(CALLS):
            await once()
        return cpu() - begun

    await model.complete(request)
    found = [await timed(lambda: model.complete(request)) - await timed(bare) for _ in range(5)]
    writer.close()
    await source.release()
    return statistics.median(found) / CALLS * 1000


async def wire_share(kind: str, port: int) -> float:
    """How near to the ideal so many conversations of ten calls at once come."""
    model = model_at(kind, port)
    model.hold()

    async def one(number: int) -> None:
        taped = Exchanges().tape(About(str(number), "s", "0.0", 0)).through(model)
        talk = history(4 * TURNS + 4)  # as in a conversation, a message is the same one from turn to turn
        for turn in range(TURNS):
            await taped.complete(Request(system="Be kind.", messages=talk[: 4 + 4 * turn], tools=TOOLS))

    begun = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(AT_ONCE)))
    taken = time.perf_counter() - begun
    await model.release()
    return TURNS * DELAY / taken


@contextmanager
def stub(kind: str, delay: float) -> Iterator[int]:
    """The port of a server in a process of its own that answers after a while."""
    server = subprocess.Popen([sys.executable, "-c", STUB, str(delay), SAID[kind]], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    try:
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    rows = []
    for kind in SAID:
        with calm_gc():  # as every run has it
            with stub(kind, 0.0) as port:
                value = asyncio.run(call_cost(kind, port))
            with stub(kind, DELAY) as port:
                shares = [asyncio.run(wire_share(kind, port)) for _ in range(min(rounds, 3))]
        rows += [
            (f"{kind} a call at 100 messages beyond a bare POST", f"{value:.2f} ms", "bar 0.7 ms"),
            (
                f"{kind} {AT_ONCE} at once over the wire, answers after 1 s",
                f"{statistics.median(shares):.1%}",
                "of the ideal, bar 95 %",
            ),
        ]
    return rows


if __name__ == "__main__":
    for name, value, bar in measure(3):
        print(f"{name:60} {value:>10}  {bar}")
