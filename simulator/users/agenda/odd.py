"""What is said back to odd turns: silence, small talk, an advertisement, a secret asked for, words beside the point."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.messages import Reading
from simulator.users.agenda.acts import Act, Plan
from simulator.users.agenda.agenda import Agenda
from simulator.users.agenda.questions import ask_back, held_up, said_again
from simulator.values.late import Late

ONCE_MORE = Late(r"\b(?:try|attempt)\b[^.]*\bagain\b|\bretry\b|\banother (?:try|attempt)\b")
SOMEBODY = Late(r"\b(?:human|agent|colleague|person|representative|specialist|somebody|someone|advis[oe]r)\b")


def odd(agenda: Agenda, reading: Reading) -> Plan | None:
    """The answer to a turn of an odd manner; None where the manner is no matter."""
    answer = ANSWERS.get(reading.manner)
    return answer(agenda, reading) if answer else None


def _silent(agenda: Agenda, _reading: Reading) -> Plan:
    """Nothing came: the user asks who is there, and says it again where that stays so."""
    acts: tuple[Act, ...] = (agenda.say("ask_again", "silent"),)
    if not agenda.current.once("silent"):
        acts += (agenda.say("ask_again", "restate"),)
    return Plan(acts=acts, progress=False)


def _secret(agenda: Agenda, reading: Reading) -> Plan:
    """What is given to nobody is refused; what may be told besides is told."""
    acts = (agenda.say("refuse", "keep_secret"),)
    fresh = agenda.current.once("kept secret")
    if reading.asks:
        tells, new = agenda.answers(reading.asks)
        return Plan(acts=(*acts, agenda.say("answer", "answer", *tells)), progress=fresh or new)
    return Plan(acts=acts, progress=fresh)


def _insider(agenda: Agenda, _reading: Reading) -> Plan:
    return Plan(acts=(agenda.say("refuse", "not_mine"), agenda.say("ask_again", "restate")), progress=False)


def _sideline(agenda: Agenda, reading: Reading) -> Plan:
    """An advertisement is declined; a report of what nobody wanted is no success."""
    say = "unasked" if reading.claim == "done" else "no_thanks"
    return Plan(
        acts=(agenda.say("deny", say), agenda.say("ask_again", "restate")), progress=agenda.current.once("sideline")
    )


def _chats(agenda: Agenda, _reading: Reading) -> Plan:
    acts = (agenda.say("chat", "fine"),)
    if agenda.current.once("chatted"):
        return Plan(acts=acts)
    return Plan(acts=(*acts, agenda.say("ask_again", "restate")), progress=False)


def _helps(agenda: Agenda, _reading: Reading) -> Plan:
    return said_again(agenda)


def _recalls(agenda: Agenda, _reading: Reading) -> Plan:
    """Whether the user did what no goal is about: not that they know."""
    return Plan(acts=(agenda.say("dont_know", "not_that"),), progress=agenda.current.once("not that"))


def _doubts(agenda: Agenda, _reading: Reading) -> Plan | None:
    """Whoever doubts an answer gets it once more, as one that may be wrong where it is only believed."""
    told = [name for name in agenda.current.told if agenda.current.knows(name)]
    if not told or agenda.current.has("agree"):
        return None
    tells = (agenda.tell(told[-1], "again"),)
    return Plan(acts=(agenda.say("answer", "answer", *tells),), progress=agenda.current.once(f"doubted {told[-1]}"))


def _corrects(agenda: Agenda, reading: Reading) -> Plan | None:
    """What the assistant thinks was meant is not: the values stand."""
    names = [name for name in reading.values if agenda.current.sure(name)]
    if not names:
        return None
    agenda.current.denied = tuple(names)
    tells = tuple(agenda.tell(name, "right") for name in names)
    return Plan(acts=(agenda.say("deny", "deny", *tells),), progress=agenda.current.once(f"denied {names}"))


def _tongue(agenda: Agenda, _reading: Reading) -> Plan:
    """Another language is not understood: the user says so, and what it wants in its own."""
    return Plan(acts=(agenda.say("ask_again", "no_tongue"), agenda.say("ask_again", "restate")), progress=False)


def _repeat(agenda: Agenda, reading: Reading) -> Plan:
    """What was not understood is said again: the answer that was given, else the request."""
    last = agenda.last
    if last is None or any(act.act == "open" for act in last.acts):
        return said_again(agenda)
    if any(act.act == "affirm" for act in last.acts):
        return Plan(acts=(agenda.say("affirm", "affirm_again"),), progress=agenda.current.once("repeated yes"))
    names = [tell.slot.name for act in last.acts for tell in act.tells if agenda.holder(tell.slot.name)]
    if not names:
        return said_again(agenda)
    tells = tuple(agenda.tell(name, "again") for name in dict.fromkeys(names))
    return Plan(acts=(agenda.say("answer", "answer", *tells),), progress=agenda.current.once(f"repeated {names}"))


def _which_wrong(agenda: Agenda, _reading: Reading) -> Plan:
    """What was wrong is said again, value by value; where all of it was, the request."""
    pursuit = agenda.current
    names = [name for name in pursuit.denied if pursuit.sure(name)]
    if not names:
        return said_again(agenda)
    tells = tuple(agenda.tell(name, "named") for name in names)
    return Plan(acts=(agenda.say("answer", "answer", *tells),), progress=pursuit.once(f"named {names}"))


def _as_user(agenda: Agenda, _reading: Reading) -> Plan:
    return Plan(acts=(agenda.say("ask_again", "other_way"), agenda.say("ask_again", "restate")), progress=False)


def _foreign(agenda: Agenda, reading: Reading) -> Plan:
    return ask_back(agenda, reading)


def _waits(agenda: Agenda, _reading: Reading) -> Plan:
    """Patience is asked for: given once, then the user asks how far it is."""
    say = ("chat", "wait") if agenda.current.once("wait") else ("ask_again", "nudge")
    return Plan(acts=(agenda.say(*say),), progress=False)


def _astray(agenda: Agenda, _reading: Reading) -> Plan:
    return Plan(acts=(agenda.say("ask_again", "puzzled"), agenda.say("ask_again", "restate")), progress=False)


def next_step(agenda: Agenda, reading: Reading) -> Plan | None:
    """Of steps offered after a failure the user wants one more try, then a human."""
    offers = [offer.lower() for offer in reading.offers]
    if not any(ONCE_MORE.search(offer) for offer in offers):
        return None
    if agenda.current.once("try again"):
        return Plan(acts=(agenda.say("ask_again", "try_again"),))
    if any(SOMEBODY.search(offer) for offer in offers) and agenda.current.once("somebody"):
        return Plan(acts=(agenda.say("ask_again", "somebody"),))
    return None


ANSWERS: Mapping[str, Callable[[Agenda, Reading], Plan | None]] = {
    "silent": _silent,
    "secret": _secret,
    "insider": _insider,
    "sideline": _sideline,
    "chats": _chats,
    "helps": _helps,
    "repeat": _repeat,
    "tongue": _tongue,
    "doubts": _doubts,
    "corrects": _corrects,
    "recalls": _recalls,
    "nods": _waits,
    "foreign": _foreign,
    "waits": _waits,
    "leaves": held_up,
    "which wrong": _which_wrong,
    "as user": _as_user,
    "astray": _astray,
}
