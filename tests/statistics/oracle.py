"""Computes the exact marginals of networks.yaml, by other means than the package: run in an environment of its own.

    python -m venv .oracle && .oracle/bin/pip install pgmpy scipy pyyaml
    .oracle/bin/python tests/statistics/oracle.py

Finite networks go through pgmpy's variable elimination; those with numbers or dates are summed over a grid of every
value that rounding leaves, with the distribution functions of scipy.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
import re
from pathlib import Path

import numpy as np
import yaml
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination
from pgmpy.models import DiscreteBayesianNetwork
from scipy import stats

HERE = Path(__file__).parent
CLOCK = dt.date(2030, 3, 31)
DAY_ZERO = dt.date(2030, 1, 1)


def days(later, earlier):
    return later - earlier


def compute(text: str, values: dict):
    """An expression over values; a dotted name is a column."""
    flat = {name.replace(".", "__"): value for name, value in values.items()}
    functions = {"abs": abs, "int": int, "days": days, "clock": (CLOCK - DAY_ZERO).days}
    return eval(re.sub(r"\b([a-z_]+)\.([a-z_]+)\b", r"\1__\2", text), {"__builtins__": {}}, {**functions, **flat})


def names_in(text: str, known) -> list[str]:
    words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_.]*", re.sub(r"'[^']*'", "", text)))
    return [name for name in known if name in words]


def plain(key):
    """A key as YAML means it when it is a value."""
    if not isinstance(key, str):
        return key
    return {"true": True, "false": False}.get(key, int(key) if re.fullmatch(r"-?\d+", key) else key)


class Node:
    """A variable: its parents, and a distribution over values for each of their combinations."""

    def __init__(self, name, parents, law):
        self.name, self.parents, self.law = name, parents, law


def weights(found):
    if isinstance(found, list):
        return {plain(value): 1 / len(found) for value in found}
    if not isinstance(found, dict):
        return {plain(found): 1.0}
    total = sum(found.values())
    return {plain(key): weight / total for key, weight in found.items()}


def in_interval(key: str, value) -> bool:
    if found := re.fullmatch(r"(<=|>=|<|>)\s*(-?[\d.]+)", key):
        return eval(f"value {found[1]} {found[2]}")
    if found := re.fullmatch(r"([\[(])\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*([\])])", key):
        low, high = float(found[2]), float(found[3])
        return (value > low if found[1] == "(" else value >= low) and (
            value < high if found[4] == ")" else value <= high
        )
    return False


def row_of(table, values):
    """The row for these parents' values: the value itself before an interval before the default."""
    for value in values:
        exact = [key for key in table if plain(key) == value and type(plain(key)) is type(value)]
        within = [key for key in table if isinstance(key, str) and in_interval(key, value)]
        table = table[(exact or within or ["default"])[0]]
    return table


def number_law(found):
    """The chance of every rounded value, by scipy's distribution functions."""
    step = 10.0 ** -found.get("decimals", 2)
    low, high = found.get("from", -math.inf), found.get("to", math.inf)
    if "mean" in found:
        law = stats.norm(found["mean"], found["spread"])
        first, last = max(low, found["mean"] - 8 * found["spread"]), min(high, found["mean"] + 8 * found["spread"])
    else:
        law = stats.uniform(low, high - low)
        first, last = low, high
    grid = np.arange(round(first / step), round(last / step) + 1)
    above, below = np.minimum((grid + 0.5) * step, high), np.maximum((grid - 0.5) * step, low)
    mass = law.cdf(above) - law.cdf(below)
    values = [round(float(value * step), 6) for value in grid]
    return {value: float(part) for value, part in zip(values, mass / mass.sum(), strict=True) if part > 0}


def day(text):
    return (dt.date.fromisoformat(str(text)) - DAY_ZERO).days


def date_law(found, values):
    start = values[found["from"]] if found["from"] in values else day(found["from"])
    count = int(found["within"].rstrip("d")) + 1
    return {start + index: 1 / count for index in range(count)}


def law_of(found, values):
    if isinstance(found, dict) and len(found) == 1 and "number" in found:
        return number_law(found["number"])
    if isinstance(found, dict) and len(found) == 1 and "date" in found:
        return date_law(found["date"], values)
    return weights(found)


