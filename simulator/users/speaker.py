"""The embedded speaker: words a brief as this person would, cleanly, by a grammar; the dialogue acts in clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from simulator.draws import Draws
from simulator.noise.hand import Piece
from simulator.noise.style import Style
from simulator.personas.mood import GOOD, LOW
from simulator.users.adding import Adding
from simulator.users.grammar import NO_HOLES, Clause, Wordings, fill, template
from simulator.users.lexicon.leads import LEADS, SEEKING
from simulator.users.lexicon.manners import AGAIN
from simulator.users.request import core, follows_on, rephrase, reword
from simulator.users.sentences import asks, compose, enumerated, joined, listed, went_on
from simulator.users.speech.brief import Brief, Deed, Fact
from simulator.users.telling import FRAMES, GREETINGS, NEXT, TELL
from simulator.users.user import UserView
from simulator.users.wording import EMOTICONS, HAPPY, REGISTERS, SAY
from simulator.values.late import Late
from simulator.values.mention import find_value, kind_of

PLURAL = re.compile(r"(?<![sui'])s$")
HEAD = re.compile(r" (?:of|to|for|in|on|at|with|from) ")
END = Late(r"([.?!]?)$")
CHOICE = re.compile(r"\[[^\]]*\]")
LEADS_IN = 0.2
GOES_ON = 0.7
AS_CODE = 0.5
BRIEF, TALKATIVE = 0.4, 0.85
OWN_WORDS = 0.5
FRAMED = 0.22
"""How often something leads up to a request."""
TERSE, SELDOM_TERSE = 0.5, 0.07
"""How readily people of few words leave out an article, and others."""
VALUES_ONLY = 0.4
MARKS_BETWEEN = (", ", " and ", " / ", " - ", ", ")
GREETS = 0.12
COURTESIES = {"thank": 0.25, "accept": 0.6}
STRANGE = frozenset(("strange", "what_for"))
LONGEST_NAME = 24
OTHERWISE = 4
"""How often other words are looked for at most."""
SEVERAL_WORDS = 3
SAID_IN_FULL = 2
"""Nobody repeats a name of so many gaps who was asked for that alone."""
NEED_NO_NAME = frozenset(("one", "own", "fact", "code"))
SEEKS = 0.32
"""How often people of many words say that they look for what was asked."""
LETTERS = re.compile(r"\w+")
OWN = Late(
    r"\b(?:birth|birthday|born|e-?mail|phone|mobile)\b|^(?:full |first and last |last |first |your |my )?names?$"
)
"""What everybody knows of themselves for certain."""
CHOSEN = frozenset(("number", "date", "time", "datetime"))
"""Kinds of values that may be a choice, of which people say: make it three."""
LACKS = {"half": "half still", "unknown": "unknown still"}


class GrammarSpeaker:
    """One person's wording in one conversation."""

    def __init__(self, view: UserView, style: Style, draws: Draws) -> None:
        self._view = view
        self._persona = view.persona
        self._style = style
        self._draws = draws
        self._said: dict[tuple[str, str], int] = {}
        self._openers: list[str] = []
        self._requests: list[str] = []
        self._filled_so: list[str] = []
        self._lacking: list[str] = []
        self._mood = 0
        trait = view.persona.trait
        self._verbosity = trait("verbosity")
        self._cold = trait("tone") in ("curt", "angry")
        self._registers = _registers(trait("tone"), self._verbosity, trait("formality"), trait("dialect"))
        self._adding = Adding(view.persona, style, self._registers, draws)

    def word(self, brief: Brief) -> tuple[Piece, ...]:
        """The clean wording of a turn in pieces; none where this person says nothing."""
        clauses: list[Clause] = []
        self._mood = brief.mood
        for act in brief.deeds:
            name, goal = act.say, act.goal
            if name in COURTESIES and self._skips(act):
                continue
            count = self._said[goal, name] = self._said.get((goal, name), 0) + 1
            clauses += self._clauses(act, self._draws.at(f"{goal}/{name}/{count}"))
        if clauses:
            last = brief.deeds[-1]
            clauses = self._adding.to(clauses, brief, self._said.get((last.goal, last.say), 0))
        pieces = compose(clauses)
        return self._smiling(pieces, brief.deeds[-1]) if pieces else ()

    def _skips(self, act: Deed) -> bool:
        """Whether a courtesy is left out, as most people mostly do."""
        chance = COURTESIES[act.say] * (0.4 if self._cold else 1.0) + self._style.courtesy
        chance = chance * 0.3 if self._mood <= LOW else chance + 0.2 if self._mood >= GOOD else chance
        return not self._draws.chance(min(chance, 0.95), act.say, act.goal)

    def _clauses(self, act: Deed, draws: Draws) -> list[Clause]:
        if act.say in ("open", "open_next"):
            return self._opening(act, draws)
        if act.say == "restate":
            return [self._again(act, draws)]
        if act.say == "answer":
            return self._answer(act, draws)
        lead = (
            self._phrase(act.say, draws)
            or self._phrase(act.act, draws)
            or self._filled(SAY[act.say], draws, {"words": self._named(act)})
        )
        told = [tell for tell in act.facts if tell.how != "strange"]
        return [lead, *self._tellings(told, draws)] if told else [lead]

    def _named(self, act: Deed) -> Clause:
        """The slots an act is about, by their names; "that" for what has none, or one too long to say again."""
        if act.say not in STRANGE:
            return listed([tell.word for tell in act.facts])
        words = [tell.slot for tell in act.facts if len(tell.slot) <= LONGEST_NAME]
        return [f"the {words[0]}" if words else "that"]

    def _opening(self, act: Deed, draws: Draws) -> list[Clause]:
        """The request, a greeting before it and a remark or volunteered slots behind it."""
        request = self._request(act, draws)
        self._asked_so(request)
        clauses = []
        if act.say == "open" and self._greets(draws):
            clauses.append(self._filled(GREETINGS, draws.at("greeting")))
        if act.say == "open_next" and not follows_on(str(request[0])):
            request = joined(self._filled(NEXT, draws.at("next")), request)
        elif act.say == "open" and draws.chance(FRAMED, "framed"):
            request = joined(self._filled(FRAMES, draws.at("frame")), request)
        inside = {part.slot for part in request if isinstance(part, Piece)}
        tellings = self._tellings([tell for tell in act.facts if tell.slot not in inside], draws)
        if tellings and asks(request) and draws.chance(GOES_ON, "goes on"):
            # what is volunteered stands inside the question
            return [*clauses, [*request[:-1], str(request[-1])[:-1], ", ", *went_on(tellings[0]), "?"], *tellings[1:]]
        return [*clauses, request, *tellings]

    def _again(self, act: Deed, draws: Draws) -> Clause:
        """The request in words not used before; where there are none left, it is said to come again."""
        request = self._request(act, draws)
        return joined(self._filled(AGAIN, draws.at("again")), request) if self._asked_so(request) else request

    def _asked_so(self, request: Clause) -> bool:
        """Whether the request was made in these words before; from now on it was."""
        letters = LETTERS.findall("".join(_text(part) for part in request).lower())
        words = " ".join(word for word in letters if word != "please")
        known = words in self._requests
        if not known:
            self._requests.append(words)
        return known

    def _greets(self, draws: Draws) -> bool:
        return draws.chance(0.03 if self._cold else min(GREETS + self._style.courtesy, 0.9), "greets")

    def _request(self, act: Deed, draws: Draws) -> Clause:
        fresh = [says for says in act.requests if says not in self._openers] or act.requests
        says = draws.choice(fresh, "says")
        self._openers.append(says)
        text = rephrase(core(says), self._registers, draws)
        pleads = draws.chance(self._style.courtesy * 0.3, "please")
        if pleads and "please" not in text.lower():
            text = END.sub(r", please\1", text, count=1)
        parts = self._with_values(text, act)
        terse = TERSE if self._style.talk <= BRIEF else SELDOM_TERSE
        return [reword(part, draws, pleads=pleads, terse=terse) if isinstance(part, str) else part for part in parts]

    def _with_values(self, text: str, act: Deed) -> Clause:
        """A text of the author's in pieces, the values in it on their own."""
        spots = [(spot, fact) for fact in act.carried if (spot := find_value(fact.value, text, self._view.clock))]
        parts: Clause = []
        place = 0
        for (start, end), fact in sorted(spots, key=lambda spot: spot[0]):
            if start < place:
                continue
            parts.append(text[place:start])
            own = fact.text if fact.text.lower() == text[start:end].lower() else text[start:end]
            parts.append(Piece(text=own, slot=fact.slot, value=fact.value))
            place = end
        return [*parts, text[place:]]

    def _answer(self, act: Deed, draws: Draws) -> list[Clause]:
        clauses = self._tellings(act.facts, draws)
        told = any(tell.how == "asked" for tell in act.facts)
        if told and self._mood > LOW and draws.chance(LEADS_IN * self._style.talk, "lead"):
            clauses[0] = joined(self._filled(LEADS, draws.at("lead")), clauses[0])
        elif told and self._mood > LOW and draws.chance(SEEKS * self._style.talk, "seeks"):
            clauses.insert(0, self._filled(SEEKING, draws.at("seeks")))
        elif told and self._style.courtesy > 0 and draws.chance(self._style.courtesy * 0.15, "please"):
            clauses[-1] = joined(clauses[-1], ["please"])
        return clauses

    def _tellings(self, tells: Sequence[Fact], draws: Draws) -> list[Clause]:
        """One clause a slot; just the values, where several were asked for and none can be mistaken for another."""
        asked = [tell for tell in tells if tell.how == "asked"]
        if len(asked) > 1 and _differ(asked) and draws.chance(VALUES_ONLY, "bare"):
            mark = draws.choice(MARKS_BETWEEN, "between values")
            bare = enumerated([_value(tell) for tell in asked], mark)
            return [bare, *self._tellings([tell for tell in tells if tell.how != "asked"], draws)]
        alone = len(asked) == 1
        return [self._telling(tell, draws.at(f"tell/{tell.slot}"), alone=alone) for tell in tells]

    def _telling(self, tell: Fact, draws: Draws, *, alone: bool) -> Clause:
        kind = ("one" if alone else "named") if tell.how == "asked" else tell.how
        long = alone and tell.word.count(" ") >= SAID_IN_FULL
        if isinstance(tell.value, bool):
            if kind == "one":
                return [_value(tell)]
            kind = "flag"
        own = self._phrase(tell.slot, draws, tell) if tell.value is not None else None
        if own:
            return own
        if tell.how in LACKS and self._lacks_still(tell):
            kind = LACKS[tell.how]
        word = tell.word
        holes: dict[str, Clause] = {
            "word": [word],
            "is": [_verb(word)],
            "value": [_value(tell)] if tell.value is not None else [],
            "hint": [tell.text],
        }
        if kind == "one" and holes["value"] and _ends_in_digit(holes["value"][0]) and draws.chance(AS_CODE, "code"):
            kind = "code"
        elif kind == "one" and OWN.search(word):
            kind = "own"
        elif kind == "one" and kind_of(tell.value) not in CHOSEN:
            kind = "fact"
        elif kind == "named" and OWN.search(word):
            kind = "own named"
        elif kind == "named" and _verb(word) == "are":
            kind = "several"
        return self._filled(unnamed(kind) if long and kind in NEED_NO_NAME else TELL[kind], draws, holes)

    def _lacks_still(self, tell: Fact) -> bool:
        """Whether it was said before that this is not known; from now on it was."""
        known = tell.slot in self._lacking
        if not known:
            self._lacking.append(tell.slot)
        return known

    def _phrase(self, name: str, draws: Draws, must: Fact | None = None) -> Clause | None:
        """A wording the scenario gives for an act or slot, in half of the cases it fits; it must say this value."""
        texts = self._view.phrases.get(name)
        if not texts or not draws.chance(OWN_WORDS, "own words"):
            return None
        text = draws.choice(texts, "phrase")
        if must is None:
            return [text]
        text = text.replace("{value}", must.text)
        spot = find_value(must.value, text, self._view.clock)
        if spot is None:
            return None
        return [text[: spot[0]], Piece(text=text[slice(*spot)], slot=must.slot, value=must.value), text[spot[1] :]]

    def _filled(self, wordings: Wordings, draws: Draws, holes: Mapping[str, Clause] = NO_HOLES) -> Clause:
        """One template of everybody's or this person's, with its choices drawn."""
        own = wordings.own(self._registers)
        texts = own if own and draws.chance(OWN_WORDS, "own") else wordings["all"]
        clause = fill(template(self._picked(texts, draws)), holes, draws)
        for time in range(1, OTHERWISE):
            if not self._said_so(clause):
                break
            # nobody says a sentence twice in the very same words where there are others
            again = draws.at("otherwise", time)
            clause = fill(template(self._picked((*wordings["all"], *own), again)), holes, again)
        return clause

    def _said_so(self, clause: Clause) -> bool:
        """Whether a clause of several words was said before; from now on it was."""
        text = "".join(map(_text, clause)).lower()
        known = text in self._filled_so
        if not known and text.count(" ") >= SEVERAL_WORDS - 1:
            self._filled_so.append(text)
        return known

    def _picked(self, texts: Sequence[str], draws: Draws) -> str:
        """One of the texts: of two drawn, people of few words take the shorter one, talkative people the longer one."""
        text = draws.choice(texts, "text")
        if BRIEF < self._style.talk < TALKATIVE:
            return text
        other = draws.choice(texts, "other text")
        return (min if self._style.talk <= BRIEF else max)(text, other, key=_length)

    def _smiling(self, pieces: tuple[Piece, ...], act: Deed) -> tuple[Piece, ...]:
        """The turn with an emoticon for its full stop, in glad acts of those who use them."""
        last = pieces[-1]
        if self._style.emoticon <= 0 or act.say not in HAPPY or last.slot or not last.text.endswith("."):
            return pieces
        goal = act.goal
        draws = self._draws.at("smile", goal, act.say, self._said[goal, act.say])
        if not draws.chance(self._style.emoticon, "smiles"):
            return pieces
        return (*pieces[:-1], Piece(text=last.text[:-1] + " " + draws.choice(EMOTICONS, "emoticon")))


