"""What `reference` may use: a value counts once a user, a tool result or the system message has said it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import re2

from simulator.assistants.speech.results import rows, same, scalars, token
from simulator.messages import Message
from simulator.tools.spec import ToolSpec
from simulator.values.late import Late
from simulator.values.mention import mentions

_ID = Late(r"[A-Za-z]+[-_]?[0-9][A-Za-z0-9_-]*")
_SIGNS = Late(r"[\W_]+")
MISSING = object()
LEFT_OUT = object()


def matcher_of(expected: Any) -> str:
    """The `$` key of a matcher, or "" where the expected value is plain."""
    if not isinstance(expected, str) and isinstance(expected, Mapping):
        return next((key for key in expected if key.startswith("$")), "")
    return ""


@lru_cache(maxsize=1024)
def _squeezed(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


class Known:
    """The texts of one conversation so far, each scanned at most once for each value that is still unknown."""

    def __init__(self, *, clock: datetime, slots: frozenset[str]) -> None:
        self._clock = clock
        self.slots = slots
        self._said: list[str] = []
        self.user_texts: list[str] = []
        self._system: list[str] = []
        self._scalars: set[str] = set()
        self._unread: list[Any] = []
        self._state: dict[str, list[Any]] = {}
        self.results: list[Any] = []
        self.told: Mapping[str, Any] = {}
        self._last: dict[str, Any] = {}
        self._told: set[tuple[str, str]] = set()

    def hear(self, message: Message) -> None:
        """Takes in one message; what the assistant itself said counts for nothing."""
        if message.role == "user":
            self._said.append(message.content)
            self.user_texts.append(message.content)
        elif message.role == "system":
            self._system.append(message.content)

    def tell(self, told: Mapping[str, Any]) -> None:
        """Takes in what the user has told by now, slot by slot."""
        self.told = told
        for name, value in told.items():
            if self._last.get(name, MISSING) is not value:
                self._last[name] = value
                self._told.add((name, token(value)))

    def answer(self, data: Any) -> None:
        """Takes in the data of one good tool result."""
        self.results.append(data)
        self._unread.append(data)
        if isinstance(data, str):
            self._said.append(data)

    def has(self, value: Any, *, system: bool = True) -> bool:
        """True once the value was said, in any written form."""
        key = token(value)
        return self._in_results(key) or self._was_said(key, value, system)

    def _was_said(self, key: str, value: Any, system: bool) -> bool:
        """True where the texts say the value, or each part of it; no text is read twice for the same value."""
        if not isinstance(value, str):
            parts = list(value.values()) if isinstance(value, Mapping) else value
            if isinstance(parts, list | tuple):
                return bool(parts) and all(self.has(part, system=system) for part in parts)
        state = self._state.get(key)
        if state is None:
            state = self._state[key] = [False, 0, 0]
        if not state[0]:
            state[0] = self._scan(value, state, system)
        return bool(state[0])

    def _in_results(self, key: str) -> bool:
        """True where a result holds this value; results are read when this is first asked."""
        while self._unread:
            self._scalars.update([token(value) for _, value in scalars(self._unread.pop())])
        return key in self._scalars

    def _scan(self, value: Any, state: list[Any], system: bool) -> bool:
        said, state[1] = self._said[state[1] :], len(self._said)
        if system:
            said, state[2] = said + self._system[state[2] :], len(self._system)
        if isinstance(value, str) and _ID.fullmatch(value):
            # an id that is nowhere even without spaces and signs needs no closer look
            bare = _squeezed(value)
            said = [text for text in said if bare in _squeezed(text)]
        return any(mentions(value, text, self._clock) for text in said)

    def usable(self, name: str, value: Any, schema: Mapping[str, Any]) -> bool:
        """True where this argument may be sent with this value by now."""
        if (name, token(value)) in self._told or (isinstance(value, list) and same(self.told.get(name), value)):
            return True
        if value is None or value == "" or ("const" in schema and value == schema["const"]):
            return True
        if isinstance(value, Mapping) and value:
            return all(self.usable(part, inner, {}) or self.has(inner) for part, inner in value.items())
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            return all(self.usable(name, one, {}) for one in value)
        closed = "enum" in schema or isinstance(value, bool)
        if name in self.slots:
            # a count or a choice can stand in a result by coincidence: only the user's own word makes it theirs
            return not closed and not isinstance(value, int | float | list) and self._heard(value)
        return closed or value == schema.get("default", MISSING) or self.has(value)

    def _heard(self, value: Any) -> bool:
        """A slot's value that a result gave; where nobody notes what users tell, their texts are read instead."""
        key = token(value)
        return self._in_results(key) or (not self._told and self._was_said(key, value, system=False))

    def resolve(self, args: Mapping[str, Any], tool: ToolSpec) -> dict[str, Any]:
        """The values to send for expected ones, without those to leave out; MISSING while nothing fitting was said."""
        found: dict[str, Any] = {}
        told, properties = self._told, tool.properties
        for name, expected in args.items():
            if isinstance(expected, str) and (name, expected.casefold()) in told:
                found[name] = expected
            elif kind := matcher_of(expected):
                value = self._match(kind, name, args, tool)
                if value is not LEFT_OUT:
                    found[name] = value
            else:
                found[name] = expected if self.usable(name, expected, properties.get(name, {})) else MISSING
        return found

    def _match(self, kind: str, name: str, args: Mapping[str, Any], tool: ToolSpec) -> Any:
        others = [value for value in args.values() if not matcher_of(value)]
        schema = tool.properties.get(name, {})
        found = _RESOLVE.get(kind, _resolve_any)(self, name, args[name], schema, others)
        if found is MISSING and name not in tool.required and kind in ("$any", "$regex"):
            return LEFT_OUT
        return found

    def fitting(self, field: str, others: Sequence[Any]) -> Any:
        """The value under this field of the row that agrees most with what was told and with the other arguments."""
        wanted = {token(value) for value in (*self.told.values(), *others)}
        best, best_score = MISSING, -1
        for data in reversed(self.results):
            for row in rows(data):
                if row.get(field) is None:
                    continue
                score = sum(1 for key, value in row.items() if key != field and token(value) in wanted)
                if score > best_score:
                    best, best_score = row[field], score
        return best