def node(name, declared, known):
    if "boolean" in declared:
        return Node(name, [], lambda values: {False: 1 - declared["boolean"], True: declared["boolean"]})
    if "expr" in declared:
        parents = names_in(declared["expr"], known)
        return Node(name, parents, lambda values: {compute(declared["expr"], values): 1.0})
    if "table" in declared:
        given = declared["given"] if isinstance(declared["given"], list) else [declared["given"]]
        return Node(name, given, lambda values: law_of(row_of(declared["table"], [values[g] for g in given]), values))
    if "row" in declared:
        total = sum(row[declared["weight"]] for row in declared["row"])
        chances = {index: row[declared["weight"]] / total for index, row in enumerate(declared["row"])}
        return Node(name, [], lambda values: chances)
    if "number" in declared:
        law = number_law(declared["number"])
        return Node(name, [], lambda values: law)
    if "date" in declared:
        parents = [declared["date"]["from"]] if declared["date"]["from"] in known else []
        return Node(name, parents, lambda values: date_law(declared["date"], values))
    chances = weights(declared.get("choice", declared.get("value")))
    return Node(name, [], lambda values: chances)


def nodes_of(network):
    """Every variable in order, parents first, columns of rows as variables of their own."""
    found = []
    known = list(network["variables"])
    for name, declared in network["variables"].items():
        if name in network.get("do", {}):
            forced = {network["do"][name]: 1.0}
            found.append(Node(name, [], lambda values, forced=forced: forced))
            continue
        found.append(node(name, declared, known))
        for column in declared.get("row", [{}])[0]:
            rows = declared["row"]
            found.append(Node(f"{name}.{column}", [name], lambda v, n=name, c=column, rows=rows: {rows[v[n]][c]: 1.0}))
            known.append(f"{name}.{column}")
    return found


def supports(nodes):
    found = {}
    for one in nodes:
        seen = {}
        for combination in itertools.product(*(found[parent] for parent in one.parents)):
            seen.update(dict.fromkeys(one.law(dict(zip(one.parents, combination, strict=True)))))
        found[one.name] = list(seen)
    return found


def by_pgmpy(network):
    nodes = nodes_of(network)
    values = supports(nodes)
    model = DiscreteBayesianNetwork()
    conditions = [*network.get("require", []), *network.get("conditions", [])]
    for number, text in enumerate(conditions):
        parents = names_in(text, values)
        nodes.append(Node(f"holds{number}", parents, lambda v, text=text: {bool(compute(text, v)): 1.0}))
        values[f"holds{number}"] = [False, True]
    for one in nodes:
        model.add_node(one.name)
        model.add_edges_from((parent, one.name) for parent in one.parents)
        model.add_cpds(table_of(one, values))
    evidence = {name: values[name].index(value) for name, value in network.get("given", {}).items()}
    evidence |= {f"holds{number}": 1 for number in range(len(conditions))}
    engine = VariableElimination(model)
    found = {}
    for name in values:
        if name.startswith("holds") or any("." in other and other.split(".")[0] == name for other in values):
            continue
        if name in evidence:
            found[name] = {str(values[name][evidence[name]]): 1.0}
            continue
        answer = engine.query([name], evidence=evidence, show_progress=False).values
        found[name] = {str(value): float(share) for value, share in zip(values[name], answer, strict=True)}
    return found


def table_of(one, values):
    columns = []
    for combination in itertools.product(*(values[parent] for parent in one.parents)):
        law = one.law(dict(zip(one.parents, combination, strict=True)))
        columns.append([law.get(value, 0.0) for value in values[one.name]])
    return TabularCPD(
        one.name,
        len(values[one.name]),
        np.array(columns).T,
        evidence=one.parents or None,
        evidence_card=[len(values[parent]) for parent in one.parents] or None,
    )


def by_grid(network):
    """The joint distribution over every combination, wide variables last, as arrays."""
    nodes = nodes_of(network)
    wide = [one for one in nodes if is_wide(network["variables"].get(one.name, {}))]
    if len(wide) == 3 or any(parent.name in one.parents for one in wide for parent in wide):
        return by_steps(network, nodes)
    return by_arrays(network, nodes, wide)


def is_wide(declared) -> bool:
    text = str(declared)
    return "'number'" in text or "'date'" in text


def by_arrays(network, nodes, wide):
    """Finite variables one combination at a time, at most two wide ones as the axes of an array."""
    totals, found = 0.0, {}
    for values, chance in combinations(nodes, wide, {}, 1.0):
        laws = [one.law(values) for one in wide]
        axes = np.meshgrid(*(np.array(list(law)) for law in laws), indexing="ij")
        mass = np.full(axes[0].shape, chance)
        for axis, law in enumerate(laws):
            shape = [1] * len(laws)
            shape[axis] = -1
            mass = mass * np.array(list(law.values())).reshape(shape)
        everything = {**values, **{one.name: axis for one, axis in zip(wide, axes, strict=True)}}
        rest = [one for one in nodes if one not in wide and one.name not in values]
        for more, part in below_wide(rest, everything):
            here = mass * part
            here = here * holds(network, {**everything, **more})
            totals += here.sum()
            note(found, network, {**everything, **more}, here)
    return {name: {key: share / totals for key, share in shares.items()} for name, shares in found.items()}


