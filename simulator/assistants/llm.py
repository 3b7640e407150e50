"""A language model as an assistant: the policy is its system text, the scenario's tools are its tools."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from simulator.assistants.assistant import AssistantView, Opening, Reply
from simulator.assistants.foreign.answer import CallIds, clean_reply
from simulator.assistants.foreign.fault import settled
from simulator.assistants.foreign.kind import Kind
from simulator.messages import Message
from simulator.models.model import Blocks, Held, Model, ModelError, ModelReply, Request

PAUSES = 3


def llm_kind(model: Model, *, digest: str = "") -> Kind:
    """Any model of our small protocol as an assistant."""
    held = model if isinstance(model, Held) else None
    return Kind(name=model.name, digest=digest, start=lambda opening: LlmAssistant(model, opening, held))


class LlmAssistant:
    """A model in one conversation; what the provider wants back is kept by the index of its message."""

    def __init__(self, model: Model, opening: Opening, connections: Held | None) -> None:
        self._model = opening.tape.through(model) if opening.tape else model
        self._connections = connections
        self._waited = opening.waited
        self._ids = CallIds()
        self._blocks: dict[int, Blocks] = {}
        self._held = False
        self._calls = 0

    async def act(self, view: AssistantView) -> Reply:
        if self._connections is not None and not self._held:
            self._held = True
            self._connections.hold()
        system, messages = _split(view.messages)
        request = Request(system=system, messages=messages, tools=view.tools, blocks=self._blocks, waited=self._waited)
        found: ModelReply = await settled(self._model.complete(request))
        self._calls = 1
        if found.finish in ("pause", "error"):
            found = await self._completed(request, found)
        reply = clean_reply(Reply(text=found.text, calls=found.calls, usage=self._usage(found)), self._ids)
        if found.blocks and [call.id for call in reply.calls] == [call.id for call in found.calls]:
            self._blocks[len(messages)] = found.blocks
        return reply

    def close(self) -> Awaitable[None] | None:
        if self._connections is None or not self._held:
            return None
        self._held = False
        return self._connections.release()

    async def _completed(self, request: Request, found: ModelReply) -> ModelReply:
        """The whole answer of a model that paused: it is asked to go on, with what it had."""
        for _ in range(PAUSES):
            if found.finish != "pause":
                break
            so_far = replace(
                request,
                messages=(*request.messages, Message(role="assistant", content=found.text)),
                blocks={**request.blocks, len(request.messages): found.blocks},
            )
            self._calls += 1
            found = _joined(found, await settled(self._model.complete(so_far)))
        if found.finish == "error":
            raise ModelError(f"{self._model.name} ended its answer for no reason we know", infrastructure=True)
        return found

    def _usage(self, found: ModelReply) -> dict[str, int]:
        return {"model_calls": self._calls, **found.usage.spent()}


def _split(messages: tuple[Message, ...]) -> tuple[str, tuple[Message, ...]]:
    if messages and messages[0].role == "system":
        return messages[0].content, messages[1:]
    return "", messages


def _joined(first: ModelReply, then: ModelReply) -> ModelReply:
    return replace(
        then,
        text=first.text + then.text,
        blocks=(*first.blocks, *then.blocks),
        usage=first.usage.plus(then.usage),
    )
