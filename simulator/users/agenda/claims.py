"""What is said back when the assistant tells how it went: done, failed, refused, handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.messages import Reading
from simulator.users.agenda.acts import Plan
from simulator.users.agenda.agenda import Agenda
from simulator.users.agenda.events import happens

HANDED_OVER = "handed over to a human"
PUSHES_BACK = {"angry": 0.9, "anxious": 0.6, "curt": 0.4, "cheerful": 0.3, "friendly": 0.25, "neutral": 0.4}


def claimed(agenda: Agenda, reading: Reading) -> Plan | None:
    """The assistant says how it went; a question that comes with it is answered first."""
    if reading.claim not in CLAIMS or _still_asks(agenda, reading):
        return None
    return CLAIMS[reading.claim](agenda, reading)


def _still_asks(agenda: Agenda, reading: Reading) -> bool:
    if reading.asks and any((holder := agenda.holder(name)) and name not in holder.told for name in reading.asks):
        return True
    if reading.claim == "failed" and (reading.unknown or reading.asks):
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
        return happens(agenda, event, after=True)
    if _too_quick(agenda, reading):
        tell = agenda.tell(pursuit.untold()[0], "named")
        return Plan(acts=(agenda.say("ask_again", "too_quick", tell),))
    missed = [name for name, found in reading.values.items() if found == "wrong" and pursuit.minds(name)]
    if missed and pursuit.once("insist"):
        return Plan(acts=(agenda.say("deny", "deny", *(agenda.tell(name, "right") for name in sorted(missed))),))
    for other in agenda.pursuits:
        if other.status == "waiting" and other.reported(reading):
            other.status = "served"
    return agenda.close("served", agenda.parting(reading))


def _too_quick(agenda: Agenda, reading: Reading) -> bool:
    """Whether it is said to be done before the user told, or was told, anything that it takes; doubted once."""
    pursuit = agenda.current
    heard = pursuit.has("agree") or pursuit.has("heard right") or "right" in reading.values.values()
    blind = not (pursuit.told or heard) and bool(pursuit.untold())
    return blind and not pursuit.wants_information and pursuit.once("too quick")


def _failed(agenda: Agenda, reading: Reading) -> Plan:
    told = [name for name in reading.values if name in agenda.current.told and agenda.current.knows(name)]
    if told and agenda.current.once(f"not found {told}"):
        # it was not found by what the user told: that is looked at once more
        tells = tuple(agenda.tell(name, "again") for name in told)
        return Plan(acts=(agenda.say("answer", "answer", *tells),))
    if agenda.current.once("try again"):
        return Plan(acts=(agenda.say("ask_again", "try_again"),))
    return agenda.close("failed", agenda.say("chat", "accept") if agenda.waiting() else agenda.say("give_up"))


def _refused(agenda: Agenda, _reading: Reading) -> Plan:
    chance = PUSHES_BACK[agenda.persona.trait("tone")]
    if agenda.current.once("push back") and agenda.draws.chance(chance, "push back", agenda.current.goal.id):
        return Plan(acts=(agenda.say("push_back"),))
    return agenda.close("refused", agenda.say("chat", "accept"))


def _handed_over(agenda: Agenda, reading: Reading) -> Plan:
    """Who is sent on to a human brings the rest up there; where only the matter is passed on, the next goal follows."""
    if reading.manner == "hands over":
        agenda.current.status = "handed_over"
        return Plan(acts=(agenda.say("thank"),), end="user_done", detail=HANDED_OVER)
    return agenda.close("handed_over", agenda.say("thank"))


CLAIMS: Mapping[str, Callable[[Agenda, Reading], Plan]] = {
    "done": _done,
    "failed": _failed,
    "refused": _refused,
    "handed_over": _handed_over,
}
