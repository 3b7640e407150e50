"""Arguments as the dialects tau2, autode, tooltalk and toolsandbox compare them: equal values, and which ones count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.labels.dialects.faults import Fault
from simulator.labels.dialects.line import Expected, Made


def accepts(accepted: Any, value: Any) -> bool:
    """Whether a value is the accepted one, or fits the nested form of one."""
    if isinstance(accepted, Mapping) and isinstance(accepted.get("$object"), Mapping):
        wanted, optional = accepted["$object"], accepted.get("$optional") or ()
        if not isinstance(value, Mapping) or any(key not in wanted for key in value):
            return False
        return all(
            any(accepts(one, value[key]) for one in values) if key in value else key in optional
            for key, values in wanted.items()
        )
    if isinstance(accepted, Mapping) and isinstance(accepted.get("$items"), list):
        places = accepted["$items"]
        if not isinstance(value, list | tuple) or len(value) != len(places):
            return False
        return all(any(accepts(one, item) for one in values) for values, item in zip(places, value, strict=True))
    return bool(accepted == value)


def _right(values: Sequence[Any], value: Any) -> bool:
    return any(accepts(one, value) for one in values)


def _wrong(expected: Expected, name: str, value: Any) -> Fault:
    right = list(expected.accepted[name])
    return Fault(
        kind="wrong_argument",
        name=name,
        expected=right[0] if len(right) == 1 else right,
        got=value,
        proof="is not equal to any accepted value",
    )


def sent_faults(expected: Expected, made: Made) -> Iterable[Fault]:
    """tau2: the arguments to compare are equal on both sides; where none are named, those that were sent."""
    sent = made.arguments
    names = expected.compare if expected.compare is not None else sent.keys()
    for name in sorted(names):
        if name in expected.dont_care:
            continue
        if name in sent and name not in expected.accepted:
            yield Fault(kind="invented_argument", name=name, got=sent[name], proof="it is not among those expected")
        elif name not in sent and name in expected.accepted and name not in expected.optional:
            yield Fault(kind="missing_argument", name=name, proof="it has to be compared")
        elif name in sent and not _right(expected.accepted[name], sent[name]):
            yield _wrong(expected, name, sent[name])


def equal_faults(expected: Expected, made: Made) -> Iterable[Fault]:
    """tooltalk's writes: all arguments are equal, and null is as good as nothing."""
    sent = {name: value for name, value in made.arguments.items() if value is not None}
    yield from expected_faults(expected, made)
    for name, value in sent.items():
        if name not in expected.accepted and expected.counts(name):
            yield Fault(kind="invented_argument", name=name, got=value, proof="it is not among those expected")


def expected_faults(expected: Expected, made: Made) -> Iterable[Fault]:
    """toolsandbox: the expected arguments are equal; further ones are free."""
    sent = made.arguments
    for name, values in expected.accepted.items():
        if not expected.counts(name):
            continue
        if sent.get(name) is None:
            if name not in expected.optional and not _right(values, None):
                yield Fault(kind="missing_argument", name=name, expected=list(values), proof="was left out")
        elif not _right(values, sent[name]):
            yield _wrong(expected, name, sent[name])


# --- autode ----------------------------------------------------------------------------------------------------------


def _kept(value: Any) -> bool:
    """Whether an argument counts: a text that is not empty, or a boolean."""
    return isinstance(value, bool) or (isinstance(value, str) and value != "")


def pair_faults(expected: Expected, made: Made) -> Iterable[Fault]:
    """autode: pairs of key and text or boolean, exactly equal on both sides; none wrong is an F1 of 1."""
    sent = {name: value for name, value in made.arguments.items() if _kept(value) and expected.counts(name)}
    wanted = {
        name: right
        for name, values in expected.accepted.items()
        if expected.counts(name) and (right := [value for value in values if _kept(value)])
    }
    for name in sorted(wanted.keys() | sent.keys()):
        if name not in sent:
            if name not in expected.optional:
                yield Fault(kind="missing_argument", name=name, expected=wanted[name], proof="the pair is missing")
        elif name not in wanted:
            yield Fault(kind="invented_argument", name=name, got=sent[name], proof="no such pair is expected")
        elif not any(type(one) is type(sent[name]) and one == sent[name] for one in wanted[name]):
            yield Fault(
                kind="wrong_argument", name=name, expected=wanted[name], got=sent[name], proof="the pair differs"
            )


# --- tooltalk's reads ------------------------------------------------------------------------------------------------


def ids_of(found: Any) -> set[str]:
    """The ids in a wanted result: values under keys that name ids, else every plain value."""
    named = {str(value) for key, value in _leaves(found) if _is_id(key)}
    return named or returned(found)


def returned(found: Any) -> set[str]:
    """Every plain value in a result."""
    return {str(value) for _, value in _leaves(found)}


def _is_id(key: str) -> bool:
    return key.lower() in ("id", "ids") or key.endswith(("_id", "_ids", "Id", "Ids", "ID"))


def _leaves(found: Any) -> Iterable[tuple[str, Any]]:
    layer: list[tuple[str, Any]] = [("", found)]
    while layer:
        inner: list[tuple[str, Any]] = []
        for key, value in layer:
            if isinstance(value, Mapping):
                inner.extend((str(name), item) for name, item in value.items())
            elif isinstance(value, list | tuple):
                inner.extend((key, item) for item in value)
            elif value is not None:
                yield key, value
        layer = inner
