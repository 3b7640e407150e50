"""Slots that hold several values: whether a text says all of them and no other beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from simulator.naming.fields import fields_of
from simulator.naming.lexicon import concept
from simulator.naming.profile import concepts
from simulator.scenario.case import Slot
from simulator.understanding.said.codes import labelled
from simulator.understanding.said.heard import DAY_FORMS, Heard, Span
from simulator.understanding.said.listing import field_words
from simulator.understanding.said.near import COMMON, WORD, Word, same_thing, words_of_name
from simulator.values.late import Late
from simulator.values.mention import find_value
from simulator.values.normal import fold

_AND = r"and|or|plus|as well as|along with"
JOINT = Late(rf"(?:\s*(?:[,;/&+•·|]|\n[ \t]*(?:[-*•·]|\d{{1,2}}[.)])?|\b(?:{_AND}|also)\b)[\s,*]*)+")
_ENDS = (
    "on|at|for|to|in|with|by|from|is|are|was|were|has|have|will|would|under|as|starting|please|tomorrow|today|tonight"
)
PIECE = Late(rf"[^,;/&+•·|\n.?!:()\[\]]+?(?=\s*(?:[,;/&+•·|\n?!)]|\.(?:\s|\Z)|\Z|\b(?:{_AND}|{_ENDS})\b))")
ARTICLE = Late(r"(?:an?|the|some|also|your|one|two|three|four|1|2|3|4|extra|\d{1,2} ?x) ")
LAST = Late(r"\b(?:and|plus|as well as|along with)\b|&")
LONGEST = 3
LISTS = (list, tuple)
OPENED = Late(
    r"(?i)(?:\b(?:with|some|for|of|want|like|have|get|add|invit(?:e|ed|ing))\b|[:(])[\s*]*(?:(?:an?|the) )?"
    r"(?P<item>[\w'’-]+(?: [\w'’-]+)?)(?:\s*[,;/&+]|\s+(?:and|or|plus))(?:\s+(?:and|or|an?|the))*\s*\**\Z"
)
LABELLED = Late(r"[^\n:]{0,30}:[\s*]*\Z")
BULLETED = Late(r"(?:\A|\n)[ \t]*(?:[-*•·]|\d{1,2}[.)])[^\n:]{1,60}\Z")
NEXT_BULLET = Late(r"\s*\n[ \t]*(?:[-*•·]|\d{1,2}[.)])\s*\Z")
SMALL_WORDS = 3
PAIR = 2
NEAR = 24
BEFORE_ITEM = Late(r"(?:[:,;/&+•·]|\b(?:and|or|plus|with|only|just))[\s*]*(?:(?:an?|the|some) )?\Z")


def is_list(slot: Slot) -> bool:
    return isinstance(slot.value, LISTS) and len(slot.value) > 0


def told_lists(slots: Sequence[Slot], heard: Heard) -> dict[str, str]:
    """Slot name -> "right" or "wrong" for those of which the text says something."""
    told = {}
    for slot in slots:
        if is_list(slot) and (verdict := _told(slot, heard)):
            told[slot.name] = verdict
    return told


def _told(slot: Slot, heard: Heard) -> str:
    spans = [_place(item, heard) for item in slot.value]
    said = sorted(span for span in spans if span)
    if len(said) < len(spans):
        # one of them may be said as the value of another slot
        others = [span for name, span in heard.places.items() if name != slot.name]
        said = [span for span in said if not any(a <= span[0] and span[1] <= b for a, b in others)]
    if not said:
        return "wrong" if _labelled_otherwise(slot, heard) or _of_its_field(slot, heard) else ""
    if len(said) < len(spans):
        alone = len(said) == 1 and len(spans) > PAIR and not _is_listed(said[0], heard)
        return "" if alone else "wrong"
    return "wrong" if _others(slot, said, heard) else "right"


def _is_listed(span: Span, heard: Heard) -> bool:
    """Whether anything is joined to an item, or it stands behind a label."""
    joint = JOINT.match(heard.text, span[1])
    before = heard.text[max(0, span[0] - NEAR) : span[0]]
    return joint is not None and not joint[0].isspace() or BEFORE_ITEM.search(before) is not None


def _place(item: object, heard: Heard) -> Span | None:
    """Where an item is said, in one or many: "mushroom" for mushrooms."""
    found = find_value(item, heard.text, heard.clock)
    if found or not isinstance(item, str):
        return found
    if item.lower() in DAY_FORMS:
        day = DAY_FORMS[item.lower()].search(heard.text)
        return day.span() if day else None
    same = _alike if item[:1].islower() else _is_plural
    wanted = words_of_name(fold(item))
    words = [(hit.start(), hit.end(), fold(hit[0])) for hit in WORD.finditer(heard.text)]
    for at in range(len(words) - len(wanted) + 1):
        window = words[at : at + len(wanted)]
        if all(same(one, other) for one, (_, _, other) in zip(wanted, window, strict=True)):
            return window[0][0], window[-1][1]
    return _in_other_order(wanted, words) if len(wanted) > 1 and item[:1].islower() else None


def _in_other_order(wanted: Sequence[str], words: Sequence[Word]) -> Span | None:
    """Where the words of an item stand with small words between them: "the sleeves will be shortened"."""
    for at, (start, _, first) in enumerate(words):
        left = list(wanted)
        window = words[at : at + len(wanted) + SMALL_WORDS]
        for _, end, word in window if any(_is_of(first, one) for one in wanted) else ():
            own = next((one for one in left if _is_of(word, one)), None)
            if own is None and word not in COMMON:
                break
            left = [one for one in left if one is not own]
            if not left:
                return start, end
    return None


def _is_of(word: str, own: str) -> bool:
    """Whether a word is a form of another: "hemmed" of "hem"."""
    return word == own or _stem(word) == _stem(own)


def _stem(word: str) -> str:
    stem = concept(word)
    return stem[:-1] if stem[-2:-1] == stem[-1:] else stem


def _labelled_otherwise(slot: Slot, heard: Heard) -> bool:
    """Whether a line is about the slot and holds other things: "Toppings: ham"."""
    for hit in heard.labels:
        if labelled(hit["label"].lower(), heard.known) == [slot.name] and _is_item(hit["rest"], slot, heard):
            return True
    return False


def _of_its_field(slot: Slot, heard: Heard) -> bool:
    """Whether things of the kind of the items are said, and none of the items: rugby for tennis and golf."""
    kinds = [fields_of(fold(str(item)).replace(" ", "-")) for item in slot.value]
    shared = frozenset.intersection(*kinds)
    return bool(shared) and any(shared & fields_of(word) for word, _ in field_words(heard))


def _others(slot: Slot, said: Sequence[Span], heard: Heard) -> bool:
    """Whether anything stands among the items, or right before or after them, that is none of them."""
    text = heard.text
    closed = False
    for (_, end), (start, _) in pairwise(said):
        closed = closed or LAST.search(text, end, start) is not None
        pieces = [piece for piece in JOINT.split(text[end:start]) if piece.strip(" .*")]
        if any(_is_item(piece, slot, heard) for piece in pieces) and JOINT.match(text, end):
            return True
    return _goes_on(slot, said[-1][1], closed, heard) or _starts_before(slot, said[0][0], heard)


def _goes_on(slot: Slot, end: int, closed: bool, heard: Heard) -> bool:
    """Whether the list goes on after its last item that is wanted."""
    text = heard.text
    joint = JOINT.match(text, end)
    if joint is None or "\n" in joint[0] and not (LABELLED.search(text, 0, end) or _is_in_lines(joint[0], end, text)):
        return False
    piece = PIECE.match(text, joint.end())
    if piece is None or closed and not LAST.search(joint[0]):
        return False
    return _is_item(piece[0], slot, heard, joint.end())


def _is_in_lines(joint: str, end: int, text: str) -> bool:
    """Whether an item fills a line of its own, and another such line follows."""
    return NEXT_BULLET.match(joint) is not None and BULLETED.search(text, 0, end) is not None


def _starts_before(slot: Slot, start: int, heard: Heard) -> bool:
    """Whether an item stands before the first one that is wanted: "ham, mushrooms and olives"."""
    text = heard.text
    before = text[max(text.rfind("\n", 0, start) + 1, start - 60) : start]
    hit = OPENED.search(before)
    return hit is not None and _is_item(hit["item"], slot, heard)


def _is_item(piece: str, slot: Slot, heard: Heard, at: int = -1) -> bool:
    """Whether a piece of a list may be one more thing of the slot's kind."""
    low = ARTICLE.sub("", piece.strip(" *\t").lower())
    words = low.split()
    if words and any(fields_of(words[-1]) & fields_of(fold(str(item))) for item in slot.value):
        return not any(_same(low, item) for item in slot.value)
    if not 0 < len(words) <= LONGEST or any(char.isdigit() for char in low) or not COMMON.isdisjoint(words):
        return False
    if any(_same(low, item) for item in slot.value):
        return False
    if isinstance(slot.value[0], str) and slot.value[0][:1].isupper() and not piece.strip(" *")[:1].isupper():
        return False
    places = [span for name, span in heard.places.items() if at >= 0 and name != slot.name]
    if any(start < at + len(piece) and at < end for start, end in places):
        return False
    said = concepts(low)
    others = [one for name, one in heard.known.profiles.items() if name != slot.name]
    return bool(said) and not any(word in one.terms for one in others for word in said)


def _is_plural(one: str, other: str) -> bool:
    return one.rstrip("s") == other.rstrip("s")


def _alike(one: str, other: str) -> bool:
    """Whether two everyday words are one, or one thing: "cut" and "haircut"."""
    return same_thing(one, other) or len(one) > 2 and other.endswith(one) or concept(one) == concept(other)


def _same(low: str, item: object) -> bool:
    wanted, said = words_of_name(fold(str(item))), words_of_name(fold(low))
    return len(wanted) == len(said) and all(map(_alike, wanted, said))
