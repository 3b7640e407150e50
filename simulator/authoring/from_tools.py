"""Scenarios from an API document: drafted from its operations, written, and kept only where they are proven."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from simulator.authoring.cut import cut_document
from simulator.authoring.drafts import Draft, any_draft, draft, fit_together
from simulator.authoring.flow.links import find_links
from simulator.authoring.proof import prove
from simulator.authoring.proofs.survivors import survivors
from simulator.authoring.suppliers import UnsayableError
from simulator.authoring.writing.kinds import (
    broken,
    chains,
    corrected,
    follow_ups,
    gone,
    if_there,
    long_chains,
    looks,
    not_known,
)  # fmt: skip
from simulator.authoring.writing.pages import MARK, page, question
from simulator.authoring.writing.rules import NO_RULES, Rules, allowed, check_names, forbidden, read_rules
from simulator.authoring.writing.wish import Wish
from simulator.errors import InputError, Place, SetupError
from simulator.frozen import dataclass
from simulator.lookup import is_there
from simulator.tools.document import read_text
from simulator.tools.formats.read import MCP, function_in, read_api, read_tools
from simulator.tools.formats.remarks import ApiTools
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import split_words
from simulator.variables.yaml import Document
from simulator.worlds.derived.kind import DerivedKind

SINGLES = 2
TRIES = 12
SAME_SOURCE = 2
CHAINS = 2
FOLLOWED = 2
QUESTIONS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "no_tool_needed": (("Until when can I call you?", "how late can I phone you?"), {"say": ["17:00"]}),
    "no_tool_for_it": (
        ("I'd like to order a pizza.", "can you bring me a pizza?", "Hello, I need a pizza for tonight."),
        {"outcome": "refused"},
    ),
}
PAIRS = 4
MAX_NAME = 70
MOST_NAME = 80
EDITED_CASES = 2
WORLD = "# The state behind this document: what is created can be read, listed, changed and deleted.\nkind: derived\n"
ITSELF = "# For the server itself, with --allow-code: {{kind: mcp, command: {0}}} (run in this folder)\n"
_PLAIN_STEMS = frozenset(("openapi", "swagger", "api", "spec", "schema", "index"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Scenario files that are proven, and for each operation left out the reason."""

    paths: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...] = field(default=())


def write_scenarios(
    document: str | Path,
    folder: Path,
    *,
    include: Sequence[str] = (),
    rules: Sequence[str] = (),
    allow_code: bool = False,
) -> Written:
    """Proven scenarios for the document in the folder, beside a copy of the document and its world.

    The document is a file of any format that is read, `file.py:function`, or `mcp:COMMAND` where code is allowed. A
    rule is a text, or a file with one a line.
    """
    api, files = source(str(document), include, allow_code=allow_code)
    title, service = _title(api.document), service_name(str(document), api, include)
    known = read_rules(rules, api.tools)
    tools = folder / "tools_specs" / service
    made = [path for path in (*(tools / name for name in files), tools, *tools.parents) if not is_there(path)]
    author = _Author(folder, service, title, api.tools, known)
    check_names(known, author.kind)
    try:
        tools.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            keep(tools / name, content)
        return author.write()
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise SetupError(f"cannot write to {folder}: {reason}", hint="choose another folder") from None
    finally:
        if not author.paths:
            remove(made)


def service_name(document: str, api: ApiTools, include: Sequence[str] = ()) -> str:
    """What the folder of a document's tools is called, and what is kept of it; InputError where there are no tools."""
    if not api.tools:
        raise InputError("no tools to write scenarios for", place=Place(document), hint="simulator check says why")
    stem = Path(function_in(document)[0]).stem
    titled = document.startswith(MCP) or stem.lower() in _PLAIN_STEMS
    part = " ".join(words for glob in include if (words := _slug(glob)))
    return _slug(f"{_title(api.document) if titled else stem} {part}") or "api"


