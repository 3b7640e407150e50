"""The embedded user: agenda, speaker, noise and self-check in one conversation; deterministic by its draws.

Who words the turns is open: the grammar, or any function from a brief to a text.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from simulator.draws import Draws
from simulator.errors import SetupError, SimulatorError
from simulator.frozen import replace
from simulator.messages import Message, Note, Reading, Span, nothing
from simulator.noise.channel import mess
from simulator.noise.hand import WORD, Piece
from simulator.noise.style import draw_style, parse_mess
from simulator.noise.tongue import spoken, tongue
from simulator.personas.mood import COMPLAINS
from simulator.understanding.read import read
from simulator.users.agenda.acts import Act, Plan
from simulator.users.agenda.agenda import Agenda
from simulator.users.agenda.manner import manner
from simulator.users.agenda.plan import next_plan
from simulator.users.fair import Fair
from simulator.users.speaker import GrammarSpeaker
from simulator.users.speech.brief import Brief, Line, Speaker
from simulator.users.speech.pen import Pen
from simulator.users.speech.spoken import Sense, Spoken, Wording, any_sense
from simulator.users.speech.tidy import leak
from simulator.users.user import UserTurn, UserView

MAY_COMPLAIN = frozenset(("answer", "dont_know", "ask_again", "inform"))
MOST_COMPLAINTS = 2
WITH_CARE = frozenset(("again", "right", "new"))


Acting = Generator[Brief, str, UserTurn]


class EmbeddedUser:
    """One user in one conversation."""

    def __init__(
        self, view: UserView, draws: Draws, wording: Wording | None = None, *, sense: Sense = any_sense
    ) -> None:
        self._view = view
        profile = parse_mess(view.mess)
        self._style = draw_style(view.persona, profile, draws.at("style"))
        self._agenda = Agenda(view, draws.at("do"))
        self._pen = Pen(view, self._style, draws.at("say"))
        self._fair = Fair(view)
        self._speaker: Speaker = GrammarSpeaker(view, self._style, draws.at("say"))
        self._wording = wording
        self._spoken: Spoken | None = None
        if wording:
            self._spoken = Spoken(stand_in=self._speaker, check=self._wrong, clock=view.clock, sense=sense)
        self._said: list[Line] = []
        self._heard = self._over = ""
        trait = view.persona.trait
        self._tongue = tongue(trait("language"), trait("dialect"), trait("literacy"), clean=profile.name == "clean")
        self._accent = draws.at("tongue")
        self._temper = draws.at("complain")
        self._complaints = 0
        self._draws = draws.at("noise")
        self._acts: dict[tuple[str, str], int] = {}

    def read(self, text: str) -> Reading:
        """What the user understands, listening for the slots of the goals still open."""
        self._heard = text
        found = read(text, self._agenda.slots(), self._view.clock)
        kind = manner(text, found, lambda: self._agenda.words)
        if kind:
            found = replace(found, manner=kind)
        if not found.understood and self._agenda.wants_words and WORD.search(text):
            # whoever asked a question takes any words for an answer
            return replace(found, understood=True)
        return found

    def act(self, reading: Reading | None) -> UserTurn:
        """The next turn; one that is not fair ends the conversation, which then counts against nobody else."""
        if self._spoken is None and not self._over:
            plan, brief = self._next(reading)
            return self._turn(plan, self._speaker.word(brief))
        acting = self.acting(reading)
        try:
            brief = next(acting)
            while True:
                brief = acting.send(_text(self._wording, brief))
        except StopIteration as done:
            turn: UserTurn = done.value
            return turn

    def acting(self, reading: Reading | None) -> Acting:
        """The same step by step: gives each brief that somebody else words, and is sent the text."""
        if self._over:
            return UserTurn(end=self._over)
        plan, brief = self._next(reading)
        pieces = self._speaker.word(brief) if self._spoken is None else (yield from self._spoken.worded(brief))
        return self._turn(plan, pieces)

    def _next(self, reading: Reading | None) -> tuple[Plan, Brief]:
        """What is done next, and what a speaker needs to word it; what was said is for others than the grammar."""
        if reading:
            self._fair.hear(reading, self._heard)
            if self._spoken is not None:
                self._said.append(Line("assistant", self._heard))
        plan = self._complaining(next_plan(self._agenda, reading))
        return plan, self._pen.brief(plan, self._agenda.mood.level, tuple(self._said))

    def _turn(self, plan: Plan, pieces: Sequence[Piece]) -> UserTurn:
        """The turn as it is typed; one that is not fair is the last."""
        turn = self._told(plan, pieces) if pieces else UserTurn(end=plan.end, detail=plan.detail)
        breach = self._fair.breach(turn)
        if breach:
            turn = replace(turn, end="user_fault", detail=breach)
        self._over = turn.end
        if self._spoken is not None:
            self._said += [Line("user", message.content) for message in turn.messages]
        return turn

    def _told(self, plan: Plan, pieces: Sequence[Piece]) -> UserTurn:
        values = {piece.slot: piece.value for piece in pieces if piece.slot}
        if values:
            self._agenda.hear(values)
        return self._typed(plan, pieces, values)

    def _wrong(self, text: str, spans: Sequence[Span]) -> str:
        """What is wrong with a text that somebody else worded; "" where nothing is."""
        return leak(text) or self._fair.breach_of_text(text, spans)

    def _complaining(self, plan: Plan) -> Plan:
        """The plan with a complaint behind it, where the mood is low for a cause and nobody waits for a yes or a no."""
        mood, main = self._agenda.mood, plan.main
        if not mood.cause or not mood.low or plan.end or main is None or main.act not in MAY_COMPLAIN:
            return plan
        chance = COMPLAINS[self._view.persona.trait("tone")] if self._complaints < MOST_COMPLAINTS else 0.0
        if not self._temper.chance(chance, main.pursuit.goal.id, mood.cause):
            return plan
        self._complaints += 1
        complaint = Act(act="complain", say=f"complain_{mood.cause}", pursuit=main.pursuit)
        return replace(plan, acts=(*plan.acts, complaint))

    def _typed(self, plan: Plan, pieces: Sequence[Piece], values: Mapping[str, Any]) -> UserTurn:
        main = plan.main
        act, goal = (main.act, main.pursuit.goal.id) if main else ("", "")
        count = self._acts[act, goal] = self._acts.get((act, goal), 0) + 1
        pieces = spoken(pieces, self._tongue, self._accent, goal, act, count)
        messy = mess(pieces, self._style, self._draws.at(f"{goal}/{act}/{count}"), self._harmed(plan))
        last = len(messy.texts) - 1
        notes = [
            Note(
                act=act,
                goal=goal,
                told={span.slot: values[span.slot] for span in spans} if spans else nothing(),
                happened=plan.happened if index == last else (),
                clean=messy.clean[index],
                spans=spans,
                slips=messy.slips[index],
                stand_in=self._spoken.refused if self._spoken else "",
            )
            for index, spans in enumerate(messy.spans)
        ]
        messages = [Message(role="user", content=text) for text in messy.texts]
        return UserTurn(messages=tuple(messages), notes=tuple(notes), end=plan.end, detail=plan.detail)

    def _harmed(self, plan: Plan) -> AbstractSet[str]:
        """The slots whose values may be mistyped; who puts one right or says it again takes care."""
        if not self._view.harm:
            return self._view.harm
        careful = {tell.slot.name for act in plan.acts for tell in act.tells if tell.how in WITH_CARE}
        return self._view.harm - careful - {name for act in plan.acts for name in act.pursuit.denied}


def _text(wording: Wording | None, brief: Brief) -> str:
    """What a function words for a brief; one that breaks is told by its name."""
    try:
        return wording(brief) if wording else ""
    except SimulatorError:
        raise
    except Exception as broken:
        name = getattr(wording, "__name__", "the wording")
        hint = "it is given a brief and returns a text"
        raise SetupError(f"{name} broke: {type(broken).__name__}: {broken}", hint=hint) from broken
