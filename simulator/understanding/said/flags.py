"""Which yes-or-no facts a text states, and which way: "with breakfast", "no insurance", "non-smoking"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from re import Match

from simulator.frozen import NamedTuple
from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import WEAK_CONCEPTS, Profile, concepts
from simulator.naming.scoring import score
from simulator.naming.vocabulary import SPLIT
from simulator.scenario.case import Slot
from simulator.understanding.said.ways import INSTEAD, ways_of
from simulator.values.cues import Cues, cues
from simulator.values.late import Late

PIECE = Late(
    r"(?:[,;?!\n()]|[.:](?!\d))\s*|\*\*| and (?=(?:no|with|you|we|it|i) "
    r"|[a-z]+ (?:is|are|stays?|will|has|was|isn't|won't)\b)| but | that (?:is|are) | which (?:is|are) "
    r"| - | – "
)
_NO = (
    r"(?:\b(?:instead of|rather than"
    r"|no|not|cannot|without|non|none|never|excluded|excluding|declined|refused|minus|n't|false|neither|nor|forbidden"
    r"|prohibited|waived|(?<!take )(?<!taking )(?<!drop )off|out of|(?:left|leav(?:e|ing)) out|skip(?:ped|ping)?"
    r"|omit(?:ted|ting)?|disabled?|deactivated?|isn't|don't|doesn't|won't|needn't"
    r"|un(?:furnished|vaccinated|refundable|shared))\b"
    r"|n't\b|\bnon-|❌)"
)
NO = Late(_NO)
NO_AHEAD = Late(
    rf"(?:\bnot|n't|{_NO}(?!\s+(?:\w+ )?(?:for|with|on|and|but|in|at)\b))(?:[\s-]+[\w'-]+){{0,3}}[\s-]*\Z"
    r"|(?:n't|not) (?:need|have|asked|required) to (?:\w+ ){1,3}\Z"
)
NO_BEHIND = Late(
    r"[^,;.]{0,26}\b(?:not|declined|excluded|refused|waived|forbidden|prohibited|off|left out|skipped|omitted|disabled"
    r"|deactivated|false|none|[a-z]+n't"
    r"|(?:is|are|costs?|charged) extra|extra(?=\W*\Z))\b"
)
WITHOUT = Late(r"\b(?:non-?|un|in(?=flex|valid))(?P<of>[a-z]{4,})|\b(?P<free>[a-z]{3,})(?:-free|less)\b")
SAID = Late(
    r"\b(?:(?P<no>without|no|not|excluding|minus)|with|including|plus) (?:an? |the |any |your )*(?P<what>[a-z-]+)"
)
YES = frozenset(
    "yes true ✅ ✓ ✔ ✔️ on enabled active allowed welcome included added on filed allowed enabled needed ok y".split()
)
DENIALS = frozenset("no not none ❌ ✗ ✘ ✖ off disabled declined excluded false n 0 zero".split())
ORDINARY = frozenset("standard normal regular".split())
AGAINST = {
    "nonstop": "layover stopover connecting one-stop stops",
    "outdoor": "indoor indoors inside",
    "private": "public publicly visible",
    "free": "paid fee charged",
    "email": "post paper",
    "generic": "brand branded",
    "kid": "adults adult",
    "keep": "new another different",
    "port": "new another different",
    "half": "full whole",
    "share": "alone own private",
    "supply": "own",
    "refund": "nonrefundable",
    "outdoors": "indoor indoors inside",
    "smok": "smoke-free smokefree",
    "automatic": "manual",
    "paper": "digital electronic electronically online email e-mail pdf",
    "paperless": "paper post printed",
    "monthl": "once one-off one-time single",
    "dail": "once one-time",
    "weekl": "once one-time",
    "every": "once one-time",
    "recurring": "once one-off one-time single",
    "repeat": "once one-time",
    "return": "one-way oneway",
    "round": "one-way oneway",
    "vaccinated": "unvaccinated",
    "first": "already before existing returning",
    "new": "already before existing returning",
    "instant": "standard normal",
    "pack": "yourself yourselves",
    "bring": "yourself own",
    "manual": "automatic",
    "colour": "black monochrome grayscale",
    "class": "standard economy second coach",
    "video": "in-person onsite",
    "online": "in-person onsite",
    "remote": "in-person onsite",
    "virtual": "in-person onsite",
    "window": "aisle middle",
    "express": "standard normal regular",
    "delivery": "pickup pick-up collection collected",
    "unlimited": "limited",
    "decaf": "regular",
    "hot": "cold iced",
    "large": "normal standard regular",
    "car": "on-foot",
    "vehicle": "on-foot",
}
CONTRARY = {concept(word): frozenset(others.split()) for word, others in AGAINST.items()}
ONE_STOP = Late(r"\b(?:with )?(?:one|two|1|2|a) (?:stop|layover|connection)s?\b")
NEGATIVE = frozenset(("no", "not", "non", "without", "off"))
NOT_AT_ALL = Late(r"(?:(?:does|do|will|is|are)(?: not|n't)|never|not|only once|once|one[- ]?(?:time|off))\b")
FACT = Late(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tomorrow|today|tonight)\b")
OTHERWISE = Late(
    r"\byou(?:'ll| will)? (?:provide|bring|supply|pack|do|handle) (?:the|it|them|your|all|that|everything)\b"
)
SERVED = frozenset(map(concept, "bring supplies supply pack packing service provide".split()))
CLEAR = 1.6
PLAIN_WORDS = WEAK_CONCEPTS | frozenset(
    map(
        concept,
        "included include wanted needed required allowed added add extra option optional available service people "
        "person passenger guest somebody other others customer user with is has".split(),
    )
)
"""What says nothing of a yes-or-no wish by itself."""
MAX_PIECES = 60
NEAR = 14
FAR = 24
WORD = Late(r"[a-z][a-z'-]*")
PLAINLY = frozenset(
    "manual once one-way one-off one-time unvaccinated stops layover stopover connecting indoor indoors public "
    "publicly visible brand branded post paper adults in-person onsite monochrome grayscale on-foot".split()
)
ONE_WORD = {
    "one way": "one-way",
    "one time": "one-time",
    "in person": "in-person",
    "black and white": "monochrome",
    "foot passenger": "on-foot",
    "foot passengers": "on-foot",
}
ALIKE = Late(r"\b(?:one (?:way|time)|in person|black and white|foot passengers?)\b")
EPITHETS = frozenset(
    map(concept, "included include wanted needed required allowed added add extra option optional available".split())
)
_SOME = r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both"
_HEAD_WORDS = (
    "people person persons passenger passengers guest guests adult adults children child kid kids rider riders "
    "traveler traveller travelers travellers pax"
)
HEAD_WORDS = frozenset(_HEAD_WORDS.split())
HEADS = Late(
    rf"\b(?:for )?(?:{_SOME}) (?:{_HEAD_WORDS.replace(' ', '|')})\b"
    r"(?!-| (?:seat|chair|bed|menu|meal|ticket|fare|card|pass)(?:e?s)?\b)"
)
"""How many people there are says nothing of a yes-or-no wish."""
OWN = Late(
    r"\b(?:bring|use|have|tak|wear|with)(?:e|ing|s)? (?:your|their|his|her|our|my) own (?P<what>[a-z-]+(?: [a-z-]+)?)"
)
BRING_NONE = Late(
    r"(?:needn't|need not|no need to|(?:don't|do not|won't|will not) (?:need to|have to)) bring "
    r"(?:(?:your|any|own|an?|the) )*(?P<what>[a-z-]+)"
)
"""Who need not bring a thing is given it."""
PUBLIC = "public"
SUPPLIED = frozenset(map(concept, "rent rental hire borrow lend lent loan provide supply need include add".split()))
KIN = 5
CANNOT = Late(r"\b(?:(?P<no>cannot|can not|can't)|can) be (?P<what>[a-z]{3,}?)e?d\b")
NOT_SO = Late(r"\b(?:un|non-?)(?P<what>[a-z]{5,})\b")
MODIFIERS = frozenset(
    map(
        concept,
        "shared private remote online virtual video live home first new extra early late same next digital express "
        "quiet direct outdoor indoor heated second special night".split(),
    )
)
"""First words of names that say it: any lesson is a lesson, not a remote one."""


def told_flags(slots: Sequence[Slot], text: str, known: Known) -> dict[str, str]:
    """Slot name -> "right" or "wrong" for the yes-or-no slots of which the text says something."""
    mine = [slot for slot in slots if "flag" in known.profiles[slot.name].tags]
    if not mine:
        return {}
    every = list(known.profiles)
    matter = frozenset().union(*(known.profiles[slot.name].terms for slot in mine))
    found = cues(text)
    low = _with_kin(found, mine, known)
    crowded = not HEAD_WORDS.isdisjoint(found.words)
    told: dict[str, bool] = {}
    for piece, following in _pieces(HEADS.sub(" ", low) if crowded else low):
        words = dict.fromkeys(concepts(piece), 1.0)
        if matter.isdisjoint(words) and PLAINLY.isdisjoint(piece.split()) and not ALIKE.search(piece):
            continue
        marks = dict(zip(every, score(every, words, known), strict=True))
        whole = ALIKE.sub(lambda hit: ONE_WORD[hit[0]], f"{piece} {following}")
        spoken = frozenset([*whole.replace("'", " ").split(), *whole.replace("-", " ").split()])
        clause = Clause(piece, following, words, whole, spoken, marks, max(marks.values()))
        for slot in mine:
            if (said := _said_of(slot, clause, known)) is not None:
                told[slot.name] = said
    for slot in mine:
        if (had := _had(slot, low, known)) is not None:
            told[slot.name] = had
    return {slot.name: _verdict(slot, told[slot.name]) for slot in mine if slot.name in told}


class Clause(NamedTuple):
    """A clause and the one it is a label of, its words, both as one with set phrases as words, and how it fits."""

    piece: str
    following: str
    words: Mapping[str, float]
    whole: str
    spoken: frozenset[str]
    marks: Mapping[str, float]
    most: float


def _said_of(slot: Slot, clause: Clause, known: Known) -> bool | None:
    """Whether a clause says yes or no of a slot."""
    profile, mark = known.profiles[slot.name], clause.marks[slot.name]
    contrary = clause.spoken & _contraries(profile.named)
    served = not profile.named.isdisjoint(SERVED) and OTHERWISE.search(clause.whole) is not None
    if (contrary or served) and (mark > 0 or not PLAINLY.isdisjoint(clause.spoken)):
        return any(_denied(word, clause.whole) for word in contrary or ("",))
    if mark < CLEAR or mark < clause.most * 0.8:
        return _said_so(clause.piece, slot.name, known)
    if not clause.following and _is_vague(clause.words, clause.piece, profile):
        return None
    stated = _stated(slot, clause.piece, clause.following, known)
    if stated and not clause.following and _is_any(clause.words, profile):
        return None
    return _said_so(clause.piece, slot.name, known) if stated is None else stated


def _verdict(slot: Slot, said: bool) -> str:
    # a slot of what is public is about the same as one of what is private, the other way round
    turned = PUBLIC in SPLIT.split(slot.name.lower())
    return "right" if said == (_wanted(slot.value) != turned) else "wrong"


def _with_kin(found: Cues, mine: Sequence[Slot], known: Known) -> str:
    """The text with words that are made of a slot's own word put as that: "vibration" for a slot `vibrate`."""
    cores = frozenset().union(*(known.profiles[slot.name].core for slot in mine))
    low = found.low
    for own in sorted(word for word in cores if len(word) >= KIN and word in low):
        for word in sorted((word for word in found.words if word.startswith(own) and word != own), reverse=True):
            if not any(one in profile.terms for profile in known.profiles.values() for one in concepts(word)):
                low = low.replace(word, own)
    if " un" in low or "non" in low:
        low = NOT_SO.sub(lambda hit: hit[0] if cores.isdisjoint(concepts(hit["what"])) else f"not {hit['what']}", low)
    if " be " in low and any(word.endswith("able") for word in cores):
        low = CANNOT.sub(lambda hit: _able(hit, cores), low)
    return low


