"""Model strings: `anthropic:MODEL` or `openai:MODEL` becomes a model; its packages are imported on first use."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from simulator.errors import InputError, SetupError, closest
from simulator.models.model import Model
from simulator.models.wire.wiring import Wiring

PROVIDERS = ("anthropic", "openai")
KNOWN = ("anthropic:MODEL", "openai:MODEL")


def is_model(spec: str) -> bool:
    """Whether a string names a model of a provider."""
    provider, _, name = spec.partition(":")
    return provider in PROVIDERS and bool(name)


def words_users(user: Any) -> bool:
    """Whether a user is a model, which words what the simulated one has decided, and no kind or function of its own."""
    if not isinstance(user, str):
        return True
    return is_model(user) or (".py:" in user and hasattr(_of_file(user)[0], "complete"))


def load_model(spec: str, wiring: Wiring | None = None) -> Model:
    """The model a string names; raises SetupError where its key or its package is missing."""
    wiring = wiring or Wiring()
    provider, _, name = spec.partition(":")
    if name and provider == "anthropic":
        from simulator.models.anthropic import AnthropicModel

        return AnthropicModel(name, wiring=wiring)
    if name and provider == "openai":
        from simulator.models.openai import OpenAIModel

        return OpenAIModel(name, wiring=wiring)
    raise InputError(f"unknown model {spec!r}", hint=closest(spec, KNOWN))


def load_any(spec: str | Model, wiring: Wiring | None = None) -> Model:
    """The model of a provider's string, of `file.py:object`, or the object itself; AutoGen's clients too."""
    if isinstance(spec, str) and (is_model(spec) or ".py" not in spec):
        return load_model(spec, wiring)
    found, name = (spec, "") if not isinstance(spec, str) else _of_file(spec)
    from simulator.models.autogen import AutogenModel, is_client

    if is_client(found):
        return AutogenModel(found, name=name or type(found).__name__)  # type: ignore[arg-type]
    if not callable(getattr(found, "complete", None)):
        raise SetupError(f"{name or type(found).__name__} is no model", hint="it needs an async complete(request)")
    return found


def _of_file(spec: str) -> tuple[Any, str]:
    from simulator.plugins import load_object

    loaded = load_object(spec)
    return loaded.found, loaded.name


def server_digest(spec: str, wiring: Wiring) -> str:
    """What tells models of one name on different servers apart; "" for a provider's own."""
    own = not spec.startswith("openai:") or not wiring.base_url
    return "" if own else blake2b(wiring.base_url.rstrip("/").encode(), digest_size=8).hexdigest()
