"""CPU of cases of a network of twelve variables: as they are, under requirements, and under evidence as well."""

from __future__ import annotations

import statistics
from pathlib import Path
from time import process_time

from simulator.draws import Draws
from simulator.kinds.build import build
from simulator.network.network import Network
from simulator.variables.expr import Expression
from simulator.variables.yaml import load_yaml

HERE = Path(__file__).resolve().parent
MANY = 20_000
REQUIRE = ("back > depart", "price >= 100", "fee == 0 or not insured")
GIVEN = {"group": "senior", "urgent": True}


def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    plain, required = network(), network(*REQUIRE)
    rows = []
    for name, net in (("", plain), (", 3 requirements", required), (", evidence too", required.under(GIVEN))):
        cpu = statistics.median(of_cases(net) for _ in range(min(rounds, 3)))
        rows.append((f"case of 12 variables{name}", f"{cpu * 1e6:,.1f} µs", "bar 60 µs, 30 µs for 100,000 in 3 s"))
    return rows


def network(*require: str) -> Network:
    """The twelve variables under these requirements."""
    document = load_yaml((HERE / "twelve.yaml").read_text(), "twelve.yaml")
    variables = [
        build(name, declared, lambda *keys, name=name: document.place(name, *keys))
        for name, declared in document.data.items()
    ]
    return Network("twelve", variables, [Expression(text) for text in require], {})


def of_cases(net: Network) -> float:
    """CPU seconds of one case, its draws included."""
    net.sample(Draws("once"))
    begun = process_time()
    for number in range(MANY):
        net.sample(Draws(f"twelve\0{number}").at("case").at("variable"))
    return (process_time() - begun) / MANY
