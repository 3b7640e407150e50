"""The ground truth's player in front of tools that are shown otherwise: it plays with the real names."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from simulator.assistants.assistant import Assistant, AssistantView, Reply
from simulator.messages import Message
from simulator.worlds.disguise import Disguise


class Undisguised:
    """An embedded assistant that sees the plan: it reads and speaks as if nothing were disguised."""

    def __init__(self, inner: Assistant, disguise: Disguise) -> None:
        self._inner = inner
        self._disguise = disguise
        self._read: list[Message] = []

    def act(self, view: AssistantView) -> Reply:
        """The inner assistant's move, its calls as the tools are shown."""
        messages = view.messages
        if self._disguise.renames:
            self._read += [self._disguise.unmasked(message) for message in messages[len(self._read) :]]
            messages = tuple(self._read)
        reply = self._inner.act(AssistantView(messages=messages, tools=self._disguise.known))
        assert isinstance(reply, Reply), "an embedded assistant never waits"
        return replace(reply, calls=tuple(self._disguise.said(call) for call in reply.calls)) if reply.calls else reply

    def close(self) -> Awaitable[None] | None:
        """Closes the inner one."""
        return self._inner.close()