def source(document: str, include: Sequence[str], *, allow_code: bool) -> tuple[ApiTools, dict[str, str]]:
    """The tools, and the files that keep them: the document as it is, or cut to what was asked for."""
    if document.startswith(MCP):
        api = read_tools(document, include=include, allow_code=allow_code)
        itself = ITSELF.format(json.dumps(shlex.split(document.removeprefix(MCP))))
        return api, {"tools.json": _as_list(api), "world.yaml": itself + WORLD}
    file, function = function_in(document)
    text = read_text(Path(file))
    api = read_api(text, document, include=include)
    data = api.document.data if api.document else None
    if isinstance(data, Mapping) and "paths" in data:
        if include:
            text = json.dumps(cut_document(data, api.tools), indent=1, ensure_ascii=False)
        return api, {_document_name(Path(file), text, cut=bool(include)): text, "world.yaml": WORLD}
    if include or function:
        return api, {"tools.json": _as_list(api), "world.yaml": WORLD}
    ending = ".py" if file.endswith(".py") else ".json" if text.lstrip()[:1] in ("{", "[") else ".yaml"
    return api, {f"tools{ending}": text, "world.yaml": WORLD}


def _as_list(api: ApiTools) -> str:
    return json.dumps({"tools": api.mcp()}, indent=1, ensure_ascii=False)


def _title(document: Document | None) -> str:
    data = document.data if document else None
    info = data.get("info") if isinstance(data, Mapping) else None
    title = info.get("title") if isinstance(info, Mapping) else None
    return " ".join(str(title or "this service").split())[:60]


def _slug(text: str) -> str:
    word = "_".join(split_words(text))[:MAX_NAME].strip("_")
    return word if not word or word[0].isalpha() else f"api_{word}"


def _document_name(path: Path, text: str, *, cut: bool) -> str:
    return "openapi.json" if cut or path.suffix == ".json" or text.lstrip()[:1] == "{" else "openapi.yaml"


def remove(made: Sequence[Path]) -> None:
    """Takes back what was made, files before their folders; a folder that holds anything else stays."""
    for path in made:
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()


def keep(path: Path, text: str) -> None:
    """Writes a file that is not there yet, or is the same."""
    if path.exists() and path.read_bytes() != text.encode():
        raise InputError("holds something else already", place=Place(str(path)), hint="choose an empty folder")
    path.write_text(text, encoding="utf-8")


