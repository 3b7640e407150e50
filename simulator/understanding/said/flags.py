"""Which yes-or-no facts a text states, and which way: "with breakfast", "no insurance", "non-smoking"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.naming.known import Known
from simulator.naming.lexicon import concept
from simulator.naming.profile import WEAK_CONCEPTS, concepts
from simulator.naming.scoring import score
from simulator.naming.vocabulary import SPLIT
from simulator.scenario.case import Slot
from simulator.values.cues import cues
from simulator.values.late import Late

PIECE = Late(
    r"(?:[,;?!\n()]|[.:](?!\d))\s*|\*\*| and (?=no |with|you |we |it |i )| but | that (?:is|are) | which (?:is|are) "
    r"| - | – "
)
_NO = (
    r"(?:\b(?:no|not|without|non|none|never|excluded|excluding|declined|refused|minus|n't|false|neither|nor|forbidden"
    r"|prohibited|waived|off|out of|isn't|don't|doesn't|won't|needn't|un(?:furnished|vaccinated|refundable|shared))\b"
    r"|n't\b|\bnon-|❌)"
)
NO = Late(_NO)
NO_AHEAD = Late(rf"(?:\bnot|n't|{_NO}(?!\s+(?:\w+ )?(?:for|with|on|and|but|in|at)\b))(?:[\s-]+[\w'-]+){{0,3}}[\s-]*\Z")
NO_BEHIND = Late(
    r"[^,;.]{0,26}\b(?:not|declined|excluded|refused|waived|forbidden|prohibited|off|false|none|isn't|aren't|won't|extra)\b"
)
WITHOUT = Late(r"\b(?:non-?|un|in(?=flex|valid))(?P<of>[a-z]{4,})|\b(?P<free>[a-z]{3,})(?:-free|less)\b")
SAID = Late(
    r"\b(?:(?P<no>without|no|not|excluding|minus)|with|including|plus) (?:an? |the |any |your )*(?P<what>[a-z-]+)"
)
YES = frozenset(
    "yes true on enabled active allowed welcome included added on filed allowed enabled needed ok y".split()
)
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
    "paperless": "paper post printed",
    "monthl": "once one-off one-time single",
    "dail": "once one-time",
    "weekl": "once one-time",
    "every": "once one-time",
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
}
CONTRARY = {concept(word): frozenset(others.split()) for word, others in AGAINST.items()}
ONE_STOP = Late(r"\b(?:with )?(?:one|two|1|2|a) (?:stop|layover|connection)s?\b")
NEGATIVE = frozenset(("no", "not", "non", "without", "off"))
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
    "publicly visible brand branded post paper adults in-person onsite monochrome grayscale".split()
)
ONE_WORD = {"one way": "one-way", "one time": "one-time", "in person": "in-person", "black and white": "monochrome"}
ALIKE = Late(r"\b(?:one (?:way|time)|in person|black and white)\b")


def told_flags(slots: Sequence[Slot], text: str, known: Known) -> dict[str, str]:
    """Slot name -> "right" or "wrong" for the yes-or-no slots of which the text says something."""
    mine = [slot for slot in slots if "flag" in known.profiles[slot.name].tags]
    if not mine:
        return {}
    every = list(known.profiles)
    matter = frozenset().union(*(known.profiles[slot.name].terms for slot in mine))
    told: dict[str, str] = {}
    pieces = _pieces(cues(text).low)
    for piece, following in pieces:
        words = dict.fromkeys(concepts(piece), 1.0)
        if matter.isdisjoint(words) and PLAINLY.isdisjoint(piece.split()) and not ALIKE.search(piece):
            continue
        marks = dict(zip(every, score(every, words, known), strict=True))
        whole = ALIKE.sub(lambda hit: ONE_WORD[hit[0]], f"{piece} {following}")
        spoken = frozenset([*whole.replace("'", " ").split(), *whole.replace("-", " ").split()])
        plainly, served = not PLAINLY.isdisjoint(spoken), OTHERWISE.search(whole) is not None
        for slot in mine:
            named = known.profiles[slot.name].named
            contrary = spoken & _contraries(named)
            against = contrary or served and not named.isdisjoint(SERVED)
            if against and (plainly or marks[slot.name] > 0):
                said = not any(_denied(word, whole) for word in contrary or ("",))
                told[slot.name] = "wrong" if _wanted(slot.value) == said else "right"
                continue
            if marks[slot.name] < CLEAR or marks[slot.name] < max(marks.values()) * 0.8:
                if (said_so := _said_so(piece, slot.name, known)) is not None:
                    told[slot.name] = "right" if said_so == _wanted(slot.value) else "wrong"
                continue
            if not following and PLAIN_WORDS.issuperset(words.keys() & known.profiles[slot.name].terms.keys()):
                # that there are people says nothing of what they wish
                continue
            stated = _stated(slot, piece, following, known)
            if stated is not None:
                told[slot.name] = "right" if stated == _wanted(slot.value) else "wrong"
    return told


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
            return hit["no"] is None
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
    if (
        short
        and following
        and (answer in YES or answer in ("no", "not", "none", "off", "disabled", "declined", "excluded", "false", "n"))
    ):
        return answer in YES
    if following and FACT.search(following):
        return None
    against = NEGATIVE & set(SPLIT.split(slot.name.lower()))
    stated = _is_denied(low, known.profiles[slot.name].core) == bool(against)
    if "nonstop" in known.profiles[slot.name].terms:
        return not ONE_STOP.search(low) and (stated or "nonstop" in low or "non-stop" in low)
    return stated
