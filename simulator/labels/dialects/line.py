"""One line of the grade form, read: the calls that were made, and those that are expected.

What cannot be read raises Unreadable with what is wrong; nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any

import orjson

from simulator.frozen import dataclass
from simulator.labels.dialects.effects import effect_of, failed_result
from simulator.messages import MAX_LEVELS, Message, ToolCall, ToolResult, from_openai, levels, parse_strict
from simulator.tools.spec import ToolSpec

ROLES = {"developer": "system", "function": "tool"}
ASSISTANT, USER = "assistant", "user"
NOTHING: Mapping[str, Any] = {}


class Unreadable(ValueError):
    """Why a line cannot be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One expected call; `accepted` holds every argument's right values, `compare` those to look at (None: all)."""

    id: str
    name: str
    accepted: Mapping[str, Sequence[Any]]
    optional: frozenset[str] = frozenset()
    dont_care: frozenset[str] = frozenset()
    compare: frozenset[str] | None = None
    turn: int = 0
    after: tuple[str, ...] = ()
    requestor: str = ASSISTANT
    read_only: bool | None = None

    def counts(self, argument: str) -> bool:
        """Whether the argument is looked at."""
        return argument not in self.dont_care and (self.compare is None or argument in self.compare)

    def example(self) -> dict[str, Any]:
        """The arguments with one right value each."""
        return {name: values[0] if values else None for name, values in self.accepted.items()}


@dataclass(slots=True, kw_only=True)
class Made:
    """A call as it was made; `result` is None where the line has none for it."""

    at: int
    turn: int
    requestor: str
    call: ToolCall
    result: ToolResult | None = None

    @property
    def arguments(self) -> Mapping[str, Any]:
        return NOTHING if self.call.arguments is None else self.call.arguments


@dataclass(kw_only=True)
class Line:
    """A line of the grade form."""

    messages: tuple[Message, ...]
    made: tuple[Made, ...]
    calls: tuple[Expected, ...]
    never: tuple[Expected, ...]
    say: tuple[Any, ...]
    ordered: bool
    tools: Mapping[str, ToolSpec]
    expected: Mapping[str, Any]
    observed: Mapping[str, Any]
    reads: Mapping[str, bool | None] = field(default_factory=dict)

    def needs(self, *parts: str) -> list[str]:
        """What is expected of these parts and was not observed."""
        return [f"observed.{part}" for part in parts if part in self.expected and part not in self.observed]

    def reads_only(self, name: str) -> bool | None:
        """Whether a tool only reads; None where nothing says."""
        return self.reads[name] if name in self.reads else effect_of(name)

    def tool(self, name: str) -> ToolSpec | None:
        """The tool of this name, also where its dots are written as underscores."""
        return self.tools.get(name) or self.tools.get(name.replace(".", "_"))

    @cached_property
    def texts(self) -> list[str]:
        return [message.content for message in self.messages if message.role == ASSISTANT and message.content]


def parse(line: str | bytes | Mapping[str, Any]) -> Mapping[str, Any]:
    """The JSON object of a line."""
    if isinstance(line, Mapping):
        return line
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        text = line if isinstance(line, str) else line.decode("utf-8", "replace")
        found, problem = parse_strict(text)
        if problem:
            raise Unreadable(problem) from None
    if not isinstance(found, dict):
        raise Unreadable("the line is no JSON object")
    return found


def read_line(found: Mapping[str, Any], *, strict: bool) -> Line:
    """The line, ready to be judged."""
    expected, observed = _object(found, "expected"), found.get("observed") or NOTHING
    if not isinstance(observed, Mapping):
        raise Unreadable("observed is no object")
    if levels(expected) > MAX_LEVELS or levels(observed) > MAX_LEVELS:
        raise Unreadable(f"nested deeper than {MAX_LEVELS} levels")
    messages = _list(found, "messages", needed=True)
    calls = tuple(_expected(call, at) for at, call in enumerate(_list(expected, "calls")))
    _linked(calls)
    tools = _list(found, "tools")
    read, made = _conversation(messages, strict=strict)
    say = expected.get("say")
    line = Line(
        messages=read,
        made=made,
        calls=calls,
        never=tuple(_expected(call, at) for at, call in enumerate(map(_named, _list(expected, "never")))),
        say=tuple(say) if isinstance(say, list | tuple) else () if say is None else (say,),
        ordered=bool(expected.get("ordered")),
        tools={},
        expected={name: part for name, part in expected.items() if part is not None},
        observed={name: part for name, part in observed.items() if part is not None},
    )
    line.tools = {spec.name: spec for spec in _tools(tools, line)}
    line.reads = {**line.reads, **{call.name: call.read_only for call in calls if call.read_only is not None}}
    return line


