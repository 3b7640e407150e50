"""CPU of whole commands, as ratios to `python -c 'import click'`."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

CLICK = [sys.executable, "-c", "import click"]
SIMULATOR = [sys.executable, "-m", "simulator"]


def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    root = Path(__file__).resolve().parent.parent
    scenario = str(root / "scenarios" / "retail" / "return_item.yaml")
    rows = []
    for name, command, bar in (
        ("simulator --help", [*SIMULATOR, "--help"], 4),
        ("simulator check, one scenario, proof on 5 cases", [*SIMULATOR, "check", scenario], 10),
    ):
        base, found = [], []
        for _ in range(rounds + 1):
            base.append(cpu_of(CLICK))
            found.append(cpu_of(command))
        ratio = statistics.median(a / b for a, b in zip(found[1:], base[1:], strict=True))
        rows.append((name, f"{statistics.median(found[1:]) * 1000:,.0f} ms CPU", f"{ratio:.1f} times, bar {bar}"))
    return rows


def cpu_of(command: list[str]) -> float:
    """CPU seconds of one finished command; from the second on bytecode is there, as where pip has installed it."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=compiled)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
