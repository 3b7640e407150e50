"""The goals of one conversation and how far each has come, and what is told of their slots when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from simulator.draws import Draws
from simulator.messages import Reading
from simulator.personas.mood import Mood
from simulator.scenario.case import Slot
from simulator.users.agenda.acts import Act, Plan, Tell
from simulator.users.agenda.manner import words_about
from simulator.users.agenda.offered import Matter
from simulator.users.agenda.pursuit import CLOSED, Pursuit, pursue
from simulator.users.user import UserView

PATIENCE = {"low": 2, "normal": 3, "high": 5}
SAYS_MORE = {"high": 0.3, "normal": 0.1, "low": 0.0}
SAYS_LESS = {"low": 0.15, "normal": 0.05, "high": 0.0}
MANY = 3
THAT_IS_ALL = 0.3
"""How often who is asked for anything else says no, against those who thank or just leave."""


class Agenda:
    """The goals of one conversation and how far each has come."""

    def __init__(self, view: UserView, draws: Draws) -> None:
        self.persona = view.persona
        self.clock = view.clock
        self.draws = draws
        self.pursuits = [pursue(goal, view.events, first=index == 0) for index, goal in enumerate(view.goals)]
        self.current = self.pursuits[0]
        self.mood = Mood(view.persona)
        self.corrected = False
        self.last: Plan | None = None
        self._helpless = self._bears = 0

    def hears(self, reading: Reading) -> None:
        """What the assistant said moves the mood and may teach what was not known."""
        self._follow(reading.asks)
        self.mood.hear(reading, self.current)
        self.corrected = self.current.learn(reading)
        if reading.claim != "done" and "right" in reading.values.values():
            self.current.once("heard right")

    def _follow(self, asked: tuple[str, ...]) -> None:
        """Who objected to what was reported as done goes along where the assistant asks for another goal."""
        if not asked or not self.current.has("insist"):
            return
        holders = [self.holder(name) for name in asked]
        following = holders[0]
        if following and following is not self.current and all(holder is following for holder in holders):
            self.current.status, following.status = "served", "open"
            self.current = following

    @property
    def wants_words(self) -> bool:
        """Whether the current goal is a plain question, answered in words alone."""
        return not self.current.slots

    @cached_property
    def words(self) -> Matter:
        """All words the goals are about, and their stems."""
        return words_about([pursuit.goal for pursuit in self.pursuits])

    def slots(self) -> tuple[Slot, ...]:
        """The slots to listen for, as the user holds them: the current goal's first, then those of other open goals."""
        found = dict(self.current.slots)
        for pursuit in self.pursuits:
            if pursuit.status not in CLOSED:
                found = pursuit.slots | found
        return tuple(found.values())

    def holder(self, name: str) -> Pursuit | None:
        """The goal a slot belongs to: the current one, else another that has it."""
        candidates = (self.current, *self.pursuits)
        return next((pursuit for pursuit in candidates if name in pursuit.slots), None)

    def hear(self, told: Mapping[str, object]) -> None:
        """Takes note of values that were said in this turn."""
        for pursuit in self.pursuits:
            if pursuit is self.current or pursuit.status not in CLOSED:
                pursuit.hear(told)

    def open(self, pursuit: Pursuit, *before: Act) -> Plan:
        """Turns to a goal: its request and the slots volunteered."""
        self.current = pursuit
        pursuit.status = "open"
        tells = tuple(
            Tell(slot=pursuit.slots[name], how="named", value=pursuit.said_value(name))
            for name in pursuit.goal.volunteers
            if name in pursuit.slots and pursuit.knows(name)
        )
        say = "open" if pursuit is self.pursuits[0] else "open_next"
        return Plan(acts=(*before, Act(act="open", say=say, pursuit=pursuit, tells=tells)))

    def close(self, status: str, *before: Act) -> Plan:
        """The current goal is over: the next one is opened, or the conversation ends."""
        self.current.status = status
        following = self.waiting()
        if following:
            return self.open(following, *before)
        return Plan(acts=before, end=self._ending())

    def waiting(self) -> Pursuit | None:
        """The next goal that was not opened yet."""
        return next((pursuit for pursuit in self.pursuits if pursuit.status == "waiting"), None)

    def say(self, act: str, say: str = "", *tells: Tell) -> Act:
        """An act about the current goal."""
        return Act(act=act, say=say or act, pursuit=self.current, tells=tells)

    def parting(self, reading: Reading) -> Act:
        """The last word about a goal: thanks, or where it was asked for that there is nothing else."""
        alone = reading.more and self.waiting() is None
        alone = alone and self.draws.chance(THAT_IS_ALL, "that is all", self.current.goal.id)
        return self.say("bye", "that_is_all") if alone else self.say("thank")

    def tell(self, name: str, how: str) -> Tell:
        """How a slot is told: its value if the user can say one, else what is known about it."""
        pursuit = self.holder(name)
        if pursuit is None:
            return Tell(slot=Slot(name=name, value=None), how="none")
        slot = pursuit.slots[name]
        if not pursuit.knows(name):
            return Tell(slot=slot, how="half" if slot.knows == "half" and slot.hint else "unknown")
        how = "doubt" if how == "again" and slot.knows == "wrong" else how
        return Tell(slot=slot, how=how, value=pursuit.said_value(name))

    def answers(self, asked: tuple[str, ...]) -> tuple[tuple[Tell, ...], bool]:
        """The slots asked for, a few more or less by persona, and whether any of it is new."""
        names = list(dict.fromkeys(asked))
        verbosity = self.persona.trait("verbosity")
        if len(names) >= MANY and self.draws.chance(SAYS_LESS[verbosity], "less", *names):
            names = names[:2]
        known = [name for name in names if self.holder(name)]
        rest = [name for name in self.current.untold() if name not in names]
        more = known and rest and not self.mood.low and self.draws.chance(SAYS_MORE[verbosity], "more", *names)
        names += rest[:1] if more else []
        fresh = [name for name in names if self.current.once(f"told {name}") and name not in self.current.told]
        tells = [self.tell(name, "asked" if self._new(name, fresh) else "again") for name in names]
        if more:
            # what nobody asked for is named, so that it is not taken for what was asked
            tells[-1] = self.tell(names[-1], "named")
        return tuple(tells), bool(fresh)

    def _new(self, name: str, fresh: list[str]) -> bool:
        holder = self.holder(name)
        return name in fresh or holder is None or name not in holder.told

    def _ending(self) -> str:
        found = {pursuit.status for pursuit in self.pursuits}
        if found & {"served", "handed_over", "withdrawn"}:
            return "user_done"
        return "refused" if "refused" in found else "user_gave_up"

    def patient(self, plan: Plan) -> Plan:
        """The plan, or giving up where patience is over."""
        if plan.progress or plan.end:
            self._helpless = 0
            return plan
        if not self._helpless:
            self._bears = self.mood.bears(PATIENCE[self.persona.trait("patience")])
        self._helpless += 1
        if self._helpless <= self._bears:
            return plan
        searching = any(tell.how in ("half", "unknown") for act in plan.acts for tell in act.tells)
        say = "come_back" if searching else "give_up"
        return Plan(acts=(self.say("give_up", say),), end="user_gave_up", detail="no progress")
