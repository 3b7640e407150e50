"""What is said and done in a conversation: messages, tool calls, results, notes, and the whole trajectory.

A `Message` holds what every agent may see; what the simulator knows about it stands in its `Note`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from math import isinf
from typing import Any, Literal

from simulator.frozen import dataclass

Role = Literal["system", "user", "assistant", "tool"]
MAX_LEVELS = 64
_NOTHING: Mapping[str, Any] = {}
plain_json = json.JSONEncoder(ensure_ascii=False).encode


def nothing() -> Mapping[str, Any]:
    """What a field of values holds where there is none: one for all, for a conversation has fifty of them."""
    return _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call an assistant made; `arguments` is None when strict parsing refused `raw`, and `problem` says why."""

    id: str
    name: str
    arguments: Mapping[str, Any] | None
    raw: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What the world answered: a JSON value and an HTTP-like status; `wrote` says whether state changed.

    `refused` says why a call never reached the world: "malformed", "unknown_tool" or "schema" (else "").
    """

    content: Any
    status: int = 200
    wrote: bool = False
    fault: str = ""
    refused: str = ""

    @property
    def ok(self) -> bool:
        return self.status < 400

    def text(self) -> str:
        """The result as the assistant reads it."""
        return self.content if isinstance(self.content, str) else plain_json(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One chat message; `calls` only on assistant messages, `call_id` and `name` only on tool messages."""

    role: Role
    content: str = ""
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a slot's value stands in a message: text[start:end] is how it was written."""

    slot: str
    start: int
    end: int
    harmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One edit of the noise channel: text[start:end] was `was` before."""

    kind: str
    start: int
    end: int
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a listener understands from an assistant's text, without any model.

    asks        slots the text asks for, by name
    unknown     what it asks for besides, in its own words: nothing the listener could tell
    confirms    it asks for a yes or no before going on
    values      slots whose value it mentions: "right" or "wrong" beside what the user wants
    claim       "" | "done" | "failed" | "refused" | "handed_over"
    offers      alternatives it offers, as written
    bye         it says goodbye
    question    it asks anything at all
    more        all it asks is whether there is anything else
    prefers     it asks what the listener would like best
    understood  False where nothing in it could be placed
    manner      "" or the kind of turn it was beside all that: silent (nothing in it), helps (asks what is wanted),
                waits (asks for patience), chats (small talk), sideline (proposes or reports what no goal is about),
                secret (wants what is given to nobody), insider (asks for the inside of a machine), foreign (asks
                about something else), recalls (asks whether the user did something), repeat (has not understood), nods
                (says no more than "ok"), retries (asks whether to try again), doubts (asks whether an answer was
                right), corrects (says that something else was meant), which wrong (asks what is), as user (talks like
                one), tongue (is not English), hands over (to somebody else, for good), leaves, astray
    """

    asks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    confirms: bool = False
    values: Mapping[str, str] = field(default_factory=nothing)
    claim: str = ""
    offers: tuple[str, ...] = ()
    bye: bool = False
    question: bool = False
    more: bool = False
    prefers: bool = False
    understood: bool = True
    manner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the simulator knows about one message.

    User messages: `act`, `goal`, `told` (slot -> value said here), `happened` (event ids), `clean` text before noise,
    `spans`, `slips`, `stand_in` (why the grammar had to word it).
    Assistant messages: `reading`. Tool messages: `result`.
    """

    act: str = ""
    goal: str = ""
    told: Mapping[str, Any] = field(default_factory=nothing)
    happened: tuple[str, ...] = ()
    clean: str = ""
    spans: tuple[Span, ...] = ()
    slips: tuple[Slip, ...] = ()
    stand_in: str = ""
    reading: Reading | None = None
    result: ToolResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCall:
    """A call as it was made: `at` is the index of its assistant message, `turn` counts user turns from 1."""

    at: int
    turn: int
    call: ToolCall
    result: ToolResult


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Why a conversation stopped (the contract's closed list) and whose doing that was."""

    reason: str
    blame: str = "none"
    detail: str = ""


State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Table -> key -> row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """The full log of one conversation, one note per message; states are None where the world is not ours.

    `settled` is what was judged already while the assistant was awaited; a verdict is the same without it.
    """

    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    calls: tuple[MadeCall, ...]
    first: State | None
    last: State | None
    end: End
    usage: Mapping[str, int] = field(default_factory=nothing)
    settled: Any = field(default=None, compare=False, repr=False)

    def happened(self) -> frozenset[str]:
        """Ids of the planned events that took place."""
        return frozenset([event for note in self.notes if note.happened for event in note.happened])


