"""A scenario from a file: read safely, validated, its tools and policy found, compiled and checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place, closest, short
from simulator.lookup import (
    find,
    find_scenario,
    holds_scenarios,
    is_there,
    scenario_files,
    shipped,
    shipped_scenarios,
    shown,
)
from simulator.noise.book import phrases_of, resolved
from simulator.populations.file import validated
from simulator.populations.include import populations
from simulator.scenario.compile import Scenario, compile_scenario
from simulator.scenario.schema import ScenarioFile
from simulator.tools.formats.read import function_in
from simulator.variables.yaml import Document, load_yaml
from simulator.worlds.service import load_service
from simulator.worlds.toolset import Toolset

ENDINGS = ("", ".yaml", ".json", ".yml", ".py")
DOCUMENTS = ("openapi", "swagger", "tools", "world")


def load(path: str | Path, *, edit: Callable[[str], str] = str) -> Scenario:
    """The scenario in a file, or of a shipped name; raises InputError saying where it is wrong.

    `edit` changes the text of the scenario and of its policy before they are read.
    """
    found = Path(path)
    if not is_there(found, Path.is_file):
        named = find_scenario(str(path), Path.cwd(), Path.is_file)
        if named is None:
            raise _missing(str(path))
        found = named
    text = edit(read_text(found))
    document = load_yaml(text, shown(found))
    file = validated(ScenarioFile, document)
    toolset = _tools(file, document, found)
    policy = _policy(file, document, found)
    policy = policy if policy is file.policy else edit(policy)  # a text of its own was edited with the scenario
    people = _people(file, document, found)
    inputs = {shown(found): text, **toolset.inputs, **({} if policy is file.policy else {file.policy: policy})}
    if people:
        inputs[people.path] = people.text
    file, books = _books(file, document, found)
    inputs |= {book.path: book.text for book in books}
    sources = populations(file, document, found)
    book = "".join(book.text for book in books)
    return compile_scenario(sources, toolset=toolset, policy=policy, inputs=inputs, people=people, book=book)


def load_all(paths: Sequence[str | Path]) -> list[Scenario]:
    """The scenarios of files, folders and shipped names, in order, each once; at least one."""
    files: dict[Path, Path] = {}
    for path in paths:
        for found in files_of(path):
            files.setdefault(found.resolve(), found)
    scenarios = [load(file) for file in files.values()]
    names = [scenario.name for scenario in scenarios]
    for scenario in scenarios:
        if names.count(scenario.name) > 1:
            twice = [s.document.path for s in scenarios if s.name == scenario.name]
            raise InputError(
                f"two scenarios are named {scenario.name!r}: {twice[0]} and {twice[1]}",
                place=scenario.document.place("name"),
                hint="give each its own name",
            )
    return scenarios


def files_of(path: str | Path) -> list[Path]:
    """The scenario files a path or name means; a folder that holds none hides no scenario of its name."""
    found: Path | None = Path(path)
    folder = is_there(Path(path), Path.is_dir)
    if not is_there(Path(path), holds_scenarios):
        found = find_scenario(str(path), Path.cwd(), Path.is_file if folder else holds_scenarios)
    if found is None and folder:
        raise InputError("no scenario file (*.yaml) in this folder", place=Place(str(path)))
    if found is None:
        raise _missing(str(path))
    return [found] if found.is_file() else list(scenario_files(found))


def _missing(path: str) -> InputError:
    known = [found.stem for found in shipped_scenarios()]
    return InputError(f"there is no scenario {short(path)!r}", hint=closest(short(Path(path).stem), known))


def read_text(path: Path) -> str:
    """A file's text; raises InputError where it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as broken:
        raise InputError(
            f"not UTF-8 text at byte {broken.start}", place=Place(shown(path)), hint="save it as UTF-8"
        ) from None
    except OSError as broken:
        raise InputError(f"cannot be read: {broken.strerror or broken}", place=Place(shown(path))) from None


