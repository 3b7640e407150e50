"""`simulator check`: are scenarios and API documents sound, do the labels hold?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from simulator.authoring.proof import CASES, prove
from simulator.cli import flags
from simulator.errors import InputError, InputErrors, SimulatorError
from simulator.lookup import scenario_files
from simulator.scenario.load import load
from simulator.worlds.service import load_service

HEAD = 65_536
_FORMAT = re.compile(rb"^[\"']?(openapi|swagger|asyncapi)[\"']?\s*:", re.MULTILINE)


@click.command("check")
@flags.paths
@click.option("--json", "as_json", is_flag=True, help="one JSON line per file")
@flags.quiet
def command(paths: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Validates scenarios and API documents and proves labels: the ground truth passes, doing nothing fails."""
    worst = 0
    for path in _files(paths):
        found = _check(path)
        worst = max(worst, found["exit"])
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
            continue
        for error in found["errors"]:
            click.echo(f"error: {error}", err=True)
        for warning in found["warnings"]:
            flags.talk(f"warning: {warning}", quiet=quiet)
        if not found["errors"] and not quiet:
            click.echo(f"{found['path']}: {found['about']}")
    return worst


def _is_api_document(path: Path) -> bool:
    """A tools folder, or a file that is JSON or names an API format at its top."""
    if path.is_dir():
        return any((path / f"openapi{ending}").is_file() for ending in (".yaml", ".yml", ".json"))
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD)
    return path.suffix == ".json" or _FORMAT.search(head) is not None


def _files(paths: Iterable[str]) -> Iterable[str | Path]:
    for path in paths:
        found = Path(path)
        if not found.is_dir():
            yield path
            continue
        if _is_api_document(found):
            yield found
            continue
        documents = [folder for folder in sorted(found.rglob("tools_specs/*")) if folder.is_dir()]
        inside = [*scenario_files(found), *documents]
        if not inside:
            raise InputError(
                f"nothing to check in {path}", hint="a scenario file, an API document, or a folder of them"
            )
        yield from inside


def _check(path: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = {"path": str(path), "errors": [], "warnings": [], "about": "", "exit": 0}
    try:
        if _is_api_document(Path(path)):
            service = load_service(Path(path))
            found["about"] = f"{len(service.tools)} tools"
            found["warnings"] = list(service.warnings)
            return found
        scenario = load(path)
        found["path"] = scenario.document.path
        found["warnings"] = list(scenario.toolset.warnings)
        problems = prove(scenario)
        place = scenario.document.place("labels")
        found["errors"] = [str(InputError(problem, place=place)) for problem in problems]
        found["exit"] = 2 if problems else 0
        found["about"] = f"proven on {CASES} cases"
    except InputErrors as errors:
        found.update(errors=[str(error) for error in errors.errors], exit=errors.exit_code)
    except SimulatorError as error:
        if error.exit_code == 4:
            raise
        found.update(errors=[str(error)], exit=error.exit_code)
    return found
