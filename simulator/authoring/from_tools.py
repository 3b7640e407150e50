"""Scenarios from an API document: drafted from its operations, written, and kept only where they are proven."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.authoring.cut import cut_document
from simulator.authoring.drafts import Draft, draft, fit_together
from simulator.authoring.pages import MARK, page
from simulator.authoring.proof import prove
from simulator.authoring.suppliers import UnsayableError
from simulator.errors import InputError, Place, SetupError
from simulator.lookup import is_there
from simulator.tools.document import read_text
from simulator.tools.formats.read import read_api
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import split_words
from simulator.variables.yaml import Document
from simulator.worlds.derived.kind import DerivedKind

SINGLES = 2
TRIES = 12
PAIRS = 4
MAX_NAME = 70
WORLD = "# The state behind this document: what is created can be read, listed, changed and deleted.\nkind: derived\n"
_PLAIN_STEMS = frozenset(("openapi", "swagger", "api", "spec", "schema", "index"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Scenario files that are proven, and for each operation left out the reason."""

    paths: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...] = field(default=())


def write_scenarios(document: Path, folder: Path, *, include: Sequence[str] = ()) -> Written:
    """Proven scenarios for the document in the folder, beside a copy of the document and its world."""
    text = read_text(document)
    api = read_api(text, str(document), include=include)
    found = api.document
    if found is None or not isinstance(found.data, dict) or "paths" not in found.data:
        hint = "give an OpenAPI 3 or Swagger 2.0 document"
        raise InputError(
            f"scenarios are written from API documents, but this is {api.kind}", place=Place(str(document)), hint=hint
        )
    title = _title(found)
    service = _slug(title if document.stem.lower() in _PLAIN_STEMS else document.stem) or "api"
    tools = folder / "tools_specs" / service
    files = {_document_name(document, text, cut=bool(include)): text, "world.yaml": WORLD}
    if include:
        files["openapi.json"] = json.dumps(cut_document(found.data, api.tools), indent=1, ensure_ascii=False)
    made = [path for path in (*(tools / name for name in files), tools, *tools.parents) if not is_there(path)]
    author = _Author(folder, service, title, api.tools)
    try:
        tools.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _keep(tools / name, content)
        return author.write()
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise SetupError(f"cannot write to {folder}: {reason}", hint="choose another folder") from None
    finally:
        if not author.paths:
            _remove(made)


def _title(document: Document) -> str:
    info = document.data.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    return " ".join(str(title or "this service").split())[:60]


def _slug(text: str) -> str:
    word = "_".join(split_words(text))[:MAX_NAME].strip("_")
    return word if not word or word[0].isalpha() else f"api_{word}"


def _document_name(path: Path, text: str, *, cut: bool) -> str:
    return "openapi.json" if cut or path.suffix == ".json" or text.lstrip()[:1] == "{" else "openapi.yaml"


def _remove(made: Sequence[Path]) -> None:
    """Takes back what was made, files before their folders; a folder that holds anything else stays."""
    for path in made:
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()


def _keep(path: Path, text: str) -> None:
    if path.exists() and path.read_bytes() != text.encode():
        raise InputError("holds something else already", place=Place(str(path)), hint="choose an empty folder")
    path.write_text(text, encoding="utf-8")


class _Author:
    """One document's scenarios."""

    def __init__(self, folder: Path, service: str, title: str, tools: Sequence[ToolSpec]) -> None:
        self._folder = folder
        self._service = service
        self._title = title
        self._tools = tools
        self._kind = DerivedKind(tools)
        self.paths: list[Path] = []
        self._refused: list[tuple[str, str]] = []
        self._names: set[str] = set()

    def write(self) -> Written:
        """Single reads and writes, then two goals in one conversation."""
        drafts = list(self._drafts())
        silent = [one for one in drafts if not one.tool.writes and not one.tool.returns]
        self._refused += [(one.tool.name, "the document does not say what it answers") for one in silent]
        reads = self._singles([one for one in drafts if not one.tool.writes and one not in silent])
        writes = self._singles([one for one in drafts if one.tool.writes])
        pairs = [(one, two) for one in reads for two in writes]
        pairs += [(group[0], group[1]) for group in (writes, reads) if len(group) > 1]
        wanted = 2 if len(reads) + len(writes) > 2 else 1
        for one, two in [pair for pair in pairs if fit_together(*pair)][:PAIRS]:
            if wanted and self._try((one, two)):
                wanted -= 1
        return Written(paths=tuple(self.paths), refused=tuple(self._refused))

    def _drafts(self) -> Iterator[Draft]:
        for tool in self._tools:
            try:
                yield draft(tool, self._kind)
            except UnsayableError as reason:
                self._refused.append((tool.name, str(reason)))

    def _singles(self, drafts: list[Draft]) -> list[Draft]:
        kept: list[Draft] = []
        for one in sorted(drafts, key=_appeal)[:TRIES]:
            if len(kept) < SINGLES and self._try((one,)):
                kept.append(one)
        return kept

    def _try(self, drafts: tuple[Draft, ...]) -> bool:
        name = self._name(drafts)
        path = self._folder / f"{name}.yaml"
        if path.exists() and not path.read_bytes().startswith(MARK.encode()):
            raise InputError("is a file of yours already", place=Place(str(path)), hint="choose an empty folder")
        text = page(name, self._service, self._title, drafts)
        if path.exists() and path.read_text(encoding="utf-8") != text:
            raise InputError(
                "was written before and has changed since", place=Place(str(path)), hint="choose another folder"
            )
        path.write_text(text, encoding="utf-8")
        problem = _problem(path)
        if problem:
            path.unlink()
            self._refused.append((" and ".join(one.tool.name for one in drafts), problem))
            return False
        self._names.add(name)
        self.paths.append(path)
        return True

    def _name(self, drafts: tuple[Draft, ...]) -> str:
        base = _slug("_and_".join(one.tool.name for one in drafts)) or "scenario"
        name, count = base, 1
        while name in self._names:
            count += 1
            name = f"{base}_{count}"
        return name


def _appeal(one: Draft) -> tuple[Any, ...]:
    """Operations people would rather talk about come first: two or three facts, a thing that is kept."""
    return abs(len(one.facts) - 2), not one.table, len(one.tool.name), one.tool.name


def _problem(path: Path) -> str:
    """Why a scenario is not proven; "" where it is."""
    try:
        problems = prove(path)
    except InputError as wrong:
        return wrong.message
    return problems[0].message if problems else ""
