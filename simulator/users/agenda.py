"""What the user does next: code decides the dialogue act and the slots from what the assistant was understood to say.

A table of rules is tried in order; the first that applies gives the plan of the turn. Every plan says whether the
assistant's turn was progress; without progress patience runs out, so every conversation ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.draws import Draws
from simulator.messages import Reading
from simulator.personas.mood import Mood
from simulator.scenario.case import Event, Slot
from simulator.users.acts import Act, Plan, Tell
from simulator.users.pursuit import CLOSED, Pursuit, pursue
from simulator.users.user import UserView

PATIENCE = {"low": 2, "normal": 3, "high": 5}
PUSHES_BACK = {"angry": 0.9, "anxious": 0.6, "curt": 0.4, "cheerful": 0.3, "friendly": 0.25, "neutral": 0.4}
SAYS_MORE = {"high": 0.3, "normal": 0.1, "low": 0.0}
SAYS_LESS = {"low": 0.15, "normal": 0.05, "high": 0.0}
MANY = 3


class Agenda:
    """The goals of one conversation and how far each has come; goes one turn at a time."""

    def __init__(self, view: UserView, draws: Draws) -> None:
        self.persona = view.persona
        self.clock = view.clock
        self.draws = draws
        self.pursuits = [pursue(goal, view.events, first=index == 0) for index, goal in enumerate(view.goals)]
        self.current = self.pursuits[0]
        self.mood = Mood(view.persona)
        self.corrected = False
        self.ended = ""
        self._helpless = self._bears = 0

    def next(self, reading: Reading | None) -> Plan:
        """The plan of the next turn; once it has ended, only the end again."""
        if self.ended:
            return Plan(acts=(), end=self.ended)
        if reading:
            self.mood.hear(reading, self.current)
            self.corrected = self.current.learn(reading)
        plan = self._patient(_decide(self, reading)) if reading else self.open(self.current)
        self.ended = plan.end
        return plan

    @property
    def wants_words(self) -> bool:
        """Whether the current goal is a plain question, answered in words alone."""
        return not self.current.slots

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
        if known and rest and not self.mood.low and self.draws.chance(SAYS_MORE[verbosity], "more", *names):
            names.append(rest[0])
        fresh = [name for name in names if self.current.once(f"told {name}") and name not in self.current.told]
        return tuple(self.tell(name, "asked" if self._new(name, fresh) else "again") for name in names), bool(fresh)

    def _new(self, name: str, fresh: list[str]) -> bool:
        holder = self.holder(name)
        return name in fresh or holder is None or name not in holder.told

    def _ending(self) -> str:
        found = {pursuit.status for pursuit in self.pursuits}
        if found & {"served", "handed_over", "withdrawn"}:
            return "user_done"
        return "refused" if "refused" in found else "user_gave_up"

    def _patient(self, plan: Plan) -> Plan:
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


Rule = Callable[[Agenda, Reading], "Plan | None"]


def _decide(agenda: Agenda, reading: Reading) -> Plan:
    for rule in RULES:
        plan = rule(agenda, reading)
        if plan:
            return plan
    return _stated(agenda, reading)


def _after_dropping(agenda: Agenda, reading: Reading) -> Plan | None:
    """A goal was withdrawn: the answer to that closes it, an assistant that goes on is stopped once."""
    pursuit = agenda.current
    if pursuit.status != "dropped":
        return None
    if pursuit.has("undo"):
        return _after_undoing(agenda, reading)
    goes_on = reading.confirms or reading.asks
    if goes_on and pursuit.once("stop"):
        return Plan(acts=(agenda.say("deny", "leave"),))
    return agenda.close("withdrawn", agenda.say("thank"))


def _after_undoing(agenda: Agenda, reading: Reading) -> Plan:
    """What was done should be taken back: a yes or no is given once, any other answer is the last."""
    if reading.confirms and not reading.claim and agenda.current.once("agree"):
        return Plan(acts=(agenda.say("affirm"),))
    if reading.claim in ("refused", "failed"):
        return agenda.close("withdrawn", agenda.say("chat", "accept"))
    return agenda.close("withdrawn", agenda.say("deny", "leave") if reading.asks else agenda.say("thank"))


def _put_right(agenda: Agenda, reading: Reading) -> Plan | None:
    """A mistake was said before: it is put right now, with answers to what was asked besides."""
    pursuit = agenda.current
    if not pursuit.slipped:
        return None
    late = reading.claim == "done"
    event = next((event for event in pursuit.slipped.values() if late or event.when == "before_write"), None)
    if event is None:
        return None
    names = pursuit.put_right(event)
    pursuit.forget("agree")
    correct = agenda.say("correct", "correct", *(agenda.tell(name, "right") for name in names))
    rest = tuple(name for name in reading.asks if name not in names)
    acts = (correct, agenda.say("answer", "answer", *agenda.answers(rest)[0])) if rest else (correct,)
    return Plan(acts=acts, happened=(event.id,))


def _claimed(agenda: Agenda, reading: Reading) -> Plan | None:
    """The assistant says how it went; a question that comes with it is answered first."""
    if reading.claim not in CLAIMS or _still_asks(agenda, reading):
        return None
    return CLAIMS[reading.claim](agenda, reading)


def _still_asks(agenda: Agenda, reading: Reading) -> bool:
    if reading.asks and any((holder := agenda.holder(name)) and name not in holder.told for name in reading.asks):
        return True
    if not reading.confirms or reading.claim == "handed_over":
        return False
    if reading.claim == "done":
        return not agenda.current.has("agree")
    return reading.claim == "failed" or "right" in reading.values.values()


def _done(agenda: Agenda, reading: Reading) -> Plan:
    pursuit = agenda.current
    event = pursuit.planned("after_write", "change_goal", "withdraw")
    if event:
        return _happens(agenda, event, after=True)
    missed = [name for name in pursuit.changed if reading.values.get(name) == "wrong"]
    if missed and pursuit.once("insist"):
        return Plan(acts=(agenda.say("deny", "deny", *(agenda.tell(name, "right") for name in sorted(missed))),))
    return agenda.close("served", agenda.say("thank"))


def _failed(agenda: Agenda, _reading: Reading) -> Plan:
    if agenda.current.once("try again"):
        return Plan(acts=(agenda.say("ask_again", "try_again"),))
    return agenda.close("failed", agenda.say("chat", "accept") if agenda.waiting() else agenda.say("give_up"))


def _refused(agenda: Agenda, _reading: Reading) -> Plan:
    chance = PUSHES_BACK[agenda.persona.trait("tone")]
    if agenda.current.once("push back") and agenda.draws.chance(chance, "push back", agenda.current.goal.id):
        return Plan(acts=(agenda.say("push_back"),))
    return agenda.close("refused", agenda.say("chat", "accept"))


def _handed_over(agenda: Agenda, _reading: Reading) -> Plan:
    return agenda.close("handed_over", agenda.say("thank"))


CLAIMS: Mapping[str, Callable[[Agenda, Reading], Plan]] = {
    "done": _done,
    "failed": _failed,
    "refused": _refused,
    "handed_over": _handed_over,
}


def _happens(agenda: Agenda, event: Event, *, after: bool) -> Plan:
    """A planned change of mind, said instead of agreeing or after all was done."""
    pursuit = agenda.current
    if event.act == "withdraw":
        pursuit.events.clear()
        pursuit.forget("agree")
        pursuit.status = "dropped"
        if after:
            pursuit.once("undo")
        return Plan(acts=(agenda.say("withdraw", "undo" if after else "withdraw"),), happened=(event.id,))
    names = pursuit.change(event)
    pursuit.forget("agree")
    tells = tuple(agenda.tell(name, "new") for name in names)
    say = "change_after" if after else "change_goal"
    return Plan(acts=(agenda.say("change_goal", say, *tells),), happened=(event.id,))


def _confirming(agenda: Agenda, reading: Reading) -> Plan | None:
    """A yes or no is wanted: a planned change comes first, then what is wrong, else the user agrees."""
    if not reading.confirms:
        return None
    pursuit = agenda.current
    event = pursuit.planned("before_write", "change_goal", "withdraw")
    if event:
        return _happens(agenda, event, after=False)
    wrong = [name for name, found in reading.values.items() if found == "wrong" and name in pursuit.slots]
    wrong = [name for name in wrong if pursuit.sure(name)]
    if wrong:
        fresh = [name for name in wrong if pursuit.once(f"denied {name}")]
        tells = tuple(agenda.tell(name, "right") for name in wrong)
        return Plan(acts=(agenda.say("deny", "deny", *tells),), progress=bool(fresh))
    fresh_yes = pursuit.once("agree")
    open_asks = tuple(name for name in reading.asks if name not in pursuit.told)
    acts: tuple[Act, ...] = (agenda.say("affirm"),)
    if agenda.corrected:
        acts += (agenda.say("chat", "stand_corrected"),)
    if open_asks:
        acts += (agenda.say("answer", "answer", *agenda.answers(open_asks)[0]),)
    return Plan(acts=acts, progress=fresh_yes or bool(open_asks))


def _asked(agenda: Agenda, reading: Reading) -> Plan | None:
    if not reading.asks:
        return None
    tells, fresh = agenda.answers(reading.asks)
    if not any(tell.value is not None for tell in tells) and (picked := agenda.current.picked(reading, agenda.clock)):
        return _choice(agenda, picked)
    act = "answer" if any(tell.value is not None for tell in tells) else "dont_know"
    return Plan(acts=(agenda.say(act, "answer", *tells),), progress=fresh)


def _leaving(agenda: Agenda, reading: Reading) -> Plan | None:
    """The assistant takes its leave while something is open."""
    if not reading.bye or reading.question:
        return None
    if agenda.current.wants_information and agenda.current.once("answered"):
        return agenda.close("served", agenda.say("thank"))
    return Plan(acts=(agenda.say("ask_again", "hold_on"), agenda.say("ask_again", "restate")), progress=False)


def _asked_openly(agenda: Agenda, reading: Reading) -> Plan | None:
    """A question about nothing the goals name: an offer, or how one can help."""
    if not reading.question and not reading.offers:
        return None
    if picked := agenda.current.picked(reading, agenda.clock):
        return _choice(agenda, picked)
    pursuit = agenda.current
    if reading.more and not reading.offers and pursuit.wants_information and not pursuit.untold():
        return agenda.close("served", agenda.say("thank"))
    if reading.offers and any(found == "wrong" and pursuit.sure(name) for name, found in _own(pursuit, reading)):
        return Plan(acts=(agenda.say("deny", "none_fit"), agenda.say("ask_again", "restate")), progress=False)
    if reading.prefers:
        none = Tell(slot=Slot(name="", value=None), how="none")
        return Plan(acts=(agenda.say("dont_know", "answer", none),), progress=pursuit.once("no preference"))
    return _hinted(agenda) or _unsure(agenda, reading)


def _own(pursuit: Pursuit, reading: Reading) -> list[tuple[str, str]]:
    return [(name, found) for name, found in reading.values.items() if name in pursuit.slots]


def _hint(agenda: Agenda) -> Tell | None:
    """What is known about the first slot that is known by half."""
    pursuit = agenda.current
    tells = (agenda.tell(name, "asked") for name in pursuit.slots if not pursuit.knows(name))
    return next((tell for tell in tells if tell.how == "half"), None)


def _hinted(agenda: Agenda) -> Plan | None:
    hint = _hint(agenda)
    if hint is None or not agenda.current.once("hinted"):
        return None
    return Plan(acts=(agenda.say("dont_know", "answer", hint),))


def _unsure(agenda: Agenda, reading: Reading) -> Plan:
    """Nothing the user knows answers it: they say what they have not said yet, or honestly that they cannot tell."""
    pursuit = agenda.current
    untold = pursuit.untold()
    if untold and not reading.offers and pursuit.once("offered"):
        tell = agenda.tell(untold[0], "named")
        return Plan(acts=(agenda.say("ask_again", "restate"), agenda.say("inform", "answer", tell)))
    fresh = pursuit.once("unsure")
    if fresh or reading.offers:
        hint = _hint(agenda)
        act = agenda.say("dont_know", "answer", hint) if hint else agenda.say("dont_know", "unsure")
        return Plan(acts=(act,), progress=fresh)
    return Plan(acts=(agenda.say("ask_again", "restate"),), progress=False)


def _choice(agenda: Agenda, picked: list[str]) -> Plan:
    """One offer is chosen in words: by the values it holds, and a hint where something is known by half."""
    pursuit = agenda.current
    tells = [agenda.tell(name, "named" if place else "pick") for place, name in enumerate(picked)]
    hint = _hint(agenda)
    if hint and pursuit.once("hinted"):
        tells.append(hint)
    return Plan(acts=(agenda.say("answer", "answer", *tells),), progress=pursuit.once(f"chose {picked}"))


def _puzzled(agenda: Agenda, reading: Reading) -> Plan | None:
    if reading.understood:
        return None
    return Plan(acts=(agenda.say("ask_again", "puzzled"), agenda.say("ask_again", "restate")), progress=False)


def _stated(agenda: Agenda, _reading: Reading) -> Plan:
    """A plain statement: the answer to a question, or words without a deed."""
    pursuit = agenda.current
    if pursuit.wants_information and not pursuit.untold():
        return agenda.close("served", agenda.say("thank"))
    if pursuit.once("wait"):
        return Plan(acts=(agenda.say("chat", "wait"),), progress=False)
    return Plan(acts=(agenda.say("ask_again", "nudge"),), progress=False)


RULES: tuple[Rule, ...] = (
    _after_dropping,
    _put_right,
    _claimed,
    _confirming,
    _asked,
    _leaving,
    _asked_openly,
    _puzzled,
)
