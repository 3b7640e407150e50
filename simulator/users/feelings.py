"""What a turn of the assistant does to the user's mood, and what the mood does to the user's next turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.draws import Draws
from simulator.messages import Reading
from simulator.personas.mood import LOW, Mood
from simulator.personas.persona import Persona
from simulator.users.acts import Act, Plan
from simulator.users.pursuit import Pursuit

COMPLAINS = {"angry": 0.9, "curt": 0.5, "anxious": 0.4, "neutral": 0.4, "friendly": 0.2, "cheerful": 0.15}
MAY_COMPLAIN = frozenset(("answer", "dont_know", "ask_again", "inform"))
MOST = 2
LEAST = 2


class Feelings:
    """The mood of one conversation."""

    def __init__(self, persona: Persona, draws: Draws) -> None:
        self._mood = Mood(persona)
        self._tone = persona.trait("tone")
        self._draws = draws
        self._cause = ""
        self._complaints = 0
        self._before = self._mood.level

    @property
    def low(self) -> bool:
        """Whether this person is out of humour."""
        return self._mood.level <= LOW

    def hear(self, reading: Reading, pursuit: Pursuit) -> None:
        """Takes in what the assistant said."""
        found = list(_happenings(reading, pursuit))
        self._before = self._mood.level
        self._cause = found[0] if self._mood.feel(found) < 0 else ""

    def bears(self, patience: int) -> int:
        """How many useless turns in a row this person bears, by the mood in which the first of them was met."""
        return max(patience - (self._before <= LOW), LEAST)

    def colour(self, plan: Plan) -> Plan:
        """The plan as somebody in this mood carries it out: with a complaint where there is a cause."""
        main = plan.main
        if self._cause and self.low and main and not plan.end and main.act in MAY_COMPLAIN and self._complains(main):
            self._complaints += 1
            complaint = Act(act="chat", say=f"complain_{self._cause}", pursuit=main.pursuit)
            return replace(plan, acts=(*plan.acts, complaint), mood=self._mood.level)
        return replace(plan, mood=self._mood.level) if self._mood.level else plan

    def _complains(self, act: Act) -> bool:
        if self._complaints >= MOST:
            return False
        return self._draws.chance(COMPLAINS[self._tone], "complain", act.pursuit.goal.id, self._cause)


def _happenings(reading: Reading, pursuit: Pursuit) -> Iterator[str]:
    """What happened to the user in this turn of the assistant, the worst first."""
    wrong = any(
        found == "wrong" and name in pursuit.slots and pursuit.sure(name) for name, found in reading.values.items()
    )
    if reading.claim == "failed" or not reading.understood or (reading.confirms and wrong):
        yield "error"
    if any(name in pursuit.told for name in reading.asks):
        yield "repeated"
    said = reading.asks or reading.confirms or reading.offers or reading.claim or reading.bye
    if not said and reading.understood:
        if reading.question:
            if pursuit.has("unsure") and not reading.prefers:
                yield "needless"
        elif not pursuit.wants_information:
            yield "wait"
    if reading.claim == "done":
        yield "success"
