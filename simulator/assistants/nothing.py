"""`nothing`: answers politely, never calls a tool, never refuses, never claims. The floor of every table."""

from __future__ import annotations

from simulator.assistants.assistant import AssistantView, Opening, Reply

WORDS = (
    "Thank you for your message.",
    "I understand, thank you.",
    "Thanks for letting me know.",
    "I see. Thank you for your patience.",
)


class Nothing:
    """Says one polite line a turn."""

    def __init__(self, opening: Opening) -> None:
        self._draws = opening.draws
        self._said = 0

    def act(self, view: AssistantView) -> Reply:
        del view
        text = self._draws.choice(WORDS, "polite", self._said)
        self._said += 1
        return Reply(text=text)

    def close(self) -> None:
        """Nothing is held."""
