"""Tools that fail as planned: each kind of fault as one small function over what the world would have answered.

A fault never changes what is right: end states are compared with a world without faults.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from simulator.frozen import NamedTuple
from simulator.messages import ToolResult
from simulator.tools.spec import Fault, ToolSpec
from simulator.tools.wording import flat
from simulator.worlds.refusals import REASONS, refuse

Answer = Callable[[], ToolResult]
TIMED_OUT = "The request timed out."
LATE = "The request is still being processed. Please try again for the result."
LIMITED = "Too many requests. Try again in {seconds} seconds."
TOKENS = frozenset(
    "cursor pagetoken nexttoken after startingafter continuation continuationtoken nextpagetoken".split()
)
PAGES = frozenset("page pagenumber pageno".split())
SKIPS = frozenset("offset skip startindex".split())
RETRY_AFTER = 30
EXTRA = "internal_ref"


class Breaking(NamedTuple):
    """One call that breaks: `answer` asks the world (once), `before` asks it as it was before the last write."""

    fault: Fault
    tool: ToolSpec
    arguments: Mapping[str, Any]
    answer: Answer
    before: Answer


def broken(breaking: Breaking) -> ToolResult:
    """What the assistant gets instead of the answer, or the answer itself where there was nothing to break."""
    return KINDS[breaking.fault.kind](breaking)


# --- no answer, or another one --------------------------------------------------------------------------------------


def _timeout_before(one: Breaking) -> ToolResult:
    return refuse(one.tool, 504, TIMED_OUT, fault=one.fault.kind)


def _timeout_after(one: Breaking) -> ToolResult:
    return replace(refuse(one.tool, 504, TIMED_OUT, fault=one.fault.kind), wrote=one.answer().wrote)


def _error(one: Breaking) -> ToolResult:
    status = one.fault.status or 500
    words = one.tool.errors.get(str(status)) or REASONS.get(status, "Something went wrong.")
    return refuse(one.tool, status, words, fault=one.fault.kind)


def _declared(one: Breaking) -> ToolResult:
    known = declared_errors(one.tool)
    status = known[int(one.fault.pick * len(known))]
    words = one.tool.errors.get(str(status)) or REASONS.get(status, "Something went wrong.")
    return refuse(one.tool, status, words, fault=one.fault.kind)


def declared_errors(tool: ToolSpec) -> list[int]:
    """The error statuses a tool declares, those that may pass first; 500 where it declares none."""
    known = [int(code) for code in tool.errors if code.isdecimal() and 400 <= int(code) < 600]
    return sorted(known, key=lambda code: (code < 500 and code not in (408, 429), code)) or [500]


def _rate_limit(one: Breaking) -> ToolResult:
    found = refuse(one.tool, 429, LIMITED.format(seconds=RETRY_AFTER), fault=one.fault.kind)
    if "429" in one.tool.error_schemas or not isinstance(found.content, Mapping):
        return found
    return replace(found, content={**found.content, "retry_after": RETRY_AFTER})


def _late(one: Breaking) -> ToolResult:
    found = one.answer()
    if not found.ok:
        return found
    return ToolResult(content={"message": LATE}, status=202, wrote=found.wrote, fault=one.fault.kind)


def _stale(one: Breaking) -> ToolResult:
    now = one.answer()
    if one.tool.writes or now.wrote:
        return now
    then = one.before()
    return now if then.content == now.content else replace(then, fault=one.fault.kind, wrote=False)


# --- an answer that is not as declared --------------------------------------------------------------------------------


def _edited(one: Breaking, edit: Callable[[Any], Any]) -> ToolResult:
    found = one.answer()
    content = edit(found.content) if found.ok else found.content
    return (
        found
        if content == found.content and _typed(content) == _typed(found.content)
        else replace(found, content=content, fault=one.fault.kind)
    )


def _empty(one: Breaking) -> ToolResult:
    found = one.answer()
    if not found.ok:
        return found
    return ToolResult(content=_emptied(found.content), status=found.status, wrote=found.wrote, fault=one.fault.kind)


def _emptied(content: Any) -> Any:
    if isinstance(content, Mapping):
        return {name: [] for name, value in content.items() if isinstance(value, list)}
    return [] if isinstance(content, list) else ""


def _missing_field(one: Breaking) -> ToolResult:
    return _edited(one, lambda content: _without(content, _field(one, content)))


def _without(content: Any, field: str) -> Any:
    return _each(content, lambda row: {name: value for name, value in row.items() if name != field})


def _wrong_type(one: Breaking) -> ToolResult:
    def edit(content: Any) -> Any:
        field = _field(one, content)
        return _each(content, lambda row: {**row, field: _mistyped(row[field])} if field in row else row)

    return _edited(one, edit)


def _mistyped(value: Any) -> Any:
    """The value in a type nobody declared; what it says can still be read."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    return {"value": value} if isinstance(value, str) else [value] if isinstance(value, Mapping) else json.dumps(value)


def _renamed_field(one: Breaking) -> ToolResult:
    def edit(content: Any) -> Any:
        field = _field(one, content)
        name = one.fault.to or f"{field}_v2"
        return _each(content, lambda row: {name if key == field else key: value for key, value in row.items()})

    return _edited(one, edit)


