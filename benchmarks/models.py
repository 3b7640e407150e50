"""What a call of a model costs: CPU beside a bare POST of the same bytes and many at once over the wire."""

from __future__ import annotations

import asyncio
import resource
import statistics
import subprocess
import sys
import time

import httpx

from simulator.messages import Message, make_call
from simulator.models.model import Request
from simulator.models.openai import OpenAIModel
from simulator.models.tape import About, Exchanges
from simulator.models.wire.wiring import Wiring
from simulator.tools.spec import ToolSpec

CALLS = 100
AT_ONCE = 200
DELAY = 1.0
TURNS = 10
STUB = """
import asyncio, json, sys
delay = float(sys.argv[1])
said = json.dumps({"choices": [{"message": {"content": "ok"}, "finish_reason": "stop"}], "usage": {}}).encode()
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


async def call_cost(port: int) -> float:
    """Milliseconds of CPU one call costs beyond a bare POST of the same bytes."""
    request = Request(system="Be kind.", messages=history(100), tools=TOOLS)
    base = f"http://127.0.0.1:{port}"
    source = OpenAIModel("m", wiring=Wiring(base_url=base))
    source.hold()
    model = Exchanges().tape(About("c", "s", "0.0", 0)).through(source)
    body = source._body(request)
    async with httpx.AsyncClient(headers={"content-type": "application/json"}, trust_env=False) as client:
        ours, bare = [], []
        for _ in range(3):
            begun = cpu()
            for _ in range(CALLS):
                await model.complete(request)
            ours.append(cpu() - begun)
            begun = cpu()
            for _ in range(CALLS):
                await client.post(f"{base}/chat/completions", content=body)
            bare.append(cpu() - begun)
    await source.release()
    return (statistics.median(ours) - statistics.median(bare)) / CALLS * 1000


async def wire_share(port: int) -> float:
    """How near to the ideal so many conversations of ten calls at once come."""
    model = OpenAIModel("m", wiring=Wiring(base_url=f"http://127.0.0.1:{port}"))
    model.hold()

    async def one(number: int) -> None:
        taped = Exchanges().tape(About(str(number), "s", "0.0", 0)).through(model)
        for turn in range(TURNS):
            await taped.complete(Request(system="Be kind.", messages=history(4 + 4 * turn), tools=TOOLS))

    begun = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(AT_ONCE)))
    taken = time.perf_counter() - begun
    await model.release()
    return TURNS * DELAY / taken


def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    rows = []
    for delay, row in ((0.0, "cpu"), (DELAY, "wire")):
        stub = subprocess.Popen([sys.executable, "-c", STUB, str(delay)], stdout=subprocess.PIPE, text=True)
        assert stub.stdout
        port = int(stub.stdout.readline())
        try:
            if row == "cpu":
                value = asyncio.run(call_cost(port))
                rows.append(("a model call at 100 messages beyond a bare POST", f"{value:.2f} ms", "bar 0.7 ms"))
            else:
                shares = [asyncio.run(wire_share(port)) for _ in range(min(rounds, 2))]
                rows.append((f"{AT_ONCE} at once over the wire, answers after 1 s", f"{max(shares):.1%}", "bar 95 %"))
        finally:
            stub.terminate()
            stub.wait()
    return rows


if __name__ == "__main__":
    for name, value, bar in measure(2):
        print(f"{name:60} {value:>10}  {bar}")
