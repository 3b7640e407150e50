"""The variable a declaration means, by its kind; raises InputError with the place of what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.kinds.choices import boolean_kind, choice_kind, value_kind
from simulator.kinds.dates import date_kind, datetime_kind, duration_kind, time_kind
from simulator.kinds.declared import Declared, Refused, Way
from simulator.kinds.numbers import integer_kind, number_kind
from simulator.kinds.people import record_kind
from simulator.kinds.rows import row_kind
from simulator.kinds.subsets import subset_kind
from simulator.kinds.tables import table_kind
from simulator.kinds.texts import expr_kind, faker_kind, pattern_kind
from simulator.variables.variable import Values, Variable

PlaceOf = Callable[..., Place]
Read = Callable[[str, Place], tuple[str, bytes]]

KINDS: Mapping[str, Callable[[Declared], Way]] = {
    "choice": choice_kind,
    "table": table_kind,
    "boolean": boolean_kind,
    "integer": integer_kind,
    "number": number_kind,
    "date": date_kind,
    "time": time_kind,
    "datetime": datetime_kind,
    "duration": duration_kind,
    "pattern": pattern_kind,
    "expr": expr_kind,
    "faker": faker_kind,
    "row": row_kind,
    "subset": subset_kind,
    "record": record_kind,
    "value": value_kind,
}
_BESIDE: Mapping[str, tuple[str, ...]] = {"table": ("given",), "row": ("match", "where", "weight")}
_LAWS = {"normal": "number", "lognormal": "number", "uniform": "number", "beta": "number", "poisson": "integer",
         "mixture": "number", "bool": "boolean", "int": "integer", "float": "number", "enum": "choice",
         "regex": "pattern", "person": "record", "csv": "row", "sample": "subset"}  # fmt: skip
_SHARED = tuple(field.name for field in fields(Way) if field.name != "columns")


def no_files(name: str, place: Place) -> tuple[str, bytes]:
    """Where a declaration stands in no file, it can name none either."""
    raise InputError(f"no file {name!r} can be read here", place=place)


def build(name: str, declared: Mapping[str, Any], place_of: PlaceOf, read: Read = no_files) -> Variable:
    """The variable itself, without the columns of a row or the fields of a record."""
    return family(name, declared, place_of, read)[0]


def family(name: str, declared: Mapping[str, Any], place_of: PlaceOf, read: Read = no_files) -> tuple[Variable, ...]:
    """A variable, and each column or field it has as a variable of its own."""
    try:
        return _built(name, declared, place_of, read, ())
    except Refused as refused:
        raise InputError(f"variable {name!r}: {refused}", place=place_of(*refused.keys), hint=refused.hint) from None


def _built(
    name: str, declared: Mapping[str, Any], place_of: PlaceOf, read: Read, above: tuple[Any, ...]
) -> tuple[Variable, ...]:
    kind = _kind_of(declared, above)
    _only(declared, (kind, *_BESIDE.get(kind, ())), above)

    def inner(found: Mapping[str, Any], keys: tuple[Any, ...]) -> Variable:
        return _built(name, found, place_of, read, (*above, *keys))[0]

    way = KINDS[kind](
        Declared(
            name=name,
            found=declared,
            kind=kind,
            place_of=place_of,
            read=read,
            inner=inner,
            kinds=tuple(KINDS),
            above=above,
        )
    )
    given = {field: getattr(way, field) for field in _SHARED if getattr(way, field) is not None}
    given["parents"] = tuple(dict.fromkeys(way.parents))
    variable = Variable(name=name, place=place_of(*above), kind=kind, **given)
    return variable, *(_column(variable, column) for column in way.columns)


def _column(whole: Variable, column: str) -> Variable:
    def decide(values: Values) -> Any:
        return values[whole.name][column]

    return Variable(
        name=f"{whole.name}.{column}", parents=(whole.name,), place=whole.place, kind="column", decide=decide
    )


def _kind_of(declared: Mapping[str, Any], above: tuple[Any, ...]) -> str:
    found = [key for key in declared if key in KINDS]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"has two kinds, {found[0]} and {found[1]}", *above, found[1], hint="keep one of them")
    word = next(iter(declared), "")
    hint = f"write {_LAWS[word]}: {{{word}: …}}" if word in _LAWS else closest(word, list(KINDS))
    raise Refused("has no kind", *above, *([word] if word else []), hint=hint)


def _only(declared: Mapping[str, Any], known: Sequence[str], above: tuple[Any, ...]) -> None:
    for key in declared:
        if key not in known:
            raise Refused(f"unknown field {key!r}", *above, key, hint=closest(key, list(known)))
