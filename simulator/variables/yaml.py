"""YAML and JSON texts into plain data, safely: no tags, merge keys or repeated keys; depth, aliases and size bounded.

Scalars follow the YAML 1.2 core schema (12:30 and `no` stay text), mapping keys are always text as written, and the
place of every key is kept for error messages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import yaml

from simulator.errors import InputError, Place, short
from simulator.messages import levels

MAX_DEPTH = 100
MAX_NODES = 2_000_000
MAX_ALIASES = 200
MAX_BYTES = 1_000_000
MAX_WARNINGS = 20

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMERIC = frozenset("+-.0123456789")
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Marks = dict[int, dict[Any, tuple[int, int]]]


class Document:
    """Plain data and where each part of it stands."""

    __slots__ = ("_marks", "data", "path", "text", "warnings")

    def __init__(self, data: Any, path: str, text: str, marks: Marks | None, warnings: tuple[str, ...] = ()) -> None:
        self.data = data
        self.path = path
        self.text = text
        self.warnings = warnings
        self._marks = marks

    def place(self, *keys: Any) -> Place:
        """The place of the deepest of these keys that the text has."""
        marks = self._known_marks()
        here, found = self.data, marks.get(0, {}).get(None, (1, 1))
        for key in keys:
            at = marks.get(id(here), {}).get(key)
            if at is None:
                break
            found = at
            here = here[key]
        return Place(self.path, *found)

    def _known_marks(self) -> Marks:
        if self._marks is None:
            self._marks = {}
            if len(self.text) <= MAX_BYTES:
                with suppress(InputError):  # a text that YAML cannot read has no places, which is no error of its own
                    builder = _Foreign(self.path, self.text)
                    self.data, self._marks = builder.data, builder.marks
        return self._marks


def load_yaml(text: str, path: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """The one YAML document in a text; raises InputError with the place of what is refused."""
    _check_size(text, path, max_bytes)
    builder = _Builder(path, text)
    return Document(builder.data, path, text, builder.marks)


def load_foreign_yaml(text: str, path: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """The same for a document others wrote: merge keys and plain tags are read, a repeated key is a warning."""
    _check_size(text, path, max_bytes)
    builder = _Foreign(path, text)
    return Document(builder.data, path, text, builder.marks, tuple(builder.warnings))


def load_json(text: str, path: str, *, max_bytes: int = MAX_BYTES, foreign: bool = False) -> Document:
    """The one JSON value in a text; raises InputError with the place of what is refused.

    In a `foreign` one the last of repeated keys counts, with a warning, as everywhere else.
    """
    _check_size(text, path, max_bytes)
    repeated: list[str] = []
    try:
        pairs = _pairs(path, repeated if foreign else None)
        constant = str if foreign else _constant(path)
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as broken:
        raise InputError(f"not valid JSON: {broken.msg}", place=Place(path, broken.lineno, broken.colno)) from None
    except (RecursionError, ValueError) as broken:
        raise InputError(f"not readable as JSON: {_why(broken)}", place=Place(path)) from None
    except InputError:
        if len(text) <= MAX_BYTES:
            _Builder(path, text)  # JSON is YAML too: this reading knows the line
        raise
    if levels(data) > MAX_DEPTH:
        raise InputError(f"nested deeper than {MAX_DEPTH} levels", place=Place(path))
    twice = tuple(f"key {key!r} stands twice in one object; the last one counts" for key in dict.fromkeys(repeated))
    return Document(data, path, text, None, twice[:MAX_WARNINGS])


def _why(broken: Exception) -> str:
    return "nested too deep" if isinstance(broken, RecursionError) else str(broken)


def _check_size(text: str, path: str, max_bytes: int) -> None:
    if len(text) > max_bytes:
        raise InputError(f"the file has {len(text):,} characters, more than {max_bytes:,}", place=Place(path))


def _pairs(path: str, repeated: list[str] | None) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(found)
        if len(data) != len(found):
            names = [name for name, _ in found]
            twice = next(name for name, count in Counter(names).items() if count > 1)
            if repeated is not None:
                repeated.append(short(twice))
                return data
            raise InputError(f"key {twice!r} stands twice in one object", place=Place(path), hint="keep one of them")
        return data

    return pairs


def _constant(path: str) -> Callable[[str], Any]:
    def constant(word: str) -> NoReturn:
        raise InputError(f"{word} is not JSON", place=Place(path), hint="use a number or null")

    return constant


class _Open:
    """A container still being read."""

    __slots__ = ("anchor", "data", "key", "size", "start")

    def __init__(self, data: Any, anchor: str | None, start: tuple[int, int]) -> None:
        self.data = data
        self.anchor = anchor
        self.key: Any = _NO_KEY
        self.size = 1
        self.start = start


_NO_KEY = object()
_STANDARD = "tag:yaml.org,2002:"


class _Builder:
    """Reads parser events into data, without recursion."""

    max_aliases = MAX_ALIASES
    max_nodes = MAX_NODES

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.marks: Marks = {}
        self.data: Any = None
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._aliases = self._nodes = self._documents = 0
        try:
            for event in yaml.parse(text, Loader=_Loader):
                handle = _HANDLERS.get(type(event))
                if handle:
                    handle(self, event)
        except yaml.MarkedYAMLError as broken:
            mark = broken.problem_mark or broken.context_mark
            line, col = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            problem = broken.problem or broken.context or "not readable"
            raise InputError(f"not valid YAML: {problem}", place=Place(path, line, col)) from None
        except (yaml.YAMLError, UnicodeError) as broken:
            reason = getattr(broken, "reason", str(broken))
            raise InputError(f"not readable as YAML: {reason}", place=Place(path)) from None

    def refuse(self, event: Any, message: str, hint: str = "") -> NoReturn:
        raise InputError(message, place=Place(self.path, *_at(event)), hint=hint)

    def document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self.refuse(event, "a second YAML document begins here", "keep one document a file")

    def scalar(self, event: Any) -> None:
        plain = event.style is None or event.style == ""
        if event.tag and not (event.tag == "!" and not plain):
            plain = self.tagged(event)
        as_key = bool(self._stack) and isinstance(self._stack[-1].data, dict) and self._stack[-1].key is _NO_KEY
        if as_key:
            self.take_key(event, event.value, plain)
            return
        value = self.plain(event) if plain else event.value
        self.add(event, value, 1)
        self.keep_anchor(event.anchor, value, 1)

    def tagged(self, event: Any) -> bool:
        """Whether a value with a tag is read like an unquoted one."""
        self.refuse(event, f"the tag {event.tag} is not allowed", "write plain values without !tags")

    def plain(self, event: Any) -> Any:
        value = plain(event.value)
        if isinstance(value, float) and value in (float("inf"), float("-inf")):
            self.refuse(event, f"the number {event.value[:40]} is too large")
        if isinstance(value, str) and value[:1] in _NUMERIC and _INFINITE.fullmatch(value):
            self.refuse(event, f"{value} is no number here", "use a finite number")
        return value

    def take_key(self, event: Any, key: str, plain: bool) -> None:
        top = self._stack[-1]
        self.check_key(event, key, top, plain=plain)
        top.key = key
        self.marks[id(top.data)][key] = _at(event)

    def check_key(self, event: Any, key: str, top: _Open, *, plain: bool) -> None:
        if event.anchor:
            self.refuse(event, "an anchor on a key is not allowed")
        if key == "<<" and plain:
            self.refuse(event, "merge keys (<<) are not supported", "write the values out")
        if key in top.data:
            self.refuse(event, f"key {key!r} stands twice in one mapping", "keep one of them")

    def start(self, event: Any) -> None:
        if event.tag:
            self.tagged(event)
        if len(self._stack) >= MAX_DEPTH:
            self.refuse(event, f"nested deeper than {MAX_DEPTH} levels")
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.data, dict) and top.key is _NO_KEY:
            self.refuse(event, "a key must be a single word or text")
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.marks[id(data)] = {}
        self._stack.append(_Open(data, event.anchor, _at(event)))

    def end(self, event: Any) -> None:
        done = self._stack.pop()
        self.add(event, done.data, done.size, done.start)
        self.keep_anchor(done.anchor, done.data, done.size)

    def alias(self, event: Any) -> None:
        self._aliases += 1
        if self._aliases > self.max_aliases:
            self.refuse(event, f"more than {self.max_aliases} aliases")
        if event.anchor not in self._anchors:
            self.refuse(event, f"the alias *{event.anchor} has no anchor before it")
        value, size = self._anchors[event.anchor]
        top = self._stack[-1]
        if isinstance(top.data, dict) and top.key is _NO_KEY:
            self.refuse(event, "an alias as a key is not allowed")
        self.add(event, value, size)

    def add(self, event: Any, value: Any, size: int, start: tuple[int, int] | None = None) -> None:
        self._nodes += 1 if start else size
        if self._nodes > self.max_nodes:
            self.refuse(event, f"more than {self.max_nodes:,} values")
        if not self._stack:
            self.data = value
            self.marks[0] = {None: start or _at(event)}
            return
        top = self._stack[-1]
        top.size += size
        if isinstance(top.data, dict):
            self.put(top, value)
            top.key = _NO_KEY
        else:
            self.marks[id(top.data)][len(top.data)] = start or _at(event)
            top.data.append(value)

    def put(self, top: _Open, value: Any) -> None:
        top.data[top.key] = value

    def keep_anchor(self, anchor: str | None, value: Any, size: int) -> None:
        if anchor:
            self._anchors[anchor] = (value, size)


class _Foreign(_Builder):
    """Reads what others wrote as their own tools read it."""

    max_aliases = 100 * MAX_ALIASES
    max_nodes = 2 * MAX_NODES

    def __init__(self, path: str, text: str) -> None:
        self.warnings: list[str] = []
        self._merged: dict[int, set[str]] = {}
        super().__init__(path, text)

    def plain(self, event: Any) -> Any:
        value = plain(event.value)
        return event.value if value in (float("inf"), float("-inf")) else value

    def tagged(self, event: Any) -> bool:
        if not event.tag.startswith(_STANDARD) or event.tag.startswith(f"{_STANDARD}python"):
            super().tagged(event)
        return event.tag not in (f"{_STANDARD}str", f"{_STANDARD}binary", f"{_STANDARD}timestamp")

    def check_key(self, event: Any, key: str, top: _Open, *, plain: bool) -> None:
        merging = key == "<<" and plain
        if not merging and key in top.data and key not in self._merged.get(id(top.data), ()):
            line, col = _at(event)
            if len(self.warnings) < MAX_WARNINGS:
                self.warnings.append(f"{line}:{col}: key {short(key)!r} stands twice; the last one counts")
        self._merged.get(id(top.data), set()).discard(key)
        if event.anchor:
            self._anchors[event.anchor] = (key, 1)

    def put(self, top: _Open, value: Any) -> None:
        if top.key != "<<":
            top.data[top.key] = value
            return
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, dict) for part in parts):
            place = Place(self.path, *self.marks[id(top.data)]["<<"])
            raise InputError("a merge key (<<) needs a mapping", place=place, hint="write the values out")
        taken = self._merged.setdefault(id(top.data), set())
        for part in parts:
            self._nodes += len(part)
            for key, inner in part.items():
                if key not in top.data:
                    top.data[key] = inner
                    taken.add(key)


def plain(text: str) -> Any:
    """The value of an unquoted scalar by the YAML 1.2 core schema."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[:1] not in _NUMERIC:
        return text
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_HANDLERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.DocumentStartEvent: _Builder.document,
    yaml.ScalarEvent: _Builder.scalar,
    yaml.SequenceStartEvent: _Builder.start,
    yaml.MappingStartEvent: _Builder.start,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.MappingEndEvent: _Builder.end,
    yaml.AliasEvent: _Builder.alias,
}