def _able(hit: Match[str], cores: frozenset[str]) -> str:
    """What can be refunded is refundable."""
    for able in (f"{hit['what']}able", f"{hit['what']}eable"):
        if able in cores:
            return f"not {able}" if hit["no"] else able
    return hit[0]


def _is_vague(words: Mapping[str, float], piece: str, profile: Profile) -> bool:
    """Whether a piece shares with a slot only what says nothing by itself: people, something extra."""
    if not PLAIN_WORDS.issuperset(words.keys() & profile.terms.keys()) or profile.named <= words.keys():
        return False
    nouns = profile.named - EPITHETS
    return not any(hit["no"] and not nouns.isdisjoint(concepts(hit["what"])) for hit in SAID.finditer(piece))


def _is_any(words: Mapping[str, float], profile: Profile) -> bool:
    """Whether a piece speaks of a thing, but not of what a slot says of it: "a lesson" for a remote one."""
    shared = words.keys() & profile.terms.keys() - WEAK_CONCEPTS
    return not profile.core.isdisjoint(MODIFIERS) and shared <= profile.core - MODIFIERS


def _had(slot: Slot, low: str, known: Known) -> bool | None:
    """What a text says of the way a thing is had: by video, on paper, with one's own."""
    profile = known.profiles[slot.name]
    if " bring " in low and not SUPPLIED.isdisjoint(profile.own):
        for hit in BRING_NONE.finditer(low):
            if not (profile.own - PLAIN_WORDS - SUPPLIED).isdisjoint(concepts(hit["what"])):
                return True
    if " own " in low and not SUPPLIED.isdisjoint(profile.own):
        for hit in OWN.finditer(low):
            if not (profile.own - PLAIN_WORDS - SUPPLIED).isdisjoint(concepts(hit["what"])):
                return False
    for one, other, way in ways_of(slot.name, slot.about):
        said = {_is_said(hit, low) for hit in one.finditer(low)}
        said |= {not _is_said(hit, low) for hit in other.finditer(low)}
        if len(said) == 1:
            return said.pop() == way
    return None


