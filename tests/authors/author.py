"""Models that answer what was recorded, one reply after the other; for tests and as `file.py:object`."""

from __future__ import annotations

from pathlib import Path

from simulator.models.model import ModelReply, Usage

REPLIES = Path(__file__).parent / "replies"


class Recorded:
    """A model of recorded replies; `asked` holds every request."""

    def __init__(self, *texts: str, name: str = "recorded") -> None:
        self.name, self.texts = name, texts
        self.asked = []

    async def complete(self, request) -> ModelReply:
        self.asked.append(request)
        return ModelReply(text=self.texts[len(self.asked) - 1], usage=Usage(fresh=1000, output=200))


idea = Recorded((REPLIES / "idea.md").read_text())
script = Recorded((REPLIES / "script.json").read_text())
phrases = Recorded((REPLIES / "phrases.json").read_text())
