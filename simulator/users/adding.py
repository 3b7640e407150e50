"""What a person adds to a turn that nobody asked for: remarks, circumstances, small questions; never the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from simulator.draws import Draws
from simulator.frozen import NamedTuple
from simulator.noise.style import Style
from simulator.personas.mood import LOW
from simulator.personas.persona import Persona
from simulator.users.grammar import NO_HOLES, Clause, fill, template
from simulator.users.lexicon.asides import ASIDES, CIRCUMSTANCES
from simulator.users.sentences import asks, bracketed
from simulator.users.speech.brief import Brief, Deed
from simulator.values.mention import kind_of

READINESS = {"thank": 0.8, "answer": 0.95, "affirm": 0.95, "wait": 0.6, "accept": 0.8}
"""How readily something is added behind these acts, against others."""
IN_WORDS = 0.75
"""Where a value in plain words was told: what follows such a value is easily taken for a part of it."""
ANOTHER = 0.95
A_THIRD, ONLY_TALKATIVE = 0.75, 6
CIRCUMSTANCE = 0.12
DESCRIBED = tuple(dict.fromkeys(name for name, _ in CIRCUMSTANCES))
ASKS_BACK = 0.46
FOLLOWS = 0.75
"""How often something follows a request that asks; else it leads up to it."""
ASKS_FIRST = 0.3


class Adding:
    """One person's additions in one conversation."""

    def __init__(self, persona: Persona, style: Style, registers: tuple[str, ...], draws: Draws) -> None:
        self._style = style
        self._registers = registers
        self._draws = draws
        self._added: tuple[str, ...] = ()
        self._circumstances = _circumstances(tuple([persona.trait(name) for name in DESCRIBED]))

    def to(self, clauses: list[Clause], brief: Brief, count: int) -> list[Clause]:
        """The clauses of a turn with what is added behind them, those that ask last, or in brackets, or before them."""
        added = self._asides(brief, count)
        if not added:
            return clauses
        asking = list(map(asks, added))
        said = [aside for aside, asked in zip(added, asking, strict=True) if not asked]
        # who leaves waits for no answer
        asked = [] if brief.ends or True not in asking else [added[asking.index(True)]]
        if not (said or asked):
            return clauses
        act = brief.deeds[-1]
        draws = self._draws.at(f"beside/{act.goal}/{act.say}/{count}")
        if said and self._style.aside > 0 and draws.chance(self._style.aside, "brackets"):
            clauses = [*clauses[:-1], bracketed(clauses[-1], said[0])]
            said = said[1:]
        asks_first = said and asked and draws.chance(ASKS_FIRST, "asks first")
        behind = [*asked, *said] if asks_first else [*said, *asked]
        if not asks(clauses[-1]):
            return [*clauses, *behind]
        if act.act != "open":
            return clauses
        if draws.chance(FOLLOWS, "follows"):
            return [*clauses, *behind]
        first = 1 if len(clauses) > 1 and not asks(clauses[0]) else 0
        return [*clauses[:first], *said, *clauses[first:]]

    def _asides(self, brief: Brief, count: int) -> list[Clause]:
        acts = [act for act in brief.deeds if act.say in ASIDES]
        act = acts[-1] if acts else None
        if (
            act is None
            or any(tell.how == "none" for tell in act.facts)
            or (brief.mood <= LOW and act.say in ("answer", "thank"))
        ):
            return []
        draws = self._draws.at(f"aside/{act.goal}/{act.say}/{count}")
        readiness = READINESS.get(act.say, 1.0) * (IN_WORDS if any(in_words(tell.value) for tell in act.facts) else 1.0)
        if not draws.chance(self._style.talk * readiness, "adds"):
            return []
        topic = "affirm" if any(each.say == "affirm" for each in brief.deeds) else _topic(act)
        found = [self._aside(topic, draws)]
        if topic != "thank" and draws.chance(self._style.talk**2 * ANOTHER, "adds more"):
            found.append(self._aside(topic, draws.at("more")))
            if draws.chance(self._style.talk**ONLY_TALKATIVE * A_THIRD, "adds a third"):
                found.append(self._aside(topic, draws.at("third")))
        return found

    def _aside(self, topic: str, draws: Draws) -> Clause:
        among, asking = _asides_of(topic, self._registers)
        if topic != "thank" and self._circumstances.texts and draws.chance(CIRCUMSTANCE, "circumstance"):
            among = self._circumstances
        elif draws.chance(ASKS_BACK, "asks back"):
            among = asking
        text = _unsaid(among, self._added, draws)
        self._added = (*self._added, text)
        return fill(template(text), NO_HOLES, draws)


class _Among(NamedTuple):
    """Texts to choose from, and where each of them stands."""

    texts: tuple[str, ...]
    places: Mapping[str, Sequence[int]]


def _among(texts: tuple[str, ...]) -> _Among:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    return _Among(texts, places)


def _unsaid(among: _Among, added: Iterable[str], draws: Draws) -> str:
    """One of the texts that were not added yet; of all of them where none is left."""
    texts, places = among
    gone: set[int] = set()
    for text in added:
        gone.update(places.get(text, ()))
    if len(gone) == len(texts):
        gone.clear()
    left = len(texts) - len(gone)
    chosen = int(draws.value("text") * left) if left > 1 else 0
    for place in sorted(gone):
        chosen += place <= chosen
    return texts[chosen]


@cache
def _circumstances(levels: tuple[str, ...]) -> _Among:
    """What people with these levels of the traits in DESCRIBED may say of themselves."""
    traits = set(zip(DESCRIBED, levels, strict=True))
    return _among(tuple([text for trait, texts in CIRCUMSTANCES.items() if trait in traits for text in texts]))


@cache
def _asides_of(topic: str, registers: tuple[str, ...]) -> tuple[_Among, _Among]:
    """What is added on a topic in these ways of speaking, and what of it asks, or all."""
    texts = (*ASIDES[topic]["all"], *ASIDES[topic].own(registers))
    asking = tuple(text for text in texts if text.endswith("?")) or texts
    return _among(texts), _among(asking)


def in_words(value: Any) -> bool:
    """Whether a value is a plain text, which what stands behind it could be a part of."""
    return isinstance(value, str) and kind_of(value) == "text"


def _topic(act: Deed) -> str:
    """What the asides of an act are about: a yes, a value that was told, or one that was not."""
    if act.say != "answer":
        return act.say
    values = [tell.value for tell in act.facts if tell.value is not None]
    if not values:
        return "unknown"
    return "affirm" if all(isinstance(value, bool) for value in values) else "answer"
