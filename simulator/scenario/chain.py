"""A chain of calls, each with what the one before gave: unfolded into labels, world rows, slots and what is not known.

An author writes the steps once; the rows that make each call find what it gives are read from the tools' own tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.kinds.declared import CLOCK
from simulator.scenario.schema import CallFile, GoalFile, ScenarioFile, SlotFile, StepFile
from simulator.tools.spec import ToolSpec
from simulator.variables.template import Template
from simulator.variables.yaml import Document
from simulator.worlds.toolset import Toolset
from simulator.worlds.wiring import Spot

Row = dict[str, Any]


def unfold(file: ScenarioFile, document: Document, toolset: Toolset, known: Sequence[str]) -> ScenarioFile:
    """The file with every chain written out; the same file where there is none."""
    if not any(goal.chain for goal in file.goals):
        return file
    world = {table: [dict(row) for row in rows] for table, rows in file.world.items()}
    knows = dict(file.knows)
    goals: list[GoalFile] = []
    calls: list[CallFile] = []
    for index, goal in enumerate(file.goals):
        if not goal.chain:
            goals.append(goal)
            continue
        chain = _Chain(file.goals, index, document, toolset, known)
        calls += chain.calls()
        for table, row, keys in chain.rows():
            _lay(world.setdefault(table, []), row, keys, document)
        given = chain.given
        knows = {**dict.fromkeys(given, "no"), **knows}
        goals.append(goal.model_copy(update={"slots": chain.slots()}))
    labels = file.labels.model_copy(update={"calls": [*file.labels.calls, *calls]})
    return file.model_copy(update={"goals": goals, "labels": labels, "world": world, "knows": knows})


def step_ids(goals: Sequence[GoalFile], index: int) -> list[str]:
    """The ids of a chain's labels: as the steps say, else the tool's name, with the goal's where two have it."""
    name = goals[index].id or f"goal{index + 1}"
    here = [step.call for step in goals[index].chain]
    elsewhere = {step.call for at, goal in enumerate(goals) for step in goal.chain if at != index}
    return [
        step.id
        or (f"{name}_" if step.call in elsewhere else "")
        + step.call
        + ("" if here.count(step.call) == 1 else f"_{number + 1}")
        for number, step in enumerate(goals[index].chain)
    ]


class _Chain:
    """The steps of one goal, checked as they are read."""

    def __init__(
        self, goals: Sequence[GoalFile], index: int, document: Document, toolset: Toolset, known: Sequence[str]
    ) -> None:
        goal = goals[index]
        self.name = goal.id or f"goal{index + 1}"
        self.given: list[str] = []
        self._goal = goal
        self._index = index
        self._document = document
        self._toolset = toolset
        self._known = (*known, CLOCK)
        for number, step in enumerate(goal.chain):
            self._check(number, step)
        self._ids = step_ids(goals, index)

    def _place(self, *keys: Any) -> Place:
        return self._document.place("goals", self._index, "chain", *keys)

    # --- checks ---------------------------------------------------------------------------------------------------

    def _check(self, number: int, step: StepFile) -> None:
        tools = self._toolset.tools
        if step.call not in tools:
            place, hint = self._place(number, "call"), closest(step.call, list(tools))
            raise InputError(f"tool {step.call!r} is unknown", place=place, hint=hint)
        tool = tools[step.call]
        for argument in step.args:
            if argument not in tool.properties:
                place, hint = self._place(number, "args", argument), closest(argument, list(tool.properties))
                raise InputError(f"argument of {step.call} {argument!r} is unknown", place=place, hint=hint)
        for keys, found in (("args", step.args), ("row", step.row)):
            for name in sorted(self._names(found, number, keys)):
                if name not in self._known:
                    place, hint = self._place(number, keys), closest(name, list(self._known))
                    raise InputError(f"{{{name}}} is no variable of this scenario", place=place, hint=hint)
        for variable, field in step.gives.items():
            self._check_given(number, tool, variable, field)

    def _check_given(self, number: int, tool: ToolSpec, variable: str, field: str) -> None:
        place = self._place(number, "gives", variable)
        if tool.writes:
            hint = "a value that a write makes up cannot be known before"
            raise InputError(f"{tool.name} changes something and gives nothing to a chain", place=place, hint=hint)
        if variable not in self._known:
            hint = closest(variable, list(self._known))
            raise InputError(f"gives: {variable!r} is no variable of this scenario", place=place, hint=hint)
        fields = sorted(set(_fields(tool.returns)) | set(self._toolset.wiring(tool.name).fields))
        if fields and field not in fields:
            raise InputError(f"the answer of {tool.name} has no {field!r}", place=place, hint=closest(field, fields))
        if variable in self.given:
            raise InputError(f"{variable!r} was given by an earlier step", place=place)
        self.given.append(variable)

    # --- what is written out --------------------------------------------------------------------------------------

    def calls(self) -> Iterator[CallFile]:
        """The labels: each call after those that gave it what it needs."""
        givers: dict[str, str] = {}
        for number, step in enumerate(self._goal.chain):
            needed = self._names(step.args, number, "args")
            yield CallFile(
                id=self._ids[number],
                name=step.call,
                args=step.args,
                after=list(dict.fromkeys(givers[name] for name in givers if name in needed)),
                optional=step.optional,
                at_most=step.at_most,
                when=step.when,
                goal=self.name,
            )
            givers |= dict.fromkeys(step.gives, self._ids[number])

    def slots(self) -> dict[str, SlotFile]:
        """The goal's slots, and one that the user cannot fill for each argument that the chain finds out."""
        found = dict(self._goal.slots)
        for step in self._goal.chain:
            for argument, value in step.args.items():
                if argument not in found and isinstance(value, str) and _lone(value) in self.given:
                    found[argument] = SlotFile(value=value, words=_words(argument))
        return found

    def rows(self) -> Iterator[tuple[str, Row, tuple[Any, ...]]]:
        """For each step the rows that let it find what it gives, with the place to blame."""
        for number, step in enumerate(self._goal.chain):
            wiring = self._toolset.wiring(step.call)
            values: dict[Spot, Any] = dict(wiring.fixed)
            for argument, value in step.args.items():
                plain = plain_value(value)
                for spot in wiring.arguments.get(argument, ()) if plain is not None else ():
                    values[spot] = plain
            for variable, field in step.gives.items():
                values |= dict.fromkeys(wiring.fields.get(field, ()), f"{{{variable}}}")
            extra = dict(step.row)
            for table in wiring.keys:
                row = {column: value for (one, column), value in values.items() if one == table}
                row |= {column: extra.pop(column) for column in list(extra) if column in wiring.columns[table]}
                key = wiring.keys[table]
                if row and any(spot[0] == table and spot not in wiring.fixed for spot in values):
                    yield table, row, (self._index, number, key, f"{self._ids[number]}")
            for column in extra:
                known = sorted({one for columns in wiring.columns.values() for one in columns})
                place = self._place(number, "row", column)
                raise InputError(f"{step.call} reads no column {column!r}", place=place, hint=closest(column, known))

    def _names(self, found: Any, *keys: Any) -> frozenset[str]:
        """The variables in the templates of a value."""
        if isinstance(found, str):
            return Template(found, self._place(*keys)).names
        inner = found.values() if isinstance(found, Mapping) else found if isinstance(found, list) else ()
        return frozenset().union(*(self._names(one, *keys) for one in inner))


