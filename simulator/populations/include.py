"""Where a scenario's variables come from: its own file, the populations it includes, the tables beside them.

What is nearer wins: a scenario's own variable replaces an included one of the same name; two included files that say
different things under one name are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place, closest, short
from simulator.frozen import dataclass
from simulator.lookup import find, is_there, shipped, shown
from simulator.populations.file import Declares, PopulationFile, validated
from simulator.variables.yaml import Document, load_yaml

ENDINGS = ("", ".yaml", ".yml")
ROOMS = ("scenarios",)
MAX_FILE = 10_000_000
MAX_INCLUDED = 50


class Files:
    """The tables beside a file that it names; `texts` are those that were read, by path."""

    __slots__ = ("_folder", "texts")

    def __init__(self, folder: Path | None, texts: dict[str, bytes] | None = None) -> None:
        self._folder = folder
        self.texts: dict[str, bytes] = {} if texts is None else texts

    def beside(self, path: Path) -> Files:
        """The files beside another one, remembered together with these."""
        return Files(path.resolve().parent, self.texts)

    def read(self, name: str, place: Place) -> tuple[str, bytes]:
        """A file's name as people know it, and its bytes."""
        path = _found(name, self._folder, place, ("",), "file")
        called = shown(path)
        if called not in self.texts:
            self.texts[called] = _bytes(path, called)
        return called, self.texts[called]


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A file that declares variables: the scenario itself, or one that it includes; `below` are those it includes."""

    file: Declares
    document: Document
    files: Files
    below: frozenset[str] = frozenset()


def populations(file: Declares, document: Document, path: Path | None) -> tuple[Population, ...]:
    """The scenario and all it includes, however deep; what is included comes before what includes it."""
    files = Files(path.resolve().parent if path else None)
    top = Population(file=file, document=document, files=files)
    found: dict[Path, Population] = {}
    _include(top, path, found, (path.resolve(),) if path else ())
    return *found.values(), top


def _include(one: Population, path: Path | None, found: dict[Path, Population], above: tuple[Path, ...]) -> None:
    for index, name in enumerate(one.file.include):
        listed = isinstance(one.document.data.get("include"), list)
        place = one.document.place("include", index) if listed else one.document.place("include")
        there = _found(name, path.resolve().parent if path else None, place, ENDINGS, "population").resolve()
        if there in above:
            circle = " > ".join(shown(step) for step in (*above[above.index(there) :], there))
            raise InputError(f"files include each other in a circle: {circle}", place=place, hint="cut one of them")
        if there in found:
            continue
        if len(found) >= MAX_INCLUDED:
            raise InputError(f"more than {MAX_INCLUDED} files are included", place=place)
        inner = _read(there, one.files)
        before = set(found)
        _include(inner, there, found, (*above, there))
        below = frozenset(found[path].document.path for path in found if path not in before)
        found[there] = replace(inner, below=below)


def _read(path: Path, files: Files) -> Population:
    called = shown(path)
    data = files.texts.setdefault(called, _bytes(path, called))
    try:
        document = load_yaml(data.decode("utf-8-sig"), called)
    except UnicodeDecodeError as broken:
        why = f"not UTF-8 text at byte {broken.start}"
        raise InputError(why, place=Place(called), hint="save it as UTF-8") from None
    return Population(file=validated(PopulationFile, document), document=document, files=files.beside(path))


def _bytes(path: Path, called: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise InputError(f"the file has more than {MAX_FILE:,} bytes", place=Place(called))
        return path.read_bytes()
    except OSError as broken:
        raise InputError(f"cannot be read: {broken.strerror or broken}", place=Place(called)) from None


def _found(name: str, folder: Path | None, place: Place, endings: Sequence[str], what: str) -> Path:
    try:
        found = find(name, near=folder, rooms=ROOMS, endings=endings, fits=Path.is_file) if folder else None
    except InputError as wrong:
        raise InputError(f"{wrong.place} is {wrong.message}", place=place, hint=wrong.hint) from None
    if found is None:
        hint = (
            closest(short(name), sorted(set(_near(folder, endings))))
            if folder
            else "a file can be named in a file only"
        )
        raise InputError(f"there is no {what} {short(name)!r}", place=place, hint=hint)
    return found


def _near(folder: Path, endings: Sequence[str]) -> Iterator[str]:
    """Names of files that could have been meant."""
    ends = tuple(ending for ending in endings if ending) or (".csv", ".tsv", ".json")
    for room in (folder, shipped() / "scenarios"):
        for path in sorted([*room.glob("*"), *room.glob("*/*")])[:500]:
            if path.suffix in ends and is_there(path, Path.is_file):
                yield path.relative_to(room).as_posix()


def declared(found: Sequence[Population]) -> dict[str, tuple[Population, Any]]:
    """Each variable and the file that declares it, the included ones first."""
    *included, own = found
    below = {one.document.path: one.below for one in included}
    chosen: dict[str, tuple[Population, Any]] = {}
    for one in included:
        for name, body in one.file.variables.items():
            other = chosen.get(name)
            if other and other[0].document.path not in below[one.document.path] and other[1] != body:
                raise InputError(
                    f"two included files declare {name!r}: the other is {other[0].document.place('variables', name)}",
                    place=one.document.place("variables", name),
                    hint="declare it in the scenario, which then counts",
                )
            chosen[name] = one, body
    return {**chosen, **{name: (own, body) for name, body in own.file.variables.items()}}


def persona_of(found: Sequence[Population]) -> tuple[str | dict[str, Any], Document]:
    """Who speaks and where that stands: in the scenario, else in the last included file that says so."""
    for one in reversed(found):
        if "persona" in one.document.data and one.file.persona is not None:
            return one.file.persona, one.document
    own = found[-1]
    return "plain", own.document
