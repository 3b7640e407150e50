"""Agent strings: what follows `--assistant`, or an object given to the Python functions, becomes an `AssistantKind`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from simulator.assistants.assistant import AssistantKind
from simulator.assistants.embedded import EMBEDDED, embedded
from simulator.assistants.foreign.kind import Kind
from simulator.errors import InputError, SetupError, closest
from simulator.models.wire.wiring import Wiring

DIRECT = Wiring()
NEEDED = "give a function, a factory, an AutoGen agent or team, or an object with act"


def load_assistant(spec: str | object, *, near: Path | None = None, wiring: Wiring = DIRECT) -> AssistantKind:
    """The kind an agent string names; files are looked up in `near`, then in the current folder."""
    if not isinstance(spec, str):
        return _from_object(spec)
    if spec in EMBEDDED:
        return Kind(name=spec, embedded=True, start=embedded(spec), sees_plan=spec == "reference")
    door = BY_PREFIX.get(spec.partition(":")[0])
    if door is not _wrapper and (spec.endswith(".py") or ".py:" in spec):
        return _file(spec, near)
    if door is not None and ":" in spec[:-1]:
        return door(spec, wiring)
    raise InputError(f"unknown assistant {spec!r}", hint=closest(spec, KNOWN))


def _of(module: str, name: str) -> Any:
    """A door of this room, opened on first use: most runs need one of them, and some are heavy."""
    return getattr(import_module(f"simulator.{module}"), name)


def _file(spec: str, near: Path | None) -> AssistantKind:
    load_object = _of("plugins", "load_object")
    file = load_object(spec, near=near)
    kind = _kind(file.found, name=file.name, digest=file.digest, renew=lambda: load_object(spec, near=near).found)
    kind.spec = file.spec
    return kind


def _wrapper(spec: str, _: Wiring) -> AssistantKind:
    name = _of("assistants.mutants.load", "full_name")(spec)
    file = _of("plugins", "load_object")(name.partition(":")[2]) if ".py" in name else None
    kind = Kind(name=name, embedded=True, start=_of("assistants.mutants.load", "find")(name), sees_plan=True)
    if file:
        kind.name, kind.digest, kind.spec = f"{spec.partition(':')[0]}:{file.name}", file.digest, spec
    return kind


def _provider(spec: str, wiring: Wiring) -> AssistantKind:
    return _model(_of("models.load", "load_model")(spec, wiring), _of("models.load", "server_digest")(spec, wiring))


def _model(model: Any, digest: str = "") -> Kind:
    kind: Kind = _of("assistants.llm", "llm_kind")(model, digest=digest)
    return kind


def _http(spec: str, wiring: Wiring) -> AssistantKind:
    kind: AssistantKind = _of("assistants.http", "http_kind")(spec, wiring)
    return kind


def _replay(spec: str, _: Wiring) -> AssistantKind:
    run, model = spec.partition(":")[2], ""
    if "@" in run and not Path(run).exists():
        run, model = run.rsplit("@", 1)
    lines, digest = _of("models.replay", "read_kept")(Path(run))
    kind = _model(_of("models.replay", "ReplayModel")(f"replay:{Path(run).name}", lines, model=model), digest)
    kind.spec = spec
    return kind


BY_PREFIX: Mapping[str, Callable[[str, Wiring], AssistantKind]] = {
    "mutant": _wrapper,
    "twin": _wrapper,
    "anthropic": _provider,
    "openai": _provider,
    "replay": _replay,
    "http": _http,
    "https": _http,
}
KNOWN = (
    *EMBEDDED, "mutant:NAME", "twin:NAME", "anthropic:MODEL", "openai:MODEL", "replay:RUN", "http://HOST/PATH",
    "FILE.py:OBJECT",
)  # fmt: skip


def _from_object(found: Any) -> AssistantKind:
    if hasattr(found, "open") and hasattr(found, "exclusive"):
        kind: AssistantKind = found
        return kind
    name = getattr(found, "__name__", None) or getattr(found, "name", None) or type(found).__name__
    return _kind(found, name=str(name), digest=_of("assistants.foreign.digest", "digest_of")(found))


def _kind(found: Any, *, name: str, digest: str, renew: Callable[[], Any] | None = None) -> Kind:
    if not isinstance(found, type) and callable(getattr(found, "complete", None)):
        return _model(found, digest)
    if _of("models.autogen", "is_client")(found):
        return _model(_of("models.autogen", "AutogenModel")(found, name=name), digest)
    kind: Kind | None = _of("assistants.function", "kind_of")(found, name=name, digest=digest, renew=renew)
    if kind is None:
        raise SetupError(f"{name} is {type(found).__name__}, no assistant", hint=NEEDED)
    return kind
