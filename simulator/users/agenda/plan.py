"""What the user does next: code decides the dialogue act and the slots from what the assistant was understood to say.

A table of rules is tried in order; the first that applies gives the plan of the turn. Every plan says whether the
assistant's turn was progress; without progress patience runs out, so every conversation ends.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.messages import Reading
from simulator.users.agenda.acts import Plan
from simulator.users.agenda.agenda import Agenda
from simulator.users.agenda.claims import claimed
from simulator.users.agenda.events import after_dropping, put_right
from simulator.users.agenda.odd import next_step, odd
from simulator.users.agenda.questions import asked, asked_openly, asked_strangely, confirming, leaving

Rule = Callable[[Agenda, Reading], "Plan | None"]


def next_plan(agenda: Agenda, reading: Reading | None) -> Plan:
    """The plan of the next turn."""
    if reading is None:
        agenda.last = agenda.open(agenda.current)
        return agenda.last
    agenda.hears(reading)
    agenda.last = agenda.patient(_decide(agenda, reading))
    return agenda.last


def _decide(agenda: Agenda, reading: Reading) -> Plan:
    for rule in RULES:
        plan = rule(agenda, reading)
        if plan:
            return plan
    return _stated(agenda)


def _puzzled(agenda: Agenda, reading: Reading) -> Plan | None:
    if reading.understood:
        return None
    return Plan(acts=(agenda.say("ask_again", "puzzled"), agenda.say("ask_again", "restate")), progress=False)


def _stated(agenda: Agenda) -> Plan:
    """A plain statement: the answer to a question, or words without a deed."""
    pursuit = agenda.current
    if pursuit.has("insist") or (pursuit.wants_information and not pursuit.untold()):
        return agenda.close("served", agenda.say("thank"))
    if pursuit.once("wait"):
        return Plan(acts=(agenda.say("chat", "wait"),), progress=False)
    return Plan(acts=(agenda.say("ask_again", "nudge"),), progress=False)


RULES: tuple[Rule, ...] = (
    after_dropping,
    odd,
    put_right,
    next_step,
    claimed,
    confirming,
    asked,
    asked_strangely,
    leaving,
    asked_openly,
    _puzzled,
)
