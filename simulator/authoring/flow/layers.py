"""Names in layers from left to right, so that arrows mostly point right and seldom cross."""

from __future__ import annotations

from collections.abc import Sequence

ROUNDS = 4
DEEPEST = 6
Edge = tuple[str, str]


def in_layers(names: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """The layers; an arrow that would close a circle points back."""
    forward = _without_circles(names, edges)
    depth = dict.fromkeys(names, 0)
    for _ in range(DEEPEST):
        for source, target in forward:
            depth[target] = max(depth[target], min(depth[source] + 1, DEEPEST))
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name in names:
        layers[depth[name]].append(name)
    layers = [layer for layer in layers if layer]
    for _ in range(ROUNDS):
        _order(layers, forward)
    return layers


def _without_circles(names: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """The arrows in the order given, without those that would lead back to where they come from."""
    after: dict[str, set[str]] = {name: set() for name in names}
    kept = []
    for source, target in edges:
        if source == target or _reaches(after, target, source):
            continue
        after[source].add(target)
        kept.append((source, target))
    return kept


def _reaches(after: dict[str, set[str]], start: str, goal: str) -> bool:
    seen, stack = {start}, [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        for name in after[here] - seen:
            seen.add(name)
            stack.append(name)
    return False


def _order(layers: list[list[str]], edges: Sequence[Edge]) -> None:
    """Sorts each layer by the middle of what its names are joined with."""
    for at, layer in enumerate(layers):
        rank = {name: index / len(other) for other in layers for index, name in enumerate(other)}
        middle = {}
        for name in layer:
            near = [rank[b if a == name else a] for a, b in edges if name in (a, b)]
            middle[name] = sum(near) / len(near) if near else rank[name]
        layers[at] = sorted(layer, key=lambda name: (middle[name], name))