class _Author:
    """One document's scenarios."""

    def __init__(
        self, folder: Path, service: str, title: str, tools: Sequence[ToolSpec], rules: Rules = NO_RULES
    ) -> None:
        self._folder = folder
        self._service = service
        self._title = title
        self._tools = tools
        self.kind = DerivedKind(tools)
        self._links = find_links(tools)
        self._rules = rules
        self._drafted: list[Draft] = []
        self.paths: list[Path] = []
        self._refused: list[tuple[str, str]] = []
        self._names: set[str] = set()

    def write(self) -> Written:
        """Single reads and writes, then look-ups before them, two goals, and one of each other kind."""
        self._drafted = every = list(self._drafts())
        never = self._rules.never
        drafts = [one for one in every if one.tool.name not in never]
        declared = any(tool.path or tool.returns for tool in self._tools)
        silent = [one for one in drafts if declared and not one.tool.writes and not one.tool.returns]
        self._refused += [(one.tool.name, "the document does not say what it answers") for one in silent]
        reads = self._singles([one for one in drafts if not one.tool.writes and one not in silent])
        writes = self._singles([one for one in drafts if one.tool.writes])
        if not reads and not writes:
            reads = self._singles([*silent, *self._last_drafts(never)])
        spoken = [one for one in drafts if one not in silent]
        self._chained(spoken)
        pairs = [(one, two) for one in reads for two in writes]
        pairs += [(group[0], group[1]) for group in (writes, reads) if len(group) > 1]
        wanted = 2 if len(reads) + len(writes) > 2 else 1
        for one, two in [pair for pair in pairs if fit_together(*pair)][:PAIRS]:
            if wanted and self._try((Wish(draft=one), Wish(draft=two))):
                wanted -= 1
        self._followed(spoken)
        self._kinds(reads, writes, spoken)
        self._refusals()
        return Written(paths=tuple(self.paths), refused=tuple(self._refused))

    def _chained(self, drafts: Sequence[Draft]) -> None:
        """Operations with a look-up before them, each once."""
        kept: set[str] = set()
        failed: Counter[str] = Counter()
        tries = 0
        for wish in sorted(chains(drafts, self._links, self.kind), key=self._confidence):
            name, source = wish.draft.tool.name, wish.drafts[0].tool.name
            if len(kept) == CHAINS or tries == TRIES:
                break
            if name in kept or failed[source] == SAME_SOURCE:
                continue
            tries += 1
            if self._try((wish,), suffix="looked_up"):
                kept.add(name)
            else:
                failed[source] += 1
        far = islice(long_chains(drafts, self._links, self.kind), TRIES)
        any(self._try((wish,), suffix="over_two_steps", quiet=True) for wish in far)

    def _confidence(self, wish: Wish) -> tuple[float, str]:
        (hop,) = wish.chain
        wanted = (hop.look.tool.name, wish.draft.tool.name, hop.fact.path[0])
        sure = [link.confidence for link in self._links if (link.source, link.target, link.argument) == wanted]
        return -max(sure, default=0.0), wish.draft.tool.name

    def _followed(self, drafts: Sequence[Draft]) -> None:
        """Things that are made and then acted on, each operation once."""
        kept: set[str] = set()
        for first, then in islice(follow_ups(drafts, self._links, self.kind), TRIES):
            name = then.draft.tool.name
            if len(kept) < FOLLOWED and name not in kept and self._try((first, then), suffix="of_it", quiet=True):
                kept.add(name)

    def _kinds(self, reads: Sequence[Draft], writes: Sequence[Draft], drafts: Sequence[Draft]) -> None:
        """One scenario of each other kind; one that cannot be proven is nothing the document has to answer for."""
        changes = sorted((one for one in drafts if one.tool.writes), key=_appeal)[:TRIES]
        for suffix, maker, candidates in (
            ("corrected", corrected, (*writes, *reads)),
            ("not_there", gone, reads),
            ("if_there", lambda one: if_there(one, drafts, self.kind), changes),
            ("not_known", lambda one: not_known(one, self._links), (*writes, *reads)),
            ("no_answer", broken, (*reads, *writes)),
        ):
            wishes = (wish for one in candidates if (wish := maker(one)) is not None)
            any(self._try((wish,), suffix=suffix, quiet=True) for wish in wishes)
        if reads or writes:
            for kind, (asks, labels) in QUESTIONS.items():
                stem = f"{self._service}_{kind}"
                self._write(stem, question(stem, self._service, self._title, asks, labels))

    def _refusals(self) -> None:
        """For each rule, somebody who wants what it forbids."""
        known = {one.tool.name: one for one in self._drafted}
        for rule in self._rules.rules:
            one = known.get(rule.tool)
            if one is None:
                continue
            try:
                wish = forbidden(rule, one, looks(one, self._drafted, self.kind), self.kind)
            except UnsayableError as reason:
                self._refused.append((rule.tool, str(reason)))
            else:
                self._keep_wish((wish,), suffix="against_the_rule")

    def _under_rules(self, wish: Wish) -> Wish:
        """The goal in a case that no rule forbids; raises UnsayableError where there is none."""
        for rule in self._rules.rules:
            if rule.tool == wish.draft.tool.name:
                wish = allowed(rule, wish, looks(wish.draft, self._drafted, self.kind), self.kind)
        return wish

    def _last_drafts(self, never: Collection[str]) -> Iterator[Draft]:
        """What a document has left to talk about whose operations need nothing: arguments that say how to answer."""
        drafted = {one.tool.name for one in self._drafted}
        for tool in self._tools:
            if tool.properties and tool.name not in drafted and tool.name not in never:
                with suppress(UnsayableError):
                    yield any_draft(tool, self.kind)

    def _drafts(self) -> Iterator[Draft]:
        for tool in self._tools:
            try:
                yield draft(tool, self.kind, also=self._rules.spoken_of(tool.name))
            except UnsayableError as reason:
                self._refused.append((tool.name, str(reason)))

    def _singles(self, drafts: list[Draft]) -> list[Draft]:
        kept: list[Draft] = []
        for one in sorted(drafts, key=_appeal)[:TRIES]:
            if len(kept) < SINGLES and self._single(one):
                kept.append(one)
        return kept

    def _single(self, one: Draft) -> bool:
        """The operation alone; of a list with the thing it must show, else without."""
        if not one.shown:
            return self._try((Wish(draft=one),))
        return self._try((Wish(draft=one),), quiet=True) or self._try((Wish(draft=replace(one, shown=None, table="")),))

    def _try(self, wishes: tuple[Wish, ...], *, suffix: str = "", quiet: bool = False) -> bool:
        """Writes the scenario of these wishes, where no rule forbids them, if it can be proven."""
        try:
            return self._keep_wish([self._under_rules(wish) for wish in wishes], suffix=suffix, quiet=quiet)
        except UnsayableError as reason:
            self._refused.append((" and ".join(wish.draft.tool.name for wish in wishes), str(reason)))
            return False

    def _keep_wish(self, wishes: Sequence[Wish], *, suffix: str = "", quiet: bool = False) -> bool:
        stem = self._stem([wish.draft for wish in wishes], suffix)
        said = [replace(wish, policy=(*wish.policy, *self._rules.sentences)) for wish in wishes]
        problem = self._write(stem, page(self._named(stem), self._service, self._title, said))
        if problem and not quiet:
            self._refused.append((" and ".join(wish.draft.tool.name for wish in wishes), problem))
        return not problem

    def _write(self, stem: str, text: str) -> str:
        """Why the scenario was not kept; "" where it was."""
        path = self._folder / f"{stem}.yaml"
        if path.exists() and not path.read_bytes().startswith(MARK.encode()):
            raise InputError("is a file of yours already", place=Place(str(path)), hint="choose an empty folder")
        if path.exists() and path.read_text(encoding="utf-8") != text:
            raise InputError(
                "was written before and has changed since", place=Place(str(path)), hint="choose another folder"
            )
        path.write_text(text, encoding="utf-8")
        problem = _problem(path)
        if problem:
            path.unlink()
            return problem
        self._names |= {stem, self._named(stem)}
        self.paths.append(path)
        return ""

    def _stem(self, drafts: Sequence[Draft], suffix: str) -> str:
        """A file's name: what is called; in a folder where another document has that file, of this document's."""
        base = _slug("_and_".join(one.tool.name for one in drafts)) or "scenario"
        base = f"{base}_{suffix}" if suffix else base
        # a scenario is not to be found in the place of its own tools
        base = f"{base}_call" if base == self._service else base
        if self._is_of_another(self._folder / f"{base}.yaml"):
            base = f"{self._service}_{base}"
        stem, count = base, 1
        while stem in self._names or self._named(stem) in self._names:
            count += 1
            stem = f"{base}_{count}"
        return stem

    def _named(self, stem: str) -> str:
        """A scenario's name, which begins with its document's: that of another document has another one."""
        if stem.startswith(f"{self._service}_"):
            return _shortened(stem)
        room = max(MOST_NAME - len(stem) - 1, MOST_NAME // 3)
        return _shortened(f"{self._service[:room].rstrip('_')}_{stem}")

    def _is_of_another(self, path: Path) -> bool:
        """Whether a scenario of another document was written here before."""
        if not path.exists():
            return False
        head = path.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
        return head.startswith(MARK) and not re.match(rf".*tools_specs/{re.escape(self._service)}[:.]", head)


def _shortened(name: str) -> str:
    """A name that may stand in a scenario: of a long one its start and its end, which tells several of a kind apart."""
    if len(name) <= MOST_NAME:
        return name
    return f"{name[: MOST_NAME // 2].rstrip('_')}_{name[1 - MOST_NAME // 2 :].lstrip('_')}"


def _appeal(one: Draft) -> tuple[Any, ...]:
    """Operations people would rather talk about come first: two or three facts, a thing that is kept."""
    return abs(len(one.facts) - 2), not one.table, len(one.tool.name), one.tool.name


def _problem(path: Path) -> str:
    """Why a scenario is not proven; "" where it is."""
    try:
        problems = [*prove(path, edited_cases=EDITED_CASES), *survivors(path)]
    except InputError as wrong:
        return wrong.message
    return problems[0].message if problems else ""
