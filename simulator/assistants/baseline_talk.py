"""What the baseline says beside the shared words: what it can do, what went wrong, and every value a tool gave back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.assistants.speech.documents import action_of, name_words
from simulator.assistants.speech.phrases import DOWN, DROPPED, FAILED, HAND_OVER, WELCOME, WHAT_ELSE
from simulator.assistants.speech.results import rows, scalars
from simulator.assistants.speech.stems import to_sentence
from simulator.assistants.speech.talk import Speech
from simulator.assistants.speech.values import listed, said
from simulator.assistants.speech.wording import wording
from simulator.draws import Draws
from simulator.tools.spec import ToolSpec

MOST_FACTS = 6
WHAT = ("What would you like me to do? I can {0}.", "How can I help? I can {0}.")
CHAT = ("I'm sorry, I have no information about that here.", "I'm afraid I do not know that.")
NOT_FOUND = ("I could not find that. {0}", "Nothing was found. {0}")


class Talk(Speech):
    """The words of one baseline conversation."""

    def __init__(self, *, draws: Draws, clock: datetime) -> None:
        super().__init__(draws=draws, policy="", clock=clock)

    def what(self, tools: Sequence[ToolSpec]) -> str:
        """What it can do, or that it knows nothing where there are no tools."""
        if not tools:
            return self.pick(CHAT, "chat")
        shown = [action_of(tool.name, tool.description) for tool in tools if tool.writes] or [
            action_of(tool.name, tool.description) for tool in tools
        ]
        return self.pick(WHAT, "what").format(listed([f"{one.verb} {one.thing}" for one in shown[:5]], last="or"))

    def dropped(self) -> str:
        return f"{self.pick(DROPPED, 'dropped')} {self.more()}"

    def what_else(self) -> str:
        return self.pick(WHAT_ELSE, "what else")

    def bye(self) -> str:
        return self.pick(WELCOME, "welcome")

    def trouble(self) -> str:
        return self.pick(DOWN, "trouble")

    def hand_over(self) -> str:
        return self.pick(HAND_OVER, "hand over")

    def failed(self, message: str) -> str:
        return to_sentence(self.pick(FAILED, "failed").format(message or "no reason given"))

    def nothing_found(self, message: str) -> str:
        return self.pick(NOT_FOUND, "not found").format(to_sentence(message)).strip()

    def report(self, tool: ToolSpec, args: Mapping[str, Any], data: Any) -> str:
        """That it is done, and what the tool gave back that was not said before."""
        if not tool.writes:
            return self._looked_up(tool, data)
        facts = [
            f"{name_words(key)} {said(value)} {wording(tool).unit(key)}".rstrip()
            for key, value in scalars(data)
            if key not in args and not isinstance(value, bool) and str(value)
        ]
        text = self.done(tool, args)
        return f"{text} For your records: {listed(facts[:MOST_FACTS])}." if facts else text

    def _looked_up(self, tool: ToolSpec, data: Any) -> str:
        found = [row for row in rows(data) if any(isinstance(value, str | int | float) for value in row.values())]
        if not found:
            return f"{said(data)[:300]}." if isinstance(data, str) else "I found nothing."
        return " ".join(self.summary(tool, row) for row in found[:3])