def combinations(nodes, wide, values, chance):
    """Every combination of the finite variables that do not hang on wide ones."""
    apart = {one.name for one in wide}
    for one in nodes:
        if one in wide or any(parent in apart for parent in one.parents):
            apart.add(one.name)
    yield from over([one for one in nodes if one.name not in apart], values, chance)


def over(nodes, values, chance):
    if not nodes:
        yield dict(values), chance
        return
    for value, part in nodes[0].law(values).items():
        yield from over(nodes[1:], {**values, nodes[0].name: value}, chance * part)


def below_wide(nodes, values):
    """Combinations of the finite variables below wide ones; their chances are arrays."""
    if not nodes:
        yield {}, 1.0
        return
    one = nodes[0]
    shape = next(value.shape for value in values.values() if isinstance(value, np.ndarray))
    parts = {}
    arrays = [np.broadcast_to(np.asarray(values[parent], dtype=object), shape) for parent in one.parents]
    for index in np.ndindex(shape):
        law = one.law({parent: plain_number(array[index]) for parent, array in zip(one.parents, arrays, strict=True)})
        for value, part in law.items():
            parts.setdefault(value, np.zeros(shape))[index] = part
    for value, part in parts.items():
        for more, rest in below_wide(nodes[1:], {**values, one.name: value}):
            yield {one.name: value, **more}, part * rest


def plain_number(value):
    return value.item() if isinstance(value, np.generic) else value


def holds(network, values):
    shape = next(value.shape for value in values.values() if isinstance(value, np.ndarray))
    kept = np.ones(shape)
    for name, value in network.get("given", {}).items():
        kept = kept * (values[name] == value)
    for text in (*network.get("require", []), *network.get("conditions", [])):
        for part in re.split(r" or ", text)[:1] if " or " not in text else [text]:
            kept = kept * (either(part, values) if " or " in part else compute(part, values))
    return kept


def either(text, values):
    found = 0.0
    for part in text.split(" or "):
        found = np.maximum(found, np.asarray(compute(part, values), dtype=float))
    return found


def note(found, network, values, mass):
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            for place in network["at"][name]:
                shares = found.setdefault(name, {})
                shares[f"<={place}"] = shares.get(f"<={place}", 0.0) + float(mass[value <= place].sum())
        else:
            shares = found.setdefault(name, {})
            shares[str(value)] = shares.get(str(value), 0.0) + float(mass.sum())


def by_steps(network, nodes):
    """Everything one combination after the other: for days, of which there are few."""
    totals, found = 0.0, {}
    conditions = [*network.get("require", []), *network.get("conditions", [])]
    for values, chance in over(nodes, {}, 1.0):
        if not all(compute(text, values) for text in conditions):
            continue
        totals += chance
        for name, value in values.items():
            shares = found.setdefault(name, {})
            for place in network["at"].get(name, []):
                shares[f"<={place}"] = shares.get(f"<={place}", 0.0) + chance * (value <= day(place))
            if name not in network["at"]:
                shares[str(value)] = shares.get(str(value), 0.0) + chance
    return {name: {key: share / totals for key, share in shares.items()} for name, shares in found.items()}


def main() -> None:
    found = {}
    for network in yaml.load((HERE / "networks.yaml").read_text(), Loader=yaml.BaseLoader):
        network = typed(network)
        hybrid = any(is_wide(declared) for declared in network["variables"].values())
        found[network["name"]] = by_grid(network) if hybrid else by_pgmpy(network)
        print(
            network["name"],
            {name: {k: round(v, 5) for k, v in s.items()} for name, s in found[network["name"]].items()},
        )
    (HERE / "exact.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


def typed(found, key=""):
    """Numbers where numbers stand; keys and everything quoted stay text, as the package reads them."""
    if isinstance(found, dict):
        return {name: typed(inner, name) for name, inner in found.items()}
    if isinstance(found, list):
        return [typed(inner, key) for inner in found]
    if found in ("true", "false"):
        return found == "true"
    return (float(found) if "." in found else int(found)) if re.fullmatch(r"-?\d+(\.\d+)?", found) else found


if __name__ == "__main__":
    main()
