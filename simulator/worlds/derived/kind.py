"""A world made from the API document alone, ready to be opened: what its tools are about and how their results look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat, split_words
from simulator.worlds.derived.answers import Answers
from simulator.worlds.derived.believable import believable
from simulator.worlds.derived.groups import find_groups
from simulator.worlds.derived.names import key_ranks
from simulator.worlds.derived.resources import Resource, find_resources
from simulator.worlds.derived.things import Things
from simulator.worlds.derived.world import CALL, DerivedWorld
from simulator.worlds.world import Marks, Rows

_NAMED = frozenset(("name", "slug", "username", "email"))
_WRITTEN = frozenset(("examples", "default", "description"))


class DerivedKind:
    """What the document says about its tools, ready to be opened."""

    ours = True

    def __init__(self, tools: Sequence[ToolSpec]) -> None:
        self.tools: Mapping[str, ToolSpec] = {tool.name: tool for tool in tools}
        self.resources: Mapping[str, Resource] = {resource.table: resource for resource in find_resources(tools)}
        self.owners: Mapping[str, Resource] = {
            name: resource for resource in self.resources.values() for name in resource.roles
        }
        acts = [tool for tool in tools if (one := self.owners.get(tool.name)) and one.roles[tool.name] == "act"]
        free = [tool for tool in tools if tool.writes and tool.name not in self.owners]
        self.logs: Mapping[str, str] = {
            tool.name: f"{tool.name}_calls" if tool.name in self.resources else tool.name for tool in (*free, *acts)
        }
        self.marks: Marks = {
            **{table: {one.key: "id" if one.generated else ""} for table, one in self.resources.items()},
            **{log: {CALL: "id"} for log in self.logs.values()},
        }
        self.readers: Mapping[str, tuple[str, str, frozenset[str]]] = _readers(tools, self.owners)
        self._links = frozenset(
            f"{flat(one.noun)}{end}" for one in self.resources.values() for end in ("id", "uuid", "ids", "sid")
        )
        self.uses_faker = any(tool.returns for tool in tools)
        self._answers: dict[str, Answers] = {}
        self._things: dict[str, Things] = {}
        self._keys: dict[str, Examples] = {}

    def check_rows(self, rows: Rows) -> list[InputError]:
        """What is wrong with rows a case wants to add."""
        found = []
        for table, added in rows.items():
            resource = self.resources.get(table)
            if resource is None:
                message = f"the document keeps no {table!r} that rows could be added to"
                found.append(InputError(message, hint=closest(table, list(self.resources))))
                continue
            found += [InputError(problem) for row in added for problem in _row_problems(resource, row)]
        return found

    def open(self, rows: Rows, clock: datetime, draws: Draws) -> DerivedWorld:
        """A fresh world with these rows."""
        return DerivedWorld(self, rows, clock, draws)

    def answers(self, tool: str) -> Answers:
        """How the tool's results look."""
        found = self._answers.get(tool)
        if found is None:
            found = self._answers[tool] = Answers(self.tools[tool], self.owners.get(tool))
        return found

    def things(self, resource: Resource) -> Things:
        """How things of a resource look."""
        found = self._things.get(resource.table)
        if found is None:
            found = self._things[resource.table] = Things(resource, self.tools, self._links)
        return found

    def key(self, resource: Resource, draws: Draws) -> Any:
        """A new key for a resource."""
        maker = self._keys.get(resource.table)
        if maker is None:
            schema = {word: value for word, value in resource.key_schema.items() if word not in _WRITTEN}
            maker = self._keys[resource.table] = Examples(schema or {"type": "string"}, text=believable)
        named = (split_words(resource.key) or ("",))[-1]
        return maker.draw(draws, name=resource.key if named in _NAMED else "id")


def _readers(tools: Sequence[ToolSpec], owners: Mapping[str, Resource]) -> dict[str, tuple[str, str, frozenset[str]]]:
    """Tools that only show things nobody can change: tool -> what of, the argument that names one, names of its key."""
    found = {}
    for number, group in enumerate(find_groups(tools)):
        keys = frozenset(name for name, rank in key_ranks(group.noun).items() if rank < len(key_ranks(group.noun)) // 2)
        for name, part in group.parts.items():
            if name not in owners:
                found[name] = (f"{'_'.join(group.noun)}{number}", part.key, keys | {flat(part.key)})
    return found


def _row_problems(resource: Resource, row: Any) -> list[str]:
    if not isinstance(row, Mapping):
        return [f"a row of {resource.table} must be an object, not {row!r}"]
    found = [
        f"table {resource.table} has no column {name!r} ({closest(str(name), sorted(resource.columns))})"
        for name in row
        if name not in resource.columns
    ]
    missing = [name for name in resource.parents if row.get(name) is None]
    if row.get(resource.key) is None and not resource.generated and not resource.single:
        missing.append(resource.key)
    return found + [f"a row of {resource.table} has no {name}" for name in missing]
