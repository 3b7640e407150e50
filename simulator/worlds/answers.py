"""How the results of one tool look: examples of its declared response, with what is really known written into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.draws import Draws
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator
from simulator.tools.wording import flat
from simulator.worlds.resources import Resource, entity_fields, key_names

_TOTALS = frozenset(("total", "count", "totalcount", "totalitems", "totalresults", "size", "numberofelements"))


class Answers:
    """Makes the results of one tool."""

    def __init__(self, tool: ToolSpec, resource: Resource | None) -> None:
        self._schema = tool.returns
        self._examples = None if tool.returns is None else Examples(tool.returns)
        self._keys = key_names(resource.key, resource.table) if resource else frozenset()
        self._key = resource.key if resource else ""
        self._path, fields = entity_fields(tool.returns, self._keys)
        self._fields = {name: Validator(schema, root=tool.returns) for name, schema in fields.items()}
        self._flat = {flat(name): name for name in fields}
        self._whole = Validator(tool.returns) if tool.returns is not None else None

    def one(self, row: Mapping[str, Any], draws: Draws) -> Any:
        """The result that shows one thing."""
        if self._examples is None:
            return {}
        base = self._examples.draw(draws)
        return self._sound(_put(base, self._path, lambda thing: self._written(thing, row)), base, dict(row))

    def many(self, rows: Sequence[Mapping[str, Any]], draws: Draws) -> Any:
        """The result that lists things."""
        if self._examples is None:
            return [dict(row) for row in rows]
        base = self._examples.draw(draws.at("list"))
        if "[]" not in self._path:
            return self._sound(base, base, [dict(row) for row in rows])
        at = self._path.index("[]")
        things = [self._thing(base, row, draws) for row in rows]
        found = _put(base, self._path[:at], lambda _: things)
        if isinstance(found, Mapping):
            found = {name: len(rows) if flat(name) in _TOTALS and _whole(old) else old for name, old in found.items()}
        return self._sound(found, base, things)

    def free(self, arguments: Mapping[str, Any], draws: Draws) -> Any:
        """The result of a call that reads or changes nothing we know."""
        if self._examples is None:
            return {}
        base = self._examples.draw(draws)
        path = () if base is None else self._path
        return self._sound(_put(base, path, lambda thing: self._written(thing, arguments)), base, base)

    def _thing(self, base: Any, row: Mapping[str, Any], draws: Draws) -> Any:
        at = self._path.index("[]")
        shown = self._examples.draw(draws.at("row", str(row.get(self._key)))) if self._examples else base
        samples = _get(shown, self._path[:at])
        sample = samples[0] if isinstance(samples, list) and samples else {}
        return _put(sample, self._path[at + 1 :], lambda thing: self._written(thing, row))

    def _written(self, thing: Any, row: Mapping[str, Any]) -> Any:
        """The thing with every known value that fits its field; unknown values stay as the example has them."""
        if not isinstance(thing, Mapping):
            return thing
        out = dict(thing)
        for name, value in row.items():
            field = name if name in self._fields else self._flat.get(flat(name), "")
            if not field and name == self._key:
                field = next((known for known in self._fields if flat(known) in self._keys), "")
            if field and value is not None and self._fields[field].fits(value):
                out[field] = value
        return out

    def _sound(self, found: Any, base: Any, plain: Any) -> Any:
        if self._whole is None or self._whole.fits(found):
            return found
        return base if base is not None else plain


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _get(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _put(value: Any, path: Sequence[str], write: Any) -> Any:
    """The value with what `write` makes of the part at the path; a list on the way is written in its first item."""
    if not path:
        return write(value)
    if path[0] == "[]":
        items = value if isinstance(value, list) and value else [{}]
        return [_put(items[0], path[1:], write)]
    if not isinstance(value, Mapping):
        value = {}
    return {**value, path[0]: _put(value.get(path[0]), path[1:], write)}
