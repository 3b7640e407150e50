"""What a speaker is given and gives back: dialogue acts, the facts that may be said with their surface, who speaks, and
what was said so far; in return the clean wording in pieces, each value a piece of its own.

A brief holds nothing the user does not know: of a slot known by half the hint, of a wrong belief what is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from simulator.draws import Draws
from simulator.frozen import NamedTuple, dataclass
from simulator.noise.hand import Piece
from simulator.noise.style import Style
from simulator.personas.persona import Persona
from simulator.users.user import UserView


@dataclass(frozen=True, slots=True)
class Fact:
    """One slot in a turn, with its surface: `text` is how this person writes the value, or the hint.

    word    what this person calls the slot
    how     asked, named, pick, again, right, new: say the value; doubt: say it as one that may be wrong; half: say the
            hint; unknown, none, strange: say that it is not known, that there is none, that it means nothing to one
    """

    slot: str
    word: str
    how: str
    value: Any = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One dialogue act to be worded.

    act       its name: greet it as open, answer, affirm, deny, correct, withdraw, ...
    say       its wording, finer than the act: an ask_again may be "puzzled", "nudge", "restate", ...
    facts     what has to be said in it
    requests  where the goal itself is asked for: the ways its author gives
    carried   facts that may stand inside the request
    """

    act: str
    say: str
    goal: str
    facts: tuple[Fact, ...] = ()
    requests: tuple[str, ...] = ()
    carried: tuple[Fact, ...] = ()


class Line(NamedTuple):
    """What was said: by "user" or "assistant"."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One turn before it is worded.

    about  who the person is and what they know, told to them
    mood   from -4 to 3, 0 is calm
    said   the conversation so far
    ends   whether this is the last thing they say
    wrong  why the last wording of this same brief was not taken; "" at first
    plain  the same in the grammar's words
    """

    deeds: tuple[Deed, ...]
    persona: Persona
    about: str = ""
    mood: int = 0
    said: Sequence[Line] = ()
    ends: bool = False
    wrong: str = ""
    plain: str = ""


class Speaker(Protocol):
    """One person's wording in one conversation."""

    def word(self, brief: Brief) -> tuple[Piece, ...]:
        """The clean wording of a turn; every value told is a piece with its slot; nothing where nothing is said."""
        ...


SpeakerKind = Callable[[UserView, Style, Draws], Speaker]
"""Opens a speaker for one conversation: the person, their style, and chance of its own."""
