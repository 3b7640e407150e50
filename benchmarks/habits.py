"""How much of a habit that a style asks for a reader of the text alone detects, and of which kinds the slips are.

`SHOWN` of `simulator/audit/learning/habits.py` holds the shares that this prints; the kinds stand beside those that
people make. Everybody is given the same level of one habit, so that what is asked for is known.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from simulator.api import generate
from simulator.audit.learning.habits import MEASURES, Counts
from simulator.audit.persons import slip_kinds
from simulator.audit.turns import Spoken, of_records
from simulator.noise.style import RANKS

HERE = Path(__file__).resolve().parent
FOLDERS = ("airline", "chat", "clinic", "retail", "rides")
PEOPLE = {
    "omission": 24.0, "insertion": 23.6, "phonetic": 10.4, "transposition": 9.4, "undoubled_letter": 8.1,
    "other_substitution": 6.6, "adjacent_key": 5.8, "repeated_letter": 5.7, "spacing": 5.1, "multi_edit": 1.2,
}  # fmt: skip
"""Shares of the kinds among misspellings detected in chats, messages and requests of real people, in percent."""


SEEN: Mapping[str, tuple[float, Callable[[Spoken], Counts]]] = {
    "slips": (0.02, MEASURES["slips"]),
    "burst": (0.3, MEASURES["burst"]),
    "exclaim": (0.1, MEASURES["exclaim"]),
    "emoticon": (0.3, MEASURES["emoticon"]),
}
"""Habits that show less often than a style asks for: a usual level, and how the learning counts them."""


def main() -> None:
    """Prints the share of each habit that is detected, and the kinds of slips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=40, help="cases of each scenario")
    cases = parser.parse_args().n
    for habit, (level, measure) in SEEN.items():
        turns = typed(habit, level, cases)
        counts = [measure(turn) for turn in turns]
        shown = sum(hits for hits, _ in counts) / sum(chances for _, chances in counts)
        print(f"{habit:10} asked for {level:.3f}, detected {shown:.4f}: shown {shown / level:.2f}")
    kinds = slip_kinds(typed("slips", 0.02, cases))
    print(f"\n{'kind':20} {'people':>8} {'ours':>8}")
    for kind, share in PEOPLE.items():
        print(f"{kind:20} {share:6.1f} % {100 * kinds[kind] / kinds.total():6.1f} %")


def typed(habit: str, level: float, cases: int) -> list[Spoken]:
    """What people type in the shipped scenarios who all have this level of the habit."""
    levels = "/".join(["0", *[f"{level:g}"] * (len(RANKS) - 1)])
    paths = sorted(path for folder in FOLDERS for path in (HERE.parent / "scenarios" / folder).glob("*.yaml"))
    return of_records(generate(paths, n=cases, mess=f"calibrated:even({habit}=0:{levels})").records)


if __name__ == "__main__":
    main()