def _text(part: Piece | str) -> str:
    return part if isinstance(part, str) else part.text


def _value(fact: Fact) -> Piece:
    return Piece(text=fact.text, slot=fact.slot, value=fact.value)


def _ends_in_digit(part: Piece | str) -> bool:
    return isinstance(part, Piece) and part.text[-1:].isdigit()


@lru_cache(maxsize=256)
def _registers(tone: str, verbosity: str, formality: str, dialect: str) -> tuple[str, ...]:
    """The ways of speaking these traits bring with them."""
    traits = (("tone", tone), ("verbosity", verbosity), ("formality", formality), ("dialect", dialect))
    return tuple(dict.fromkeys(REGISTERS[trait] for trait in traits if trait in REGISTERS))


@cache
def unnamed(kind: str) -> Wordings:
    """The ways to tell a value that do not name its slot."""
    return Wordings(
        {name: tuple([text for text in texts if "{word}" not in text]) for name, texts in TELL[kind].items()}
    )


@lru_cache(maxsize=4096)
def _length(text: str) -> int:
    """How long a template comes out, about: of a choice a part is said."""
    return len(text) - sum(len(choice) * 2 // 3 for choice in CHOICE.findall(text))


@lru_cache(maxsize=1024)
def _verb(word: str) -> str:
    return "are" if PLURAL.search(HEAD.split(word)[0]) else "is"


def _differ(asked: Sequence[Fact]) -> bool:
    """Whether the values alone say which slot each of them is for."""
    kinds = [kind_of(tell.value) or type(tell.value).__name__ for tell in asked]
    return len(set(kinds)) == len(kinds) and "bool" not in kinds
