"""`dataclass` and `NamedTuple` as of the standard library, made in a fraction of the time.

The standard library compiles six methods of each class, and each type that is written, when a module is loaded: that
was a fifth of a whole `simulator check`. Here a method is compiled when it is needed, and a type never; values of a
dataclass are made a third faster as well.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

FEW = 12
"""So many values are filled in about the time that compiling takes."""
Puts = dict[str, tuple[Callable[[Any, Any], None], Callable[[], Any] | None]]
"""Field -> what sets it, and what makes its value where it is not given."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from typing import NamedTuple as NamedTuple
else:

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
        """A decorator with the options that the project uses; `fields`, `replace`, `field` and pickle work as ever."""
        return lambda plain: _made(plain, frozen=frozen, slots=slots, kw_only=kw_only)


def _made(plain: type, *, frozen: bool, slots: bool, kw_only: bool) -> type:
    """The class, with methods that are written when they are needed."""
    plain.__doc__ = plain.__doc__ or plain.__name__  # else it is worked out from the signature, which takes long
    own = set(vars(plain))
    standard = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
    made: type = standard(plain)
    methods: dict[str, Any] = {
        "__init__": _filling(made, lambda: _init(made, _setting(frozen=frozen, slots=slots)), slots=slots),
        "__repr__": _repr,
        "__eq__": _late(made, "__eq__", lambda: _equal(made)),
        "__hash__": _late(made, "__hash__", lambda: _hash(made)) if frozen else None,
    }
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _restore}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _late(made: type, name: str, write: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
    """Takes the place of a method until it is called."""

    def first(self: Any, *args: Any, **values: Any) -> Any:
        method = write()
        setattr(made, name, method)
        return method(self, *args, **values)

    first.__name__ = name
    return _named(made, first)


def _filling(made: type, write: Callable[[], Callable[..., None]], *, slots: bool) -> Callable[..., None]:
    """Takes the place of `__init__`: the first values are filled in field by field, for most classes have but a few."""
    compiled = _late(made, "__init__", write)
    fields = dataclasses.fields(made)
    if not slots or hasattr(made, "__post_init__") or not all(field.init for field in fields):
        return compiled
    puts: Puts = {}
    filled = 0

    def first(self: Any, *args: Any, **values: Any) -> None:
        nonlocal filled
        filled += 1
        if not puts:
            puts.update((field.name, (getattr(made, field.name).__set__, _maker(field))) for field in fields)
        if filled > FEW or args or not _fill(self, values, puts):
            compiled(self, *args, **values)

    first.__name__ = "__init__"
    return _named(made, first)


def _fill(one: Any, values: Mapping[str, Any], puts: Puts) -> bool:
    """Sets every field; False where one is missing or unknown, which the compiled method says best."""
    if not values.keys() <= puts.keys():
        return False
    for name, (put, make) in puts.items():
        if name in values:
            put(one, values[name])
        elif make:
            put(one, make())
        else:
            return False
    return True


def _maker(field: dataclasses.Field[Any]) -> Callable[[], Any] | None:
    """What makes the value of a field that is not given; None where it has to be."""
    if field.default is not dataclasses.MISSING:
        return lambda: field.default
    return None if field.default_factory is dataclasses.MISSING else field.default_factory


def _setting(*, frozen: bool, slots: bool) -> str:
    """How a field is set, as source; where the class lets nobody set one, by its slot, which takes the least time."""
    if not frozen:
        return "self.{name} = {value}"
    return "_set_{name}(self, {value})" if slots else "_set(self, '{name}', {value})"


def _init(made: type, setting: str) -> Callable[..., None]:
    """Sets every field."""
    known: dict[str, Any] = {"_missing": dataclasses.MISSING, "_set": object.__setattr__}
    parameters: dict[bool, list[str]] = {False: ["self"], True: []}
    lines = []
    for field in dataclasses.fields(made):
        name = field.name
        known |= {f"_set_{name}": getattr(getattr(made, name, None), "__set__", None), f"_of_{name}": _otherwise(field)}
        parameter, value = _written(field)
        if field.init:
            parameters[bool(field.kw_only)].append(parameter)
        if field.init or value != name:
            lines.append(setting.format(name=name, value=value))
    lines += ["self.__post_init__()"] if hasattr(made, "__post_init__") else []
    named = ["*", *parameters[True]] if parameters[True] else []
    source = f"def __init__({', '.join([*parameters[False], *named])}):\n  " + "\n  ".join(lines or ["pass"])
    exec(source, known)  # noqa: S102 - as the standard library does, of names that are fields
    return _named(made, known["__init__"])


def _otherwise(field: dataclasses.Field[Any]) -> Any:
    """What a field is, or is made by, where it is not given."""
    return field.default_factory if field.default is dataclasses.MISSING else field.default


def _written(field: dataclasses.Field[Any]) -> tuple[str, str]:
    """The parameter of a field and the value that it gets, as source."""
    name, otherwise = field.name, f"_of_{field.name}"
    if field.default is not dataclasses.MISSING:
        return f"{name}={otherwise}", name if field.init else otherwise
    if field.default_factory is not dataclasses.MISSING:
        made = f"{otherwise}()"
        return f"{name}=_missing", f"{made} if {name} is _missing else {name}" if field.init else made
    return name, name


def _named(made: type, method: Callable[..., Any]) -> Callable[..., Any]:
    method.__qualname__ = f"{made.__qualname__}.{method.__name__}"
    return method


def _compared(made: type) -> Callable[[Any], tuple[Any, ...]]:
    """Reads the values by which two are equal."""
    names = [field.name for field in dataclasses.fields(made) if field.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _equal(made: type) -> Callable[[Any, Any], bool]:
    values = _compared(made)
    return lambda one, other: values(one) == values(other) if other.__class__ is one.__class__ else NotImplemented


def _hash(made: type) -> Callable[[Any], int]:
    values = _compared(made)
    return lambda one: values(one).__hash__()


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r} of {type(self).__name__}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