def _object(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    if not isinstance(found.get(name), Mapping):
        raise Unreadable(f"{name} is no object" if name in found else f"{name} is missing")
    inner: Mapping[str, Any] = found[name]
    return inner


def _list(found: Mapping[str, Any], name: str, *, needed: bool = False) -> Sequence[Any]:
    inner = found.get(name)
    if inner is None and not needed:
        return ()
    if not isinstance(inner, list | tuple):
        raise Unreadable(f"{name} is no list" if name in found else f"{name} is missing")
    return inner


def _named(found: Any) -> Any:
    return {"name": found} if isinstance(found, str) else found


# --- tools -----------------------------------------------------------------------------------------------------------


def _tools(tools: Sequence[Any], line: Line) -> Iterator[ToolSpec]:
    """The tools as we know them; whether one only reads is noted where it says so."""
    reads: dict[str, bool | None] = {}
    for tool in tools:
        function = tool.get("function", tool) if isinstance(tool, Mapping) else tool
        if not isinstance(function, Mapping) or not isinstance(function.get("name"), str):
            raise Unreadable("a tool has no name")
        name = function["name"]
        parameters = function.get("parameters")
        if parameters is not None and not _is_schema(parameters):
            raise Unreadable(f"the parameters of the tool {name!r} are no JSON schema of an object")
        reads[name] = effect_of(name, function)
        yield ToolSpec(name=name, description="", parameters=parameters or {"type": "object"})
    line.reads = reads


def _is_schema(found: Any) -> bool:
    if not isinstance(found, Mapping):
        return False
    properties, required = found.get("properties", NOTHING), found.get("required", ())
    return (
        isinstance(properties, Mapping)
        and all(isinstance(inner, Mapping) for inner in properties.values())
        and isinstance(required, list | tuple)
        and all(isinstance(name, str) for name in required)
    )


# --- expected calls --------------------------------------------------------------------------------------------------


def _expected(found: Any, at: int) -> Expected:
    if not isinstance(found, Mapping) or not isinstance(found.get("name"), str):
        raise Unreadable(f"expected call {at + 1} has no name")
    name = str(found.get("id") or f"call{at + 1}")
    arguments, accepted = _mapping(found, "arguments", name), _mapping(found, "accepted", name)
    dont_care, compare = _names(found, "dont_care", name), found.get("compare")
    requestor = found.get("requestor") or ASSISTANT
    if requestor not in (ASSISTANT, USER):
        raise Unreadable(f"{name}: requestor is {requestor!r}, not assistant or user")
    values = {key: [arguments[key]] for key in arguments}
    for key, right in accepted.items():
        if not isinstance(right, list | tuple):
            raise Unreadable(f"{name}: accepted.{key} is no list of values")
        values[key] = list(right) or values.get(key, [])
        for one in right:
            _check_nested(one, f"{name}: accepted.{key}")
    turn = found.get("turn") or 0
    if not isinstance(turn, int) or isinstance(turn, bool) or turn < 0:
        raise Unreadable(f"{name}: turn is {turn!r}, no whole number from 1")
    read_only = found.get("read_only")
    return Expected(
        id=name,
        name=found["name"],
        accepted=values,
        optional=_names(found, "optional", name),
        dont_care=dont_care,
        compare=None if compare is None else _names(found, "compare", name),
        turn=turn,
        after=tuple(map(str, _list(found, "after"))),
        requestor=requestor,
        read_only=read_only if isinstance(read_only, bool) else None,
    )


def _check_nested(accepted: Any, where: str) -> None:
    """Raises Unreadable where `$object` or `$items` does not hold what it should."""
    if not isinstance(accepted, Mapping):
        return
    inner: Any = ()
    if "$object" in accepted:
        inner = accepted["$object"].values() if isinstance(accepted["$object"], Mapping) else (None,)
        _names(accepted, "$optional", where)
    elif "$items" in accepted:
        inner = accepted["$items"] if isinstance(accepted["$items"], list | tuple) else (None,)
    for values in inner:
        if not isinstance(values, list | tuple):
            raise Unreadable(f"{where}: a nested value needs a list of values for each of its parts")
        for one in values:
            _check_nested(one, where)


def _mapping(found: Mapping[str, Any], part: str, name: str) -> Mapping[str, Any]:
    inner = found.get(part)
    if inner is None:
        return NOTHING
    if isinstance(inner, str):
        inner = parse_strict(inner)[0]
    if not isinstance(inner, Mapping):
        raise Unreadable(f"{name}: {part} is no object")
    return inner


def _names(found: Mapping[str, Any], part: str, name: str) -> frozenset[str]:
    inner = found.get(part)
    if inner is None or inner is False:
        return frozenset()
    if not isinstance(inner, list | tuple) or not all(isinstance(one, str) for one in inner):
        raise Unreadable(f"{name}: {part} is no list of argument names")
    return frozenset(inner)


def _linked(calls: Sequence[Expected]) -> None:
    """Raises Unreadable where two calls share an id, or `after` names none of them."""
    ids = [call.id for call in calls]
    known = set(ids)
    if len(known) < len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise Unreadable(f"two expected calls have the id {twice!r}")
    for call in calls:
        for other in call.after:
            if other not in known or other == call.id:
                raise Unreadable(f"{call.id}: after names {other!r}, which is no other expected call")


# --- what was made ---------------------------------------------------------------------------------------------------


def _conversation(messages: Sequence[Any], *, strict: bool) -> tuple[tuple[Message, ...], tuple[Made, ...]]:
    read: list[Message] = []
    made: list[Made] = []
    waiting: list[Made] = []
    turn = 0
    for at, found in enumerate(messages):
        if not isinstance(found, Mapping):
            raise Unreadable(f"message {at + 1} is no object")
        message = _message(found, at, strict=strict)
        read.append(message)
        turn += message.role == USER and not (message.calls and not message.content)
        if message.calls:
            new = [
                Made(at=at, turn=turn, requestor=USER if message.role == USER else ASSISTANT, call=call)
                for call in message.calls
            ]
            made += new
            waiting += new
        elif message.role == "tool":
            _answered(waiting, message)
    return tuple(read), tuple(made)


def _message(found: Mapping[str, Any], at: int, *, strict: bool) -> Message:
    role = found.get("role", ASSISTANT)
    if not isinstance(role, str):
        raise Unreadable(f"message {at + 1}: unknown role {role!r}")
    calls = found.get("tool_calls")
    if role in ROLES or calls:
        found = {**found, "role": ROLES.get(role, role), "tool_calls": None}
    try:
        message = from_openai(found)
    except ValueError as wrong:
        raise Unreadable(f"message {at + 1}: {wrong}") from None
    if not calls:
        return message
    if not isinstance(calls, list | tuple):
        raise Unreadable(f"message {at + 1}: tool_calls is no list")
    return Message(
        role=message.role, content=message.content, calls=tuple(_call(call, at, strict=strict) for call in calls)
    )


def _call(found: Any, at: int, *, strict: bool) -> ToolCall:
    function = found.get("function") if isinstance(found, Mapping) else None
    if not isinstance(function, Mapping) or not isinstance(function.get("name"), str):
        raise Unreadable(f"message {at + 1}: a tool call has no function name")
    name, id, arguments = function["name"], str(found.get("id") or ""), function.get("arguments")
    raw, problem = "", ""
    if isinstance(arguments, str):
        raw = arguments
        arguments, problem = parse_strict(raw or "{}") if strict else _loosely(raw or "{}")
    elif arguments is None:
        arguments = {}
    elif isinstance(arguments, Mapping) and levels(arguments) > MAX_LEVELS:
        arguments, problem = None, f"nested deeper than {MAX_LEVELS} levels"
    if not problem and not isinstance(arguments, Mapping):
        arguments, problem = None, "arguments are no JSON object"
    return ToolCall(id=id, name=name, arguments=arguments, raw=raw if problem else "", problem=problem)


def _loosely(raw: str) -> tuple[Any, str]:
    """As other graders parse: the last of repeated keys counts, and NaN is a number."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as broken:
        return None, f"not JSON: {broken}"
    return (None, f"nested deeper than {MAX_LEVELS} levels") if levels(found) > MAX_LEVELS else (found, "")


def _answered(waiting: list[Made], message: Message) -> None:
    """Gives a tool message to the call it answers: by id, and in order where ids are missing or used again."""
    for place, made in enumerate(waiting):
        if not message.call_id or made.call.id == message.call_id:
            made.result = _result(message)
            del waiting[place]
            return


def _result(message: Message) -> ToolResult:
    text = message.content
    content: Any = text
    if text[:1] in '{["-0123456789tfn':
        found, problem = _loosely(text) if text else (None, "empty")
        content = text if problem else found
    return ToolResult(content=content, status=400 if failed_result(content) else 200)
