"""What people say they want, and what they call things, from the summaries and names of an API document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.assistants.speech.documents import noun_of
from simulator.authoring.writing.english import known_verb, one_of, plain_verb, wanted, with_article
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat, plain_text, singular, split_words

_BY_METHOD = {"get": "look up", "head": "check", "post": "create", "put": "set", "patch": "change", "delete": "delete"}
_GLUE = frozenset("about by for of from in to with on and or per at as that which".split())
_EXTRA = re.compile(r"\s*(?:[.;:(\[{\n]|, | - | – ).*", re.DOTALL)
_USING = re.compile(r"[_-]?Using(?:GET|POST|PUT|PATCH|DELETE)(?:_\d+)?$")
_ADDRESS = re.compile(r"(?:[A-Z]+ )?/")
_TAIL = re.compile(r"[?#].*")
_KEY_WORDS = frozenset("id ids num number code slug key name uuid guid no".split())
_NO_NOUNS = frozenset("api rest me v public beta latest services service json xml".split())


def phrase(tool: ToolSpec) -> str:
    """What a person wants of this operation: "create a pet", "look up an order"."""
    name = _bare_name(tool)
    words = split_words(name)
    described = "" if _ADDRESS.match(tool.description) else tool.description
    found = wanted(described, words[0] if words else "")
    for text in (_acting(tool), *_parts(name)) if not found else ():
        found = found or wanted(text)
    if found:
        return found
    many = tool.method == "get" and not tool.path.rstrip("/").endswith("}")
    noun = _noun(tool, words)
    return f"{_BY_METHOD.get(tool.method, 'use')} {noun if many else with_article(one_of(noun))}"


def _bare_name(tool: ToolSpec) -> str:
    """The operation's name without what generators add: GET_ListUsers, listUsersUsingGET."""
    name = _USING.sub("", tool.name)
    if tool.method and name.lower().startswith(f"{tool.method}_") and not _from_path(tool):
        name = name[len(tool.method) + 1 :]
    words = split_words(name)
    if tool.method and len(words) > 1 and words[-1] == tool.method:
        # ContactsGet: the method says nothing about what is wanted
        name = name[: -len(tool.method)].rstrip("_-.")
    return name


def _from_path(tool: ToolSpec) -> bool:
    """Whether an operation has no name of its own, only one made of its method and path."""
    own = flat(tool.name)
    return bool(tool.method) and own.startswith(tool.method) and flat(tool.path).startswith(own[len(tool.method) :])


def _noun(tool: ToolSpec, words: tuple[str, ...]) -> str:
    """What an operation without a verb is about: its own name, or else the last thing its path names."""
    if words and not _from_path(tool) and 1 < len("".join(words)) <= 40:
        return " ".join(words)
    found = ""
    for part in _TAIL.sub("", tool.path).split("/"):
        named = [word for word in split_words(part) if not word.isdigit()]
        if part.startswith("{"):
            named = named[:-1] if named and named[-1] in _KEY_WORDS else []
        if named and not (len(named) == 1 and named[0] in _NO_NOUNS):
            found = " ".join(named)
    return found or "this"


def _acting(tool: ToolSpec) -> str:
    """ "fix message" for /messages/{id}/_fix and messages_fix: what is done, and to what."""
    parts = [split_words(part) for part in tool.path.split("/") if part and "{" not in part]
    words = split_words(tool.name)
    if len(parts) > 1 and parts[-1][:1] and plain_verb(parts[-1][0]) and tool.method == "post":
        return " ".join((*parts[-1], *parts[-2][:-1], singular(parts[-2][-1]))) if parts[-2] else ""
    things = [word for word in words[:-1] if word not in ("id", "ids", "by", "v")]
    if things and words[-1] != "get" and known_verb(words[-1]) and not known_verb(words[0]):
        return f"{words[-1]} {singular(things[-1])}"
    return ""


def _parts(name: str) -> Iterator[str]:
    """A name as words, then only what stands last in it: "calculate baseline" of MetricBaseline_CalculateBaseline."""
    yield " ".join(split_words(name))
    head, _, last = name.rpartition("_")
    if head and len(split_words(last)) > 1:
        yield " ".join(split_words(last))


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
