"""Names that no preposition ties to a slot: whose they are, by what stands around them and what is left to say."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.frozen import NamedTuple
from simulator.naming.lexicon import concept
from simulator.naming.profile import concepts
from simulator.scenario.case import Slot
from simulator.understanding.said.heard import Heard
from simulator.values.late import Late

NAMED = frozenset(("title", "person", "place", "venue", "sender", "firm"))
TOWN = frozenset(map(concept, ("city", "town", "area", "region")))
ATTRIBUTE = Late(
    r"\b(?:(?:a|an|the|your|our|some)(?: [a-z-]{4,})?|\d+|[a-z]+-[a-z]+|cheap|expensive|moderate|nice|good)\s*\Z"
)
NOUN_AFTER = Late(r" (?!(?:on|at|for|in|and|is|has|with|from|by|under|to|or|of|that|which|near)\b)[a-z]{3,}")
LISTED = Late(r"(?:[^:]*:)?\W*\Z")
SEPARATED = Late(r"[,;•·|/]\W*\Z")
TAKES = Late(
    r"\b(?:pick(?:s|ing)? up|keeps?|keeping|takes?|taking|hears?|hearing|rents?|renting|wants?|likes?|sees?|seeing"
    r"|needs?|gets?|getting|uses?|hires?|hiring|brings?|boards?|listen(?:ing)? to|watch(?:es|ing)?|confirming"
    r"|book(?:ing|ed)|reserv(?:ing|ed)|visit(?:s|ing)?|try|trying|choose|chose|picked|selected|found|have)\b"
    r"(?: (?:a|an|the|your|you))?\s*\Z"
)
PLACED = Late(r"\b(?:on|near|next|of|is|was|are|into|off|per|via|the|our|your)\s*\Z")
APPOSED = Late(r"\b(?:the|your|our|its) [\w ]{2,20}, \Z")
ENDS = Late(
    r"[\"”]?(?:[,.;?!)\n]|\s*[•·|/(]|\Z|['’]s\b"
    r"| (?:on|at|for|to|in|and|is|has|with|from|by|under|goes|will|then|gets|comes|stays|arrives"
    r"|needs|wants|joins|down|booked|scheduled|lined up|\d+)\b)"
)
SOMEBODY = frozenset(("person", "place", "sender", "title"))
NOWHERE = frozenset(("person", "place", "sender"))
AREA = frozenset(map(concept, ("area", "district", "neighborhood", "quarter", "part")))
IN_ADDRESS = Late(r"\b\d{1,4}[a-z]? [a-z][\w' -]{2,24}, \Z")
IN_WORDS = Late(r"\A[A-Z]\w*(?: [a-z]\w*)+\Z")
GOES_ON = Late(r"(?: [a-z]\w*){1,3} (?:to|on|in|for|at|is)\b|(?: [a-z]\w*){1,3}[\"”,.]")
MADE = Late(r"\ban?\s*\Z")
VERB = Late(r"\b[a-z]{3,}(?:ed|ing|signs?|meets?|sends?|gives?|asks?|puts?|gets?)\s*\Z")
YOURS = Late(r"\byour\s*\Z")
SIDE = Late(r"\b(?:on|in) the\s*\Z")
THE = " the "
TEXT = frozenset(("text",))
TITLED = frozenset(("text", "title"))
ACTS_ALONE = Late(
    r"(?:'s|’s)? (?:the (?=[A-Z])"
    r"|(?:by|has|is|will|can|could|stays?|comes?|goes|wants|needs|joins|arrives|gets|starts)\b"
    r"|(?:[a-z]{2,}ed|paid|took|bought|sent) (?:[$€£\d]|the|an?|for|you|your)\b"
    r"|[a-z]{3,}s (?:you|your|the|an?|on|at|in|to|for|with|from|it)\b|[a-z]{3,}s [A-Z\d])"
)
GREETS = Late(r"\b(?:thanks|thank you|hi|hello|hey|dear|welcome|great|perfect|okay|ok|all right|sure)[, ]*\Z")
GREETED = Late(r"\s?[!,.:]")
ACTS_SO = Late(r"(?: will\b|['’]s\b| [a-z]{3,}(?:s|ed)\b)")
ONLY_THE = Late(r"(?:\A|[,:.;] )the\s*\Z")
OF_THEM = Late(r" (?:party|booking|reservation|family|table|wedding|account)\b")
"""After the name of somebody."""
HOSTS = Late(r" (?:expects|welcomes|awaits|looks forward|is expecting|is looking forward|opens|has|offers)\b")
ACTS = Late(r"(?:'s|’s)? (?:the (?=[A-Z])|(?:by|has|is|will|can|could|goes|[a-z]{3,}s)\b)")
"""What a name does that opens a sentence: "Ben starts", "Ben's", "Ben will"."""


class Name(NamedTuple):
    """A run of capitalised words, with what stands before and after it in its sentence."""

    start: int
    end: int
    text: str
    before: str
    label: str


def opens_sentence(before: str) -> bool:
    plain = before.rstrip(' -*•"“')
    return not plain or plain[-1] in ".!?:>" or plain[-1:].isdigit() and plain.strip().isdigit()


def bare_owner(name: Name, said: Sequence[str], missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of a name that the words before it, of which `said` say something, did not claim."""
    people = [one for one in missing if "person" in _tags(one, heard)]
    if len(people) == 1 and OF_THEM.match(heard.text, name.end):
        return people[0]
    owner = _described(name, missing, heard) or _apposed(name, missing, heard) or _joined(name, missing, heard)
    if owner is not None:
        return owner
    if _opens(name.before):
        return _opening(name, missing, heard)
    if TAKES.search(name.before):
        things = [one for one in missing if _tags(one, heard).isdisjoint(("place", "person"))]
        return _alone(name, things, heard) or _alone(name, missing, heard) or next(iter(_kinds(missing, heard)), None)
    if MADE.search(name.before) and ENDS.match(heard.text, name.end):
        things = [one for one in missing if _tags(one, heard).isdisjoint(NOWHERE)]
        return _alone(name, things, heard) or next(iter(_kinds(missing, heard)), None)
    if " " in name.text and people and GREETS.search(name.before) and GREETED.match(heard.text, name.end):
        return _only(people)
    if not said and ACTS_SO.match(heard.text, name.end):
        return _only(people) or _only([one for one in missing if "title" in tags_of(one, heard)])
    placed = PLACED.search(name.before) is not None and not ONLY_THE.search(name.before)
    if not said and not placed and not APPOSED.search(name.before):
        return _alone(name, missing, heard)
    return _possessed(name, missing, heard)


