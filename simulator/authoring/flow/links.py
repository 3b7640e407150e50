"""Which field of which result feeds which argument: found from the document alone, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from simulator.authoring.flow.naming import PERSONS, SYNONYMS, Noun, alike, people
from simulator.authoring.flow.spots import Reader, Spot
from simulator.frozen import dataclass
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import split_words

LEAST = 0.5
MOST_LINKS = 5_000
_SAME_KEYS = ({"id", "key"}, {"id", "reference"}, {"number", "reference"}, {"code", "reference"}, {"id", "slug"})
_BARE = frozenset(("latitude", "longitude", "ticker", "isbn", "iban", "vin", "iata", "icao", "imei", "pnr", "sku"))
_CAUSES = frozenset(("create", "save", "list", "find"))
_CHANGES = frozenset(("update", "replace"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A field of a result that feeds an argument; `confidence` in (0, 1], `inferred` where no result is declared."""

    source: str
    field: str
    target: str
    argument: str
    confidence: float
    reason: str
    inferred: bool = False

    def as_json(self) -> dict[str, object]:
        """The link as plain data."""
        return {
            "from": self.source, "field": self.field, "to": self.target, "argument": self.argument,
            "confidence": self.confidence, "reason": self.reason,
        }  # fmt: skip


def find_links(tools: Sequence[ToolSpec]) -> list[Link]:
    """Every link of the document, by target and argument, the surest first."""
    reader = Reader(tools)
    takes = {tool.name: reader.taken(tool) for tool in tools}
    shown = [
        spot for tool in tools for spot in _new(reader.shown(tool), takes[tool.name], reader.about[tool.name].role)
    ]
    index = _by_noun(shown)
    found: dict[tuple[str, str, str, str], Link] = {}
    for tool in tools:
        for wanted in takes[tool.name]:
            for link in _best(list(_fitting(wanted, index, reader))):
                if len(found) < MOST_LINKS:
                    found.setdefault((link.source, link.target, link.argument, ""), link)
    return sorted(found.values(), key=lambda one: (one.target, one.argument, -one.confidence, one.source, one.field))


def _new(shown: Sequence[Spot], takes: Sequence[Spot], role: str) -> Iterator[Spot]:
    """What a result shows that the call was not made with, the nearest to the top of each kind."""
    said = [spot for spot in takes if spot.required or spot.place == "path"]
    if role in _CHANGES:
        return
    kept: set[tuple[tuple[Noun, ...], str]] = set()
    for spot in shown:
        echo = any(spot.key == one.key and set(spot.nouns) & set(one.nouns) for one in said)
        nameless = spot.key == "name" and (not spot.own or role == "get")
        if echo or nameless or (spot.nouns, spot.key) in kept:
            continue
        kept.add((spot.nouns, spot.key))
        yield spot


def _by_noun(shown: Sequence[Spot]) -> dict[str, list[Spot]]:
    """Spots by the last word of what they name, and by their key where it says all."""
    found: dict[str, list[Spot]] = {}
    for spot in shown:
        words = {noun[-1] for noun in (*spot.nouns, *spot.described) if noun}
        words |= {spot.key} if spot.key in _BARE else set()
        for word in words:
            found.setdefault(word, []).append(spot)
    return found


def _fitting(wanted: Spot, index: dict[str, list[Spot]], reader: Reader) -> Iterator[Link]:
    words = {noun[-1] for noun in (*wanted.nouns, *wanted.described) if noun} | {wanted.key}
    near = set(words)
    for word in words:
        near |= SYNONYMS.get(word, frozenset()) & index.keys()
    if words & PERSONS:
        near |= {other for other in index if people((other,))}
    seen = set()
    for word in sorted(near):
        for spot in index.get(word, ()):
            if spot.tool == wanted.tool or id(spot) in seen:
                continue
            seen.add(id(spot))
            score, reason = _score(spot, wanted, reader)
            if score >= LEAST:
                yield Link(
                    source=spot.tool, field=spot.where, target=wanted.tool, argument=wanted.where,
                    confidence=round(score, 2), reason=reason, inferred=spot.inferred,
                )  # fmt: skip


