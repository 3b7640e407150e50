"""What became of a request, what is offered, and what is nonsense: each kind on a set of its own.

Run as a script, this prints precision and recall of every kind. The sets named "unseen" were written before the rules
they test and are only measured.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.messages import Reading
from simulator.scenario.case import Slot
from simulator.understanding.read import read

CLOCK = datetime(2030, 2, 20, 9, 0, tzinfo=timezone(timedelta(hours=1)))
SETS = Path(__file__).parent / "sets"
SLOTS = (
    Slot(name="place", value="Casa Lupita", about="Name of the place"),
    Slot(name="day", value="2030-03-05", about="Day of the visit"),
    Slot(name="hour", value="18:30", about="Hour of the visit"),
    Slot(name="people", value=4, about="Number of people"),
)
KINDS = ("done", "failed", "refused", "handed_over", "nonsense", "")
BOUNDS = [("outcomes", 0.98, 0.94), ("outcomes_unseen", 0.95, 0.79)]


class Score(NamedTuple):
    """How many of those said are right, and how many of those wanted are said."""

    precision: float
    recall: float


def rows(name: str) -> list[tuple[str, str]]:
    """The lines of a set: what is left of the first bar, and the text."""
    found = []
    for line in (SETS / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, text = line.partition("|")
            found.append((kind, text.replace("\\n", "\n")))
    return found


def heard(text: str) -> Reading:
    return read(text, SLOTS, CLOCK)


def scores(name: str) -> dict[str, Score]:
    """Precision and recall of every kind; announcements and plain facts are no claim."""
    wanted, said, hits = Counter[str](), Counter[str](), Counter[str]()
    for kind, text in rows(name):
        reading = heard(text)
        got = reading.claim if reading.understood else "nonsense"
        kind = "" if kind in ("announced", "none") else kind
        wanted[kind] += 1
        said[got] += 1
        hits[kind] += got == kind
    return {kind: Score(hits[kind] / max(1, said[kind]), hits[kind] / wanted[kind]) for kind in KINDS}


def offers(name: str) -> Score:
    """Precision and recall of the alternatives a text offers."""
    hits = said = wanted = 0
    for listed, text in rows(name):
        mine = {_plain(one) for one in listed.split(";") if one}
        got = {_plain(one) for one in heard(text).offers}
        hits, said, wanted = hits + len(mine & got), said + len(got), wanted + len(mine)
    return Score(hits / said, hits / wanted)


def _plain(offer: str) -> str:
    low = offer.lower().replace("dr.", "dr").strip(" .?")
    return low.removeprefix("a ").removeprefix("an ").removeprefix("the ")


def test_the_sets_are_large() -> None:
    counts = Counter(kind for kind, _ in rows("outcomes"))
    assert len(counts) == 7 and min(counts.values()) >= 40 and len(rows("offers")) >= 40


@pytest.mark.parametrize(("name", "precision", "recall"), BOUNDS)
def test_outcomes_are_told_apart(name: str, precision: float, recall: float) -> None:
    found = scores(name)
    assert {kind: score for kind, score in found.items() if kind and score.precision < precision} == {}
    assert {kind: score for kind, score in found.items() if score.recall < recall} == {}


def test_announcements_are_no_success() -> None:
    assert [text for kind, text in rows("outcomes") if kind == "announced" and heard(text).claim] == []


def test_offers_are_heard() -> None:
    found = offers("offers")
    assert found.precision >= 0.95 and found.recall >= 0.94


def main() -> None:
    for name, _, _ in BOUNDS:
        for kind, score in scores(name).items():
            print(f"{name}, {kind or 'no claim'}: precision {score.precision:.3f}, recall {score.recall:.3f}")
    print("offers: precision {:.3f}, recall {:.3f}".format(*offers("offers")))


if __name__ == "__main__":
    main()
