"""A scenario from a file: read safely, validated, its tools and policy found, compiled and checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulator.errors import InputError, InputErrors, Place, closest
from simulator.lookup import find, find_scenario, scenario_files, shipped, shipped_scenarios, shown
from simulator.scenario.compile import Scenario, compile_scenario
from simulator.scenario.schema import ScenarioFile
from simulator.variables.yaml import Document, load_yaml
from simulator.worlds.service import load_service
from simulator.worlds.toolset import Toolset

MAX_ERRORS = 8
ENDINGS = ("", ".yaml", ".json", ".yml")


def load(path: str | Path) -> Scenario:
    """The scenario in a file, or of a shipped name; raises InputError saying where it is wrong."""
    found = Path(path)
    if not found.is_file():
        named = find_scenario(str(path), Path.cwd())
        if named is None or not named.is_file():
            raise _missing(str(path))
        found = named
    text = read_text(found)
    document = load_yaml(text, shown(found))
    file = _validate(document)
    toolset = _tools(file, document, found)
    policy = _policy(file, document, found)
    inputs = {shown(found): text, **toolset.inputs, **({} if policy is file.policy else {file.policy: policy})}
    return compile_scenario(file, document=document, toolset=toolset, policy=policy, inputs=inputs)


def load_all(paths: Sequence[str | Path]) -> list[Scenario]:
    """The scenarios of files, folders and shipped names, in order, each once; at least one."""
    files: list[Path | str] = []
    for path in paths:
        files += _files(path)
    scenarios = [load(file) for file in dict.fromkeys(files)]
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


def _files(path: str | Path) -> list[Path | str]:
    found = Path(path)
    if not found.exists():
        named = find_scenario(str(path), Path.cwd())
        if named is None:
            raise _missing(str(path))
        found = named
    if found.is_file():
        return [found]
    files: list[Path | str] = list(scenario_files(found))
    if not files:
        raise InputError(f"no scenario file (*.yaml) in {path}", place=Place(str(path)))
    return files


def _missing(path: str) -> InputError:
    known = [found.stem for found in shipped_scenarios()]
    return InputError(f"there is no scenario {path!r}", hint=closest(Path(path).stem, known))


def read_text(path: Path) -> str:
    """A file's text; raises InputError where it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as broken:
        raise InputError(
            f"not UTF-8 text at byte {broken.start}", place=Place(shown(path)), hint="save it as UTF-8"
        ) from None
    except OSError as broken:
        raise InputError(f"cannot be read: {broken.strerror or broken}", place=Place(shown(path))) from None


def _validate(document: Document) -> ScenarioFile:
    if not isinstance(document.data, dict):
        raise InputError(
            "a scenario is a mapping of fields", place=document.place(), hint="begin with name: and goals:"
        )
    try:
        return ScenarioFile.model_validate(document.data)
    except ValidationError as broken:
        errors = [_explain(error, document) for error in broken.errors(include_url=False)[:MAX_ERRORS]]
        raise errors[0] if len(errors) == 1 else InputErrors(errors) from None


def _explain(error: Any, document: Document) -> InputError:
    keys = tuple(key for key in error["loc"] if key != "[key]")
    place = document.place(*keys)
    where = ".".join(str(key) for key in keys)
    if error["type"] == "extra_forbidden":
        return InputError(f"unknown field {where!r}", place=place, hint=closest(str(keys[-1]), _fields(keys[:-1])))
    if error["type"] == "missing":
        return InputError(f"the field {where!r} is missing", place=place)
    got = error.get("input")
    value = f", got {got!r}" if isinstance(got, str | int | float | bool) else ""
    return InputError(f"{where}: {error['msg']}{value}", place=place)


def _fields(keys: Sequence[Any]) -> list[str]:
    """The fields that may stand at a place of the file."""
    model: Any = ScenarioFile
    for key in keys:
        if isinstance(key, str) and key in getattr(model, "model_fields", {}):
            model = _model_in(model.model_fields[key].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    inner = [_model_in(part) for part in getattr(annotation, "__args__", ())]
    return next((model for model in inner if model), None)


def _tools(file: ScenarioFile, document: Document, path: Path) -> Toolset:
    services = []
    for index, name in enumerate(file.tools):
        found = find(name, near=path.resolve().parent, rooms=("tools_specs",), endings=ENDINGS, fits=_holds_tools)
        if found is None:
            known = sorted(folder.name for folder in (shipped() / "tools_specs").glob("*") if folder.is_dir())
            place = (
                document.place("tools", index) if isinstance(document.data["tools"], list) else document.place("tools")
            )
            raise InputError(f"no tools folder or document {name!r}", place=place, hint=closest(name, known))
        services.append(load_service(found))
    return Toolset(services)


def _holds_tools(path: Path) -> bool:
    return path.is_file() or any(
        (path / f"{name}{ending}").is_file() for name in ("openapi", "world") for ending in ENDINGS
    )


def _policy(file: ScenarioFile, document: Document, path: Path) -> str:
    if "\n" in file.policy or not file.policy.endswith((".md", ".txt")):
        return file.policy
    found = path.resolve().parent / file.policy
    if (
        ".." in Path(file.policy).parts
        or not found.resolve().is_relative_to(path.resolve().parent)
        or not found.is_file()
    ):
        raise InputError(f"there is no policy file {file.policy!r}", place=document.place("policy"))
    return read_text(found)