def _score(spot: Spot, wanted: Spot, reader: Reader) -> tuple[float, str]:
    """How surely the field feeds the argument, and why."""
    types = _types(spot, wanted)
    keys = _keys(spot, wanted)
    if not types or not keys:
        return 0.0, ""
    noun, reason = _nouns(spot, wanted, reader)
    score = noun * types * keys
    if _mentioned(spot.tool, wanted.text):
        return max(score, 0.95) if noun else 0.0, f"the argument's description names {spot.tool}"
    if wanted.own and wanted.place == "path" and _chosen(wanted, reader):
        score *= 0.7
    if not spot.own:
        score *= 0.85 if wanted.own or wanted.required else 0.75 if _kept(wanted, reader) else 0.0
        reason += ", which another result mentions"
    elif reader.about[spot.tool].role not in _CAUSES:
        score *= 0.9
    if spot.inferred:
        score *= 0.9
        reason += "; the result is not declared"
    if types < 1:
        reason += f"; types differ ({spot.kind}, {wanted.kind})"
    return score, reason


def _chosen(wanted: Spot, reader: Reader) -> bool:
    """Whether the caller thinks up the name of a thing that is made with it."""
    about = reader.about[wanted.tool]
    return about.role == "create" or (about.role == "replace" and about.noun not in reader.made)


def _kept(wanted: Spot, reader: Reader) -> bool:
    """Whether the document has tools for the thing an argument names."""
    return any(noun[-1] in reader.known for noun in (*wanted.nouns, *wanted.described) if noun)


def _types(spot: Spot, wanted: Spot) -> float:
    if not spot.kind or not wanted.kind or spot.kind == wanted.kind:
        uuids = {spot.form, wanted.form} & {"uuid", "guid"}
        dates = {spot.form, wanted.form} & {"date", "date-time", "email", "uri", "binary", "byte"}
        return (
            0.0 if dates and spot.form != wanted.form else 0.9 if len(uuids) == 1 and spot.form != wanted.form else 1.0
        )
    return 1.0 if {spot.kind, wanted.kind} == {"integer", "number"} else 0.8


def _keys(spot: Spot, wanted: Spot) -> float:
    if spot.key == wanted.key:
        return 1.0
    if {spot.key, wanted.key} in _SAME_KEYS:
        return 0.75
    if wanted.place == "path" and spot.own and wanted.key in ("id", "name") and spot.key in ("name", "slug", "key"):
        return 0.7
    return 0.0


def _nouns(spot: Spot, wanted: Spot, reader: Reader) -> tuple[float, str]:
    """How surely both name the same thing."""
    ways = (
        (spot.nouns, wanted.nouns, 1.0, f"both name the {spot.key} of"),
        (spot.nouns, wanted.described, 0.9, "the argument's description speaks of"),
        (spot.described, wanted.nouns, 0.8, "the field's description speaks of"),
    )
    best, why = 0.0, ""
    for mine, theirs, weight, words in ways:
        for one, other in product(mine, theirs):
            if best < weight * (score := _same(one, other, reader)):
                same = one == other or weight < 1
                best = weight * score
                why = (
                    f"{words} {_a(' '.join(other))}" if same else f"{' '.join(one)} and {' '.join(other)} are the same"
                )
    if spot.key in _BARE and spot.key == wanted.key and best < 0.8:
        best, why = 0.8, f"both are {_a(spot.key)}"
    return best, why


def _same(mine: Noun, theirs: Noun, reader: Reader) -> float:
    if mine == theirs:
        return 1.0
    if alike(mine, theirs):
        taken = mine[-1] in reader.known and theirs[-1] in reader.known
        return 0.45 if taken else 0.85
    longer, shorter = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    if len(longer) > len(shorter) and longer[-len(shorter) :] == shorter:
        return 0.4 if {longer, shorter} <= reader.nouns else 0.85
    if theirs[-1] in PERSONS and theirs[-1] not in reader.known and people(mine):
        return 0.75
    return 0.0


def _a(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def _mentioned(tool: str, text: str) -> bool:
    """Whether a description names the tool: `search_flights`, "search flights"."""
    words = split_words(tool)
    if len(words) < 2 or not all(word in text for word in words):
        return False
    return bool(re.search(r"\b" + r"[\s_-]*".join(map(re.escape, words)) + r"\b", text))


def _best(found: list[Link]) -> Iterator[Link]:
    """Of each tool the one field that fits an argument best."""
    by_source: dict[str, Link] = {}
    for link in found:
        before = by_source.get(link.source)
        if before is None or (link.confidence, -len(link.field)) > (before.confidence, -len(before.field)):
            by_source[link.source] = link
    sure = max((link.confidence for link in by_source.values()), default=0.0)
    for link in by_source.values():
        if link.confidence >= 0.65 * sure:
            yield link
