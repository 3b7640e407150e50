"""The embedded user: agenda, speaker and noise in one conversation; deterministic by its draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from simulator.draws import Draws
from simulator.messages import Message, Note, Reading
from simulator.noise.channel import WORD, Piece, mess
from simulator.noise.style import draw_style, parse_mess
from simulator.understanding.read import read
from simulator.users.acts import Plan
from simulator.users.agenda import Agenda
from simulator.users.speaker import Speaker
from simulator.users.user import UserTurn, UserView


class EmbeddedUser:
    """One user in one conversation."""

    def __init__(self, view: UserView, draws: Draws) -> None:
        self._view = view
        self._style = draw_style(view.persona, parse_mess(view.mess), draws.at("style"))
        self._agenda = Agenda(view, draws.at("do"))
        self._speaker = Speaker(view, self._style, draws.at("say"))
        self._draws = draws.at("noise")
        self._acts: Counter[tuple[str, str]] = Counter()

    def read(self, text: str) -> Reading:
        """What the user understands, listening for the slots of the goals still open."""
        found = read(text, self._agenda.slots(), self._view.clock)
        if not found.understood and self._agenda.wants_words and WORD.search(text):
            # whoever asked a question takes any words for an answer
            return replace(found, understood=True)
        return found

    def act(self, reading: Reading | None) -> UserTurn:
        """The next turn."""
        plan = self._agenda.next(reading)
        pieces = self._speaker.word(plan)
        if not pieces:
            return UserTurn(end=plan.end, detail=plan.detail)
        self._agenda.hear({piece.slot: piece.value for piece in pieces if piece.slot})
        return self._typed(plan, pieces)

    def _typed(self, plan: Plan, pieces: Sequence[Piece]) -> UserTurn:
        main = plan.main
        act, goal = (main.act, main.pursuit.goal.id) if main else ("", "")
        self._acts[act, goal] += 1
        messy = mess(pieces, self._style, self._draws.at(goal, act, self._acts[act, goal]), self._view.harm)
        values = {piece.slot: piece.value for piece in pieces if piece.slot}
        last = len(messy.texts) - 1
        notes = tuple(
            Note(
                act=act,
                goal=goal,
                told={span.slot: values[span.slot] for span in messy.spans[index]},
                happened=plan.happened if index == last else (),
                clean=messy.clean[index],
                spans=messy.spans[index],
                slips=messy.slips[index],
            )
            for index in range(len(messy.texts))
        )
        messages = tuple(Message(role="user", content=text) for text in messy.texts)
        return UserTurn(messages=messages, notes=notes, end=plan.end, detail=plan.detail)
