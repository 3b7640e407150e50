"""How the results of one tool look: examples of its declared response, with what is really known written into them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from simulator.draws import Draws
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator
from simulator.tools.wording import flat, split_words
from simulator.worlds.derived.believable import believable
from simulator.worlds.derived.fields import entity_fields, opened, required_at
from simulator.worlds.derived.listing import GONE, Page, about_page
from simulator.worlds.derived.resources import Resource, key_names

_SAYS = frozenset(("message", "msg", "detail", "result"))
_TROUBLE = frozenset("error errors warning warnings failure failures exception exceptions fault faults".split())
_DONE = frozenset(("success", "successful", "ok", "deleted", "succeeded", "acknowledged"))


class Answers:
    """Makes the results of one tool."""

    def __init__(self, tool: ToolSpec, resource: Resource | None) -> None:
        returns = tool.returns
        self._schema = returns
        self._silent = tool.status == 204
        self._bare = not tool.method
        self._asked = bool(tool.method) and tool.method != "head" and not tool.writes
        self._deletes = resource is not None and resource.roles.get(tool.name) == "delete"
        self._words = (
            f"The {resource.noun} was deleted." if resource and self._deletes else "Done." if tool.writes else ""
        )
        self._examples = None if returns is None else Examples(returns, text=believable)
        self._keys = key_names(resource.key, resource.table) if resource else frozenset()
        self._key = resource.key if resource else ""
        self._table = resource.table if resource else "items"
        self.path, fields = entity_fields(returns, self._keys)
        if self.path and _is_trouble(self.path[0]):
            self.path, fields = (), opened(returns, returns).get("properties", {})
        defs = returns.get("$defs") if isinstance(returns, Mapping) else None
        self._fields = {
            name: Validator({**schema, "$defs": defs} if defs and isinstance(schema, Mapping) else schema)
            for name, schema in fields.items()
        }
        self._required = required_at(returns, self.path)
        self._flat = {flat(name): name for name in fields}
        self._whole = Validator(returns) if returns is not None else None

    def one(self, thing: Mapping[str, Any], draws: Draws) -> Any:
        """The result that shows one thing."""
        if self._examples is None:
            return {} if self._silent else self.free({}, draws) if self._deletes else dict(thing)
        base = self._drawn(draws)
        if not self._fields:
            return self._done(self._loose(base, thing), thing)
        found = _put(base, self.path, lambda shown: self._written(shown, thing, whole=not self._deletes))
        return self._sound(self._done(found, thing), base, dict(thing))

    def many(self, page: Page, draws: Draws) -> Any:
        """The result that lists things."""
        things = [dict(thing) for thing in page.things]
        if self._examples is None:
            return things
        base = self._drawn(draws.at("list"))
        if not self._fields:
            return self._sound(things if isinstance(base, list) else {self._table: things}, base, things)
        if "[]" not in self.path:
            return self._sound(base, base, things)
        at = self.path.index("[]")
        listed = [self._thing(base, thing, draws) for thing in page.things]
        found = _put(base, self.path[:at], lambda _: listed)
        if isinstance(found, Mapping):
            found = self._done(about_page(found, page, self._allows), {})
        return self._sound(found, base, things)

    def free(self, arguments: Mapping[str, Any], draws: Draws) -> Any:
        """The result of a call that reads or changes nothing we know."""
        if self._examples is None:
            said = self._bare and self._words or self._asked and not self._silent
            return {"ok": True} if said else {}
        base = self._drawn(draws)
        path = () if base is None else self.path
        found = _put(base, path, lambda shown: self._written(shown, arguments))
        return self._sound(self._done(found, arguments), base, base)

    def shown(self, content: Any) -> list[Mapping[str, Any]]:
        """The things in a result of this tool."""
        here: list[Any] = [content]
        for name in self.path:
            below = [item for one in here if isinstance(one, list) for item in one] if name == "[]" else []
            here = below or [one.get(name) for one in here if isinstance(one, Mapping)]
        return [one for one in here if isinstance(one, Mapping)]

    def _drawn(self, draws: Draws) -> Any:
        """An example that reports no trouble, where the document lets it be left out or be an empty list."""
        found = self._examples.draw(draws) if self._examples else None
        if not isinstance(found, Mapping) or self._whole is None or not any(map(_is_trouble, found)):
            return found
        needed = required_at(self._schema, ())
        lists = {name for name in needed if isinstance(found.get(name), list)}
        calm = {
            name: [] if _is_trouble(name) else value
            for name, value in found.items()
            if name in lists or not _is_trouble(name)
        }
        return calm if self._whole.fits(calm) else found

    def _loose(self, base: Any, thing: Mapping[str, Any]) -> Any:
        """A declared object without fields holds the thing itself, where it may."""
        if self._whole is not None and not self._deletes and self._whole.fits(dict(thing)):
            return dict(thing)
        return base

    def _allows(self, path: Sequence[str], value: Any) -> bool:
        """Whether a field around a list may be null, or may be missing."""
        here = opened(self._schema, self._schema)
        for name in path[:-1]:
            here = opened(here.get("properties", {}).get(name), self._schema)
        if value is GONE:
            return path[-1] not in here.get("required", ())
        schema = here.get("properties", {}).get(path[-1])
        return isinstance(schema, Mapping) and Validator(schema, root=self._schema).fits(value)

    def _thing(self, base: Any, thing: Mapping[str, Any], draws: Draws) -> Any:
        at = self.path.index("[]")
        shown = self._examples.draw(draws.at("row", str(thing.get(self._key)))) if self._examples else base
        samples = _get(shown, self.path[:at])
        sample = samples[0] if isinstance(samples, list) and samples else {}
        return _put(sample, self.path[at + 1 :], lambda one: self._written(one, thing, whole=True))

    def _written(self, shown: Any, thing: Mapping[str, Any], *, whole: bool = False) -> Any:
        """The example with every known value that fits its field; a `whole` thing leaves no other field guessed."""
        if not isinstance(shown, Mapping):
            return shown
        out = dict(shown)
        known = {flat(name) for name in thing} | self._keys if whole else set()
        if whole:
            out = {name: value for name, value in out.items() if name in self._required or flat(name) in known}
        left = {}
        for name, value in thing.items():
            field = name if name in self._fields else self._flat.get(flat(name), "")
            if not field and name == self._key:
                field = next((known for known in self._fields if flat(known) in self._keys), "")
            if field and value is not None:
                fitting = next((form for form in _forms(value) if self._fields[field].fits(form)), None)
                if fitting is not None:
                    out[field] = fitting
            elif not field:
                left[name] = value
        if whole:
            out = {name: self._lower(value, left) for name, value in out.items()}
        return out

    def _lower(self, value: Any, left: Mapping[str, Any]) -> Any:
        """An object inside the thing, such as `attributes`, takes values that have no place beside it."""
        if not isinstance(value, Mapping) or not left:
            return value
        names = {flat(name): name for name in value}
        fitting = {name: v for n, v in left.items() if (name := names.get(flat(n))) and type(v) is type(value[name])}
        return {**value, **fitting}

    def _done(self, found: Any, known: Mapping[str, Any]) -> Any:
        """A result that says whether it worked says yes, in words that are about it."""
        if isinstance(found, bool) and self._deletes:
            return True
        if not isinstance(found, Mapping):
            return found
        said = {flat(name) for name in known}
        return {name: self._settled(flat(name), value, said) for name, value in found.items()}

    def _settled(self, word: str, value: Any, said: Collection[str]) -> Any:
        """One field around a thing: what tells success says yes, what is said of it fits."""
        if isinstance(value, bool) and word in _DONE:
            return True
        return self._words if self._words and isinstance(value, str) and word in _SAYS and word not in said else value

    def _sound(self, found: Any, base: Any, plain: Any) -> Any:
        if self._whole is None or self._whole.fits(found):
            return found
        return base if base is not None else plain


def _is_trouble(name: str) -> bool:
    """Whether a field tells what went wrong: errors, apiWarning, errorMessage."""
    words = split_words(name)
    return bool(words) and (words[-1] in _TROUBLE or (words[0] in _TROUBLE and len(words) == 2))


def _forms(value: Any) -> tuple[Any, ...]:
    """The value, and the other type a document may show an id in."""
    if isinstance(value, str) and value.isdecimal():
        return value, int(value)
    return (value, str(value)) if isinstance(value, int) and not isinstance(value, bool) else (value,)


def _get(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _put(value: Any, path: Sequence[str], write: Callable[[Any], Any]) -> Any:
    """The value with what `write` makes of the part at the path; a list on the way is written in its first item."""
    if not path:
        return write(value)
    if path[0] == "[]":
        items = value if isinstance(value, list) and value else [{}]
        return [_put(items[0], path[1:], write)]
    if not isinstance(value, Mapping):
        value = {}
    return {**value, path[0]: _put(value.get(path[0]), path[1:], write)}