def _is_said(hit: Match[str], low: str) -> bool:
    """Whether no "not" and no "instead of" stands before what is said."""
    ahead = low[max(0, hit.start() - NEAR) : hit.start()]
    return not NO.search(ahead) and not INSTEAD.search(ahead)


def _denied(word: str, whole: str) -> bool:
    """Whether a no stands before a word; without a word, anywhere."""
    at = whole.find(word) if word else len(whole)
    return NO.search(whole, max(0, at - NEAR) if word else 0, at) is not None


def _is_denied(low: str, core: frozenset[str]) -> bool:
    """Whether a no belongs to the words a slot is about: before them, among them, in them, or as "not" after them."""
    if any(not core.isdisjoint(concepts(hit["of"] or hit["free"])) for hit in WITHOUT.finditer(low)):
        return True
    spans = [hit.span() for hit in WORD.finditer(low) if not core.isdisjoint(concepts(hit[0]))]
    if not spans:
        return NO.search(low) is not None
    first, last = spans[0][0], spans[-1][1]
    if NO_AHEAD.search(low[max(0, first - FAR) : first]) or NO.search(low, max(0, first - 1), last):
        return True
    return NO_BEHIND.match(low, last) is not None


def _said_so(piece: str, name: str, known: Known) -> bool | None:
    """What a piece that is about more says of a slot in passing: "without breakfast", "first-class seats"."""
    core = known.profiles[name].core - PLAIN_WORDS
    if not core:
        return None
    others = [one.terms for slot, one in known.profiles.items() if slot != name]
    for hit in SAID.finditer(piece):
        words = core.intersection(concepts(hit["what"]))
        if words and (words == core or not any(word in terms for word in words for terms in others)):
            return hit["no"] is None and not NO_BEHIND.match(piece, hit.end())
    if any(not core.isdisjoint(concepts(hit["of"] or hit["free"])) for hit in WITHOUT.finditer(piece)):
        return False
    if len(core) > 1 and core <= frozenset(concepts(piece)):
        near = [hit.start() for hit in WORD.finditer(piece) if not core.isdisjoint(concepts(hit[0]))]
        return not _is_denied(piece, core) if max(near) - min(near) < FAR else None
    return None


