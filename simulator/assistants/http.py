"""`http://…`: an assistant behind an endpoint of its own.

POST {"messages", "tools"} in OpenAI's wire form; the answer is {"message": an OpenAI assistant message}.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from simulator.assistants.assistant import AssistantView, Opening, Reply
from simulator.assistants.foreign.answer import CallIds, clean_reply, read_answer
from simulator.assistants.foreign.kind import Kind
from simulator.errors import InputError
from simulator.messages import to_openai
from simulator.models.model import ModelError
from simulator.models.tape import ASSISTANT, hash_of
from simulator.models.wire.endpoint import Endpoint, shown_address
from simulator.models.wire.wiring import Wiring

HINT = "write http://host:port/path, and any special character of a password as %XX"


def http_kind(url: str, wiring: Wiring | None = None) -> Kind:
    """The kind of a URL; its name leaves out whatever may be secret in it, and its digest tells such URLs apart."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        # What stands where in it is not known, so any part of it may be the password.
        scheme = url.partition(":")[0]
        raise InputError(f"no URL: {scheme}:… has no readable host and port", hint=HINT) from None
    if not host:
        raise InputError(f"no host in {shown_address(url)!r}", hint=HINT)
    endpoint = Endpoint(url, wiring=wiring)
    digest = blake2b(url.encode(), digest_size=8).hexdigest()
    return Kind(name=shown_address(url), digest=digest, start=lambda opening: HttpAssistant(endpoint, opening))


class HttpAssistant:
    """One conversation with an endpoint; the endpoint itself need keep no state."""

    def __init__(self, endpoint: Endpoint, opening: Opening) -> None:
        self._endpoint = endpoint
        self._tools = [tool.to_openai() for tool in opening.tools]
        self._ids = CallIds()
        self._waited, self._tape = opening.waited, opening.tape
        self._held = False

    async def act(self, view: AssistantView) -> Reply:
        if not self._held:
            self._held = True
            self._endpoint.hold()
        messages = [to_openai(message, wire=True) for message in view.messages]
        message = await self._message({"messages": messages, "tools": self._tools})
        if not isinstance(message, Mapping):
            raise ModelError('the endpoint\'s answer has no object under "message"', infrastructure=False)
        try:
            return clean_reply(read_answer(message), self._ids)
        except (TypeError, ValueError) as wrong:
            raise ModelError(f"the endpoint's message is no assistant message: {wrong}", infrastructure=False) from None

    async def _message(self, body: dict[str, Any]) -> Any:
        async def ask() -> dict[str, Any]:
            found = await self._endpoint.post(body, self._waited)
            return {"message": found.get("message") if isinstance(found, Mapping) else None}

        if self._tape is None:
            return (await ask())["message"]
        return (await self._tape.take(ASSISTANT, shown_address(self._endpoint.url), hash_of(body), ask))["message"]

    async def close(self) -> None:
        if self._held:
            self._held = False
            await self._endpoint.release()
