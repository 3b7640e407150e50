"""Measures speed as ratios within one run; nothing is asserted. Run it with `make bench`."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dialogue
import grading
import memory
import models
import startup
import variables
import waiting
import worlds


def main() -> None:
    """Prints every measurement with its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds of which the median counts")
    rounds = parser.parse_args().rounds
    print(f"Python {platform.python_version()}, {platform.machine()}, median of {rounds} rounds\n")
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *dialogue.measure(Path(folder), rounds),
            *waiting.measure(rounds),
            *models.measure(rounds),
            *memory.measure(),
            *worlds.measure(Path(folder), rounds),
            *variables.measure(rounds),
            *grading.measure(rounds),
            *grading.regrading(Path(folder), rounds),
            *startup.measure(rounds),
        ]
    width = max(len(name) for name, _, _ in rows)
    for name, value, bar in rows:
        print(f"{name:{width}}  {value:>16}  {bar}")


if __name__ == "__main__":
    main()
