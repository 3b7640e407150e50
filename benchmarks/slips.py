"""How many of the typing slips that a style asks for a reader without the clean text detects, and of which kinds.

`SHOWN` of `simulator/audit/learning/habits.py` is the share that this prints; the kinds stand beside those that people
make (`simulator/audit/bands.json`). Everybody is given the same level of slips, so that what is asked for is known.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.api import generate
from simulator.audit.persons import slip_kinds
from simulator.audit.style import misspelt
from simulator.audit.turns import of_records
from simulator.noise.style import RANKS

HERE = Path(__file__).resolve().parent
FOLDERS = ("airline", "chat", "clinic", "retail", "rides")
PEOPLE = {
    "omission": 24.0, "insertion": 23.6, "phonetic": 10.4, "transposition": 9.4, "undoubled_letter": 8.1,
    "other_substitution": 6.6, "adjacent_key": 5.8, "repeated_letter": 5.7, "spacing": 5.1, "multi_edit": 1.2,
}  # fmt: skip
"""Shares of the kinds among misspellings detected in chats, messages and requests of real people, in percent."""


def main() -> None:
    """Prints the share that is detected and the kinds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--level", type=float, default=0.02, help="slips asked for, a word")
    parser.add_argument("-n", type=int, default=60, help="cases of each scenario")
    options = parser.parse_args()
    levels = "/".join(["0", *[f"{options.level:g}"] * (len(RANKS) - 1)])
    paths = sorted(path for folder in FOLDERS for path in (HERE.parent / "scenarios" / folder).glob("*.yaml"))
    found = generate(paths, n=options.n, mess=f"calibrated:even(slips=0:{levels})")
    turns = of_records(found.records)
    words = sum(len(turn.text.split()) for turn in turns)
    detected = sum(len(misspelt(turn.text)) for turn in turns)
    print(f"{words:,} words; asked for {1000 * options.level:.1f} slips in 1,000 words, detected", end=" ")
    print(f"{1000 * detected / words:.2f}: SHOWN = {detected / words / options.level:.2f}\n")
    kinds = slip_kinds(turns)
    print(f"{'kind':20} {'people':>8} {'ours':>8}")
    for kind, share in PEOPLE.items():
        print(f"{kind:20} {share:6.1f} % {100 * kinds[kind] / kinds.total():6.1f} %")


if __name__ == "__main__":
    main()
