"""From an API document to people who come with a matter, by a model; each becomes a scenario that is proven.

A script says what ToolAlpaca (Tang et al. 2023) and AutoDE (Mu et al. 2024) let a model imagine: character, background,
purpose, call, parameters and first query.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.authoring.authors.idea import problem_of
from simulator.authoring.authors.material import material
from simulator.authoring.from_tools import Written
from simulator.authoring.writing.emit import to_yaml
from simulator.authoring.writing.pages import CLOCK, READ_POLICY, WRITE_POLICY
from simulator.errors import one_line
from simulator.messages import Message
from simulator.models.model import Model, Request
from simulator.models.structured import complete_json
from simulator.personas.library import names
from simulator.prompts.prompt import prompt
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator
from simulator.tools.wording import split_words
from simulator.worlds.service import Service

TEXT = {"type": "string", "minLength": 1, "maxLength": 2000}
SHORTEST = 2
"""Letters of a value that is looked for in a first query: a shorter one stands in too many words."""


async def from_document(model: Model, service: Service, folder: Path, count: int) -> Written:
    """So many people of a document as proven scenarios, and for each who could not be kept the reason."""
    tools = {tool.name: tool for tool in service.tools}
    asked = prompt("script")
    system = asked.filled(count=str(count), personas=", ".join(sorted(names())), material=material([service]))
    request = Request(system=system, messages=(Message(role="user", content=f"Write the {count} scripts."),))
    found = await complete_json(model, request, _schema(tools, count), objection=lambda value: _objection(value, tools))
    paths, refused = [], []
    for number, script in enumerate(found["scripts"], 1):
        name = f"{'_'.join(split_words(script['call']))[:60].strip('_').lower() or 'matter'}_script_{number}"
        path = folder / f"{name}.yaml"
        problem = problem_of(scenario(name, service.name, script, tools[script["call"]]), path, [service.name])
        if problem:
            refused.append((name, problem))
        else:
            paths.append(path)
    return Written(paths=tuple(paths), refused=tuple(refused))


def _schema(tools: Mapping[str, ToolSpec], count: int) -> dict[str, Any]:
    fields = {
        "persona": {"type": "string", "enum": sorted(names())},
        "character": TEXT,
        "background": TEXT,
        "purpose": TEXT,
        "call": {"type": "string", "enum": list(tools)},
        "parameters": TEXT,
        "first_query": TEXT,
    }
    script = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"scripts": {"type": "array", "items": script, "minItems": 1, "maxItems": count}},
        "required": ["scripts"],
        "additionalProperties": False,
    }


def _objection(value: Any, tools: Mapping[str, ToolSpec]) -> str:
    """What is wrong with parameters; a call whose arguments break its schema would be a wrong label."""
    found = []
    for number, script in enumerate(value["scripts"], 1):
        try:
            arguments = json.loads(script["parameters"])
        except (ValueError, RecursionError):
            found.append(f"script {number}: parameters are no JSON")
            continue
        if not isinstance(arguments, dict):
            found.append(f"script {number}: parameters are no object")
            continue
        problems = Validator(tools[script["call"]].parameters).problems(arguments)
        found += [f"script {number}: {problem}" for problem in problems[:2]]
    return "; ".join(found[:6])


def scenario(name: str, service: str, script: Mapping[str, Any], tool: ToolSpec) -> str:
    """The scenario of a script: its values as slots, its first query with them as holes."""
    arguments: dict[str, Any] = json.loads(script["parameters"])
    names = {key: f"value_{at}" for at, key in enumerate(arguments, 1)}
    slots = {key: {"value": f"{{{name}}}", "words": [_words(key)]} for key, name in names.items()}
    query, told = _with_holes(script["first_query"], arguments, names)
    data = {
        "format": 1,
        "name": name,
        "about": _literal(one_line(script["purpose"])),
        "tools": [service],
        "clock": CLOCK,
        "policy": _literal(f"{READ_POLICY} {WRITE_POLICY}" if tool.writes else READ_POLICY),
        "variables": {name: {"value": arguments[key]} for key, name in names.items()},
        "persona": script["persona"],
        "backstory": _literal(one_line(f"{script['character']} {script['background']}")),
        "goals": [{"id": "goal1", "says": [query], "slots": slots, **({"volunteers": told} if told else {})}],
        "mess": "realistic",
        "labels": {
            "calls": [{"id": "call1", "name": tool.name, "args": {key: f"{{{name}}}" for key, name in names.items()}}],
            **({"rules": [{"confirm_before": tool.name}]} if tool.writes else {}),
        },
        "limits": {"turns": 10 + 3 * len(slots), "calls": 12},
    }
    kept = {key: value for key, value in data.items() if value not in ({}, [], "")}
    return f"# Written by a model from tools_specs/{service}, and proven.\n{to_yaml(kept)}"


def _with_holes(query: str, arguments: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, list[str]]:
    """The query with each value that stands in it as a template, and whose values these are."""
    told: list[str] = []
    query = _literal(query)
    for key, value in arguments.items():
        text = _literal(str(value))
        if isinstance(value, str | int | float) and len(text) >= SHORTEST and query.count(text) == 1:
            query = query.replace(text, f"{{{names[key]}}}")
            told.append(key)
    return query, told


def _literal(text: str) -> str:
    """A text in which nothing looks like a template."""
    return text.replace("{", "{{").replace("}", "}}")


def _words(name: str) -> str:
    return " ".join(split_words(name)) or name
