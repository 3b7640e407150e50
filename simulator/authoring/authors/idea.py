"""From an idea in a paragraph to a proven scenario, by a model; what cannot be proven is not written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from simulator.authoring.authors.material import material
from simulator.authoring.from_tools import Written
from simulator.authoring.proof import prove
from simulator.errors import InputError, SimulatorError
from simulator.messages import Message
from simulator.models.model import Model, Request
from simulator.models.structured import attempted
from simulator.personas.library import names
from simulator.populations.file import validated
from simulator.prompts.prompt import fenced, prompt
from simulator.scenario.schema import ScenarioFile
from simulator.variables.yaml import load_yaml
from simulator.worlds.service import Service

FENCE = re.compile(r"```[a-z]*\n(.*?)\n?```", re.DOTALL)
AGAIN = "That does not hold:\n{reason}\nWrite the whole answer again, with that put right."
PROVEN_ON = 20
SHOWN = 3
ENDINGS = (".md", ".txt", ".yaml", ".yml")
FILES = ("include", "policy", "personas", "phrases")
"""Fields that may name a file; an author's scenario stands by itself."""


async def from_idea(model: Model, idea: str, folder: Path, services: Sequence[Service]) -> Written:
    """The scenario of an idea in the folder, proven on 20 cases, or why there is none."""
    asked = prompt("idea")
    system = asked.filled(
        tools_line=f"[{', '.join(service.name for service in services)}]",
        personas=", ".join(sorted(names())),
        open="{",
        material=material(services),
    )
    kept: list[Path] = []

    def check(answer: str) -> tuple[str, str]:
        text = unfenced(answer)
        path = folder / f"{_name_of(text)}.yaml"
        problem = problem_of(text, path, [service.name for service in services])
        if not problem:
            kept.append(path)
        return text, problem

    request = Request(system=system, messages=(Message(role="user", content=fenced({"idea": idea})),))
    _, problem = await attempted(model, request, check, again=AGAIN)
    return Written(paths=tuple(kept), refused=((f"the idea ({asked.label})", problem),) if problem else ())


def unfenced(text: str) -> str:
    """What stands in the first fence of an answer, or all of it where there is none."""
    found = FENCE.search(text)
    return (found[1] if found else text).strip() + "\n"


def _name_of(text: str) -> str:
    """A file name of what is no more than letters: the scenario's own, where it has a good one."""
    try:
        data = load_yaml(text, "answer").data
    except InputError:
        return "scenario"
    name = data.get("name") if isinstance(data, dict) else None
    return name if isinstance(name, str) and name.isascii() and name.replace("_", "a").isalnum() else "scenario"


def problem_of(text: str, path: Path, services: Sequence[str]) -> str:
    """What is wrong with a scenario that somebody else wrote; it stays in its file only where nothing is."""
    try:
        file = validated(ScenarioFile, load_yaml(text, path.name))
        _stands_alone(file, services)
    except SimulatorError as wrong:
        return str(wrong)
    if path.exists():
        return f"there is a scenario of the name {file.name!r} already; choose another name"
    path.write_text(text, encoding="utf-8")
    try:
        problems = [str(problem) for problem in prove(path, cases=PROVEN_ON)[:SHOWN]]
    except SimulatorError as wrong:
        problems = [str(wrong)]
    except BaseException:
        path.unlink()
        raise
    if problems:
        path.unlink()
    return "\n".join(problem.replace(str(path), path.name) for problem in problems)


def _stands_alone(file: ScenarioFile, services: Sequence[str]) -> None:
    """Raises InputError where the scenario reaches for other tools or for files."""
    if sorted(file.tools) != sorted(services):
        raise InputError(f"tools: expected {', '.join(services) or 'none'}, got {', '.join(file.tools) or 'none'}")
    for name in FILES:
        found = getattr(file, name)
        if (name == "include" and found) or (
            isinstance(found, str) and found.endswith((".md", ".txt", ".yaml", ".yml"))
        ):
            raise InputError(f"{name}: names a file", hint="write it out in the scenario itself")
    if file.mess.profile.startswith("calibrated"):
        raise InputError("mess: names a file", hint="realistic, clean or fuzz")
    for name, declared in file.variables.items():
        if isinstance(declared.get("row"), str):
            raise InputError(f"variables.{name}: names a file", hint="a list of rows in place, or a choice")
