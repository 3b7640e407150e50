"""`http://…`: an assistant behind an endpoint of its own.

POST {"messages", "tools"} in OpenAI's wire form; the answer is {"message": an OpenAI assistant message}.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from simulator.assistants.assistant import AssistantView, Opening, Reply
from simulator.assistants.foreign.answer import CallIds, clean_reply, read_answer
from simulator.assistants.foreign.kind import Kind
from simulator.errors import InputError
from simulator.messages import to_openai
from simulator.models.model import ModelError
from simulator.models.post import Endpoint


def http_kind(url: str) -> Kind:
    """The kind of a URL; its name leaves out any password in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as wrong:
        raise InputError(f"no URL: {url!r} ({wrong})", hint="write http://host:port/path") from None
    if not host:
        raise InputError(f"no host in {url!r}", hint="write http://host:port/path")
    endpoint = Endpoint(url)
    name = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return Kind(name=name, start=lambda opening: HttpAssistant(endpoint, opening))


class HttpAssistant:
    """One conversation with an endpoint; the endpoint itself need keep no state."""

    def __init__(self, endpoint: Endpoint, opening: Opening) -> None:
        self._endpoint = endpoint
        self._tools = [tool.to_openai() for tool in opening.tools]
        self._ids = CallIds()
        self._held = False

    async def act(self, view: AssistantView) -> Reply:
        if not self._held:
            self._held = True
            self._endpoint.hold()
        messages = [to_openai(message, wire=True) for message in view.messages]
        found = await self._endpoint.post({"messages": messages, "tools": self._tools})
        message = found.get("message") if isinstance(found, Mapping) else None
        if not isinstance(message, Mapping):
            raise ModelError('the endpoint\'s answer has no object under "message"', infrastructure=False)
        try:
            return clean_reply(read_answer(message), self._ids)
        except (TypeError, ValueError) as wrong:
            raise ModelError(f"the endpoint's message is no assistant message: {wrong}", infrastructure=False) from None

    async def close(self) -> None:
        if self._held:
            self._held = False
            await self._endpoint.release()
