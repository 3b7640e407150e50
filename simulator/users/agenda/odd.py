"""What is said back to odd turns: silence, small talk, an advertisement, a secret asked for, words beside the point."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.messages import Reading
from simulator.users.agenda.acts import Act, Plan
from simulator.users.agenda.agenda import Agenda
from simulator.users.agenda.questions import ask_back, held_up, said_again


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


def _which_wrong(agenda: Agenda, _reading: Reading) -> Plan | None:
    """What was wrong is said again, value by value."""
    pursuit = agenda.current
    names = [name for name in pursuit.denied if pursuit.sure(name)]
    if not names:
        return None
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


ANSWERS: Mapping[str, Callable[[Agenda, Reading], Plan | None]] = {
    "silent": _silent,
    "secret": _secret,
    "insider": _insider,
    "sideline": _sideline,
    "chats": _chats,
    "helps": _helps,
    "foreign": _foreign,
    "waits": _waits,
    "leaves": held_up,
    "which wrong": _which_wrong,
    "as user": _as_user,
    "astray": _astray,
}
