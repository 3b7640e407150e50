"""Values to choose from, by weight: choice, boolean, and the one value of `value`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulator.kinds.declared import Declared, Way
from simulator.variables.yaml import plain


def weights_of(declared: Declared, found: Any, *keys: Any) -> dict[Any, float]:
    """Weights from a list (all alike), a mapping value -> weight, or one value alone."""
    if not isinstance(found, Mapping | list):
        return {_single(declared, found, *keys): 1.0}
    if not found:
        raise declared.refuse("has nothing to choose from", *keys)
    if isinstance(found, list):
        return _alike(declared, found, *keys)
    weights: dict[Any, float] = {}
    for key, weight in found.items():
        value = plain(key)
        if value in weights:
            raise declared.refuse(f"{key!r} stands twice", *keys, key, hint="keep one of them")
        weights[value] = weight_of(declared, weight, *keys, key)
    if math.fsum(weights.values()) <= 0:
        raise declared.refuse("has only weights of zero", *keys, hint="give at least one value a weight above 0")
    return weights


def _alike(declared: Declared, found: list[Any], *keys: Any) -> dict[Any, float]:
    weights: dict[Any, float] = {}
    for index, item in enumerate(found):
        value = _single(declared, item, *keys, index)
        weights[value] = weights.get(value, 0.0) + 1.0
    return weights


def weight_of(declared: Declared, weight: Any, *keys: Any) -> float:
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < 1e12:
        raise declared.refuse(f"{weight!r} is no weight", *keys, hint="a number of 0 or more")
    return float(weight)


def _single(declared: Declared, item: Any, *keys: Any) -> Any:
    if isinstance(item, dict | list):
        raise declared.refuse("a value to choose must be a text, a number or true / false", *keys)
    return item


def choice_kind(declared: Declared) -> Way:
    weights = weights_of(declared, declared.body, declared.kind)
    return Way(weights=lambda values: weights)


def boolean_kind(declared: Declared) -> Way:
    chance = declared.body
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
        raise declared.refuse(f"{chance!r} is no chance", declared.kind, hint="the chance of true, from 0 to 1")
    weights = {False: 1.0 - chance, True: float(chance)}
    return Way(weights=lambda values: weights)


def value_kind(declared: Declared) -> Way:
    value = declared.body
    return Way(decide=lambda values: value)
