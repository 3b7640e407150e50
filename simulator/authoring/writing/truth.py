"""What is right in a scenario that is being written: the rows of its world and the labels of its goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.authoring.writing.wish import Wish


def rows(wishes: Sequence[Wish]) -> dict[str, list[dict[str, Any]]]:
    """The rows that operations need to find; those of a chain are laid by the chain itself."""
    found: dict[str, list[dict[str, Any]]] = {}
    for wish in wishes:
        wanted = wish.draft.rows() if wish.rows is None else wish.rows
        for table, some in {} if wish.chain else wanted.items():
            known = found.setdefault(table, [])
            known += [row for row in some if row not in known]
    return found


def labels(wishes: Sequence[Wish]) -> Mapping[str, Any]:
    """The labels: calls, what must not be called, what has to be said, rules and the outcome."""
    writes = dict.fromkeys(one.draft.tool.name for one in wishes if one.draft.tool.writes and not one.forbidden)
    found = {
        "calls": [call for index, wish in enumerate(wishes) for call in _calls(wish, index, alone=len(wishes) == 1)],
        "never": [{"name": wish.draft.tool.name} for wish in wishes if wish.forbidden],
        "say": [wish.draft.shown.template for wish in wishes if wish.draft.shown and wish.outcome == "done"],
        "rules": [{"confirm_before": name} for name in writes],
    }
    return {**{key: value for key, value in found.items() if value}, "outcome": _outcome(wishes)}


def _calls(wish: Wish, index: int, *, alone: bool) -> Iterator[dict[str, Any]]:
    goal = {} if alone else {"goal": f"goal{index + 1}"}
    if wish.look:
        yield {"id": f"look{index + 1}", "name": wish.look.tool.name, "args": wish.look.arguments(), **goal}
    if wish.chain or wish.forbidden:
        return
    after = [f"look{index + 1}"] if wish.look else [f"call{index}"] if wish.given else []
    yield {
        "id": f"call{index + 1}",
        "name": wish.draft.tool.name,
        "args": wish.arguments(),
        **({"after": after} if after else {}),
        **({"when": wish.when} if wish.when else {}),
        **goal,
    }


def _outcome(wishes: Sequence[Wish]) -> Any:
    wish = next((one for one in wishes if one.outcome != "done"), None)
    if wish is None or not wish.when:
        return wish.outcome if wish else "done"
    return [{"is": "done", "when": wish.when}, {"is": wish.outcome}]
