"""Yes or no: what a person's answer to a confirmation means, typos included."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_GO = re.compile(
    r"\b(?:go (?:right )?ahead|do (?:it|that|so)|(?:please|pls|plz) do|"
    r"i (?:already |just )?said yes|sounds? (?:good|great|fine|right)|"
    r"looks? (?:good|right|fine)|that(?:'s| is|s) (?:right|correct|fine|it|good|the one|perfect)|"
    r"all (?:good|correct|right)|go for it|no problem|"
    r"of course|i (?:agree|confirm)|thumbs up)\b"
)
_MAKE = r"make (?:it|that)(?! (?:quick|fast|short|happen|work|so\b))"
_CHANGES = (
    rf"never ?mind|hold on|hang on|changed? my mind|forget it|leave it|instead|scratch that|rather not|{_MAKE}|i meant"
    r"|my mistake|my bad|second thought|not (?:quite|right|correct|yet|anymore|now|sure)"
)
_STOP = re.compile(rf"\b(?:don'?t|do not|isn'?t|(?<!as )(?<!like )i said(?! yes)|{_CHANGES})\b")
_TURNS = re.compile(
    rf"\b(?:no|nope|nah|wait|actually|but|wrong|incorrect|except|stop|{_CHANGES}|rather|not (?:that|this|the)"
    r"|do(?:n'?t| not) (?:do|book|cancel|send|change|move|make|go|proceed|order|pay|submit|add|set))\b"
)
"""What turns a yes that was said before: stronger than a "not" of any remark."""
_SENTENCE = re.compile(r"[.!?\n]+")
_ASIDE = re.compile(
    r"\([^()]*\)|\b(?:don'?t|never) mind (?:the|my|all the)(?: [a-z']+){1,2}|"
    r"\b(?:do(?:n'?t| not)|have(?:n'?t| not)) (?:h\w{2,4}|got) (?:much|all|long|the|a lot of)?(?: ?(?:time|day|now)\b)?"
)
_YES = frozenset(
    "yes yeah yep yup yea sure ok okay correct right exactly confirmed confirm absolutely definitely perfect fine "
    "agreed indeed yess y aye".split()
)
_NO = frozenset("no nope nah not wrong incorrect wait actually but except stop nay n".split())
_PAIRS = (
    ("go", "ahead"),
    ("sounds", "good"),
    ("sounds", "fine"),
    ("looks", "good"),
    ("looks", "right"),
    ("that's", "right"),
)
_WEAK_NO = frozenset("sorry oops cancelled".split())
# a slip of the keyboard put right in a message of its own: "i meant ahead", "*would"
_MENDED = re.compile(r"(?:(?:sorry|oops|i meant)[, ]+|\*)+[a-z']+\*?|[a-z']+\*")
_WORD = re.compile(r"[a-z']+")


@lru_cache(maxsize=1024)
def consent(text: str) -> str:
    """What the answer says: "yes", "no" or "" where it says neither."""
    first, *more = text.lower().replace("’", "'").split("\n")
    plain = "\n".join([first, *(line for line in more if not _MENDED.fullmatch(line.strip()))])
    heard = _ASIDE.sub(" ", plain)
    head, *rest = _SENTENCE.split(heard, maxsplit=1)
    if (rest or heard != plain) and not _TURNS.search(heard) and _meaning(head) == "yes":
        return "yes"  # what else is not as it should be, as a battery or the time, is a remark
    return _meaning(plain)


def _meaning(plain: str) -> str:
    if _STOP.search(plain):
        return "no"
    if _GO.search(plain):
        return "no" if _denies(_GO.sub(" ", plain)) else "yes"
    words = _WORD.findall(plain)
    if any(word in _NO for word in words):
        return "no"
    if any(word in _YES for word in words):
        return "yes"
    if any(word in _WEAK_NO for word in words):
        return "no"
    return _near(words)


def _denies(rest: str) -> bool:
    words = _WORD.findall(rest)
    return any(word in ("wrong", "incorrect", "wait", "actually", "but", "not") for word in words)


def _near(words: list[str]) -> str:
    if any(_is_pair(first, second) for first, second in pairwise(words[:6])):
        return "yes"
    for word in (*words[:4], "".join(words[:3])):
        if any(one_slip(word, wrong) for wrong in _NO if len(wrong) > 4):
            return "no"
        if any(one_slip(word, right) for right in _YES if len(right) > 2):
            return "yes"
    return ""


def _is_pair(first: str, second: str) -> bool:
    """Whether two words are one of the phrases of agreement, a slip in a longer word forgiven."""
    return any(
        all(one_slip(word, right) if len(right) > 3 else word == right for word, right in ((first, one), (second, two)))
        for one, two in _PAIRS
    )


def one_slip(word: str, wanted: str) -> bool:
    """True where one letter is missing, doubled, wrong or swapped with its neighbour."""
    if word == wanted:
        return True
    if len(word) < 2 or abs(len(word) - len(wanted)) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(word, wanted, strict=False)) if a != b), min(len(word), len(wanted))
    )
    rest, other = word[start:], wanted[start:]
    if len(word) == len(wanted):
        return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    return rest[1:] == other if len(word) > len(wanted) else rest == other[1:]
