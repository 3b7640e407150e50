"""What is said back to questions: yes or no by comparing value by value, slots, choices, and what one cannot answer."""

from __future__ import annotations

from simulator.frozen import replace
from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.users.agenda.acts import Act, Plan, Tell
from simulator.users.agenda.agenda import Agenda
from simulator.users.agenda.events import happens
from simulator.users.agenda.pursuit import Pursuit


def confirming(agenda: Agenda, reading: Reading) -> Plan | None:
    """A yes or no is wanted: a planned change comes first, then what is wrong, else the user agrees."""
    if not reading.confirms:
        return None
    pursuit = agenda.current
    event = pursuit.planned("before_write", "change_goal", "withdraw")
    if event:
        return happens(agenda, event, after=False)
    wrong = [name for name, found in reading.values.items() if found == "wrong" and pursuit.sure(name)]
    if wrong:
        fresh = [name for name in wrong if pursuit.once(f"denied {name}")]
        pursuit.denied = tuple(wrong)
        tells = tuple(agenda.tell(name, "right") for name in wrong)
        return Plan(acts=(agenda.say("deny", "deny", *tells),), progress=bool(fresh))
    fresh_yes = pursuit.once("agree")
    same = not pursuit.once(f"agreed {' '.join(sorted(reading.values))}")
    open_asks = tuple(name for name in reading.asks if name not in pursuit.told)
    say = (
        "affirm_retry"
        if reading.claim == "failed" or reading.manner == "retries"
        else "affirm_again"
        if same and not fresh_yes
        else "affirm"
    )
    acts: tuple[Act, ...] = (agenda.say("affirm", say),)
    if agenda.corrected:
        acts += (agenda.say("chat", "stand_corrected"),)
    if open_asks:
        acts += (agenda.say("answer", "answer", *agenda.answers(open_asks)[0]),)
    return Plan(acts=acts, progress=fresh_yes or bool(open_asks))


def asked(agenda: Agenda, reading: Reading) -> Plan | None:
    """Slots are asked for: told, or said to be unknown; whatever is asked besides is not known."""
    if not reading.asks:
        return None
    tells, fresh = agenda.answers(reading.asks)
    if not any(tell.value is not None for tell in tells) and (picked := agenda.current.picked(reading, agenda.clock)):
        return _choice(agenda, picked)
    act = "answer" if any(tell.value is not None for tell in tells) else "dont_know"
    acts: tuple[Act, ...] = (agenda.say(act, "answer", *tells),)
    strange = _strange(agenda, reading)
    if strange and not reading.offers:
        acts += (agenda.say("dont_know", "strange", *strange),)
    return Plan(acts=acts, progress=fresh)


def asked_strangely(agenda: Agenda, reading: Reading) -> Plan | None:
    """Something is asked for that no goal has: the user asks back what for, then says that they cannot tell."""
    if not reading.unknown or reading.offers or reading.prefers:
        return None
    return ask_back(agenda, reading)


def ask_back(agenda: Agenda, reading: Reading) -> Plan:
    """What is that for? Asked once, with something not said yet; later the user cannot tell."""
    pursuit = agenda.current
    strange = _strange(agenda, reading)
    act, say = ("ask_back", "what_for") if pursuit.once("asked back") else ("dont_know", "strange")
    acts: tuple[Act, ...] = (agenda.say(act, say, *strange),)
    if act == "dont_know" and not pursuit.once("cannot tell"):
        acts += (agenda.say("ask_again", "restate"),)
    untold = pursuit.untold()
    if untold and pursuit.once("offered"):
        tell = agenda.tell(untold[0], "named")
        return Plan(acts=(*acts, agenda.say("inform", "answer", tell)))
    return Plan(acts=acts, progress=act == "ask_back")


def _strange(agenda: Agenda, reading: Reading) -> tuple[Tell, ...]:
    """The first thing asked for that nobody could have told this user, once."""
    fresh = [words for words in reading.unknown if agenda.current.once(f"strange {words}")]
    return tuple(Tell(slot=Slot(name=words, value=None, words=(words,)), how="strange") for words in fresh[:1])


def leaving(agenda: Agenda, reading: Reading) -> Plan | None:
    """The assistant takes its leave while something is open."""
    if not reading.bye or reading.question:
        return None
    if agenda.current.wants_information and agenda.current.once("answered"):
        return agenda.close("served", agenda.parting(reading))
    return held_up(agenda, reading)


def held_up(agenda: Agenda, reading: Reading) -> Plan:
    """Who leaves while something is open is held up; who was told of a mistake and leaves all the same is let go."""
    if agenda.current.has("insist"):
        return agenda.close("served", agenda.parting(reading))
    return Plan(acts=(agenda.say("ask_again", "hold_on"), agenda.say("ask_again", "restate")), progress=False)


def asked_openly(agenda: Agenda, reading: Reading) -> Plan | None:
    """A question about nothing the goals name: an offer, or which one it is."""
    if not reading.question and not reading.offers:
        return None
    if picked := agenda.current.picked(reading, agenda.clock):
        return _choice(agenda, picked)
    pursuit = agenda.current
    if reading.more and not reading.offers:
        if pursuit.has("insist") or pursuit.wants_information and (pursuit.told or not pursuit.untold()):
            return agenda.close("served", agenda.parting(reading))
        again = said_again(agenda)
        return replace(again, acts=(agenda.say("ask_again", "hold_on"), *again.acts))
    if missed := pursuit.missing(reading, agenda.clock):
        tells = tuple(agenda.tell(name, "right") for name in missed)
        return Plan(acts=(agenda.say("deny", "none_fit", *tells),), progress=pursuit.once(f"none {missed}"))
    if reading.offers and any(found == "wrong" and pursuit.sure(name) for name, found in _own(pursuit, reading)):
        return Plan(acts=(agenda.say("deny", "none_fit"), agenda.say("ask_again", "restate")), progress=False)
    if reading.prefers:
        none = Tell(slot=Slot(name="", value=None), how="none")
        return Plan(acts=(agenda.say("dont_know", "answer", none),), progress=pursuit.once("no preference"))
    return _hinted(agenda) or _unsure(agenda, reading)


def said_again(agenda: Agenda) -> Plan:
    """The request in other words, and at the first time something of it that was not said yet."""
    pursuit = agenda.current
    untold = pursuit.untold()
    if untold and pursuit.once("offered"):
        tell = agenda.tell(untold[0], "named")
        return Plan(acts=(agenda.say("ask_again", "restate"), agenda.say("inform", "answer", tell)))
    return Plan(acts=(agenda.say("ask_again", "restate"),), progress=False)


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
    if pursuit.untold() and not reading.offers and not pursuit.has("offered"):
        return said_again(agenda)
    hint = _hint(agenda)
    fresh = pursuit.once("unsure")
    if fresh or hint and reading.offers:
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
