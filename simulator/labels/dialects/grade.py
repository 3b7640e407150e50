"""The verdict on one line of the grade form, under any dialect; what a line lacks is named, and never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.errors import InputError, closest
from simulator.labels.dialects.effect import Judgement
from simulator.labels.dialects.judge import judge_line
from simulator.labels.dialects.line import Unreadable, parse, read_line
from simulator.labels.dialects.settings import DIALECTS, STRICT, Dialect
from simulator.labels.dialects.strict import judge_strictly
from simulator.labels.failures import Failure


def dialect_of(name: str) -> Dialect:
    """The dialect of this name; raises InputError where there is none."""
    if name not in DIALECTS:
        raise InputError(f"there is no dialect {name!r}", hint=closest(name, [*DIALECTS]))
    return DIALECTS[name]


def grade_line(line: str | bytes | Mapping[str, Any], dialect: Dialect = STRICT) -> dict[str, Any]:
    """The verdict on one line, or `error` where it cannot be read."""
    name: Any = None
    try:
        found = parse(line)
        name = found.get("id")
        read = read_line(found, strict=dialect.strict)
        judged = judge_strictly(read) if dialect.strict else judge_line(read, dialect)
    except Unreadable as broken:
        return {"id": name, "error": str(broken), "dialect": dialect.name}
    return {"id": name, **_verdict(judged), "dialect": dialect.name}


def _verdict(judged: Judgement) -> dict[str, Any]:
    if judged.needs:
        return {"passed": None, "needs": list(dict.fromkeys(judged.needs)), "failures": [], "matched": {}}
    failures = [_failure(failure) for failure in judged.failures]
    return {"passed": not failures, "failures": failures, "matched": judged.matched}


def _failure(failure: Failure) -> dict[str, Any]:
    found = {"kind": failure.kind, "blame": failure.blame, "where": failure.where}
    for name in ("expected", "got", "proof"):
        value = getattr(failure, name)
        if value is not None and not (isinstance(value, str) and not value):
            found[name] = value
    return found
