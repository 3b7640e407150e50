"""Words for tools and arguments, taken from their documents: what people would call them, never schema talk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from simulator.frozen import NamedTuple, dataclass

PEOPLE = "patient|customer|traveller|traveler|user|caller|guest|client|member|passenger|person|buyer|visitor"
# what is said of a thing after it was done; some words are others than grammar has them, because people say so
PARTICIPLES = {
    "select": "set",
    "buy": "bought", "find": "found", "get": "found", "give": "given", "hold": "held", "make": "made", "pay": "paid",
    "put": "put", "send": "sent", "sell": "sold", "set": "set", "swap": "swapped", "take": "taken", "tell": "told",
    "write": "written", "cancel": "cancelled", "stop": "stopped", "ship": "shipped", "drop": "dropped", "let": "let",
    "submit": "submitted", "begin": "begun", "choose": "set", "withdraw": "taken back", "plan": "planned",
    "rebook": "rebooked", "sign": "signed", "refund": "refunded", "undo": "undone", "split": "split",
    "bring": "brought",
    "draw": "drawn", "leave": "left", "lend": "lent", "read": "read", "run": "run", "transfer": "transferred",
}  # fmt: skip
VERBS = frozenset(
    [
        "accept",
        "activate",
        "add",
        "answer",
        "apply",
        "approve",
        "archive",
        "arrange",
        "assign",
        "attach",
        "block",
        "book",
        "calculate",
        "call",
        "change",
        "charge",
        "check",
        "close",
        "complete",
        "confirm",
        "copy",
        "create",
        "deactivate",
        "delete",
        "deliver",
        "disable",
        "dispute",
        "edit",
        "enable",
        "enrol",
        "exchange",
        "extend",
        "fetch",
        "file",
        "flag",
        "grant",
        "import",
        "invite",
        "issue",
        "join",
        "link",
        "list",
        "lock",
        "log",
        "look",
        "merge",
        "modify",
        "move",
        "notify",
        "open",
        "order",
        "pause",
        "place",
        "post",
        "predict",
        "publish",
        "query",
        "reactivate",
        "receive",
        "record",
        "register",
        "reject",
        "release",
        "remove",
        "rename",
        "renew",
        "rent",
        "replace",
        "reply",
        "report",
        "request",
        "reschedule",
        "reserve",
        "reset",
        "resolve",
        "restore",
        "resume",
        "return",
        "revoke",
        "save",
        "schedule",
        "search",
        "select",
        "share",
        "show",
        "start",
        "subscribe",
        "suspend",
        "switch",
        "terminate",
        "test",
        "top",
        "track",
        "train",
        "trigger",
        "unblock",
        "unlock",
        "unsubscribe",
        "update",
        "upgrade",
        "upload",
        "use",
        "verify",
        "void",
    ]
) | frozenset(PARTICIPLES)
_TAIL = re.compile(
    r"\s*(?:[.,;:(]|\s(?:as|like|e\.g\.?|i\.e\.?|that|which|who|whose|where|when|if|in the form|to be|on"
    r"|containing|including)\s).*",
    re.DOTALL,
)
_ADDRESS = re.compile(r"(?:[A-Z]+ )?/")
_TELLS = frozenset(
    "gets sets determines specifies defines indicates contains represents identifies returns controls describes lets"
    " allows adds enables includes filters limits used".split()
)
_WH = re.compile(r"(?:(?:for|on|in|at|to|from) )?(?:which|how|why|where|when|what|who)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"(?:true only if|true if|true when|whether(?: or not)?|if|set to true (?:if|to)|indicates (?:if|whether)) ",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|another|an|a|your|this|one|some) ", re.IGNORECASE)
_OF_PERSON = re.compile(rf" of (?:the|a) (?:{PEOPLE})\b(?!['’])", re.IGNORECASE)
_PERSON_VERB = re.compile(rf"\b(?:the|a) (?:{PEOPLE}) (\w+)", re.IGNORECASE)
_PERSON = re.compile(rf"\b(?:the|a) (?:{PEOPLE})\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bto)(?<!\bfrom)(?<!\band)\s(?:the|you|your|we|it)\s.*",
    re.DOTALL,
)
_VAGUE = frozenset("number name date day code id value type time text reference identifier amount key".split())
_SCHEMA_TALK = frozenset(
    "specifies indicates defines contains indicating specifying string boolean integer object array only anything "
    "optional required used if".split()
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_VERB_FORMS = {"wants": "want", "has": "have", "is": "are", "does": "do", "was": "were", "cancels": "cancel"}
_CAUSES = re.compile(r"^(?:causes|allows|lets) (?:the|a|an) \w+(?: \([^)]*\))? to (?=\w)", re.IGNORECASE)
_UNDONE = frozenset("follow like mute hide pin star watch delete do load".split())
_PREPOSITIONS = frozenset(["to", "of", "in", "on", "at", "from", "with", "by", "for", "into", "under", "within"])


class Noun(NamedTuple):
    """What people call an argument: `kind` (thing, clause or yesno) says how to ask for it; `name` is plain.

    `label` is what stands before a value that is read back.
    """

    name: str
    kind: str
    words: str
    unit: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a tool does, as verb and object: "move", "the booking", "to another day".

    `doing` is all of it, `done` the passive ("the booking has been moved to another day"), `active` what somebody has
    done: "moved the booking to another day".
    """

    verb: str
    thing: str
    tail: str = ""
    doing: str
    done: str
    active: str


