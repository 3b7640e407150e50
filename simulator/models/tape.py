"""What models answered in each conversation, kept as it arrives: nothing is paid twice, and a replay asks nobody.

A reply belongs to its conversation, trial and step. The hash of the request proves that nothing changed since; the
history itself is not stored again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import field
from hashlib import blake2b
from typing import Any

from simulator.errors import InputError
from simulator.frozen import NamedTuple, dataclass, replace
from simulator.messages import Message, ToolCall, make_call, to_openai
from simulator.models.budget import FREE, Ledger, OverBudget
from simulator.models.model import Model, ModelError, ModelReply, Request, Usage
from simulator.models.wire.body import to_bytes
from simulator.tools.spec import ToolSpec

Line = dict[str, Any]
Write = Callable[[Line], None]
ASSISTANT, USER = "assistant", "user"
JUDGE = "judge"
"""What `who` begins with where a judge was asked: about conversations that are done."""


class About(NamedTuple):
    """Which conversation: its record's id, and what it was drawn from."""

    conversation: str
    scenario: str
    seed: str
    trial: int


@dataclass(slots=True)
class Exchanges:
    """The replies of all models of a run; with `offline` only those that were kept, and nobody is asked."""

    ledger: Ledger = field(default_factory=Ledger)
    write: Write | None = None
    offline: bool = False
    memory: dict[tuple[str, str], Line] | None = None
    _kept: dict[str, dict[tuple[str, int], Line]] = field(default_factory=dict)

    def keep(self, lines: Iterable[Line], done: frozenset[str] = frozenset()) -> None:
        """Takes over what an earlier part of the run has paid; what is `done` needs no reply any more."""
        for line in lines:
            if "fault" not in line and not line.get("again"):
                self.ledger.count(line["model"], Usage(**line["reply"].get("usage", {})), before=True)
            needed = line["conversation"] not in done or line["who"].startswith(JUDGE)
            if needed and (self.offline or "fault" not in line):
                self._kept.setdefault(line["conversation"], {})[line["who"], line["step"]] = line

    def sampled_once(self) -> Exchanges:
        """The same, where equal requests of any conversation get one reply: variations of one share what is alike."""
        return replace(self, memory={})

    def tape(self, about: About) -> Tape:
        """The replies of one conversation."""
        return Tape(self, about, self._kept.pop(about.conversation, {}) if self._kept else {})


class Tape:
    """One conversation's replies, in the order of its steps."""

    def __init__(self, exchanges: Exchanges, about: About, kept: Mapping[tuple[str, int], Line]) -> None:
        self.about = about
        self._exchanges, self._kept = exchanges, kept
        self._steps: dict[str, int] = {}

    def through(self, model: Model, who: str = ASSISTANT) -> Taped:
        """The model, asked only for what is not on the tape."""
        return Taped(model, self, who)

    async def take(self, who: str, model: str, request: str, ask: Callable[[], Awaitable[Line]]) -> Line:
        """The reply to the next request of `who`: kept, or asked for and written."""
        step = self._steps.get(who, 0)
        self._steps[who] = step + 1
        kept, memory = self._kept.get((who, step)), self._exchanges.memory
        if kept is not None and kept["request"] == request:
            reply = _given(kept)
            if memory is not None:
                memory[who, request] = reply
            return reply
        if self._exchanges.offline:
            raise InputError(
                f"the run holds no reply {step + 1} of {model} to this request",
                hint="the conversation went another way than the one that was kept",
            )
        line = {**self.about._asdict(), "who": who, "step": step, "model": model, "request": request}
        if memory is not None and (who, request) in memory:
            reply = memory[who, request]
            self._written({**line, "again": True, "reply": reply})
            return reply
        return await self._asked(line, ask)

    async def _asked(self, line: Line, ask: Callable[[], Awaitable[Line]]) -> Line:
        ledger, model, usage = self._exchanges.ledger, line["model"], None
        if free := model.startswith(FREE):
            ledger = Ledger()
        ledger.admit(model)
        try:
            reply = await ask()
            usage = Usage(**reply.get("usage", {}))
        except OverBudget:
            raise
        except ModelError as fault:
            self._written({**line, "fault": fault.message, "infrastructure": fault.infrastructure})
            raise
        finally:
            ledger.settle(model, usage)
        self._written({**line, **({"again": True} if free else {}), "reply": reply})
        if self._exchanges.memory is not None:
            self._exchanges.memory[line["who"], line["request"]] = reply
        return reply

    def _written(self, line: Line) -> None:
        if self._exchanges.write is not None:
            self._exchanges.write(line)


