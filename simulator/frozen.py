"""`dataclass`, `replace` and `NamedTuple` as of the standard library, made in a fraction of the time.

A dataclass becomes a struct of msgspec, whose methods are written in C: nothing is compiled when a module is loaded,
and a value is made in an eighth of the time; a conversation makes 200 of them.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple
else:
    replace = msgspec.structs.replace

    class _Tuples(type):
        """Makes a class with fields a named tuple."""

        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            defaults = [space[field] for field in fields if field in space]
            made = namedtuple(name, fields, defaults=defaults, module=space["__module__"])
            for key, own in space.items():
                if key not in fields and key not in ("__module__", "__qualname__"):
                    setattr(made, key, own)
            return made

    class NamedTuple(metaclass=_Tuples):
        """What a class names to become a named tuple of its fields."""

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Callable[[type], type]:
        """A decorator with the options that the project uses; `fields`, `asdict`, `field` and pickle work as ever."""
        return lambda plain: _made(plain, frozen=frozen, slots=slots, kw_only=kw_only)


class _Fields:
    """The fields of a struct as the standard library has them, worked out when they are asked for."""

    def __init__(self, plain: type, *, kw_only: bool) -> None:
        self._plain = plain
        self._kw_only = kw_only
        self._found: Mapping[str, dataclasses.Field[Any]] = {}

    def __get__(self, one: Any, made: type) -> Mapping[str, dataclasses.Field[Any]]:
        if not self._found:
            standard: type = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=self._kw_only)(self._plain)
            self._found = {field.name: field for field in dataclasses.fields(standard)}
        return self._found


def _made(plain: type, *, frozen: bool, slots: bool, kw_only: bool) -> type:
    """The class as a struct; without slots its values have room for what is kept in them."""
    space = {name: found for name, found in vars(plain).items() if name not in ("__dict__", "__weakref__")}
    fields = {name: found for name, found in space.items() if isinstance(found, dataclasses.Field)}
    for name, field in fields.items():
        if field.default_factory is not dataclasses.MISSING:
            space[name] = msgspec.field(default_factory=field.default_factory)
        elif field.default is not dataclasses.MISSING:
            space[name] = field.default
        else:
            del space[name]
    names = tuple(space.get("__annotations__", ()))
    left_out = [name for name, field in fields.items() if not field.compare]
    if left_out:
        space = {**_compared([name for name in names if name not in left_out]), **space}
    if not all(field.repr for field in fields.values()):
        space = {"__repr__": _repr, **space}
    space["__dataclass_fields__"] = _Fields(plain, kw_only=kw_only)
    struct: Any = type(msgspec.Struct)
    made: type = struct(plain.__name__, (msgspec.Struct,), space, frozen=frozen, kw_only=kw_only, dict=not slots)
    return made


def _compared(names: list[str]) -> dict[str, Callable[..., Any]]:
    """What compares two values by these fields alone."""
    values: Callable[[Any], Any] = attrgetter(*names)
    return {
        "__eq__": lambda one, other: (
            values(one) == values(other) if other.__class__ is one.__class__ else NotImplemented
        ),
        "__hash__": lambda one: values(one).__hash__(),
    }


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"
