"""Which tool a person's words call for: overlap with its name, summary and description, by the documents alone."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from simulator.assistants.speech.documents import first_sentence, split_name
from simulator.assistants.speech.stems import stem, stems
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec

# everyday words for what services do; the left is what people say, the right what documents say
EVERYDAY = {
    "postpone": "move change reschedule", "push": "move change reschedule", "shift": "move reschedule change",
    "switch": "change exchange swap", "rebook": "change move", "later": "move change reschedule",
    "different": "change another exchange", "another": "change another", "luggage": "bag", "suitcase": "bag",
    "sit": "seat", "swap": "exchange swap", "fit": "exchange size", "money": "refund pay back",
    "moved": "address", "delivery": "address send", "parcel": "order", "see": "appointment book",
    "doctor": "appointment",
    "reserve": "book", "list": "list", "sign": "subscribe join", "drop": "cancel", "call": "cancel", "off": "cancel",
    "send": "return send", "back": "return back", "broken": "return faulty", "waiting": "waitlist waiting list",
    "place": "address", "flat": "address", "house": "address", "street": "address", "going": "send",
    "status": "get", "where": "get", "buy": "create order", "new": "another new",
    "skip": "cancel", "scrap": "cancel", "miss": "cancel", "reservation": "booking", "trip": "booking",
    "baggage": "bag",
    "visit": "visit appointment",
    "wait": "waitlist waiting list", "queue": "waitlist waiting list", "rearrange": "reschedule move",
    "slot": "appointment", "appt": "appointment", "arrange": "book", "lift": "ride", "transport": "ride",
    "challenge": "dispute", "dosage": "dose", "amount": "dose",
    "contest": "dispute", "reverse": "dispute", "complain": "dispute", "reroute": "redirect", "elsewhere": "redirect",
    "hold": "stop", "carry": "bag", "hours": "open close", "shut": "close", "fee": "price cost", "cost": "price",
}  # fmt: skip
# turns of phrase for what services do, and their words for it
IDIOMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"\b(?:can'?t|cannot|won'?t|will not|(?:not|longer) going to|not able to|unable to) "
            r"(?:be|come|make|do|go|keep|turn)\b"
            r"|\bout of (?:my|the|an?|this|that)\b|\brid of\b|\baway with\b|\bfree up\b"
            r"|\btaken? (?:\w+ ){0,3}out\b|\bno way I(?: can|'ll)? (?:be|come|make|keep)\b"
            r"|\bgive (?:up|my|the)\b|\bgiven to\b"
            r"|\b(?:can|has to|have to|must|needs to|ought to|may|should) go\b(?! (?:to|back|on))"
            r"|\bfell through\b|\bno (?:longer|need)\b|\bn'?t (?:need|want)\b"
            r"|\bnobody needs\b|\b(?:no|any) use for\b|\bdo without\b|\b(?:isn'?t|won'?t|not) happen"
            r"|\bdon'?t (?:plan|intend) to\b"
            r"|\bis(?:n'?t| not) needed\b|\bno \w+ (?:needed|visit|for me)\b|\bdouble booked\b|\bclash",
            re.IGNORECASE,
        ),
        "cancel",
    ),
    (
        re.compile(
            r"\bon the list\b|\bcomes? free\b|\bfree spot\b|\bdrops? out\b|\bis full\b|\b(?:you'?re|are) full\b"
            r"|\b(?:tell|let|told|keep|note|sign) (?:me|my)\b.{0,30}\b(?:when|list|free|up|mind)\b|\bnothing free\b",
            re.IGNORECASE,
        ),
        "waitlist waiting list add",
    ),
)
MOST_KEPT = 32
VERIFIES = re.compile(r"(?:verify|authenticate|identify)_(?:the_)?(?:customer|user|caller|identity|client|member)")
STOP = stems("the and for with you your can could would like want need please have this that not from get got one some")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One tool as a bag of weighted stems."""

    tool: ToolSpec
    words: Mapping[str, float]


class Catalogue:
    """The tools of one conversation, ready to be compared with what people say."""

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self.verifying = next((tool for tool in tools if not tool.writes and VERIFIES.match(tool.name)), None)
        bags = [_bag(tool) for tool in tools]
        counts = Counter(word for bag in bags for word in bag)
        rare = {word: math.log(1 + len(bags) / count) for word, count in counts.items()}
        self._entries = [
            Entry(tool=tool, words={word: weight * rare[word] for word, weight in bag.items()})
            for tool, bag in zip(tools, bags, strict=True)
        ]

    def rank(self, text: str) -> list[tuple[float, ToolSpec]]:
        """The tools that share words with a text, best first; what changes something goes before what only looks."""
        said = spoken(text)
        found = []
        for entry in self._entries:
            score = sum(weight * entry.words.get(word, 0.0) for word, weight in said.items())
            if score > 0:
                found.append((score * (1.0 if entry.tool.writes else 0.6), entry.tool))
        return sorted(found, key=lambda one: -one[0])

    def giving(self, name: str) -> list[ToolSpec]:
        """Look-ups whose result holds a field of this name and that do not ask for it themselves."""
        return [
            tool for tool in self.tools.values() if not tool.writes and name not in tool.required and gives(tool, name)
        ]


@lru_cache(maxsize=1024)
def spoken(text: str) -> Mapping[str, float]:
    """The stems of what somebody said, everyday words translated at a smaller weight."""
    found = {stem(word): 0.6 for idiom, words in IDIOMS if idiom.search(text) for word in words.split()}
    for word in text.lower().replace("’", "'").split():
        word = word.strip(".,!?;:()\"'")
        own = stem(word)
        if len(word) > 2 and own not in STOP:
            found[own] = 1.0
        for other in EVERYDAY.get(word, EVERYDAY.get(own, "")).split():
            found[stem(other)] = max(found.get(stem(other), 0.0), 0.7)
    return found


def _bag(tool: ToolSpec) -> dict[str, float]:
    found: dict[str, float] = {}
    summary = first_sentence(tool.description)
    arguments = " ".join(
        f"{' '.join(split_name(name))} {schema.get('description', '')}" for name, schema in tool.properties.items()
    )
    parts = ((" ".join(split_name(tool.name)), 2.0), (summary, 1.2), (tool.description, 0.4), (arguments, 0.25))
    for text, weight in parts:
        for word in stems(text) - STOP:
            found[word] = max(found.get(word, 0.0), weight)
    return found


def gives(tool: ToolSpec, name: str) -> bool:
    """True where the document of a tool says that its result has a field of this name."""
    stack: list[object] = [tool.returns]
    while stack:
        schema = stack.pop()
        if isinstance(schema, Mapping):
            properties = schema.get("properties")
            if isinstance(properties, Mapping) and name in properties:
                return True
            stack.extend(schema.values())
        elif isinstance(schema, list):
            stack.extend(schema)
    return False


_KEPT: dict[tuple[int, ...], tuple[tuple[ToolSpec, ...], Catalogue]] = {}


def catalogue(tools: tuple[ToolSpec, ...]) -> Catalogue:
    """The catalogue of these tools, kept as long as the same specs are used."""
    key = tuple(map(id, tools))
    found = _KEPT.get(key)
    if found is None:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        # the specs are kept with the catalogue, so that their ids stay theirs
        found = _KEPT[key] = (tools, Catalogue(tools))
    return found[1]
