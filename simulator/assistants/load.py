"""Agent strings: what follows `--assistant`, or an object given to the Python functions, becomes an `AssistantKind`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simulator.assistants.assistant import AssistantKind
from simulator.assistants.embedded import EMBEDDED
from simulator.assistants.foreign.file import load_object
from simulator.assistants.foreign.kind import Kind
from simulator.assistants.function import kind_of
from simulator.assistants.http import http_kind
from simulator.assistants.llm import llm_kind
from simulator.assistants.mutants.load import find
from simulator.errors import InputError, SetupError, closest
from simulator.models.anthropic import AnthropicModel

NEEDED = "give a function, a factory, an AutoGen agent or team, or an object with act"


def load_assistant(spec: str | object, *, near: Path | None = None) -> AssistantKind:
    """The kind an agent string names; files are looked up in `near`, then in the current folder."""
    if not isinstance(spec, str):
        return _from_object(spec)
    if spec in EMBEDDED:
        return Kind(name=spec, embedded=True, start=EMBEDDED[spec], sees_plan=spec == "reference")
    if spec.endswith(".py") or ".py:" in spec:
        found, digest, name = load_object(spec, near=near)
        return _kind(found, name=name, digest=digest, renew=lambda: load_object(spec, near=near)[0])
    door = BY_PREFIX.get(spec.partition(":")[0])
    if door is not None and not spec.endswith(":"):
        return door(spec)
    raise InputError(f"unknown assistant {spec!r}", hint=closest(spec, KNOWN))


def _wrapper(spec: str) -> AssistantKind:
    return Kind(name=spec, embedded=True, start=find(spec), sees_plan=True)


def _anthropic(spec: str) -> AssistantKind:
    return llm_kind(AnthropicModel(spec.partition(":")[2]))


BY_PREFIX: Mapping[str, Callable[[str], AssistantKind]] = {
    "mutant": _wrapper,
    "twin": _wrapper,
    "anthropic": _anthropic,
    "http": http_kind,
    "https": http_kind,
}
KNOWN = (*EMBEDDED, "mutant:NAME", "twin:NAME", "anthropic:MODEL", "http://HOST/PATH", "FILE.py:OBJECT")


def _from_object(found: Any) -> AssistantKind:
    if hasattr(found, "open") and hasattr(found, "exclusive"):
        kind: AssistantKind = found
        return kind
    name = getattr(found, "__name__", None) or getattr(found, "name", None) or type(found).__name__
    return _kind(found, name=str(name), digest="")


def _kind(found: Any, *, name: str, digest: str, renew: Callable[[], Any] | None = None) -> AssistantKind:
    if not isinstance(found, type) and callable(getattr(found, "complete", None)):
        return llm_kind(found, digest=digest)
    kind = kind_of(found, name=name, digest=digest, renew=renew)
    if kind is None:
        raise SetupError(f"{name} is {type(found).__name__}, no assistant", hint=NEEDED)
    return kind
