"""What the agenda hands to the speaker: dialogue acts and the slots to be told in them."""

from __future__ import annotations

from typing import Any

from simulator.frozen import NamedTuple, dataclass
from simulator.scenario.case import Slot
from simulator.users.agenda.pursuit import Pursuit

RANK = (
    "give_up", "withdraw", "change_goal", "correct", "affirm", "deny", "refuse", "open", "push_back", "answer",
    "inform", "ask_back", "dont_know", "ask_again", "bye", "thank", "chat", "complain",
)  # fmt: skip


class Tell(NamedTuple):
    """One slot in a turn. how: asked, named, pick, again, right, new say `value`; half, unknown, none say why not.

    doubt says a value that may be wrong, again.
    """

    slot: Slot
    how: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Act:
    """One dialogue act: its name for the note, its wording in `say`, the goal it serves, and what it tells."""

    act: str
    say: str
    pursuit: Pursuit
    tells: tuple[Tell, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One turn before it is worded; `progress` is False where the assistant's turn brought the user nowhere."""

    acts: tuple[Act, ...]
    end: str = ""
    detail: str = ""
    happened: tuple[str, ...] = ()
    progress: bool = True

    @property
    def main(self) -> Act | None:
        """The act a note is named after."""
        return self.acts[0] if len(self.acts) == 1 else min(self.acts, key=_rank, default=None)


def _rank(act: Act) -> int:
    return RANK.index(act.act)