def _tools(file: ScenarioFile, document: Document, path: Path) -> Toolset:
    listed = isinstance(document.data.get("tools"), list)
    services = []
    for index, name in enumerate(file.tools):
        place = document.place("tools", index) if listed else document.place("tools")
        services.append(load_service(_tools_folder(name, path, place)))
    try:
        return Toolset(services)
    except InputError as wrong:
        if wrong.place:
            raise
        raise InputError(wrong.message, place=document.place("tools"), hint=wrong.hint) from None


def _tools_folder(name: str, path: Path, place: Place) -> Path:
    try:
        file, function = function_in(name)
        found = find(file, near=path.resolve().parent, rooms=("tools_specs",), endings=ENDINGS, fits=_holds_tools)
    except InputError as wrong:
        raise InputError(f"{wrong.place} is {wrong.message}", place=place, hint=wrong.hint) from None
    if found is None:
        if name.startswith("mcp:"):
            hint = "simulator new --tools mcp:COMMAND makes one; kind: mcp in its world.yaml is the server itself"
            raise InputError(f"a scenario names a tools folder, not {short(name)!r}", place=place, hint=hint)
        known = sorted(folder.name for folder in (shipped() / "tools_specs").glob("*") if folder.is_dir())
        raise InputError(f"no tools folder or document {short(name)!r}", place=place, hint=closest(short(name), known))
    return found.with_name(f"{found.name}:{function}") if function else found


def _holds_tools(path: Path) -> bool:
    """A document, or a folder with one: of a usual name, or any where folders of tools are kept."""
    if path.is_file() or path.parent.name == "tools_specs":
        return path.exists()
    return path.is_dir() and any((path / f"{name}{ending}").is_file() for name in DOCUMENTS for ending in ENDINGS)


def _policy(file: ScenarioFile, document: Document, path: Path) -> str:
    if "\n" in file.policy or not file.policy.endswith((".md", ".txt")):
        return file.policy
    return read_text(_beside(file.policy, path, "policy file", document.place("policy")))


def _people(file: ScenarioFile, document: Document, path: Path) -> Document | None:
    """The file of personas that a scenario names, if it names one."""
    if not isinstance(file.personas, str):
        return None
    found = _beside(file.personas, path, "file of personas", document.place("personas"))
    return load_yaml(read_text(found), shown(found))


def _books(file: ScenarioFile, document: Document, path: Path) -> tuple[ScenarioFile, list[Document]]:
    """The file with what the books it names hold, and those books."""
    books: list[Document] = []

    def read(name: str, key: str) -> Document:
        found = _beside(name, path, "phrasebook", document.place(key))
        books.append(load_yaml(read_text(found), shown(found)))
        return books[-1]

    changed: dict[str, Any] = {}
    if isinstance(file.phrases, str):
        changed["phrases"] = phrases_of(read(file.phrases, "phrases"))
    profile = resolved(file.mess.profile, lambda name: read(name, "mess"))
    if profile != file.mess.profile:
        changed["mess"] = file.mess.model_copy(update={"profile": profile})
    return (file.model_copy(update=changed) if changed else file), books


def _beside(name: str, path: Path, what: str, place: Place) -> Path:
    """A file in the scenario's own folder or below."""
    folder = path.resolve().parent
    found = folder / name
    inside = ".." not in Path(name).parts and found.resolve().is_relative_to(folder)
    if not inside or not is_there(found, Path.is_file):
        raise InputError(f"there is no {what} {short(name)!r}", place=place)
    return found


# --- which ones ---------------------------------------------------------------------------------------------------


def words_of(scenario: Scenario) -> tuple[str, ...]:
    """What a filter can name a scenario by."""
    return scenario.name, *scenario.file.tags


def fits(words: Sequence[str], patterns: Sequence[str]) -> bool:
    """Whether a word fits one of the patterns, such as `refund*`."""
    return any(fnmatchcase(word, pattern) for word in words for pattern in patterns)