def _first_usable(known: Known, name: str, values: Iterable[Any], schema: Mapping[str, Any]) -> Any:
    return next((value for value in values if known.usable(name, value, schema)), MISSING)


def _any_of(known: Known, name: str, expected: Any, schema: Mapping[str, Any], others: Sequence[Any]) -> Any:
    del others
    return _first_usable(known, name, expected["$any_of"], schema)


def _one(known: Known, name: str, expected: Any, schema: Mapping[str, Any], others: Sequence[Any]) -> Any:
    del others
    value = expected[matcher_of(expected)]
    return value if known.usable(name, value, schema) else MISSING


def _from_result(known: Known, name: str, expected: Any, schema: Mapping[str, Any], others: Sequence[Any]) -> Any:
    del name, schema
    return known.fitting(str(expected["$from_result"]), others)


def _absent(known: Known, name: str, expected: Any, schema: Mapping[str, Any], others: Sequence[Any]) -> Any:
    del known, name, expected, schema, others
    return LEFT_OUT


def _regex(known: Known, name: str, expected: Any, schema: Mapping[str, Any], others: Sequence[Any]) -> Any:
    told = known.told.get(name)
    if isinstance(told, str) and re2.fullmatch(str(expected["$regex"]), told):
        return told
    return _resolve_any(known, name, expected, schema, others)


def _resolve_any(known: Known, name: str, expected: Any, schema: Mapping[str, Any], others: Sequence[Any]) -> Any:
    del expected
    if name in known.told:
        return known.told[name]
    found = known.fitting(name, others)
    if found is not MISSING:
        return found
    return schema.get("default", schema["enum"][0] if schema.get("enum") else MISSING)


_RESOLVE = {
    "$any_of": _any_of,
    "$text": _one,
    "$number": _one,
    "$set": _one,
    "$from_result": _from_result,
    "$absent": _absent,
    "$regex": _regex,
    "$any": _resolve_any,
}
