"""What people say they want, and what they call things, from the summaries and names of an API document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.assistants.speech.documents import noun_of
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import plain_text, singular, split_words

MAX_PHRASE = 70
_VERBS: Mapping[str, str] = {
    "get": "look up",
    "gets": "look up",
    "retrieve": "look up",
    "retrieves": "look up",
    "fetch": "look up",
    "fetches": "look up",
    "return": "see",
    "returns": "see",
    "read": "see",
    "show": "see",
    "shows": "see",
    "find": "find",
    "finds": "find",
    "list": "see",
    "lists": "see",
    "query": "look up",
    "search": "search",
    "searches": "search",
    "create": "create",
    "creates": "create",
    "insert": "add",
    "post": "send",
    "put": "set",
    "update": "update",
    "updates": "update",
    "patch": "change",
    "delete": "delete",
    "deletes": "delete",
    "removes": "remove",
    "adds": "add",
    "sends": "send",
    "sets": "set",
    "lookup": "look up",
    "describe": "describe",
    "upsert": "save",
}
_PLAIN = frozenset(
    "add approve archive assign book buy call cancel change check clear close complete confirm copy count deploy "
    "describe detect disable download edit enable end execute export generate import invite join leave lock log make "
    "merge move open order pause pay place predict publish refund register reject release remove rename renew replace "
    "report request reserve reset restart resume return revoke run save schedule send set share start stop submit "
    "subscribe suspend sync tag train translate transfer unlock unsubscribe update upload use validate verify view "
    "fix hide mute pin rate reply retry resend score snooze unhide void withdraw write analyze analyse recognize "
    "classify".split()
)
_UNDONE = frozenset("follow like block deliver load watch star assign attach link map apply run process index".split())
_BY_METHOD = {"get": "look up", "head": "check", "post": "create", "put": "set", "patch": "change", "delete": "delete"}
_DETERMINERS = frozenset(("a", "an", "the", "all", "my", "your", "any", "some", "one", "this", "that", "its", "their"))
_UNCOUNTED = frozenset(
    "information data metadata sms mms access feedback help advice news progress weather traffic stock usage"
    " content".split()
)
_GLUE = frozenset(
    "about within under between into without whose where by for of from in to with on and or per at as that which"
    " using based".split()
)
_EXTRA = re.compile(r"\s*(?:[.;:(\[{\n]|, | - | – ).*", re.DOTALL)
_PLAINER = tuple(
    (re.compile(shape, re.IGNORECASE), plain)
    for shape, plain in (
        (r"^(?:causes|allows|lets|enables) (?:the|a|an) \w+(?: \([^)]*\))? to ", ""),
        (r"^(?:this|the) (?:endpoint|operation|method|api|call|service) (?:(?:is|can be) used to |will )?", ""),
        (r"^(?:allows? (?:you|users?|clients?) to|used to|lets you|api to|use this (?:\w+ )?to) ", ""),
        (r" and (?:then )?(?:returns?|saves?|gets?|stores?|sends?) .*", ""),
        (r"\b(?:a |the )?(?:full |complete )?(?:list|collection|array|set) of (?:all (?:the )?)?", ""),
        (r"\b(the )?(?:specified|given|provided|requested|existing|single|specific) ", r"\1"),
        (r" identified by [\w ]*$", ""),
        (r" (?:for|of|in|from) (?:the )?(?:current|authenticated|logged-in) user$", ""),
        (r"(?<=\w) (?:JSON|XML|object|resource|entity|record)s?$", ""),
    )
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def phrase(tool: ToolSpec) -> str:
    """What a person wants of this operation: "create a pet", "look up an order"."""
    for text in (tool.description, _acting(tool), " ".join(split_words(tool.name)), *_last_part(tool.name)):
        found = _verb_phrase(text)
        if found:
            return found
    parts = [part for part in tool.path.split("/") if part and "{" not in part]
    noun = " ".join(split_words(parts[-1])) if parts else "this"
    many = tool.method == "get" and not tool.path.rstrip("/").endswith("}")
    return f"{_BY_METHOD.get(tool.method, 'use')} {noun if many else with_article(_one(noun))}"


def _acting(tool: ToolSpec) -> str:
    """ "fix message" for /messages/{id}/_fix and messages_fix: what is done, and to what."""
    parts = [split_words(part) for part in tool.path.split("/") if part and "{" not in part]
    words = split_words(tool.name)
    if len(parts) > 1 and parts[-1][:1] and parts[-1][0] in _PLAIN and tool.method == "post":
        return " ".join((*parts[-1], *parts[-2][:-1], singular(parts[-2][-1]))) if parts[-2] else ""
    if len(words) > 1 and _verb(words[-1]) and not _verb(words[0]):
        return f"{words[-1]} {singular(words[-2])}"
    return ""


def _last_part(name: str) -> Iterator[str]:
    """ "calculate baseline" of MetricBaseline_CalculateBaseline: what is done stands after what it is done to."""
    head, _, last = name.rpartition("_")
    if head and len(split_words(last)) > 1:
        yield " ".join(split_words(last))


def _verb(word: str) -> str:
    """The word people use for a verb of an API; "" where it is no verb we know."""
    known = _PLAIN | _UNDONE
    if word in _VERBS or word in known:
        return _VERBS.get(word, word)
    for base in (word.removesuffix("s"), word.removesuffix("es")):
        if base != word and base in known | _VERBS.keys():
            return _VERBS.get(base, base)
    return word if word[:2] in ("re", "un") and word[2:] in known | _VERBS.keys() else ""


def says(tool: ToolSpec) -> list[str]:
    """Ways to open a conversation about this operation."""
    wish = phrase(tool)
    return [f"I'd like to {wish}.", f"can you help me {wish}?", f"Hello, I need to {wish}, please."]


def words_for(name: str, schema: Mapping[str, Any], noun: str = "") -> list[str]:
    """What people call an argument, plainest first."""
    words = [word for word in split_words(name) if word not in ("the", "str")] or [name.lower()]
    plain = " ".join(words)
    found = [f"{noun} {plain}" if plain in ("id", "name") and noun else plain]
    described = schema.get("description")
    if isinstance(described, str):
        short = _EXTRA.sub("", plain_text(described)).strip(" .").lower()
        short = re.sub(r"^(?:the|a|an|your) ", "", short)
        said = 1 < len(short) <= 32 and len(short.split()) <= 4 and re.fullmatch(r"[a-z0-9' -]+", short)
        related = {singular(word) for word in short.split()} & {singular(word) for word in words}
        if said and related and not {short.split()[0], short.split()[-1]} & _GLUE and not short.startswith("one of"):
            found.append(short)
    asked = noun_of(name, schema)
    if asked.kind == "thing" and asked.words.lower() not in (plain, *found):
        found.append(asked.words)
    return list(dict.fromkeys(found))


def _verb_phrase(text: str) -> str:
    head = _EXTRA.sub("", text.strip()).strip()
    for pattern, plain in _PLAINER:
        head = pattern.sub(plain, head)
    words = [word for word in head.replace("/", " ").split() if _WORD.fullmatch(word)]
    if not len(words) >= 2 or len(words) < len(head.split()):
        return ""
    spoken = _verb(words[0].lower())
    while len(words) > 2 and words[-1].lower() in _DETERMINERS | _GLUE:
        words.pop()
    rest = " ".join(_lowered(word) for word in words[1:])
    if not spoken or len(rest) > MAX_PHRASE:
        return ""
    return f"{spoken} {with_article(rest)}"


def _lowered(word: str) -> str:
    return word if word.isupper() and len(word) > 1 else word.lower()


def with_article(rest: str) -> str:
    """A noun with what it needs before it: "an order", "orders", "data"."""
    words = rest.split()
    head = next((words[index - 1] for index in range(1, len(words)) if words[index].lower() in _GLUE), words[-1])
    plural = head.endswith("s") and singular(head) != head
    if words[0].lower() in _DETERMINERS | _GLUE or plural or head.lower() in _UNCOUNTED:
        return rest
    return f"{'an' if words[0][0].lower() in 'aeiou' else 'a'} {rest}"


def _one(noun: str) -> str:
    words = noun.split()
    return " ".join((*words[:-1], singular(words[-1]))) if words else noun