def _given(kept: Line) -> Line:
    if "fault" in kept:
        raise ModelError(kept["fault"], infrastructure=kept["infrastructure"])
    reply: Line = kept["reply"]
    return reply


class Taped:
    """A model on a tape."""

    def __init__(self, model: Model, tape: Tape, who: str) -> None:
        self.name = model.name
        self._model, self._tape, self._who = model, tape, who
        self._print = Fingerprint()

    async def complete(self, request: Request) -> ModelReply:
        """The reply that was kept for this request, or a new one."""
        digest = self._print.of(request)
        fresh: list[ModelReply] = []

        async def ask() -> Line:
            found = await self._model.complete(replace(request, digest=digest, about=self._tape.about))
            fresh.append(found)
            return reply_line(found)

        line = await self._tape.take(self._who, self.name, digest, ask)
        return fresh[0] if fresh else read_line(line)


class Fingerprint:
    """The hash of a growing conversation: messages that were hashed before are not hashed again."""

    __slots__ = ("_hash", "_head", "_schema", "_seen", "_tools")

    def __init__(self) -> None:
        self._seen: list[Message] = []
        self._head: tuple[str, int] = ("", 0)
        self._tools: tuple[ToolSpec, ...] = ()
        self._schema: Mapping[str, Any] | None = None
        self._hash = blake2b(digest_size=12)

    def of(self, request: Request) -> str:
        """The hash of everything the model is asked."""
        count = len(self._seen)
        same = (
            count <= len(request.messages)
            and self._head == (request.system, request.max_tokens)
            and self._schema is request.schema
            and _same(self._tools, request.tools)
            and all(map(_is, self._seen, request.messages))
        )
        if not same or not count:
            self._begin(request)
            count = 0
        for message in request.messages[count:]:
            self._hash.update(to_bytes(to_openai(message)) + b"\n")
            self._seen.append(message)
        return self._hash.hexdigest()

    def _begin(self, request: Request) -> None:
        self._seen = []
        self._head, self._tools, self._schema = (request.system, request.max_tokens), request.tools, request.schema
        head = {"system": request.system, "max_tokens": request.max_tokens, "tools": _tools_digest(request.tools)}
        if request.schema is not None:
            head["schema"] = request.schema
        self._hash = blake2b(to_bytes(head), digest_size=12)


def _is(one: Message, other: Message) -> bool:
    return one is other


def _same(one: Sequence[ToolSpec], other: Sequence[ToolSpec]) -> bool:
    return one is other or (len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True)))


def hash_of(body: Mapping[str, Any]) -> str:
    """The hash of a request that is sent as it stands."""
    return blake2b(to_bytes(body), digest_size=12).hexdigest()


_LAST_TOOLS: list[tuple[tuple[ToolSpec, ...], str]] = [((), "")]


def _tools_digest(tools: tuple[ToolSpec, ...]) -> str:
    """The hash of a tool list; the last one is remembered, for most runs have but one."""
    if not _same(_LAST_TOOLS[0][0], tools):
        digest = blake2b(to_bytes({"tools": [tool.to_openai() for tool in tools]}), digest_size=12).hexdigest()
        _LAST_TOOLS[0] = (tools, digest)
    return _LAST_TOOLS[0][1]


def reply_line(reply: ModelReply) -> Line:
    """A reply as it is kept; what is empty is left out."""
    found = {
        "text": reply.text,
        "calls": [
            {"id": call.id, "name": call.name, "arguments": call.raw if call.arguments is None else call.arguments}
            for call in reply.calls
        ],
        "finish": reply.finish,
        "usage": reply.usage.spent(),
        "blocks": list(reply.blocks),
    }
    return {name: value for name, value in found.items() if value}


def read_line(found: Mapping[str, Any]) -> ModelReply:
    """The reply that was kept, as it was."""
    return ModelReply(
        text=found.get("text", ""),
        calls=tuple(_call(call) for call in found.get("calls", ())),
        finish=found.get("finish", "stop"),
        usage=Usage(**found.get("usage", {})),
        blocks=tuple(found.get("blocks", ())),
    )


def _call(found: Mapping[str, Any]) -> ToolCall:
    if isinstance(found["arguments"], str):
        return make_call(id=found["id"], name=found["name"], arguments=found["arguments"])
    return ToolCall(id=found["id"], name=found["name"], arguments=found["arguments"])
