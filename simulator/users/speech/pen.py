"""How one person calls things and writes values, and with that the brief of a turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from simulator.draws import Draws
from simulator.noise.style import Style
from simulator.scenario.case import Slot
from simulator.users.agenda.acts import Act, Plan, Tell
from simulator.users.agenda.pursuit import Pursuit
from simulator.users.speech.brief import Brief, Deed, Fact, Line
from simulator.users.user import UserView
from simulator.values.late import Late
from simulator.values.mention import find_value, kind_of
from simulator.values.written import forms

CAMEL = Late(r"(?<=[a-z])(?=[A-Z])")
QUESTION_WORD = re.compile(r"(?:which|how|what|when|where|who|why)\b|.* or ", re.IGNORECASE)
ID = re.compile(r"\bid\b")
NAMES_A_THING = re.compile(r"\b(?:id|code|reference|number(?! of (?!the\b)))\b", re.IGNORECASE)
"""Words for numbers that count nothing, and are said digit by digit."""
ARTICLE = re.compile(r"^(?:the|my|your|an?|our) ", re.IGNORECASE)
OF_THE = re.compile(r"(\w+) of the (\w+)$")
PUT_SHORT = 0.6
"""How often "place of the pickup" is the pickup place."""
SAID_ALOUD = frozenset(("date", "time", "datetime", "number", "email"))
ANY_DIGIT = re.compile(r"\d")
SIGNS = re.compile(r"[@/]|\d[.:-]\d|^-?\d+$|\d{4}-")
IN_FULL = 0.75
"""How often people who speak to a phone get a value written out in words."""
OTHER_FORM = {"date": 0.95, "time": 0.7, "datetime": 0.7, "number": 0.1, "phone": 0.4, "email": 0.03, "": 0.5}
SPELT = {"date": 0.35, "number": 0.4}
"""How often people write so without a digit, where that can be."""
OPTION = re.compile(r"[a-z]+(?:_[a-z]+)+\Z")
AS_IT_STANDS = frozenset(("id", "text"))  # a label may compare these to the letter
REQUESTS = frozenset(("open", "open_next", "restate"))


class Pen:
    """One person's names for slots and forms of values, the same each time."""

    def __init__(self, view: UserView, style: Style, draws: Draws) -> None:
        self._view = view
        self._draws = draws
        self._small = style.lower_start > 0.5
        self._small_code = min(style.lower_start, 0.95) * 0.7 + (0.28 if style.lower_start > 0 else 0.0)
        self._small_name = max(style.lower_start * 0.95, 0.45 if style.lower_start > 0 else 0.0)
        self._dictates = view.persona.trait("channel") == "dictated"
        self._machine = view.persona.trait("tech") == "high"

    def brief(self, plan: Plan, mood: int, said: Sequence[Line]) -> Brief:
        """What a speaker needs to word this plan."""
        deeds = tuple([self._deed(act) for act in plan.acts])
        return Brief(deeds, self._view.persona, self._view.brief, mood, said, bool(plan.end))

    def _deed(self, act: Act) -> Deed:
        facts = tuple([self._fact(tell) for tell in act.tells])
        goal = act.pursuit.goal
        if act.say not in REQUESTS:
            return Deed(act.act, act.say, goal.id, facts)
        return Deed(act.act, act.say, goal.id, facts, self._requests(act.pursuit), self._carried(act.pursuit))

    def _fact(self, tell: Tell) -> Fact:
        slot, how, value = tell
        text = self._surface(slot, value) if value is not None else slot.hint if how == "half" else ""
        return Fact(slot.name, self.word(slot), how, value, text)

    def _carried(self, pursuit: Pursuit) -> tuple[Fact, ...]:
        slots = [pursuit.goal.slots[name] for name in pursuit.goal.volunteers if name in pursuit.goal.slots]
        known = [(slot, pursuit.said_value(slot.name)) for slot in slots if pursuit.knows(slot.name)]
        return tuple(
            [Fact(slot.name, self.word(slot), "named", value, self._surface(slot, value)) for slot, value in known]
        )

    def _requests(self, pursuit: Pursuit) -> tuple[str, ...]:
        """The author's ways to ask, with the values in them that are to be said otherwise by now put so."""
        says = pursuit.goal.says
        for name in pursuit.goal.volunteers:
            slot = pursuit.goal.slots.get(name)
            if slot and pursuit.knows(name) and (value := pursuit.said_value(name)) != slot.value:
                says = tuple([self._put(text, slot.value, self.written(name, value)) for text in says])
        return says

    def _put(self, text: str, old: Any, new: str) -> str:
        spot = find_value(old, text, self._view.clock)
        return text[: spot[0]] + new + text[spot[1] :] if spot else text

    def word(self, slot: Slot) -> str:
        """What this person calls a slot."""
        names = _names(slot.words)
        word = _spoken_name(self._draws.choice(names, "word", slot.name) if names else slot.name)
        if (long := OF_THE.match(word)) and self._draws.chance(PUT_SHORT, "short word", slot.name):
            word = f"{long[2]} {long[1]}"
        return word if self._small else ID.sub("ID", word)

    def _surface(self, slot: Slot, value: Any) -> str:
        """The value as this person writes it, in their own case where capitals make no difference."""
        text = str(value) if isinstance(value, int) and NAMES_A_THING.search(self.word(slot)) else ""
        text = text or self.written(slot.name, value)
        return text.lower() if slot.folds and text != text.lower() and self._lowers(slot.name, text) else text

    def _lowers(self, name: str, text: str) -> bool:
        coded = ANY_DIGIT.search(text) is not None
        return self._draws.chance(self._small_code if coded else self._small_name, "small value", name)

    def written(self, name: str, value: Any) -> str:
        """The value of a slot as this person writes it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        kind = kind_of(value)
        if kind in AS_IT_STANDS and isinstance(value, str):
            return _spoken_option(value)
        ways = forms(value, self._view.clock)
        if kind == "datetime" or kind == "date" and not self._machine:
            # 2030-03-05 is how machines write, and people who work with them
            ways = tuple(way for way in ways if way != value)
        if not ways:
            return str(value)
        if self._dictates and (said := _said(kind, ways)) and self._draws.chance(IN_FULL, "said in full", name):
            return self._draws.choice(said, "form", name)
        if (letters := _in_letters(kind, ways)) and self._draws.chance(SPELT[kind], "spelt", name):
            written = self._draws.choice(letters, "form", name)
        elif len(ways) == 1 or not self._draws.chance(OTHER_FORM.get(kind, 0.1), "other form", name):
            written = ways[0]
        else:
            written = self._draws.choice(ways[1:], "form", name)
        small = kind in ("date", "datetime") and written not in (value, written.lower())
        return written.lower() if small and self._draws.chance(self._small_name, "small dates") else written


@lru_cache(maxsize=1024)
def _said(kind: str, ways: tuple[str, ...]) -> tuple[str, ...]:
    """The forms that a phone writes down when it is told the value: "half past two", "jo at example dot com"."""
    return tuple(way for way in ways if not SIGNS.search(way)) if kind in SAID_ALOUD else ()


@lru_cache(maxsize=1024)
def _in_letters(kind: str, ways: tuple[str, ...]) -> tuple[str, ...]:
    """The forms without a digit: "two", "the fifth of March"."""
    return tuple(way for way in ways if not ANY_DIGIT.search(way)) if kind in SPELT else ()


@lru_cache(maxsize=1024)
def _spoken_option(value: str) -> str:
    """A value of words as people say it: nobody says "wrong_amount"."""
    return value.replace("_", " ") if OPTION.match(value) else value


@lru_cache(maxsize=1024)
def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a slot can be called in the middle of a sentence; a question word is used only for want of another."""
    names = tuple(word for word in words if not QUESTION_WORD.match(word)) or words
    return tuple(ARTICLE.sub("", word) for word in names)


@lru_cache(maxsize=1024)
def _spoken_name(name: str) -> str:
    if " " in name or name.isalpha() and CAMEL.search(name) is None:
        return name
    return CAMEL.sub(" ", name).replace("_", " ").lower() or "that"
