"""`simulator check`: are scenarios and API documents sound, do the labels hold?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from simulator.authoring.proof import CASES, EDITED, proof_of
from simulator.authoring.tried import check_used, try_cases
from simulator.cli import flags
from simulator.config import RunConfig
from simulator.errors import InputError, InputErrors, OurBug, Place, SetupError, SimulatorError, closest
from simulator.lookup import is_there, kind_of, yaml_files
from simulator.scenario.load import DOCUMENTS, files_of, fits, load, words_of
from simulator.tools.formats.read import MCP, function_in
from simulator.tools.formats.remarks import ApiTools
from simulator.worlds.service import load_service

MAX_LEFT_OUT = 10
MAX_LISTED = 20_000_000


@click.command("check")
@flags.paths
@flags.shared(flags.given, flags.do, flags.chosen)
@click.option("--graph", metavar="FILE", help="write an HTML page of the tools and of which result feeds which call")
@click.option("-n", "cases", type=click.IntRange(1), metavar="N", help="prove on N cases, with every edit of each")
@click.option("--mutants", is_flag=True, help="tests the grader with faults planted in the ground truth instead")
@click.option("--mutant", "only", multiple=True, metavar="NAME", help="only this one, or FILE.py:NAME; repeatable")
@click.option("--json", "as_json", is_flag=True, help="one JSON line per file")
@flags.quiet
def command(
    paths: tuple[str, ...], graph: str | None, cases: int | None, mutants: bool, only: tuple[str, ...], **options: Any
) -> int:
    """Validates scenarios and API documents and proves labels: the ground truth passes, nothing else does."""
    if mutants or only:
        return _mutants(paths, only, **options)
    return _proven(paths, graph, cases, **options)


def _mutants(paths: tuple[str, ...], only: tuple[str, ...], *, as_json: bool, quiet: bool, **options: Any) -> int:
    """The mutation test of the grader over these scenarios."""
    mutation = import_module("simulator.authoring.proofs.mutation")
    wanted = RunConfig(paths=paths, **options)
    scenarios = [load(path).under(wanted.given, wanted.do) for path in _scenarios(paths, wanted.filter)]
    rows = list(mutation.mutate([one for one in scenarios if not one.toolset.foreign], only))
    if as_json:
        click.echo(json.dumps({"mutants": [row.as_json() for row in rows]}, ensure_ascii=False))
    else:
        import_module("simulator.report.mutation").print_mutated(rows)
    if not any(row.fired for row in rows):
        flags.talk("no mutant fired: these scenarios offer none of them a chance", quiet=quiet)
    return 0 if all(row.right for row in rows) else 1


def _scenarios(paths: tuple[str, ...], wanted: Sequence[str]) -> Iterator[Path]:
    for path in _filtered((file for one in paths for file in _below(one)), wanted):
        if not _is_api_document(path):
            yield path


def _proven(
    paths: tuple[str, ...], graph: str | None, cases: int | None, *, as_json: bool, quiet: bool, **options: Any
) -> int:
    worst = 0
    checked: list[Path] = []
    bug: OurBug | None = None
    config = RunConfig(paths=paths, **options)
    for path in _filtered(_files(paths), config.filter):
        try:
            found = path if isinstance(path, dict) else _check(path, config, cases)
        except Exception as broken:  # noqa: BLE001 - our own bug in one file must not hide what is wrong in the others
            bug = bug or _bug(path, broken)
            continue
        worst = max(worst, found["exit"])
        _print(found, as_json=as_json, quiet=quiet)
        checked += [path] if graph and not isinstance(path, dict) and not found["errors"] else []
    if graph and checked:
        _draw(checked, Path(graph))
        flags.talk(f"graph: {graph}", quiet=quiet)
    if bug:
        raise bug
    return worst


def _bug(path: Any, broken: Exception) -> OurBug:
    if isinstance(broken, OurBug):
        return broken
    bug = OurBug(
        f"{path}: the simulator itself failed: {type(broken).__name__}: {broken}",
        hint="please report it with the file; --debug shows where it happened",
    )
    bug.__cause__ = broken
    return bug


def _print(found: Mapping[str, Any], *, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for error in found["errors"]:
        click.echo(f"error: {error}", err=True)
    for warning in found["warnings"]:
        flags.talk(f"warning: {warning}", quiet=quiet)
    left_out = found.get("left_out", ())
    for remark in left_out[:MAX_LEFT_OUT]:
        flags.talk(f"left out: {remark}", quiet=quiet)
    if len(left_out) > MAX_LEFT_OUT:
        flags.talk(f"and {len(left_out) - MAX_LEFT_OUT} more were left out", quiet=quiet)
    if not found["errors"] and not quiet:
        click.echo(f"{found['path']}: {found['about']}")


def _is_api_document(path: Path) -> bool:
    """A tools folder, a function in a file, or a file that is no YAML or names an API format at its top."""
    if is_there(path, Path.is_dir):
        endings = (".yaml", ".yml", ".json", ".py")
        return any((path / f"{name}{ending}").is_file() for name in DOCUMENTS[:3] for ending in endings)
    file = Path(function_in(str(path))[0])
    return is_there(file, Path.is_file) and (file.suffix not in (".yaml", ".yml") or kind_of(file) == "api")


def _files(paths: Iterable[str]) -> Iterator[Any]:
    """What to check, in order; for a path that leads to nothing what is wrong with it."""
    for path in paths:
        try:
            yield from _below(path)
        except InputError as wrong:
            yield {**_nothing(path), "errors": [str(wrong)], "exit": wrong.exit_code}


def _filtered(found: Iterable[Any], wanted: Sequence[str]) -> Iterator[Any]:
    """What the filter keeps; a file that cannot be read goes by the name of the file."""
    if not wanted:
        yield from found
        return
    known: list[str] = []
    kept = 0
    for path in found:
        words = [] if isinstance(path, dict) else _words(path)
        known += words
        if fits(words, wanted):
            kept += 1
            yield path
    if not kept:
        raise InputError(f"--filter {wanted[0]!r} fits nothing", hint=closest(wanted[0], known))


def _words(path: Path) -> list[str]:
    if _is_api_document(path):
        return [path.stem]
    try:
        return list(words_of(load(path)))
    except SimulatorError:
        return [path.stem]


def _below(path: str) -> list[Path]:
    if path.startswith(MCP):
        hint = "save its answer to tools/list as a JSON file and check that"
        raise InputError("check starts no program, and this is one", place=Place(path), hint=hint)
    found = Path(path)
    if _is_api_document(found):
        return [found]
    if not is_there(found, Path.is_dir):
        return files_of(path)
    documents = [folder for folder in sorted(found.rglob("tools_specs/*")) if folder.is_dir()]
    inside = [*(file for file in yaml_files(found) if kind_of(file)), *documents]
    if inside:
        return inside
    try:
        return files_of(path)
    except InputError:
        hint = "a scenario file, an API document, or a folder of them"
        raise InputError("nothing to check in this folder", place=Place(path), hint=hint) from None


def _draw(paths: Sequence[Path], file: Path) -> None:
    """The page of what was checked, each set of tools once."""
    picture = import_module("simulator.authoring.flow.picture")
    links = import_module("simulator.authoring.flow.links")
    sketches: dict[str, Any] = {}
    for path in paths:
        if _is_api_document(path):
            digest, tools = (service := load_service(path)).digest, service.tools
        else:
            toolset = load(path).toolset
            digest, tools = toolset.digest, tuple(toolset.tools.values())
        if digest not in sketches:
            sketches[digest] = picture.Sketch(title=str(path), tools=tools, links=links.find_links(tools))
    try:
        file.write_text(picture.page(sketches.values()), encoding="utf-8")
    except OSError as broken:
        reason = (broken.strerror or str(broken)).lower()
        raise SetupError(f"cannot write the graph to {file}: {reason}", hint="choose another file") from None


def _nothing(path: str | Path) -> dict[str, Any]:
    return {"path": str(path), "errors": [], "warnings": [], "about": "", "exit": 0}


def _document(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """What an API document, a tool list or a file of functions gives."""
    api = load_service(path).api
    strict = import_module("simulator.authoring.strict")  # jsonschema is loaded for documents only
    links = import_module("simulator.authoring.flow.links").find_links(api.tools)
    old = sum(tool.deprecated for tool in api.tools)
    parts = [f"{len(api.tools)} tool{'s' if len(api.tools) != 1 else ''} from {api.kind}"]
    parts += [f"{old} deprecated"] if old else []
    parts += [f"{len(api.left_out)} left out"] if api.left_out else []
    return {
        **found,
        "about": ", ".join(parts),
        "warnings": [*api.placed(api.remarks), *strict.warnings(api)],
        "left_out": api.placed(api.left_out),
        "kind": api.kind,
        "names": api.names,
        "tools": _lists(api),
        "links": [link.as_json() for link in links],
    }


def _lists(api: ApiTools) -> dict[str, Any] | None:
    """The tools as every provider takes them; None where that would be a flood."""
    sizes: dict[int, int] = {}
    if sum(_size(schema, sizes) for tool in api.tools for schema in (tool.parameters, tool.returns or {})) > MAX_LISTED:
        return None
    return {"openai": api.openai(), "anthropic": api.anthropic(), "mcp": api.mcp()}


def _size(schema: Mapping[str, Any], sizes: dict[int, int]) -> int:
    """About how long a schema is as text; the tools of a document share their definitions."""
    definitions = schema.get("$defs", {}).values()
    for part in definitions:
        if id(part) not in sizes:
            sizes[id(part)] = len(json.dumps(part, default=str))
    return sum(sizes[id(part)] for part in definitions) + 100 * len(schema.get("properties", {}))


def _check(path: Path, config: RunConfig, cases: int | None) -> dict[str, Any]:
    found = _nothing(path)
    try:
        if _is_api_document(path):
            return _document(path, found)
        scenario = load(path).under(config.given, config.do)
        found["path"] = scenario.document.path
        found["warnings"] = [*scenario.toolset.warnings, *scenario.parts.network.warnings]
        check_used(scenario)
        try_cases(scenario)
        if kind := scenario.toolset.foreign:
            found["about"] = f"read, not proven: its world of kind {kind} runs code, which check never starts"
            return found
        proof = proof_of(scenario, cases=cases or CASES, edited_cases=cases or EDITED)
        found["errors"] = [str(problem) for problem in proof.problems]
        found["warnings"] += [str(doubt) for doubt in proof.doubts]
        found["exit"] = 2 if proof.problems else 0
        found["about"], found["proof"] = proof.about, proof.as_json()
    except InputErrors as errors:
        found.update(errors=[str(error) for error in errors.errors], exit=errors.exit_code)
    except SimulatorError as error:
        if error.exit_code == 4:
            raise
        found.update(errors=[str(error)], exit=error.exit_code)
    return found
