"""What is wrong with a call beside the expected one, and where two JSON values of other worlds differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.frozen import dataclass

MAX_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a call: a failure kind, the argument ("" is the whole call), and the proof."""

    kind: str
    name: str = ""
    expected: Any = None
    got: Any = None
    proof: str = ""


def same(one: Any, two: Any) -> bool:
    """Whether two JSON values are equal; 25 is 25.0, true is not 1, and null is as good as not there."""
    return next(differences(one, two), None) is None


def differences(wanted: Any, got: Any, path: str = "", *, inside: bool = False) -> Iterator[str]:
    """Where `got` is not as wanted; with `inside`, keys that are not wanted are free."""
    if isinstance(wanted, Mapping) and isinstance(got, Mapping):
        for key in sorted(wanted.keys() | (() if inside else got.keys()), key=str):
            yield from differences(wanted.get(key), got.get(key), f"{path}.{key}" if path else str(key), inside=inside)
    elif isinstance(wanted, list | tuple) and isinstance(got, list | tuple) and len(wanted) == len(got):
        for at, (one, two) in enumerate(zip(wanted, got, strict=True)):
            yield from differences(one, two, f"{path}[{at}]", inside=inside)
    elif not _same_scalar(wanted, got):
        yield f"{path or 'state'}: wanted {_shown(wanted)}, got {_shown(got)}"


def _same_scalar(one: Any, two: Any) -> bool:
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, int | float) and isinstance(two, int | float):
        return one == two or math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-12)
    return type(one) is type(two) and bool(one == two)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