class _Refused(ValueError):
    """Why a text is no strict JSON object."""


def no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs, for a JSON reader; a repeated key is a ValueError that names it."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Refused(f"repeated key {next(name for name in names if names.count(name) > 1)!r}")
    return found


def _no_constant(word: str) -> Any:
    raise _Refused(f"{word} is not JSON")


def _finite(number: str) -> float:
    found = float(number)
    if isinf(found):
        raise _Refused(f"{number[:40]} is beyond every number")
    return found


def parse_strict(raw: str) -> tuple[Any, str]:
    """The JSON value in a text and "", or None and why strict parsing refuses it (repeated keys, NaN, depth)."""
    try:
        found = json.loads(raw, object_pairs_hook=no_repeats, parse_constant=_no_constant, parse_float=_finite)
    except _Refused as refused:
        return None, str(refused)
    except RecursionError:
        return None, f"nested deeper than {MAX_LEVELS} levels"
    except ValueError as broken:
        return None, f"not JSON: {broken}"
    if levels(found) > MAX_LEVELS:
        return None, f"nested deeper than {MAX_LEVELS} levels"
    return found, ""


def levels(value: Any) -> int:
    """How deep a JSON value is nested; a scalar has none."""
    depth, layer = 0, [value]
    while layer := [item for item in layer if isinstance(item, dict | list)]:
        depth += 1
        layer = [inner for item in layer for inner in (item.values() if isinstance(item, dict) else item)]
    return depth


def make_call(*, id: str, name: str, arguments: Any) -> ToolCall:
    """A tool call from what an agent sent: an object, or the JSON text of one; strictly parsed, raw text kept."""
    if isinstance(arguments, Mapping):
        arguments = json.dumps(arguments, ensure_ascii=False, default=str)
    raw = arguments if isinstance(arguments, str) else json.dumps(arguments, default=str)
    found, problem = parse_strict(raw or "{}")
    if not problem and not isinstance(found, dict):
        found, problem = None, "arguments are no JSON object"
    return ToolCall(id=id, name=name, arguments=found, raw=raw if problem else "", problem=problem)


def to_openai(message: Message, *, wire: bool = False) -> dict[str, Any]:
    """The message in OpenAI's chat form; arguments are objects, or on the `wire` JSON texts."""
    found: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.calls:
        found["content"] = message.content or None
        found["tool_calls"] = [_call_to_openai(call, wire) for call in message.calls]
    if message.role == "tool":
        found["tool_call_id"] = message.call_id
        if message.name:
            found["name"] = message.name
    return found


def _call_to_openai(call: ToolCall, wire: bool) -> dict[str, Any]:
    arguments: Any = call.raw if call.arguments is None else call.arguments
    if wire and not isinstance(arguments, str):
        arguments = json.dumps(arguments, ensure_ascii=False)
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def from_openai(found: Mapping[str, Any]) -> Message:
    """A message from OpenAI's chat form; raises ValueError with what is wrong."""
    role = found.get("role", "assistant")
    if role not in ("system", "user", "assistant", "tool"):
        raise ValueError(f"unknown role {role!r}")
    calls = found.get("tool_calls") or ()
    if not isinstance(calls, Sequence) or isinstance(calls, str):
        raise ValueError("tool_calls is no list")
    return Message(
        role=role,
        content=_text(found.get("content")),
        calls=tuple(_call_from_openai(call) for call in calls),
        call_id=str(found.get("tool_call_id") or ""),
        name=str(found.get("name") or ""),
    )


def _text(content: Any) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    if isinstance(content, Sequence):
        return "".join(_part(part) for part in content if isinstance(part, Mapping))
    raise ValueError("content is neither text nor a list of parts")


def _part(part: Mapping[str, Any]) -> str:
    """What a part says; servers send parts with a null for their text, and refusals as parts of their own."""
    found = part.get("text") or part.get("refusal")
    return found if isinstance(found, str) else ""


def _call_from_openai(found: Any) -> ToolCall:
    function = found.get("function") if isinstance(found, Mapping) else None
    if not isinstance(function, Mapping) or not isinstance(function.get("name"), str):
        raise ValueError("a tool call has no function name")
    arguments = function.get("arguments")
    return make_call(
        id=str(found.get("id") or ""), name=function["name"], arguments={} if arguments is None else arguments
    )
