"""References inside a document: JSON pointers followed, common slips found, nothing ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from simulator.errors import short

_ROOMS = (("components", "schemas"), ("definitions",), ("$defs",))


class Pointers:
    """What the references of one document point to."""

    def __init__(self, root: Any, warn: Callable[..., None]) -> None:
        self._root = root
        self._warn = warn

    def follow(self, ref: Any) -> Any:
        """What a reference points to in the end; `{}` with a warning where that is nothing in this document."""
        seen = set()
        while isinstance(ref, str):
            if ref in seen:
                self._warn(f"reference {short(ref)} leads back to itself")
                return {}
            seen.add(ref)
            found = self.find(ref)
            if found is None:
                self._warn(_lost(ref), ref=ref)
                return {}
            if not isinstance(found, Mapping) or not isinstance(found.get("$ref"), str) or len(found) > 1:
                return found
            ref = found["$ref"]
        self._warn("a reference is no text")
        return {}

    def find(self, ref: Any) -> Any:
        """What a reference points to, None where it points nowhere."""
        if not isinstance(ref, str):
            return None
        if not ref.startswith("#"):
            return self._named(ref)
        found = pointed(self._root, ref)
        if found is not None:
            return found
        if "/" not in ref:
            return self._anchors.get(ref[1:])
        room, _, name = ref.rpartition("/")
        if room.rpartition("/")[2] in ("definitions", "$defs", "schemas"):
            found = self._named(_plain(name))
            return self._inner_definitions.get(_plain(name)) if found is None else found
        return None

    def _named(self, name: str) -> Any:
        """A schema by its bare name, as old documents refer to it."""
        for room in _ROOMS:
            here = self._root
            for part in room:
                here = here.get(part) if isinstance(here, Mapping) else None
            if isinstance(here, Mapping) and name in here:
                return here[name]
        return None

    @cached_property
    def _anchors(self) -> dict[str, Any]:
        return {part["$anchor"]: part for part in _objects(self._root) if isinstance(part.get("$anchor"), str)}

    @cached_property
    def _inner_definitions(self) -> dict[str, Any]:
        """Definitions that stand inside a schema and are referred to as if they stood at the top."""
        found: dict[str, Any] = {}
        for part in _objects(self._root):
            for word in ("$defs", "definitions"):
                if isinstance(part.get(word), Mapping):
                    found = {**part[word], **found}
        return found


def _lost(ref: str) -> str:
    if ref.startswith("#"):
        return f"reference {short(ref)} points nowhere and is left open"
    return f"reference {short(ref)} points out of the document and is left open; nothing is fetched"


def _objects(root: Any) -> Iterator[Mapping[str, Any]]:
    stack = [root]
    while stack:
        here = stack.pop()
        if isinstance(here, Mapping):
            yield here
            stack += here.values()
        elif isinstance(here, list):
            stack += here


def pointed(root: Any, ref: str) -> Any:
    """The part of the data a JSON pointer names, or None."""
    here = root
    for part in ref.removeprefix("#").removeprefix("/").split("/") if len(ref) > 1 else ():
        name = _plain(part)
        if isinstance(here, Mapping):
            # A document that was not read by us may have numbers as keys: response codes, mostly.
            here = here.get(name, here.get(int(name)) if name.isdecimal() and len(name) < 10 else None)
        elif isinstance(here, list) and name.isdecimal() and len(name) < 10 and int(name) < len(here):
            here = here[int(name)]
        else:
            return None
    return here


def _plain(part: str) -> str:
    if "%" in part:
        from urllib.parse import unquote

        part = unquote(part)
    return part.replace("~1", "/").replace("~0", "~")
