"""Planned changes of mind and slips of memory: a goal dropped or changed, a mistake put right."""

from __future__ import annotations

from simulator.messages import Reading
from simulator.scenario.case import Event
from simulator.users.agenda.acts import Plan
from simulator.users.agenda.agenda import Agenda

STILL_AT_IT = frozenset(("which wrong", "helps", "repeat", "retries", "doubts"))
"""Kinds of turns that go on with what was dropped."""


def after_dropping(agenda: Agenda, reading: Reading) -> Plan | None:
    """A goal was withdrawn: the answer to that closes it; who goes on is stopped, and hears no yes."""
    pursuit = agenda.current
    if pursuit.status != "dropped":
        return None
    if pursuit.has("undo"):
        return _after_undoing(agenda, reading)
    goes_on = reading.confirms or reading.asks or reading.manner in STILL_AT_IT
    if goes_on and pursuit.once("stop"):
        return Plan(acts=(agenda.say("deny", "leave"),))
    last = agenda.say("deny", "leave") if reading.confirms else agenda.say("thank", "left_it")
    return agenda.close("withdrawn", last)


def _after_undoing(agenda: Agenda, reading: Reading) -> Plan:
    """What was done should be taken back: a yes or no is given once, any other answer is the last."""
    if reading.confirms and not reading.claim and agenda.current.once("agree"):
        return Plan(acts=(agenda.say("affirm"),))
    if reading.claim in ("refused", "failed"):
        return agenda.close("withdrawn", agenda.say("chat", "accept"))
    return agenda.close("withdrawn", agenda.say("deny", "leave") if reading.asks else agenda.say("thank", "left_it"))


def put_right(agenda: Agenda, reading: Reading) -> Plan | None:
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


def happens(agenda: Agenda, event: Event, *, after: bool) -> Plan:
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
