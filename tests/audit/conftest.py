"""Made-up user turns: people with habits of their own, in as many conversations as a test wants."""

from __future__ import annotations

import pytest

from simulator.draws import Draws

WORDS = """
    flight order table room ticket shirt visit doctor delivery street seat bag phone evening morning small large blue
    cheap early other friend sister hotel price window change cancel move find need want book send lost broken late
""".split()


@pytest.fixture(scope="session")
def turns():
    """Turns of made-up people: `turns(NAME, CONVERSATIONS, TURNS_EACH)`, the same for the same name."""
    return made


def made(name: str, conversations: int, each: int, *, small: float = 0.5, stops: float = 0.5) -> list[tuple[str, str]]:
    """Conversation and text; `small` is the share of people who write small, `stops` of those who end with a stop."""
    found = []
    for number in range(conversations):
        draws = Draws(f"{name}/{number}")
        lower, stop = draws.value("small") < small, draws.value("stop") < stops
        for turn in range(each):
            text = " ".join(_words(draws.at(turn)))
            found.append((f"{name}-{number}", (text if lower else text.capitalize()) + ("." if stop else "")))
    return found


def _words(draws: Draws) -> list[str]:
    words = [draws.choice(WORDS, index) for index in range(draws.integer(2, 14, "length"))]
    return [f"{word}," if draws.value("comma", index) > 0.9 else word for index, word in enumerate(words)]
