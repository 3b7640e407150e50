"""What a tool does, read from its name: create_pet, petCreate, pets.create and find_pet_by_name are all about a pet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.frozen import NamedTuple
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat, singular, split_words

_ROLES = {
    "create": "create add new insert make register open submit place book reserve schedule start log record write store"
    " post upload raise",
    "get": "get fetch read retrieve show view describe load",
    "list": "list search query browse filter enumerate",
    "find": "find lookup",
    "update": "update edit modify change patch set rename amend adjust put replace reschedule",
    "delete": "delete remove destroy drop erase purge unregister",
    "save": "save upsert",
}
VERBS: Mapping[str, str] = {verb: role for role, verbs in _ROLES.items() for verb in verbs.split()}
_ALSO_NOUNS = frozenset(
    "book place record log post schedule store upload start raise show view load set patch query".split()
)
_JOINS = frozenset("by with for from via using in of to on at into and".split())
_FILLERS = frozenset("all my the a an new existing single one current every".split())
_TAILS = frozenset("details detail info information record data".split())
_SUFFIXES = ("id", "uuid", "guid", "sid", "number", "no", "code", "key", "ref", "reference", "sku", "slug", "name")


class Named(NamedTuple):
    """A name taken apart: `role` is "" where the verb is none of the usual ones."""

    verb: str
    role: str
    noun: tuple[str, ...]
    plural: bool = False


def read_name(name: str, prefix: str = "") -> Named | None:
    """What a tool's name says; None where it has no verb and noun."""
    words = list(split_words(name))
    if prefix and len(words) > 1 and words[0] == prefix:
        words = words[1:]
    if len(words) < 2:
        return None
    if words[-1] in VERBS and (words[0] not in VERBS or (words[0] in _ALSO_NOUNS and words[-1] not in _ALSO_NOUNS)):
        named = _of_words([words[-1], *words[:-2], singular(words[-2])])
        return named and named._replace(plural=named.role == "list")
    if words[0] not in VERBS:
        later = next((at for at in range(1, len(words) - 1) if words[at] in VERBS), 0)
        words = words[later:]
    return _of_words(words)


def _of_words(words: Sequence[str]) -> Named | None:
    verb, rest = words[0], list(words[1:])
    if verb == "look" and rest[:1] == ["up"]:
        verb, rest = "lookup", rest[1:]
    joined = next((at for at, word in enumerate(rest) if word in _JOINS), len(rest))
    noun = [word for word in rest[:joined] if word not in _FILLERS]
    while len(noun) > 1 and noun[-1] in _TAILS:
        noun = noun[:-1]
    if not noun:
        return None
    one = singular(noun[-1])
    plural = one != noun[-1] or "all" in rest[:joined]
    role = VERBS.get(verb, "")
    if role in ("get", "find") and plural:
        role = "list"
    return Named(verb=verb, role=role, noun=(*noun[:-1], one), plural=plural)


def shared_prefix(tools: Sequence[ToolSpec]) -> str:
    """The word all tools begin with, where it is no verb and a verb and a noun follow it: the service's name."""
    names = [split_words(tool.name) for tool in tools]
    first = {words[0] for words in names if words}
    word = next(iter(first)) if len(first) == 1 and len(tools) > 1 else ""
    return "" if word in VERBS or any(len(words) < 3 for words in names) else word


def key_ranks(noun: Sequence[str]) -> dict[str, int]:
    """Flat names of arguments and fields that name one thing of this noun, the surest first."""
    whole, last = "".join(noun), noun[-1] if noun else ""
    names = [f"{word}{end}" for end in _SUFFIXES[:4] for word in (whole, last)]
    names += ["id", "uuid", "guid", "sid"]
    names += [f"{word}{end}" for end in _SUFFIXES[4:] for word in (whole, last)]
    names += ["sku", "slug", "code", "key", "number", "reference", "name", whole, last]
    ranks: dict[str, int] = {}
    for name in names:
        ranks.setdefault(name, len(ranks))
    return ranks


def key_argument(tool: ToolSpec, noun: Sequence[str], *, lone: bool) -> str:
    """The argument that names the thing; with `lone` also a single required one of any name."""
    ranks = key_ranks(noun)
    known = sorted((ranks[flat(name)], name) for name in tool.properties if flat(name) in ranks)
    sure = [pair for pair in known if pair[0] <= ranks["sid"]]
    required = [pair for pair in known if pair[1] in tool.required]
    for pairs in (sure, required, known):
        if pairs:
            return pairs[0][1]
    if lone and len(tool.required) == 1 and _plain(tool.properties.get(tool.required[0], {})):
        return tool.required[0]
    return ""


def _plain(schema: Mapping[str, Any]) -> bool:
    return schema.get("type", "string") in ("string", "integer", "number")