def _opening(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of a name that opens a sentence: of somebody, a firm or a place that does something."""
    named = [one for one in missing if tags_of(one, heard) & {"title", "person"}]
    if not ACTS.match(heard.text, name.end):
        return _alone(name, named, heard)
    owner = _only([one for one in named if "person" in _tags(one, heard)]) or _only(named)
    owner = owner or _only([one for one in missing if "firm" in _tags(one, heard)])
    if owner is None and HOSTS.match(heard.text, name.end):
        owner = _only([one for one in missing if _tags(one, heard) & {"venue", "place"}])
    return owner or _alone(name, named, heard)


def _opens(before: str) -> bool:
    """Whether a name stands at the start of a sentence, and not of a list."""
    return opens_sentence(before) and not (before.rstrip(" *").endswith(":") or SEPARATED.search(before))


def tags_of(slot: Slot, heard: Heard) -> frozenset[str]:
    """The tags of a slot; one that has a name as its value and no tag of its own is called by it."""
    tags = _tags(slot, heard)
    return TITLED if tags <= TEXT and str(slot.value)[:1].isupper() else tags


def _tags(slot: Slot, heard: Heard) -> frozenset[str]:
    return heard.known.profiles[slot.name].tags


def _only(slots: Sequence[Slot]) -> Slot | None:
    return slots[0] if len(slots) == 1 else None


def _kinds(slots: Sequence[Slot], heard: Heard) -> list[Slot]:
    """Those whose value is a make, a model or a kind with a name, and neither somebody nor somewhere."""
    return [one for one in slots if str(one.value)[:1].isupper() and _tags(one, heard).isdisjoint(SOMEBODY)]


def _described(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The one slot of a kind or make, where the name stands before its noun: "the Basic plan", "a Basque place"."""
    noun = NOUN_AFTER.match(heard.text, name.end)
    if noun is None or not (ATTRIBUTE.search(name.before) or _follows(name, heard)) or len(name.text) < 4:
        return None
    kinds = [one for one in _kinds(missing, heard) if " " not in str(one.value) or "firm" in _tags(one, heard)]
    about = frozenset(concepts(noun[0]))
    titled = [one for one in missing if "title" in _tags(one, heard) and about & heard.known.profiles[one.name].named]
    kinds += titled if not kinds else []
    return _only(kinds) or _only([one for one in kinds if not about.isdisjoint(heard.known.profiles[one.name].terms)])


def _follows(name: Name, heard: Heard) -> bool:
    """Whether a right value stands directly before a name, or The: "the 10:30 Norwind sailing"."""
    return heard.text.endswith("The ", 0, name.start) or any(
        end == name.start - 1 and heard.text[end] == " " for _, end in heard.places.values()
    )


def _joined(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of a make or model that stands directly beside the right one of its pair: "a Norwind 210"."""
    beside = {slot for slot, span in heard.places.items() if span[0] == name.end + 1 or span[1] == name.start - 1}
    things = [
        one for one in beside if heard.known.profiles[one].tags.isdisjoint(NOWHERE) and heard.known.kinds[one] == "text"
    ]
    makes = _only([one for one in missing if "firm" in _tags(one, heard)]) if things else None
    if not any(heard.text[heard.places[one][0]].isupper() for one in things):
        return makes
    return _only(_kinds(missing, heard)) or makes


def _apposed(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of one of two names side by side, of which the other is right: "Moka the Birman"."""
    starts = {span[0] for span in heard.places.values()}
    ends = {span[1] for span in heard.places.values()}
    if name.start - len(THE) in ends and heard.text[name.start - len(THE) : name.start] == THE:
        return _only(_kinds(missing, heard))
    if heard.text[name.end : name.end + len(THE)] == THE and name.end + len(THE) in starts:
        titled = [one for one in missing if _tags(one, heard) & {"title", "person"}]
        return _only([one for one in titled if "title" in _tags(one, heard)]) or _only(titled)
    return None


def _possessed(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of a thing that is called yours, or of a part of town: "your Ford Focus", "on the Westside"."""
    if not ENDS.match(heard.text, name.end):
        return None
    if YOURS.search(name.before):
        return next(iter(_kinds(missing, heard)), None)
    if VERB.search(name.before) and " " in name.text:
        return _only([one for one in missing if "person" in _tags(one, heard)])
    if SIDE.search(name.before):
        return _only([one for one in missing if heard.known.profiles[one.name].named & AREA])
    return None


def _alone(name: Name, missing: Sequence[Slot], heard: Heard) -> Slot | None:
    """The slot of a name that stands in a list of values with nothing before it."""
    if IN_ADDRESS.search(name.before):
        return None
    if not ENDS.match(heard.text, name.end):
        phrases = [one for one in missing if IN_WORDS.search(str(one.value)) and "title" in _tags(one, heard)]
        return _only(phrases) if GOES_ON.match(heard.text, name.end) else None
    missing = [one for one in missing if not str(one.value)[:1].islower()]
    profiles = heard.known.profiles
    things, towns, named = [], [], []
    for slot in missing:
        tags = tags_of(slot, heard)
        named += [slot] if tags & NAMED else []
        things += [slot] if tags & {"title", "venue"} and "person" not in tags else []
        towns += [slot] if "place" in tags and profiles[slot.name].named & TOWN else []
    found = next((found[0] for found in (things, towns, named) if found and (found is things or len(found) == 1)), None)
    if found is None and LISTED.match(name.before):
        found = next(iter(named), None) or next((one for one in missing if str(one.value)[:1].isupper()), None)
    return found
