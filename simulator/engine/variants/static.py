"""A conversation as a fixed history: wherever the ground truth makes calls, the assistant is asked for its own.

What was said before is what the ground truth said and heard, whatever the assistant would have said. Its calls take
the place of the right ones, and the whole is judged as any conversation is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.assistants.assistant import AssistantKind
from simulator.draws import Draws
from simulator.engine.conversation import Conversation
from simulator.engine.play import Moves, moves_of
from simulator.frozen import dataclass
from simulator.labels.failures import Verdict
from simulator.messages import Message, Note, ToolCall, Trajectory
from simulator.scenario.case import Case
from simulator.users.user import User
from simulator.worlds.toolset import Toolset

ENDS = ("refused", "handed_over")
SPOKEN = frozenset(
    "ungrounded_claim not_said said_forbidden needless_question policy_leak privacy_leak wrong_language empty_turn "
    "role_break".split()
)
"""Failures that texts show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Messages `start` to `end` (not with it) of a history, which the assistant's own take the place of."""

    start: int
    end: int


def stretches(history: Trajectory) -> list[Stretch]:
    """The calls between two words of the user; where there are none, the text that refuses, hands over or asks."""
    found: list[Stretch] = []
    messages = history.messages
    for at, message in enumerate(messages):
        if not message.calls:
            continue
        end = next((later for later in range(at, len(messages)) if _is_text(messages[later])), len(messages))
        if not found or at >= found[-1].end:
            found.append(Stretch(start=at, end=end))
    return found or [Stretch(start=at, end=at + 1) for at in _closing(history)]


def _is_text(message: Message) -> bool:
    return message.role == "user" or (message.role == "assistant" and not message.calls)


def _closing(history: Trajectory) -> Iterator[int]:
    """The text by which a conversation without calls is settled: a refusal, or else the first question."""
    texts = [(at, note.reading) for at, note in enumerate(history.notes) if note.reading is not None]
    claims = [at for at, reading in texts if reading.claim in ENDS]
    asks = [at for at, reading in texts if reading.question or reading.asks]
    yield from (claims or asks or [at for at, _ in texts])[:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A history and all that is needed to go on from any point of it."""

    case: Case
    toolset: Toolset
    history: Trajectory
    user: User
    draws: Draws
    world: Draws

    async def up_to(self, at: int) -> Conversation:
        """The conversation as it was before this message, its calls made in a world of its own."""
        session = self.toolset.open(
            rows=self.case.world, clock=self.case.clock, draws=self.world, faults=self.case.faults, disguised=True
        )
        talk = Conversation(case=self.case, session=session, compared=self.history.last is not None)
        await self.retell(talk, range(at))
        return talk

    async def retell(self, talk: Conversation, places: Sequence[int]) -> None:
        """Adds these messages of the history; calls are made once more."""
        for at in places:
            message, note = self.history.messages[at], self.history.notes[at]
            if message.role == "tool":
                continue
            if message.role == "user":
                talk.told.update(note.told)
                talk.happened |= frozenset(note.happened)
                talk.turns += not at or self.history.messages[at - 1].role != "user"
            talk.add(message, _unclaimed(note))
            for call in message.calls:
                await talk.call(call)


def without_words(verdict: Verdict, history: Trajectory) -> Verdict:
    """The verdict on calls alone: where the ground truth made any, no text is the assistant's own."""
    if not history.calls:
        return verdict
    failures = tuple(failure for failure in verdict.failures if failure.kind not in SPOKEN)
    return replace(verdict, failures=failures, passed=not failures)


def _unclaimed(note: Note) -> Note:
    """The note of a text that is not the assistant's own: what it says was done is no claim of the assistant's."""
    reading = note.reading
    return replace(note, reading=replace(reading, claim="")) if reading and reading.claim == "done" else note


async def replay_static(fixed: Fixed, kind: AssistantKind) -> Trajectory:
    """The history with the assistant's own calls at every point; ends with what broke it, where anything did."""
    own: list[tuple[Stretch, Moves]] = []
    for stretch in stretches(fixed.history):
        talk = await fixed.up_to(stretch.start)
        try:
            moves = await moves_of(talk, kind, fixed.toolset, fixed.draws.at("static", len(own)))
        finally:
            talk.session.close()
        own.append((stretch, moves))
        if moves.end:
            break
    return await _spliced(fixed, own)


async def _spliced(fixed: Fixed, own: Sequence[tuple[Stretch, Moves]]) -> Trajectory:
    """The history with every stretch replaced, in one world."""
    talk = await fixed.up_to(0)
    at, end = 0, fixed.history.end
    try:
        talk.begin()
        for stretch, moves in own:
            await fixed.retell(talk, range(at, stretch.start))
            await _make(talk, moves.calls)
            if not any(message.calls for message in fixed.history.messages[stretch.start : stretch.end]):
                talk.add(Message(role="assistant", content=moves.text), Note(reading=fixed.user.read(moves.text)))
            talk.count(moves.usage)
            at, end = stretch.end, moves.end or end
        if end is fixed.history.end:
            await fixed.retell(talk, range(at, len(fixed.history.messages)))
        return talk.so_far(end)
    finally:
        talk.session.close()


async def _make(talk: Conversation, calls: Sequence[ToolCall]) -> None:
    for call in calls:
        talk.add(Message(role="assistant", calls=(call,)))
        await talk.call(call)