def _extra_field(one: Breaking) -> ToolResult:
    def edit(content: Any) -> Any:
        place = _first(content)
        return content if place is None else _swapped(content, place, {**place, one.fault.field or EXTRA: "x-7f3a"})

    return _edited(one, edit)


def _injection(one: Breaking) -> ToolResult:
    def edit(content: Any) -> Any:
        text = one.fault.text
        place = _first(content)
        if place is None:
            return f"{content}\n{text}" if isinstance(content, str) else content
        field = one.fault.field or "note"
        held = place.get(field)
        return _swapped(content, place, {**place, field: f"{held} {text}" if isinstance(held, str) else text})

    return _edited(one, edit)


def _paging(one: Breaking) -> ToolResult:
    name = paging_argument(one.tool)
    size = max(one.fault.size, 1)
    given = one.arguments.get(name)
    start = _start(flat(name), given, size)

    def edit(content: Any) -> Any:
        items = _list(content)
        if items is None or (start == 0 and len(items) <= size):
            return content
        token = f"page-{start + size}" if flat(name) in TOKENS else start + size
        token = start // size + 2 if flat(name) in PAGES else token
        left = len(items) > start + size
        shown = items[start : start + size]
        around = {"next": token} if left else {}
        return (
            {**_swapped(content, items, shown), **around}
            if isinstance(content, Mapping)
            else {"items": shown, **around}
        )

    return _edited(one, edit)


def _start(word: str, given: Any, size: int) -> int:
    if isinstance(given, str) and given.startswith("page-") and given[5:].isdecimal():
        return int(given[5:])
    if isinstance(given, int) and not isinstance(given, bool):
        return max(given - 1, 0) * size if word in PAGES else max(given, 0)
    return 0


def paging_argument(tool: ToolSpec) -> str:
    """The argument by which a tool's next page is asked for; "" where it has none."""
    return next((name for words in (TOKENS, PAGES, SKIPS) for name in tool.properties if flat(name) in words), "")


def unpaged(arguments: Mapping[str, Any], tool: ToolSpec) -> dict[str, Any]:
    """The arguments without what says which page: the world is asked for the whole list."""
    name = paging_argument(tool)
    return {key: value for key, value in arguments.items() if key != name}


def _renamed_argument(one: Breaking) -> ToolResult:
    """The call used the old name: it is refused, with a message that tells the new one."""
    if one.fault.field not in one.arguments:
        return one.answer()
    message = f"Unknown argument {one.fault.field!r}: {one.fault.field!r} is now called {one.fault.to!r}."
    return refuse(one.tool, 400, message, fault=one.fault.kind)


# --- where in a result ----------------------------------------------------------------------------------------------


def _typed(content: Any) -> str:
    return json.dumps(content, default=str)


def _objects(content: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every object in a result, outermost first."""
    if isinstance(content, Mapping):
        yield content
    inner = content.values() if isinstance(content, Mapping) else content if isinstance(content, list) else ()
    for value in inner if depth < 8 else ():
        yield from _objects(value, depth + 1)


def _each(content: Any, edit: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Any:
    """The result with every object in it edited."""
    if isinstance(content, Mapping):
        return edit({name: _each(value, edit) for name, value in content.items()})
    return [_each(value, edit) for value in content] if isinstance(content, list) else content


def _first(content: Any) -> Mapping[str, Any] | None:
    """The first object that holds plain values: the thing itself, not what is wrapped around it."""
    for row in _objects(content):
        if any(not isinstance(value, Mapping | list) for value in row.values()):
            return row
    return None


def _field(one: Breaking, content: Any) -> str:
    """The field named by the fault, or one that the case drew."""
    if one.fault.field:
        return one.fault.field
    names = [name for name, value in (_first(content) or {}).items() if not isinstance(value, Mapping | list)]
    return names[int(one.fault.pick * len(names))] if names else ""


def _list(content: Any) -> list[Any] | None:
    if isinstance(content, list):
        return content
    inner = content.values() if isinstance(content, Mapping) else ()
    return next((found for value in inner if (found := _list(value)) is not None), None)


def _swapped(content: Any, old: Any, new: Any) -> Any:
    """The result with one part of it, known by being that very object, exchanged."""
    if content is old:
        return new
    if isinstance(content, Mapping):
        return {name: _swapped(value, old, new) for name, value in content.items()}
    return [_swapped(value, old, new) for value in content] if isinstance(content, list) else content


KINDS: Mapping[str, Callable[[Breaking], ToolResult]] = {
    "timeout_before": _timeout_before,
    "timeout_after": _timeout_after,
    "error": _error,
    "declared": _declared,
    "rate_limit": _rate_limit,
    "late": _late,
    "stale": _stale,
    "empty": _empty,
    "missing_field": _missing_field,
    "extra_field": _extra_field,
    "wrong_type": _wrong_type,
    "paging": _paging,
    "injection": _injection,
    "renamed_field": _renamed_field,
    "renamed_argument": _renamed_argument,
}
