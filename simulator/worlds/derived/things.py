"""How things of one resource look in full: what was said of them, and for every other field a value that fits.

A field nobody set has the same value in every result of a conversation: it is drawn by the thing, not by the tool.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from simulator.draws import Draws
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator
from simulator.tools.wording import flat
from simulator.worlds.derived.believable import believable
from simulator.worlds.derived.fields import entity_fields, fresh_state, meaning, opened, required_at
from simulator.worlds.derived.groups import HOLE
from simulator.worlds.derived.resources import Resource, key_names

_ORDER = ("get", "create", "update", "replace", "save", "list", "find", "act")
_PACKED = frozenset("data attributes attrs payload input item resource fields properties body".split())


class Field:
    """One field of a thing."""

    __slots__ = ("_examples", "_fits", "meaning", "required", "schema")

    def __init__(self, name: str, schema: Any, root: Any, *, required: bool) -> None:
        defs = root.get("$defs") if isinstance(root, Mapping) else None
        self.schema = {**schema, "$defs": defs} if defs and isinstance(schema, Mapping) else schema
        self.meaning = meaning(name, opened(schema, root))
        self.required = required
        self._examples: Examples | None = None
        self._fits: Validator | None = None

    def fits(self, value: Any) -> bool:
        """Whether the value may stand here."""
        if self._fits is None:
            self._fits = Validator(self.schema)
        return self._fits.fits(value)

    def draw(self, draws: Draws, name: str) -> Any:
        """A believable value for it."""
        if self._examples is None:
            self._examples = Examples(self.schema, text=believable)
        return self._examples.draw(draws, name=name)

    def as_time(self, moment: datetime) -> Any:
        """The moment as the field has times; None where it fits in no form."""
        forms = (
            moment.isoformat().replace("+00:00", "Z"),
            moment.isoformat(),
            moment.date().isoformat(),
            int(moment.timestamp()),
        )
        return next((form for form in forms if self.fits(form)), None)


class Things:
    """The fields of one resource, gathered from all its tools' results."""

    def __init__(self, resource: Resource, tools: Mapping[str, ToolSpec], links: frozenset[str]) -> None:
        self.resource = resource
        self.keys = key_names(resource.key, resource.table)
        self.fields: dict[str, Field] = {}
        self._links = links - self.keys
        shown = [name for name, role in resource.roles.items() if role in _ORDER]
        for name in sorted(shown, key=lambda tool: (_ORDER.index(resource.roles[tool]), tool)):
            returns = tools[name].returns
            path, fields = entity_fields(returns, self.keys)
            required = required_at(returns, path)
            for field, schema in fields.items():
                self.fields.setdefault(field, Field(field, schema, returns, required=field in required))
        self.flat = {flat(name): name for name in self.fields}
        self.key_field = resource.shows if resource.shows in self.fields else ""
        self._noun = flat(resource.noun)
        holes = {hole for name in resource.roles for hole in HOLE.findall(tools[name].path)}
        self._paths = holes - {resource.key, *resource.renamed}

    def unpacked(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments as fields of the thing: {"pet": {…}} and {"data": {"attributes": {…}}} are opened."""
        out: dict[str, Any] = {}
        for name, value in arguments.items():
            word = flat(name)
            wrapped = word not in self.flat and (word in _PACKED or word == self._noun)
            if isinstance(value, Mapping) and (wrapped or (word == "attributes" and "type" in self.flat)):
                out.update(self.unpacked(value))
            else:
                out[name] = value
        return out

    def filled(self, row: Mapping[str, Any], draws: Draws, made: datetime) -> dict[str, Any]:
        """Values for the fields that the row says nothing of."""
        said = {flat(self.named(name)) for name, value in row.items() if value is not None}
        found = {}
        for name, field in self.fields.items():
            if name != self.key_field and flat(name) not in said:
                value = self._value(name, field, draws, made)
                if value is not None:
                    found[name] = value
        return found

    def whole(self, row: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
        """The thing as results show it: its row under the fields' own names, and the rest."""
        out = dict(rest)
        for name, value in row.items():
            out[self.named(name)] = value
        if self.key_field and self.resource.key in row:
            out[self.key_field] = row[self.resource.key]
        return out

    def named(self, column: str) -> str:
        """What results call a column: its own name, or for a part of the path such as `customer` also customer_id."""
        word = flat(column)
        return self.flat.get(word) or (self.flat.get(f"{word}id") if column in self._paths else None) or column

    def timed(self, what: str, moment: datetime) -> dict[str, Any]:
        """The fields of this meaning ("changed", "gone") with the moment in them."""
        times = {name: field.as_time(moment) for name, field in self.fields.items() if field.meaning == what}
        return {name: value for name, value in times.items() if value is not None}

    def states(self) -> tuple[str, Sequence[Any]]:
        """The field that tells a thing's state, and the states there are."""
        for name, field in self.fields.items():
            if field.meaning == "state":
                return name, opened(field.schema, field.schema).get("enum", ())
        return "", ()

    def _value(self, name: str, field: Field, draws: Draws, made: datetime) -> Any:
        if field.meaning in ("made", "changed"):
            time = field.as_time(made)
            if time is not None:
                return time
        plain: Any = None
        if field.meaning in ("flag", "live"):
            plain = field.meaning == "live"
        elif field.meaning == "state":
            settled = opened(field.schema, field.schema)
            plain = settled.get("default", fresh_state(settled["enum"]))
        if plain is not None and field.fits(plain):
            return plain
        if (field.meaning == "gone" or flat(name) in self._links) and not field.required:
            return None
        return field.draw(draws.at(name), name)