def _action(verb: str, thing: str, tail: str = "") -> Action:
    doing = " ".join(part for part in (verb, thing, tail) if part)
    active = " ".join(part for part in (participle(verb), thing, tail) if part)
    return Action(verb=verb, thing=thing, tail=tail, doing=doing, done=_passive(verb, thing, tail), active=active)


def _passive(verb: str, thing: str, tail: str) -> str:
    bare = thing.lower()
    many = bare == "you" or (bare.endswith("s") and not bare.endswith(("ss", "us", "is", "address")))
    text = f"{thing} {'have' if many else 'has'} been {participle(verb)}"
    return f"{text} {tail}" if tail else text


@lru_cache(maxsize=4096)
def split_name(name: str) -> tuple[str, ...]:
    """The words of an identifier, in lower case: `bookFlight_id` is book, flight, id."""
    return tuple(word.lower() for word in re.split(r"[^A-Za-z0-9]+", _CAMEL.sub(" ", name)) if word)


@lru_cache(maxsize=4096)
def name_words(name: str) -> str:
    """An identifier as people would write it; ids are written ID."""
    words = " ".join("ID" if word == "id" else word for word in split_name(name)) or name
    return re.sub(r"\bof (?!the |birth|all )", "of the ", words)


def participle(verb: str) -> str:
    """The past participle of a verb in its base form."""
    if verb in PARTICIPLES:
        return PARTICIPLES[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def first_sentence(text: str) -> str:
    return _SENTENCE.split(text.strip(), maxsplit=1)[0].rstrip(".!?: ")


def noun_of(name: str, schema: Mapping[str, Any]) -> Noun:
    """The noun of an argument, from its description, or from its name where that says too little."""
    return _noun(name, str(schema.get("description") or ""), schema.get("type", "boolean") == "boolean")


@lru_cache(maxsize=4096)
def _noun(name: str, description: str, may_be_flag: bool) -> Noun:
    plain = name_words(name)
    text = " ".join(first_sentence(description).split())
    unit = _unit(text)
    yes_no = _YES_NO.match(text)
    if yes_no and not may_be_flag:
        return Noun(name=plain, kind="thing", words=plain, unit=unit, label=plain)
    if yes_no:
        words = to_you(text[yes_no.end() :].split(", if")[0])
        return Noun(name=plain, kind="yesno", words=words, unit=unit, label=plain)
    if _WH.match(text):
        clause = to_you(re.split(r"[,;:(]", text)[0].strip())
        return Noun(name=plain, kind="clause", words=clause[:1].lower() + clause[1:], unit=unit, label=plain)
    whole = _OF_PERSON.sub("", _ARTICLE.sub("", text)).split(",")[0].strip()
    text = _CLAUSE.sub("", _TAIL.sub("", whole)).strip()
    if text.lower() in _VAGUE:
        text = whole
    if _says_little(text):
        return Noun(name=plain, kind="thing", words=plain, unit=unit, label=plain)
    words = _lower_first(text)
    return Noun(name=plain, kind="thing", words=words, unit=unit, label=plain if " or " in words else words)


def _says_little(text: str) -> bool:
    """True where what is left of a description is no noun that people would use."""
    words = text.lower().split()
    return (
        not 0 < len(words) <= 5
        or words[0] in _TELLS
        or words[0] in _SCHEMA_TALK
        or words[-1] in _SCHEMA_TALK
        or words[-1] in _PREPOSITIONS
    )


def _unit(text: str) -> str:
    found = re.search(
        r"\bin (euros?|eur|dollars?|usd|pounds?|gbp|francs?|chf|cents|kilograms?|kg|days|hours|minutes|percent)\b",
        text,
        re.IGNORECASE,
    )
    return found.group(1) if found else ""


def _lower_first(text: str) -> str:
    head = text.split(" ", 1)[0]
    return text if head.isupper() and len(head) > 1 else text[:1].lower() + text[1:]


def to_you(text: str) -> str:
    """A document's "the customer wants" as said to that customer: "you want"."""

    def said(found: re.Match[str]) -> str:
        verb = found.group(1)
        bare = verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb
        return "you " + _VERB_FORMS.get(verb, bare)

    return _PERSON.sub("you", _PERSON_VERB.sub(said, _OF_PERSON.sub("", text)))


@lru_cache(maxsize=4096)
def action_of(name: str, description: str) -> Action:
    """What a tool does, from the first sentence of its description or, failing that, from its name."""
    words = [] if _ADDRESS.match(description) else _CAUSES.sub("", first_sentence(description)).split()
    if words and len(words) <= 12:
        verb = _base_verb(words[0].lower())
        if (verb in VERBS or _again(verb)) and len(words) > 1:
            return _from_sentence(verb, words[1:])
    parts = split_name(name)
    verb = next((word for word in parts if _base_verb(word) in VERBS or _again(word)), "")
    rest = [word for word in parts if word != verb and word not in ("id", "by", "post", "put", "v1", "v2", "api")]
    if not verb:
        return _action("complete", "the request", f"({' '.join(parts)})" if parts else "")
    return _action(verb, "the " + (" ".join(rest) or "request"))


def _base_verb(word: str) -> str:
    for ending, cut in (("", 0), ("s", 1), ("es", 2)):
        if word.endswith(ending) and word[: len(word) - cut] in VERBS:
            return word[: len(word) - cut]
    return word


def _again(word: str) -> bool:
    """Whether a word is a known verb done again or undone: redeliver, unfollow."""
    return word[:2] in ("re", "un") and word[2:] in VERBS | _UNDONE


def _from_sentence(verb: str, words: list[str]) -> Action:
    cut = next((at for at, word in enumerate(words) if at and word.lower() in _PREPOSITIONS), len(words))
    stop = next(
        (at for at, word in enumerate(words) if at and word.lower() in ("that", "which", "back", "up", "the same")),
        len(words),
    )
    end = min(cut, stop)
    thing = " ".join(words[:end]).rstrip(",;:")
    tail = " ".join(words[end:]).rstrip(",;:") if stop >= cut or words[stop].lower() in ("back", "up") else ""
    tail = re.split(r"[,;:(]| that | which ", tail)[0].strip()
    if thing.lower().startswith(("a ", "an ")) and not re.match(r"an? (?:kind|sort|piece)\b", thing.lower()):
        thing = "the " + thing.split(" ", 1)[1]
    thing = _PERSON.sub("you", thing)
    return _action(verb, thing, _PERSON.sub("you", tail))