def _pieces(low: str) -> list[tuple[str, str]]:
    """The clauses of a text, each with the clause it is a label of ("insurance: yes"), else ""."""
    found: list[tuple[str, str]] = []
    label = ""
    at = 0
    for hit in [*PIECE.finditer(low), None]:
        piece = low[at : hit.start() if hit else len(low)].strip()
        if label:
            found.append((label, piece))
            label = ""
        if hit and hit[0].lstrip().startswith(":"):
            front, _, label = piece.rpartition(" and ")
            found += [(front, "")] if front else []
        elif piece:
            found.append((piece, ""))
        if hit:
            at = hit.end()
    return found[:MAX_PIECES]


def _wanted(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "yes")


@lru_cache(maxsize=1024)
def _contraries(named: frozenset[str]) -> frozenset[str]:
    """The words that say the contrary of a slot: "a new number" for one that is kept."""
    return frozenset().union(*(others for of, others in CONTRARY.items() if of in named))


def _stated(slot: Slot, piece: str, following: str, known: Known) -> bool | None:
    """Whether the piece says yes or no of the flag."""
    low = piece.strip()
    answer = following.strip().split(" ")[0]
    short = len(low.split()) <= 4
    if short and answer in YES | DENIALS:
        return answer in YES
    if short and following and NOT_AT_ALL.match(following):
        return False
    if short and answer in ORDINARY and not known.profiles[slot.name].core.isdisjoint(MODIFIERS):
        return False
    if following and FACT.search(following):
        return None
    against = NEGATIVE & set(SPLIT.split(slot.name.lower()))
    stated = _is_denied(low, known.profiles[slot.name].core) == bool(against)
    if "nonstop" in known.profiles[slot.name].terms:
        return not ONE_STOP.search(low) and (stated or "nonstop" in low or "non-stop" in low)
    return stated