def _lay(rows: list[Row], row: Row, blame: tuple[Any, ...], document: Document) -> None:
    """Adds a row, or completes the one that is the same thing; what the author wrote stays."""
    index, number, key, name = blame
    same = next((one for one in rows if _same(one, row, key)), None)
    if same is not None:
        for column, value in row.items():
            if same.setdefault(column, value) != value and column == key:
                place = document.place("goals", index, "chain", number)
                raise InputError(f"two rows want to be {value!r}", place=place)
        return
    if key and key not in row:
        row = {key: name, **row}
    rows.append(row)


def _same(one: Row, other: Row, key: str | None) -> bool:
    """Whether two rows are the same thing: they share a key, or agree where both say something of the case."""
    if key and key in one and key in other:
        return bool(one[key] == other[key])
    shared = [column for column in one if column in other]
    telling = [column for column in shared if isinstance(one[column], str) and "{" in one[column]]
    return bool(telling) and all(one[column] == other[column] for column in shared)


def plain_value(value: Any) -> Any:
    """What an argument is compared with: the value itself, or the first one a matcher names; None where it is open."""
    if not isinstance(value, Mapping):
        return value
    inner = next(iter(value.values()), None)
    first = inner[0] if isinstance(inner, list) and inner else inner
    return first if next(iter(value), "") in ("$any_of", "$text", "$casefold", "$email", "$exact", "$date") else None


def _lone(value: str) -> str:
    return value[1:-1].strip() if value.startswith("{") and value.endswith("}") else ""


def _words(argument: str) -> list[str]:
    """How people name what an argument holds: order_id is an order number."""
    words = argument.replace("_", " ").strip()
    thing = words.removesuffix(" id").removesuffix(" number")
    return [f"{thing} number", f"number of the {thing}", f"{thing} id"] if thing != words else [words]


def _fields(schema: Any, depth: int = 6) -> Iterator[str]:
    """Every field that an answer may have, at any depth."""
    if not isinstance(schema, Mapping) or depth == 0:
        return
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from _fields(inner, depth - 1)
    yield from _fields(schema.get("items"), depth - 1)


def hops(calls: Sequence[CallFile], ids: Sequence[str], told: frozenset[str]) -> dict[str, int]:
    """By label: through how many answers a value has to come before the call can be made.

    `told` are the templates of what the user can say. A value that an earlier call was made with came as far as that
    call; any other comes out of the answers of the calls before.
    """
    by_id = dict(zip(ids, calls, strict=True))
    found: dict[str, dict[str, int]] = {}

    def far(name: str, above: tuple[str, ...] = ()) -> dict[str, int]:
        """How far each value has come once this call is made."""
        if name in found or name not in by_id or name in above:
            return found.get(name, {})
        before = [far(other, (*above, name)) for other in by_id[name].after]
        known = {value: count for one in before for value, count in one.items()}
        fresh = 1 + max(known.values(), default=0) if before else 0
        here = {value: known.get(value, fresh) for value in _untold(by_id[name].args, told)}
        found[name] = known | here
        own[name] = max(here.values(), default=0)
        return found[name]

    own: dict[str, int] = {}
    for name in ids:
        far(name)
    return own


def told_templates(file: ScenarioFile) -> frozenset[str]:
    """The templates of what users can say and be right about: slots that are known, and what events set."""
    unsure = {f"{{{name}}}" for name, how in file.knows.items() if how not in ("yes", True)}
    slots = [slot.value for goal in file.goals for slot in goal.slots.values()]
    events = [value for event in file.events for value in event.set.values()]
    return frozenset(value for value in (*slots, *events) if isinstance(value, str) and _bare(value) not in unsure)


def _untold(value: Any, told: frozenset[str]) -> Iterator[str]:
    """The templates in a value that stand for something the user cannot say."""
    if isinstance(value, str):
        if "{" in value and value not in told and _bare(value) not in told:
            yield value
        return
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _untold(inner, told)


def _bare(value: str) -> str:
    """A template without its filters."""
    name = _lone(value).partition("|")[0].strip()
    return f"{{{name}}}" if name else value
